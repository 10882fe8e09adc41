import assert from 'node:assert/strict';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createAdmin, createConsumer, createProducer } from '../index.ts';
import { type BrokerProcess, startBrokerProcess } from '../testing/broker-process.ts';
import { lacksSmallDisk, withSmallDisk } from '../testing/small-disk.ts';

/** Apache Kafka halts when its only folder cannot be written. Ours does not: what is there is served, and nothing is lost. */

const topic = 'payments';

/** Fills a disk to its last page, whatever else is written meanwhile; the returned function makes room again. */
function fill(disk: string): () => void {
  const filler = join(disk, 'filler');
  for (let chunkBytes = 1 << 16; chunkBytes > 0; ) {
    try {
      appendFileSync(filler, Buffer.alloc(chunkBytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      chunkBytes = chunkBytes > 4096 ? 4096 : 0;
    }
  }
  return () => rmSync(filler);
}

async function withClients<Result>(
  { bootstrap }: BrokerProcess,
  use: (clients: {
    readonly admin: ReturnType<typeof createAdmin>;
    send(partition: number, value: string): Promise<void>;
  }) => Promise<Result>,
): Promise<Result> {
  const servers = { 'bootstrap.servers': bootstrap };
  const admin = createAdmin({ ...servers, 'default.api.timeout.ms': 3000, 'request.timeout.ms': 3000 });
  const producer = await createProducer({ ...servers, retries: 1 });
  try {
    return await use({
      admin,
      send: async (partition, value) => void (await producer.send({ topic, partition, value })),
    });
  } finally {
    await producer.close(0);
    await admin.close();
  }
}

async function valuesOf({ bootstrap }: BrokerProcess, partition: number): Promise<readonly string[]> {
  const consumer = createConsumer({ 'bootstrap.servers': bootstrap });
  const place = { topic, partition };
  consumer.assign([place]);
  const [end] = await consumer.endOffsets([place]);
  consumer.seek(place, 'earliest');
  const values: string[] = [];
  while ((await consumer.position(place)) < end!.offset) {
    for (const { value } of await consumer.poll(1000)) values.push(value ?? '');
  }
  await consumer.close();
  return values;
}

const noSpace = /no space is left on the disk/;

test(
  'with no byte left appends and changes of the metadata are refused, readers served; with room again all goes on',
  { skip: lacksSmallDisk() },
  () =>
    withSmallDisk(async (disk) => {
      const folder = join(disk, 'data');
      const broker = await startBrokerProcess(folder);
      let known: readonly string[] = [];
      try {
        await withClients(broker, async ({ admin, send }) => {
          await admin.createTopics([{ name: topic, partitions: 1 }]);
          await send(0, 'first');
          const makeRoom = fill(disk);
          // What fits into the file's last page still fits; then nothing does.
          const acknowledged = ['first'];
          const sendUntilRefused = async () => {
            for (let number = 0; ; number++) {
              const value = `${number} ${'x'.repeat(1000)}`;
              try {
                await send(0, value);
                acknowledged.push(value);
              } catch (error) {
                return (error as Error).message;
              }
            }
          };
          assert.match(await sendUntilRefused(), noSpace);
          const makeTopics = async () => {
            for (let number = 0; ; number++) await admin.createTopics([{ name: `topic-${number}`, partitions: 3 }]);
          };
          await assert.rejects(makeTopics(), noSpace);
          const topics = await admin.listTopics();
          assert.deepEqual(await valuesOf(broker, 0), acknowledged);
          await assert.rejects(admin.createTopics([{ name: 'topic-x', partitions: 3 }]), noSpace);
          assert.deepEqual(await admin.listTopics(), topics, 'what was refused has not happened');

          makeRoom();
          await send(0, 'room again');
          await admin.createTopics([{ name: 'one-more', partitions: 1 }]);
          known = [...acknowledged, 'room again'];
          assert.deepEqual(await valuesOf(broker, 0), known);
        });
      } finally {
        await broker.stop('SIGKILL');
      }
      const again = await startBrokerProcess(folder);
      try {
        assert.deepEqual(await valuesOf(again, 0), known);
      } finally {
        assert.equal(await again.stop(), 0, again.output());
      }
      assert.doesNotMatch(
        again.output(),
        /were not whole/,
        'what was written in part was cut off before the next append',
      );
    }),
);

test('of several folders only the one whose disk is full refuses', { skip: lacksSmallDisk() }, () =>
  withSmallDisk((one) =>
    withSmallDisk(async (other) => {
      const broker = await startBrokerProcess(`${join(one, 'data')},${join(other, 'data')}`);
      try {
        await withClients(broker, async ({ admin, send }) => {
          await admin.createTopics([{ name: topic, partitions: 2 }]);
          for (const partition of [0, 1]) await send(partition, 'first');
          const makeRoom = fill(other);
          const large = 'x'.repeat(10_000);
          await assert.rejects(send(1, large), noSpace);
          await send(0, large);
          await admin.createTopics([{ name: 'orders', partitions: 1 }]);
          assert.deepEqual(await valuesOf(broker, 1), ['first']);
          makeRoom();
          await send(1, large);
          for (const partition of [0, 1]) assert.deepEqual(await valuesOf(broker, partition), ['first', large]);
        });
      } finally {
        await broker.stop();
      }
    }),
  ),
);
