import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordBatch } from '../records/record-batch.ts';
import { writeTransactionMarker } from '../records/control-records.ts';
import type { AppendOptions } from './append.ts';
import type { LogSettings } from './settings.ts';
import { batchOf, everything, readAll, recordsIn, SimulatedFolder, valuesIn } from './testing/simulated-folder.ts';

const asClient: AppendOptions = { leaderEpoch: 0, origin: 'client' };
const asLeader: AppendOptions = { leaderEpoch: 0, origin: 'leader' };
const asFollower: AppendOptions = { leaderEpoch: -1, origin: 'replication' };
const idempotent = { producerId: 7, producerEpoch: 0 };

async function logWith(settings: Partial<LogSettings> = {}) {
  const disk = new SimulatedFolder({ settings });
  const log = await disk.open();
  const append = (batch: Uint8Array, options = asClient) => disk.do(() => log.append(batch, options));
  return { disk, log, append };
}

test('offset and leader epoch are written into the batch, and its checksum stays right', async () => {
  const { disk, log, append } = await logWith();
  await append(batchOf(['a', 'b']), { ...asClient, leaderEpoch: 4 });
  await append(batchOf(['c']), { ...asClient, leaderEpoch: 6 });
  const batch = new RecordBatch(await disk.do(() => log.read(2, everything)));
  assert.deepEqual([batch.baseOffset, batch.partitionLeaderEpoch, batch.checkCrc()], [2, 6, true]);
  assert.deepEqual(log.leaderEpochs, [
    { epoch: 4, startOffset: 0 },
    { epoch: 6, startOffset: 2 },
  ]);
  assert.deepEqual(log.endOffsetOfEpoch(5), { epoch: 4, endOffset: 2 });
});

for (const [name, settings, batch, error] of [
  ['a batch above max.message.bytes', { maxMessageBytes: 100 }, batchOf(['x'.repeat(100)]), 'MESSAGE_TOO_LARGE'],
  ['a batch above segment.bytes', { segmentBytes: 100 }, batchOf(['x'.repeat(100)]), 'RECORD_LIST_TOO_LARGE'],
  ['a record without a key on a compacted topic', { isCompacted: true }, batchOf(['x']), 'INVALID_RECORD'],
  [
    'a timestamp too far ahead',
    { messageTimestampAfterMaxMs: 10 },
    batchOf(['x'], { timestamp: 1_800_000_000_000 }),
    'INVALID_TIMESTAMP',
  ],
  ['a wrong checksum', {}, flipped(batchOf(['x'])), 'CORRUPT_MESSAGE'],
  ['nothing', {}, new Uint8Array(0), 'INVALID_RECORD'],
] as const) {
  test(`${name} is refused with ${error}, and nothing is written`, async () => {
    const { disk, log, append } = await logWith(settings);
    const result = await append(batch);
    assert.equal(result.outcome === 'refused' && result.error, error);
    assert.equal(log.logEndOffset, 0);
    assert.equal(disk.file('payments-0/00000000000000000000.log').length, 0);
  });
}

function flipped(batch: Uint8Array): Uint8Array {
  batch[batch.length - 2]! ^= 1;
  return batch;
}

test('under LogAppendTime the broker says when, for every record', async () => {
  const { disk, log, append } = await logWith({ messageTimestampType: 'LogAppendTime' });
  const nowMs = await disk.do(() => disk.node.world.clock.wallMs());
  const result = await append(batchOf(['a', 'b'], { timestamp: 5 }));
  assert.equal(result.outcome === 'appended' && result.logAppendTimeMs, nowMs);
  const bytes = await disk.do(() => log.read(0, everything));
  assert.deepEqual(
    recordsIn(bytes).map(({ timestamp }) => timestamp),
    [nowMs, nowMs],
  );
  assert.ok(new RecordBatch(bytes).checkCrc());
  assert.equal((await disk.do(() => log.firstSince(nowMs)))?.offset, 0);
});

test('a largest timestamp that is not true is set right', async () => {
  const { disk, log, append } = await logWith();
  await append(batchOf(['a'], { timestamp: 1000, maxTimestamp: 9000 }));
  const batch = new RecordBatch(await disk.do(() => log.read(0, everything)));
  assert.deepEqual([batch.maxTimestamp, batch.checkCrc()], [1000, true]);
});

for (const [compressionType, codec] of [
  ['gzip', 'gzip'],
  ['uncompressed', 'none'],
  ['lz4', 'lz4'],
  ['producer', 'snappy'],
] as const) {
  test(`compression.type=${compressionType} stores a snappy batch as ${codec}, with all that it says`, async () => {
    const { disk, log, append } = await logWith({ compressionType });
    const values = ['a', 'b'.repeat(300), ''];
    await append(batchOf(values, { codec: 'snappy', ...idempotent, baseSequence: 0 }));
    const bytes = await disk.do(() => log.read(0, everything));
    const batch = new RecordBatch(bytes);
    assert.deepEqual([batch.codec, batch.producerId, batch.baseSequence, batch.checkCrc()], [codec, 7, 0, true]);
    assert.deepEqual(valuesIn(bytes), values);
  });
}

test('a retry is answered as the first time, and a gap is refused', async () => {
  const { disk, log, append } = await logWith();
  const first = await append(batchOf(['a', 'b'], { ...idempotent, baseSequence: 0 }));
  await append(batchOf(['c'], { ...idempotent, baseSequence: 2 }));
  const again = await append(batchOf(['a', 'b'], { ...idempotent, baseSequence: 0 }));
  const gap = await append(batchOf(['d'], { ...idempotent, baseSequence: 4 }));
  const zombie = await append(batchOf(['e'], { ...idempotent, producerEpoch: 1, baseSequence: 0 }));
  const old = await append(batchOf(['f'], { ...idempotent, baseSequence: 3 }));
  assert.deepEqual(again, { ...first, outcome: 'duplicate' });
  assert.equal(gap.outcome === 'refused' && gap.error, 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  assert.equal(zombie.outcome, 'appended');
  assert.equal(old.outcome === 'refused' && old.error, 'INVALID_PRODUCER_EPOCH');
  assert.deepEqual(await disk.do(() => readAll(log)), ['a', 'b', 'c', 'e']);
});

test('a duplicate of what is not flushed yet waits for the flush too', async () => {
  const { disk, log, append } = await logWith({ flushMessages: 1 });
  const batch = () => batchOf(['a'], { ...idempotent, baseSequence: 0 });
  await append(batch());
  const early = await append(batch());
  assert.deepEqual([early.outcome, 'flushDue' in early && early.flushDue], ['duplicate', true]);
  await disk.do(() => log.flush());
  const late = await append(batch());
  assert.deepEqual([late.outcome, 'flushDue' in late && late.flushDue], ['duplicate', false]);
});

test('a follower keeps offsets and epochs, and refuses what goes back or is damaged', async () => {
  const { log, append } = await logWith();
  assert.equal(
    (await append(batchOf(['a'], { baseOffset: 5, partitionLeaderEpoch: 3 }), asFollower)).outcome,
    'appended',
  );
  assert.equal(log.logEndOffset, 6);
  assert.deepEqual(log.leaderEpochs, [{ epoch: 3, startOffset: 5 }]);
  const back = await append(batchOf(['b'], { baseOffset: 4 }), asFollower);
  assert.equal(back.outcome === 'refused' && back.error, 'INVALID_RECORD');
  const damaged = await append(flipped(batchOf(['c'], { baseOffset: 6 })), asFollower);
  assert.equal(damaged.outcome === 'refused' && damaged.error, 'CORRUPT_MESSAGE');
});

test('the last stable offset waits for open transactions, and aborted ones are listed', async () => {
  const { disk, log, append } = await logWith();
  const marker = (type: 'ABORT' | 'COMMIT', producerId: number, coordinatorEpoch = 0) =>
    writeTransactionMarker({ type, producerId, producerEpoch: 0, coordinatorEpoch, timestamp: 1_767_225_600_000 });
  const inTransaction = (producerId: number, baseSequence: number) =>
    batchOf(['x'], { producerId, producerEpoch: 0, baseSequence, isTransactional: true });
  const settle = () => log.updateHighWatermark(log.logEndOffset);

  await append(inTransaction(1, 0));
  await append(inTransaction(2, 0));
  settle();
  assert.equal(log.lastStableOffset, 0);
  await append(marker('ABORT', 1), asLeader);
  assert.equal(log.lastStableOffset, 0, 'the marker is not replicated yet');
  settle();
  assert.equal(log.lastStableOffset, 1);
  const outside = await append(batchOf(['y'], { producerId: 2, producerEpoch: 0, baseSequence: 1 }));
  assert.equal(outside.outcome === 'refused' && outside.error, 'INVALID_TXN_STATE');
  await append(marker('COMMIT', 2, 3), asLeader);
  settle();
  assert.equal(log.lastStableOffset, 4);
  const aborted = [{ producerId: 1, firstOffset: 0, lastOffset: 2, lastStableOffset: 1 }];
  assert.deepEqual(await disk.do(() => log.abortedTransactions(0, 4)), aborted);
  assert.deepEqual(await disk.do(() => log.abortedTransactions(3, 4)), []);

  await append(inTransaction(2, 1));
  const stale = await append(marker('ABORT', 2, 2), asLeader);
  assert.equal(stale.outcome === 'refused' && stale.error, 'TRANSACTION_COORDINATOR_FENCED');

  const recovered = await disk.killAndStart();
  assert.deepEqual(await disk.do(() => recovered.abortedTransactions(0, 5)), aborted);
  recovered.updateHighWatermark(5);
  assert.equal(recovered.lastStableOffset, 4);
});

test('producers that wrote nothing for long are forgotten, unless a transaction of theirs is open', async () => {
  const disk = new SimulatedFolder({ producerIdExpirationMs: 1000 });
  const log = await disk.open();
  const timestamp = 1_767_225_600_000;
  await disk.do(() => {
    log.append(batchOf(['a'], { producerId: 1, producerEpoch: 0, baseSequence: 0, timestamp }), asClient);
    log.append(
      batchOf(['b'], { producerId: 2, producerEpoch: 0, baseSequence: 0, timestamp, isTransactional: true }),
      asClient,
    );
  });
  await disk.simulation.runFor(2_000_000);
  await disk.do(() => log.removeExpiredProducers());
  assert.deepEqual(
    log.producers.map(({ producerId }) => producerId),
    [2],
  );
});
