import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConsumer, createProducer } from '../index.ts';
import { lacksApacheKafka, withApacheTools } from '../testing/apache.ts';
import { type BrokerProcess, startBrokerProcess, withFolder } from '../testing/broker-process.ts';
import { complaintsIn, segmentFiles } from '../testing/dump-log.ts';
import { flawsIn } from './testing/flaws.ts';

/** More of them:  KILLS=100 npm test -- cli */
const kills = Number(process.env['KILLS'] ?? 12);
const topic = 'payments';
const partitionCount = 3;
/** Small segments, so that some die while they roll. */
const settings = { 'num.partitions': partitionCount, 'log.segment.bytes': 1 << 20, 'log.index.interval.bytes': 1000 };
const inFlight = 200;
const longestLifeMs = 400;

/** What the broker said it has: partition and offset, and the value that was sent there. */
type Acknowledged = Map<string, string>;

test(`a broker that is killed ${kills} times under load has every record that it acknowledged`, (context) =>
  withFolder(async (folder) => {
    const acknowledged: Acknowledged = new Map();
    const seen: Acknowledged = new Map();
    let sent = 0;
    for (let life = 0; life <= kills; life++) {
      const broker = await startBrokerProcess(folder, settings);
      try {
        if (life > 0)
          assert.match(broker.output(), /the last stop was not clean: \d+ segments of \d+ logs were checked/);
        if (life === kills) seen.clear(); // the last time all is read
        await readOn(broker, seen);
        for (const [place, value] of acknowledged) assert.equal(seen.get(place), value, `life ${life}, ${place}`);
        assert.equal(new Set(seen.values()).size, seen.size, 'no record stands twice');
        if (life < kills) sent = await sendUntilKilled(broker, sent, acknowledged);
        else assert.equal(await broker.stop(), 0, broker.output());
      } finally {
        await broker.stop('SIGKILL');
      }
    }
    assert.ok(acknowledged.size > kills * 50, `${acknowledged.size} of ${sent} records were acknowledged`);
    context.diagnostic(`${acknowledged.size} of ${sent} records were acknowledged, ${seen.size} are there`);
    assert.deepEqual(await flawsIn(folder), []);
    await findNoFaultByApache(folder);
  }));

/** Sends numbered records over all partitions, many at a time, and kills the broker at some instant. Returns the next number. */
async function sendUntilKilled(broker: BrokerProcess, first: number, acknowledged: Acknowledged): Promise<number> {
  const producer = await createProducer({ 'bootstrap.servers': broker.bootstrap, acks: 'all', 'batch.size': 4000 });
  let next = first;
  let alive = true;
  const sender = async () => {
    while (alive) {
      const value = `${next++} ${'x'.repeat(next % 700)}`;
      try {
        const { partition, offset } = await producer.send({ topic, partition: next % partitionCount, value });
        acknowledged.set(`${partition} ${offset}`, value);
      } catch {
        return; // Not known whether it is there: nobody was told that it is.
      }
    }
  };
  await producer.send({ topic, partition: 0, value: `life ${first}` });
  const senders = Array.from({ length: inFlight }, sender);
  await sleep(Math.random() * longestLifeMs);
  assert.equal(await broker.stop('SIGKILL'), 'SIGKILL');
  alive = false;
  await producer.close(0);
  await Promise.all(senders);
  return next;
}

/** Reads all from where the last reading ended. */
async function readOn({ bootstrap }: BrokerProcess, seen: Acknowledged): Promise<void> {
  const consumer = createConsumer({ 'bootstrap.servers': bootstrap, 'max.poll.records': 10_000 });
  try {
    const partitions = (await consumer.partitionsFor(topic)).map((partition) => ({ topic, partition }));
    consumer.assign(partitions);
    for (const { partition } of partitions) {
      let offset = 0;
      while (seen.has(`${partition} ${offset}`)) offset++;
      consumer.seek({ topic, partition }, offset);
    }
    const ends = await consumer.endOffsets(partitions);
    const isBehind = async () => {
      const positions = await Promise.all(ends.map((end) => consumer.position(end)));
      return ends.some(({ offset }, index) => positions[index]! < offset);
    };
    while (await isBehind()) {
      for (const { partition, offset, value } of await consumer.poll(1000)) seen.set(`${partition} ${offset}`, value!);
    }
  } finally {
    await consumer.close();
  }
}

async function findNoFaultByApache(folder: string): Promise<void> {
  if (lacksApacheKafka !== false) return;
  await withApacheTools(async (run) => {
    const files = segmentFiles(folder).filter((file) => file.startsWith(join(folder, topic)));
    // What the tool prints of a hundred lives is more than its memory holds.
    for (const file of files) {
      const deep = await run('kafka-dump-log', '--deep-iteration', '--files', file);
      assert.deepEqual(complaintsIn(deep.output + deep.errors), []);
    }
  });
}
