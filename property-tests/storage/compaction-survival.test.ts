import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import type { CompactedBatch } from '../../src/storage/rules/survival.ts';
import { law } from '../law.ts';

interface Written {
  readonly key: 'a' | 'b' | 'c' | null;
  readonly isTombstone: boolean;
  /** Whether the delete horizon of its batch has passed. */
  readonly isPastHorizon: boolean;
}

const logs = fc.record({
  records: fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', null),
      isTombstone: fc.boolean(),
      isPastHorizon: fc.boolean(),
    }) as fc.Arbitrary<Written>,
    { maxLength: 12 },
  ),
  /** In thousandths of the log: where the cleaner began to look, and where it stopped. */
  from: fc.integer({ min: 0, max: 1000 }),
  to: fc.integer({ min: 0, max: 1000 }),
});

/** The offsets that survive, when keys were noted from one offset to another. */
function survivors(records: readonly Written[], mapStart: number, mapEndOffset: number, rules: StorageRules) {
  const latest = new Map<string, number>();
  for (let offset = mapStart; offset < mapEndOffset; offset++) {
    const { key } = records[offset]!;
    if (key !== null) latest.set(key, offset);
  }
  return records.flatMap(({ key, isTombstone, isPastHorizon }, offset) => {
    const latestOffsetOfKey = key === null ? -1 : (latest.get(key) ?? -1);
    const known = { latestOffsetOfKey, mapEndOffset, mayTombstoneGo: isPastHorizon };
    return rules.survivesCompaction({ offset, hasKey: key !== null, isTombstone, ...known }) ? [offset] : [];
  });
}

law(
  'of each key the last record survives, a tombstone until its time, and what was not looked at stays',
  storageRules,
  logs,
  ({ records, from, to }, rules) => {
    const mapStart = Math.floor((Math.min(from, to) * records.length) / 1000);
    const mapEnd = Math.floor((Math.max(from, to) * records.length) / 1000);
    const survived = survivors(records, mapStart, mapEnd, rules);
    for (const [offset, { key, isTombstone, isPastHorizon }] of records.entries()) {
      const isLater = (other: Written, at: number) => at > offset && at >= mapStart && at < mapEnd && other.key === key;
      const isReplaced = records.some(isLater);
      const goes = offset < mapEnd && (key === null || isReplaced || (isTombstone && isPastHorizon));
      assert.equal(survived.includes(offset), !goes, `offset ${offset} of ${JSON.stringify(records)}`);
    }
  },
  { runs: 1000 },
).kills({
  'the first record of a key survives': {
    survivesCompaction: (record) =>
      storageRules.survivesCompaction({ ...record, latestOffsetOfKey: -1 }) &&
      (record.latestOffsetOfKey < 0 ||
        record.offset < record.latestOffsetOfKey ||
        record.offset >= record.mapEndOffset),
  },
  'nothing is replaced': {
    survivesCompaction: (record) => storageRules.survivesCompaction({ ...record, latestOffsetOfKey: -1 }),
  },
  'the last record is replaced by itself': {
    survivesCompaction: (record) =>
      storageRules.survivesCompaction({ ...record, latestOffsetOfKey: record.latestOffsetOfKey + 1 }),
  },
  'tombstones go at once': {
    survivesCompaction: (record) => storageRules.survivesCompaction({ ...record, mayTombstoneGo: true }),
  },
  'tombstones stay for ever': {
    survivesCompaction: (record) => storageRules.survivesCompaction({ ...record, mayTombstoneGo: false }),
  },
  'values go when tombstones may': {
    survivesCompaction: (record) => storageRules.survivesCompaction({ ...record, isTombstone: true }),
  },
  'what was not looked at goes too': {
    survivesCompaction: (record) => storageRules.survivesCompaction({ ...record, mapEndOffset: Infinity }),
  },
  'records without a key survive': {
    survivesCompaction: (record) => !record.hasKey || storageRules.survivesCompaction(record),
  },
});

const batches: fc.Arbitrary<CompactedBatch> = fc.record({
  lastOffset: fc.integer({ min: 0, max: 6 }),
  producerEpoch: fc.integer({ min: 0, max: 2 }),
  isControlBatch: fc.boolean(),
  isDiscardable: fc.boolean(),
  isPastHorizon: fc.boolean(),
  lastOfProducer: fc.option(
    fc.record({
      producerEpoch: fc.integer({ min: 0, max: 2 }),
      lastDataOffset: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  roundEndOffset: fc.integer({ min: 1, max: 8 }),
});

law(
  'aborted records go, markers when nothing needs them, and a header stays where a number would be lost with it',
  storageRules,
  batches,
  (batch, rules) => {
    const { dropsRecords, staysWhenEmpty } = rules.batchRetention(batch);
    if (!batch.isDiscardable) assert.equal(dropsRecords, false, 'a record that counts is dropped');
    else if (!batch.isControlBatch) assert.equal(dropsRecords, true, 'an aborted record is kept');
    else assert.equal(dropsRecords, batch.isPastHorizon, 'a marker does not go in its time');

    const { lastOfProducer: last, isControlBatch, lastOffset } = batch;
    const holdsSequence = last?.lastDataOffset !== undefined && last.lastDataOffset === lastOffset;
    const endsEpoch =
      last !== undefined &&
      last.lastDataOffset === undefined &&
      isControlBatch &&
      last.producerEpoch === batch.producerEpoch;
    const endsRound = lastOffset === batch.roundEndOffset - 1;
    assert.equal(staysWhenEmpty, holdsSequence || endsEpoch || endsRound);
  },
  { runs: 1000 },
).kills({
  'aborted records are kept': {
    batchRetention: (batch) => ({ ...storageRules.batchRetention(batch), dropsRecords: false }),
  },
  'a marker goes as soon as nothing of its transaction is left': {
    batchRetention: (batch) => storageRules.batchRetention({ ...batch, isPastHorizon: true }),
  },
  'a marker goes in its time, whatever is left': {
    batchRetention: (batch) =>
      storageRules.batchRetention({ ...batch, isDiscardable: batch.isDiscardable || batch.isControlBatch }),
  },
  'producers are forgotten with their records': {
    batchRetention: (batch) => storageRules.batchRetention({ ...batch, lastOfProducer: undefined }),
  },
  'a marker of any epoch stays': {
    batchRetention: (batch) =>
      storageRules.batchRetention({ ...batch, producerEpoch: batch.lastOfProducer?.producerEpoch ?? 0 }),
  },
  'the end of the part is lost (before KAFKA-17076)': {
    batchRetention: (batch) => storageRules.batchRetention({ ...batch, roundEndOffset: Infinity }),
  },
  'no header is ever dropped': {
    batchRetention: (batch) => ({ ...storageRules.batchRetention(batch), staysWhenEmpty: true }),
  },
});

law(
  'a tombstone or a marker has delete.retention.ms from the first cleaning that finds it, however often the log is cleaned',
  storageRules,
  fc.record({
    retentionMs: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Infinity)),
    pausesMs: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 }),
    holdsTombstone: fc.boolean(),
    endsEmptyTransaction: fc.boolean(),
  }),
  ({ retentionMs, pausesMs, holdsTombstone, endsEmptyTransaction }, rules) => {
    let nowMs = 1000;
    let deleteHorizonMs: number | undefined;
    const hasToGo = holdsTombstone || endsEmptyTransaction;
    const firstMs = nowMs + pausesMs[0]!;
    for (const pauseMs of pausesMs) {
      nowMs += pauseMs;
      const mayGo = rules.isPastDeleteHorizon(deleteHorizonMs, nowMs);
      const isTime = hasToGo && deleteHorizonMs !== undefined && nowMs >= firstMs + retentionMs;
      assert.equal(mayGo, isTime, `${nowMs - firstMs} ms after the first cleaning`);
      const batch = { deleteHorizonMs, holdsTombstone, endsEmptyTransaction };
      deleteHorizonMs = rules.deleteHorizon(batch, nowMs, retentionMs);
      const horizonMs = Math.min(firstMs + retentionMs, Number.MAX_SAFE_INTEGER);
      assert.equal(deleteHorizonMs, hasToGo ? horizonMs : undefined);
    }
  },
).kills({
  'every cleaning begins the time anew (Kafka before KIP-534)': {
    deleteHorizon: (batch, nowMs, retentionMs) =>
      storageRules.deleteHorizon({ ...batch, deleteHorizonMs: undefined }, nowMs, retentionMs),
  },
  'the horizon is the instant of the cleaning': {
    deleteHorizon: (batch, nowMs) => storageRules.deleteHorizon(batch, nowMs, 0),
  },
  'markers get no horizon': {
    deleteHorizon: (batch, nowMs, retentionMs) =>
      storageRules.deleteHorizon({ ...batch, endsEmptyTransaction: false }, nowMs, retentionMs),
  },
  'every batch gets a horizon': {
    deleteHorizon: (batch, nowMs, retentionMs) =>
      storageRules.deleteHorizon({ ...batch, holdsTombstone: true }, nowMs, retentionMs),
  },
  'without a horizon it may go at once': {
    isPastDeleteHorizon: (deleteHorizonMs, nowMs) => nowMs >= (deleteHorizonMs ?? 0),
  },
  'without an end the horizon is no number that fits into a batch': {
    deleteHorizon: (batch, nowMs, retentionMs) => {
      const horizonMs = storageRules.deleteHorizon(batch, nowMs, retentionMs);
      return horizonMs === Number.MAX_SAFE_INTEGER ? Infinity : horizonMs;
    },
  },
  'a millisecond too late': {
    isPastDeleteHorizon: (deleteHorizonMs, nowMs) => storageRules.isPastDeleteHorizon(deleteHorizonMs, nowMs - 1),
  },
});
