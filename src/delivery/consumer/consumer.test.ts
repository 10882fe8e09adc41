import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatenate } from '../../bytes/writer.ts';
import { writeTransactionMarker } from '../../records/control-records.ts';
import { writeBatch } from '../../records/write-batch.ts';
import { bytesDeserializer } from '../serializers.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { Asked, Script } from '../testing/scripted-broker.ts';
import { type Scene, scene } from '../testing/scene.ts';
import type { ConsumerRecord } from './consumer.ts';

const payments = { topic: 'payments', partition: 0 };
const text = (value: string) => new TextEncoder().encode(value);
const values = (records: readonly ConsumerRecord[]) => records.map(({ value }) => value);
const named =
  (kafkaName: string, message = /./) =>
  (error: unknown) =>
    error instanceof KafkaException && error.kafkaName === kafkaName && message.test(error.message);

/** Writes batches of the given values into `payments`, a second apart. */
function write({ broker }: Scene, ...batches: readonly (readonly string[])[]): void {
  for (const [number, batch] of batches.entries()) {
    const timestamp = 1_000_000 + 1000 * number;
    const records = batch.map((value) => ({ key: null, value: text(value), timestamp }));
    broker.append('payments', 0, writeBatch({ records, codec: number % 2 === 0 ? 'none' : 'gzip' }));
  }
}

test('a consumer reads from where it was told to, across batches and codecs, and its position moves', async () => {
  const told = await scene();
  write(told, ['a', 'b'], ['c', 'd'], ['e']);
  const clerk = await told.consumer();
  const records = await told.run(async () => {
    clerk.assign([payments]);
    clerk.seek(payments, 1);
    return clerk.poll(1000);
  });
  assert.deepEqual(
    records.map(({ topic, partition, offset, timestampMs, timestampType, value }) => [
      `${topic}-${partition}@${offset}`,
      timestampMs,
      timestampType,
      value,
    ]),
    [
      ['payments-0@1', 1_000_000, 'CreateTime', 'b'],
      ['payments-0@2', 1_001_000, 'CreateTime', 'c'],
      ['payments-0@3', 1_001_000, 'CreateTime', 'd'],
      ['payments-0@4', 1_002_000, 'CreateTime', 'e'],
    ],
  );
  assert.equal(await told.run(() => clerk.position(payments)), 5);
  assert.deepEqual(
    told.told('records polled').map(({ count, position }) => [count, position]),
    [[4, 5]],
  );
});

test('a poll returns at most max.poll.records; the rest is there already', async () => {
  const told = await scene();
  write(told, ['a', 'b', 'c'], ['d', 'e']);
  const clerk = await told.consumer({ 'max.poll.records': 2, 'auto.offset.reset': 'earliest' });
  await told.run(async () => clerk.assign([payments]));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['a', 'b']);
  const beforeUs = told.simulation.nowUs;
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['c', 'd']);
  assert.equal(told.simulation.nowUs, beforeUs);
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['e']);
});

test('without a position auto.offset.reset decides: the end by default, the start, or an error', async () => {
  const told = await scene();
  write(told, ['a'], ['b']);
  const late = await told.consumer();
  const beginning = await told.run(async () => {
    late.assign([payments]);
    return late.poll(200);
  });
  assert.deepEqual(beginning, []);
  assert.equal(await told.run(() => late.position(payments)), 2);
  assert.match(told.told('position reset')[0]!.because, /auto\.offset\.reset: latest/);

  const early = await told.consumer({ 'auto.offset.reset': 'earliest' });
  await told.run(async () => early.assign([payments]));
  assert.deepEqual(values(await told.run(() => early.poll(1000))), ['a', 'b']);

  const careful = await told.consumer({ 'auto.offset.reset': 'none' });
  await told.run(async () => careful.assign([payments]));
  await assert.rejects(
    told.run(() => careful.poll(1000)),
    named('NoOffsetForPartitionException', /payments-0/),
  );
  await told.run(async () => careful.seek(payments, 'earliest'));
  assert.deepEqual(values(await told.run(() => careful.poll(1000))), ['a', 'b']);
});

test('a time is sought by timestamp; where no record is so young, that is the end', async () => {
  const told = await scene();
  write(told, ['a'], ['b'], ['c']);
  const clerk = await told.consumer();
  await told.run(async () => {
    clerk.assign([payments]);
    clerk.seek(payments, { timestampMs: 1_000_500 });
  });
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['b', 'c']);
  await told.run(async () => clerk.seek(payments, { timestampMs: 9_000_000 }));
  assert.equal(await told.run(() => clerk.position(payments)), 3);
  const [found, missing] = await told.run(() =>
    clerk.offsetsForTimes([
      { ...payments, timestampMs: 1_001_001 },
      { topic: 'orders', partition: 2, timestampMs: 0 },
    ]),
  );
  assert.deepEqual([found!.offset, found!.timestampMs, missing!.offset], [2, 1_002_000, -1]);
});

test('a duration before now is a time too', async () => {
  const told = await scene();
  const clerk = await told.consumer({ 'auto.offset.reset': 'by_duration:PT1H' });
  const nowMs = await told.run(async () => {
    clerk.assign([payments]);
    return told.simulation.node('clerk').world.clock.wallMs();
  });
  for (const [value, agoMs] of [
    ['old', 3_700_000],
    ['new', 3_500_000],
  ] as const) {
    const records = [{ key: null, value: text(value), timestamp: nowMs - agoMs }];
    told.broker.append('payments', 0, writeBatch({ records }));
  }
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['new']);
});

test('an offset that the log does not have is reset; with none it is an error that says what there is', async () => {
  const told = await scene();
  write(told, ['a', 'b']);
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest' });
  await told.run(async () => {
    clerk.assign([payments]);
    clerk.seek(payments, 99);
  });
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['a', 'b']);
  assert.match(told.told('position reset')[0]!.because, /earliest/);

  const careful = await told.consumer({ 'auto.offset.reset': 'none' });
  await told.run(async () => {
    careful.assign([payments]);
    careful.seek(payments, 99);
  });
  await assert.rejects(
    told.run(() => careful.poll(1000)),
    named('OffsetOutOfRangeException', /payments-0 has no offset 99: the log has offsets 0 to 2/),
  );
});

test('a poll waits for records as long as it was told, and not longer', async () => {
  const told = await scene();
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest' });
  const teller = await told.producer();
  await told.run(async () => clerk.assign([payments]));
  const startUs = told.simulation.nowUs;
  assert.deepEqual(await told.run(() => clerk.poll(2000)), []);
  assert.equal(told.simulation.nowUs - startUs, 2_000_000);
  const polling = await told.simulation.act(() => clerk.poll(60_000));
  await told.run(() => teller.send({ topic: 'payments', value: 'a' }));
  assert.deepEqual(values(await told.simulation.runUntilResolved(polling)), ['a']);
});

test('what is paused is not returned, and its position stays', async () => {
  const told = await scene();
  write(told, ['a', 'b']);
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest', 'max.poll.records': 1 });
  await told.run(async () => clerk.assign([payments]));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['a']);
  await told.run(async () => clerk.pause([payments]));
  assert.deepEqual(await told.run(() => clerk.poll(300)), []);
  assert.deepEqual(clerk.paused(), [payments]);
  assert.equal(await told.run(() => clerk.position(payments)), 1);
  await told.run(async () => clerk.resume([payments]));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['b']);
});

test('seeking forgets what was fetched; what is no longer assigned is not returned', async () => {
  const told = await scene();
  write(told, ['a', 'b', 'c']);
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest', 'max.poll.records': 1 });
  await told.run(async () => clerk.assign([payments]));
  await told.run(() => clerk.poll(1000));
  await told.run(async () => clerk.seek(payments, 2));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['c']);
  await told.run(async () => clerk.seek(payments, 0));
  await told.run(() => clerk.poll(1000));
  await told.run(async () => clerk.assign([{ topic: 'orders', partition: 1 }]));
  assert.deepEqual(await told.run(() => clerk.poll(300)), []);
  assert.throws(() => clerk.seek(payments, 0), named('IllegalStateException'));
});

test('read committed leaves out aborted transactions; markers are never returned', async () => {
  const transactional = (producerId: number, value: string) =>
    writeBatch({
      producerId,
      producerEpoch: 0,
      baseSequence: 0,
      isTransactional: true,
      records: [{ key: null, value: text(value), timestamp: 1 }],
    });
  const marker = (producerId: number, type: 'ABORT' | 'COMMIT') =>
    writeTransactionMarker({ type, coordinatorEpoch: 0, producerId, producerEpoch: 0, timestamp: 1 });
  const log = [
    transactional(1, 'aborted'),
    transactional(2, 'committed'),
    marker(1, 'ABORT'),
    transactional(1, 'committed too'),
    marker(2, 'COMMIT'),
    marker(1, 'COMMIT'),
  ];
  for (const [isolation, expected] of [
    ['read_uncommitted', ['aborted', 'committed', 'committed too']],
    ['read_committed', ['committed', 'committed too']],
  ] as const) {
    const told = await scene();
    for (const batch of log) told.broker.append('payments', 0, batch);
    told.broker.aborted = [{ producerId: 1, firstOffset: 0 }];
    const clerk = await told.consumer({ 'auto.offset.reset': 'earliest', 'isolation.level': isolation });
    await told.run(async () => clerk.assign([payments]));
    assert.deepEqual(values(await told.run(() => clerk.poll(1000))), expected);
    assert.equal(await told.run(() => clerk.position(payments)), 6);
  }
});

test('a damaged batch is an error that comes again, until somebody seeks behind it; what stands before it is returned', async () => {
  const told = await scene();
  write(told, ['a'], ['b'], ['c']);
  const [, damaged] = told.broker.batches('payments');
  damaged!.bytes[damaged!.bytes.length - 1]! ^= 1;
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest' });
  await told.run(async () => clerk.assign([payments]));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['a']);
  for (let times = 0; times < 2; times++) {
    await assert.rejects(
      told.run(() => clerk.poll(1000)),
      named('KafkaException', /payments-0 cannot be read at offset 1: .*checksum; to go on, seek/),
    );
  }
  await told.run(async () => clerk.seek(payments, 2));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['c']);
});

test('a record that cannot be deserialized stays before the position, and what stands before it is returned', async () => {
  const told = await scene();
  write(told, ['a', 'poison', 'c']);
  const valueDeserializer = (bytes: Uint8Array): string => {
    if (bytes.length > 1) throw new Error('not one letter');
    return new TextDecoder().decode(bytes);
  };
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest' }, { valueDeserializer });
  await told.run(async () => clerk.assign([payments]));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['a']);
  for (let times = 0; times < 2; times++) {
    await assert.rejects(
      told.run(() => clerk.poll(1000)),
      named('RecordDeserializationException', /offset 1 of payments-0 .*not one letter/),
    );
  }
  await told.run(async () => clerk.seek(payments, 2));
  assert.deepEqual(values(await told.run(() => clerk.poll(1000))), ['c']);
});

test('bytes that the application keeps are its own', async () => {
  const told = await scene();
  write(told, ['a']);
  const clerk = await told.consumer(
    { 'auto.offset.reset': 'earliest' },
    { valueDeserializer: bytesDeserializer as never },
  );
  await told.run(async () => clerk.assign([payments]));
  const [record] = await told.run(() => clerk.poll(1000));
  const value = record!.value as unknown as Uint8Array;
  assert.equal(value.buffer.byteLength, 1);
});

test('a broker that fails or goes away is asked again', async () => {
  const faults: Script[] = [{ error: 'NOT_LEADER_OR_FOLLOWER' }, 'close', { error: 'UNKNOWN_SERVER_ERROR' }];
  const script = ({ api, earlier }: Asked): Script => (api === 'Fetch' ? (faults[earlier] ?? 'answer') : 'answer');
  const told = await scene(script);
  write(told, ['a']);
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest' });
  await told.run(async () => clerk.assign([payments]));
  await assert.rejects(
    told.run(() => clerk.poll(10_000)),
    named('UnknownServerException', /payments-0/),
  );
  assert.deepEqual(values(await told.run(() => clerk.poll(10_000))), ['a']);
  assert.ok(told.simulation.nowUs < 3_000_000);
});

test('only one poll at a time; closing ends it', async () => {
  const told = await scene();
  const clerk = await told.consumer();
  await told.run(async () => clerk.assign([payments]));
  const polling = await told.simulation.act(() => clerk.poll(60_000));
  await assert.rejects(
    told.run(() => clerk.poll(1)),
    named('IllegalStateException'),
  );
  await told.run(() => clerk.close());
  assert.deepEqual(await told.simulation.runUntilResolved(polling), []);
  await assert.rejects(
    told.run(() => clerk.poll(1)),
    named('IllegalStateException'),
  );
});

test('what cannot be asked for is refused with a sentence', async () => {
  const { consumer, run } = await scene();
  await assert.rejects(
    consumer({ 'auto.offset.reset': 'erliest' }),
    /auto\.offset\.reset=erliest: it must be earliest, latest/,
  );
  await assert.rejects(consumer({ 'auto.offset.reset': 'by_duration:P' }), /by_duration:PT1H/);
  await assert.rejects(consumer({ 'group.id': 'billing' }), /group\.id.*belongs to no group/);
  const clerk = await consumer({ 'default.api.timeout.ms': 2000 });
  await assert.rejects(
    run(() => clerk.partitionsFor('nowhere')),
    named('TimeoutException', /partitions of nowhere.*no such topic/),
  );
  assert.deepEqual(await run(() => clerk.partitionsFor('orders')), [0, 1, 2]);
  const ends = await run(() => clerk.endOffsets([payments, { topic: 'orders', partition: 2 }]));
  assert.deepEqual(
    ends.map(({ offset }) => offset),
    [0, 0],
  );
});

test('a fetch that holds only a part of its first batch says so', async () => {
  const told = await scene();
  const whole = writeBatch({ records: [{ key: null, value: text('a'.repeat(100)), timestamp: 1 }] });
  told.broker.fetched = () => concatenate([whole.subarray(0, 90)]);
  const clerk = await told.consumer({ 'auto.offset.reset': 'earliest' });
  await told.run(async () => clerk.assign([payments]));
  await assert.rejects(
    told.run(() => clerk.poll(1000)),
    named('KafkaException', /not even the first batch is whole/),
  );
});
