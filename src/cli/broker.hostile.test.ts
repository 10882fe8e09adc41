import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { concatenate, Writer } from '../bytes/writer.ts';
import { createAdmin } from '../index.ts';
import { putBatchHeader } from '../records/batch-header.ts';
import { type BrokerProcess, withBroker } from '../testing/broker-process.ts';
import { startHonestClient } from '../testing/honest-client.ts';
import { framed, hostileFrame, hostileTopic, randomFrom, requestFrame } from '../testing/hostile-frames.ts';
import { lacksMemoryFigures, peakResidentMegabytes } from '../testing/resident-memory.ts';
import { ApiVersions } from '../wire/apis/api-versions.ts';
import { DeleteTopics } from '../wire/apis/delete-topics.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { Produce } from '../wire/apis/produce.ts';
import { writeRequestHeader } from '../wire/headers.ts';

const skip = lacksMemoryFigures;

/** More of them:  HOSTILE_FRAMES=1000000 npm test -- cli */
const frameCount = Number(process.env['HOSTILE_FRAMES'] ?? 30_000);
const seed = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 1_000_000);
const attackers = 4;

/** What a broker may hold, whatever strangers send. */
const mostMegabytes = 250;

/** One request may have 100 MiB (`socket.request.max.bytes`), and is copied while it arrives in chunks. */
const withLargestRequestMegabytes = 400;

/** A broker beside which an honest client goes on without an error, and which stops in good order after all. */
async function underAttack(
  context: TestContext,
  limitMegabytes: number,
  attack: (broker: BrokerProcess) => Promise<void>,
): Promise<void> {
  await withBroker(async (broker) => {
    const honest = await startHonestClient(broker);
    await attack(broker);
    const { sent, errors } = await honest.stop();
    assert.deepEqual(errors, []);
    assert.ok(sent > 0, 'the honest client sent something meanwhile');
    const peak = peakResidentMegabytes(broker.pid);
    context.diagnostic(`the broker held at most ${peak} MB; the honest client sent ${sent} records`);
    assert.ok(peak < limitMegabytes, `the broker held ${peak} MB`);
    assert.equal(await broker.stop(), 0, broker.output().slice(-2000));
    assert.deepEqual(mistakesOfOurs(broker.output()), []);
  });
}

test(
  `a broker outlives ${frameCount} hostile frames (HOSTILE_SEED=${seed}), and serves others meanwhile`,
  { skip },
  (context) =>
    underAttack(context, mostMegabytes, async (broker) => {
      const admin = createAdmin({ 'bootstrap.servers': broker.bootstrap });
      await admin.createTopics([{ name: hostileTopic }]);
      await admin.close();
      const random = randomFrom(seed);
      let left = frameCount;
      const attacker = async () => {
        while (left > 0) {
          const burst = Math.min(left, 1 + random(8));
          left -= burst;
          await attack(
            broker,
            Array.from({ length: burst }, () => hostileFrame(random)),
          );
        }
      };
      await Promise.all(Array.from({ length: attackers }, attacker));
    }),
);

test(
  'clients that send a byte now and then, or declare much and send little, cost the others nothing',
  { skip },
  (context) =>
    underAttack(context, mostMegabytes, async (broker) => {
      const declares100MiB = Uint8Array.of(0x06, 0x40, 0, 0);
      const slow = Array.from({ length: 50 }, () => open(broker, declares100MiB));
      const half = Array.from({ length: 200 }, () =>
        open(broker, concatenate([declares100MiB, new Uint8Array(50_000)])),
      );
      const idle = Array.from({ length: 1000 }, () => open(broker, new Uint8Array(0)));
      for (let round = 0; round < 30; round++) {
        for (const socket of slow) socket.write(Uint8Array.of(0));
        await sleep(30);
      }
      for (const socket of [...slow, ...half, ...idle]) socket.destroy();
    }),
);

test('clients that ask on and on and never listen are not read from any more', { skip }, (context) =>
  underAttack(context, withLargestRequestMegabytes, async (broker) => {
    const question = requestFrame(ApiVersions, 0, {});
    const questions = concatenate(Array.from({ length: 50_000 }, () => question));
    const deaf = Array.from({ length: 10 }, () => open(broker, questions).pause());
    await sleep(2000);
    for (const socket of deaf) socket.destroy();
  }),
);

test('a request as large as allowed that is all list is refused before it becomes values', { skip }, (context) =>
  underAttack(context, withLargestRequestMegabytes, async (broker) => {
    const bodyBytes = 100_000_000;
    const emptyNames = new Writer();
    writeRequestHeader(emptyNames, DeleteTopics, 1, { correlationId: 1, clientId: 'greedy' });
    emptyNames.int32(bodyBytes / 2);
    await attack(broker, [framed(concatenate([emptyNames.toBytes(), new Uint8Array(bodyBytes)]))]);
    const noTopics = new Writer();
    writeRequestHeader(noTopics, Metadata, 12, { correlationId: 1, clientId: 'greedy' });
    noTopics.unsignedVarint(bodyBytes / 18);
    await attack(broker, [framed(concatenate([noTopics.toBytes(), new Uint8Array(bodyBytes)]))]);
  }),
);

test('a batch that swells a thousandfold, or declares records that it does not have, is refused', { skip }, (context) =>
  underAttack(context, withLargestRequestMegabytes, async (broker) => {
    const records = gzipSync(new Uint8Array(500_000_000));
    for (const recordsCount of [1, 1_000_000, 0x7fff_ffff]) {
      const batch = concatenate([new Uint8Array(61), records]);
      const lastOffsetDelta = recordsCount - 1;
      putBatchHeader(batch, { codec: 'gzip', lastOffsetDelta, baseTimestamp: 1, maxTimestamp: 1, recordsCount });
      const topicData = [{ name: 'payments', partitionData: [{ index: 0, records: batch }] }];
      await attack(broker, [requestFrame(Produce, 9, { acks: 1, timeoutMs: 1000, topicData })]);
    }
  }),
);

test('topics with millions of partitions are refused at once', { skip }, (context) =>
  underAttack(context, mostMegabytes, async ({ bootstrap }) => {
    const admin = createAdmin({ 'bootstrap.servers': bootstrap });
    const tooMany = /at most 10000/;
    await assert.rejects(admin.createTopics([{ name: 'many', partitions: 0x7fff_ffff }]), tooMany);
    await assert.rejects(admin.createTopics([{ name: 'many', partitions: 10_001 }]), tooMany);
    const together = Array.from({ length: 11 }, (_, index) => ({ name: `many-${index}`, partitions: 1000 }));
    await assert.rejects(admin.createTopics(together), tooMany);
    await assert.rejects(admin.createPartitions([{ topic: 'payments', count: 0x7fff_ffff }]), tooMany);
    assert.deepEqual(
      (await admin.listTopics()).map(({ name }) => name),
      ['payments'],
    );
    await admin.close();
  }),
);

/** The errors that the broker did not foresee, each with where it came from. */
function mistakesOfOurs(output: string): readonly string[] {
  return output.match(/^unexpected: .*(\n {4}at .*)*/gm) ?? [];
}

/** Sends the frames over one connection and waits until the broker has closed it, or has had its time. */
function attack(broker: BrokerProcess, frames: readonly Uint8Array[]): Promise<void> {
  return new Promise((done) => {
    const socket = open(broker, ...frames);
    socket.on('close', () => done());
    socket.end();
    socket.setTimeout(frames.length > 1 ? 500 : 5000, () => socket.destroy());
  });
}

function open({ host, port }: BrokerProcess, ...frames: readonly Uint8Array[]): Socket {
  const socket = connect(port, host);
  socket.on('error', () => {});
  socket.on('data', () => {});
  for (const frame of frames) socket.write(frame);
  return socket;
}
