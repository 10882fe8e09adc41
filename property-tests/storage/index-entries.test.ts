import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OffsetIndex } from '../../src/storage/offset-index.ts';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import { TimeIndex } from '../../src/storage/time-index.ts';
import { law } from '../law.ts';

interface Batch {
  readonly sizeBytes: number;
  readonly offsets: number;
  readonly timestampMs: number;
}

const baseOffset = 1000;
const batches = fc.array(
  fc.record({
    sizeBytes: fc.integer({ min: 61, max: 400 }),
    offsets: fc.integer({ min: 1, max: 9 }),
    timestampMs: fc.integer({ min: 0, max: 50 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const intervals = fc.integer({ min: 0, max: 1500 });

/** A segment with its two indexes, as they grow while it is written. */
function indexed(sent: readonly Batch[], indexIntervalBytes: number, rules: StorageRules) {
  const offsets = new OffsetIndex(baseOffset);
  const times = new TimeIndex(baseOffset);
  const placed: { position: number; first: number; last: number; timestampMs: number }[] = [];
  let position = 0;
  let first = baseOffset;
  let sinceEntry = 0;
  let largest = { timestampMs: -1, offset: -1 };
  for (const batch of sent) {
    const last = first + batch.offsets - 1;
    if (batch.timestampMs > largest.timestampMs) largest = { timestampMs: batch.timestampMs, offset: last };
    if (rules.indexEntryDue(sinceEntry, indexIntervalBytes)) {
      offsets.append(last, position);
      times.append(largest.timestampMs, largest.offset);
      sinceEntry = 0;
    }
    placed.push({ position, first, last, timestampMs: batch.timestampMs });
    sinceEntry += batch.sizeBytes;
    position += batch.sizeBytes;
    first = last + 1;
  }
  return { offsets, times, placed, sizeBytes: position };
}

law(
  'index entries are neither too rare nor too many',
  storageRules,
  fc.tuple(batches, intervals),
  ([sent, indexIntervalBytes], rules) => {
    const { offsets, sizeBytes } = indexed(sent, indexIntervalBytes, rules);
    const largestBatch = Math.max(...sent.map(({ sizeBytes }) => sizeBytes));
    const positions = Array.from({ length: offsets.entryCount }, (_, entry) => offsets.position(entry));
    for (const [entry, end] of [...positions, sizeBytes].entries()) {
      const gapBytes = end - (positions[entry - 1] ?? 0);
      assert.ok(gapBytes <= indexIntervalBytes + largestBatch + 1, `${gapBytes} bytes without an entry`);
      if (end !== sizeBytes) assert.ok(gapBytes > indexIntervalBytes, `an entry after only ${gapBytes} bytes`);
    }
  },
).kills({
  'no entry is ever due': { indexEntryDue: () => false },
  'every batch gets one': { indexEntryDue: () => true },
  'due when exactly so many bytes were written': { indexEntryDue: (since, interval) => since >= interval },
});

law(
  'from the position before an offset, its batch is found by reading on, and no nearer entry was passed over',
  storageRules,
  fc.tuple(batches, intervals),
  ([sent, indexIntervalBytes], rules) => {
    const { offsets, placed } = indexed(sent, indexIntervalBytes, rules);
    for (const batch of placed) {
      for (let offset = batch.first; offset <= batch.last; offset++) {
        const position = rules.positionBefore(offsets, offset);
        assert.ok(position <= batch.position, `reading for ${offset} begins behind it`);
        const between = placed.filter((other) => other.position > position && other.position < batch.position);
        const passedOver = between.filter((other) => rules.positionBefore(offsets, other.last) === other.position);
        assert.deepEqual(passedOver, []);
      }
    }
  },
).kills({
  'the entry behind it': {
    positionBefore: (index, offset) => storageRules.positionBefore(index, offset + 10),
  },
  'the start of the file, where no entry matches exactly': {
    positionBefore: (index, offset) =>
      index.entryCount > 0 && index.offset(index.entryCount - 1) === offset ? index.position(index.entryCount - 1) : 0,
  },
  'the first entry where there is none before it': {
    positionBefore: (index, offset) =>
      storageRules.positionBefore(index, index.entryCount === 0 ? offset : Math.max(offset, index.offset(0))),
  },
});

law(
  'from the offset before a timestamp, the first record that is as new is found, and entries spare reading',
  storageRules,
  fc.tuple(batches, intervals, fc.integer({ min: 0, max: 52 })),
  ([sent, indexIntervalBytes, timestampMs], rules) => {
    const { times, placed } = indexed(sent, indexIntervalBytes, rules);
    const wanted = placed.find((batch) => batch.timestampMs >= timestampMs);
    const from = rules.offsetBefore(times, timestampMs, baseOffset);
    assert.ok(wanted === undefined || from <= wanted.last, `${from} lies behind the first that is as new`);
    for (let entry = 0; entry < times.entryCount; entry++) {
      if (times.timestampMs(entry) < timestampMs) assert.ok(from >= times.offset(entry), 'an entry was not used');
    }
  },
).kills({
  'the first entry above it': {
    offsetBefore: (index, timestampMs, base) => {
      for (let entry = 0; entry < index.entryCount; entry++) {
        if (index.timestampMs(entry) > timestampMs) return index.offset(entry) + 1;
      }
      return storageRules.offsetBefore(index, timestampMs, base);
    },
  },
  'always the base offset': { offsetBefore: (_index, _timestampMs, base) => base },
});
