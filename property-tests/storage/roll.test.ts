import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import type { RollInputs } from '../../src/storage/rules/roll.ts';
import { law } from '../law.ts';

interface Batch {
  readonly sizeBytes: number;
  readonly offsets: number;
  readonly timestampMs: number;
  /** Whether it gets an index entry. */
  readonly isIndexed: boolean;
}

interface Limits {
  readonly segmentBytes: number;
  readonly segmentMs: number;
  readonly indexEntries: number;
}

interface Segment {
  readonly baseOffset: number;
  readonly batches: Batch[];
}

/** Coarse, so that sizes and ages are often just what is allowed. */
const tens = (min: number, max: number) => fc.integer({ min, max }).map((number) => 10 * number);

const batches = fc.array(
  fc.record({
    sizeBytes: tens(7, 30),
    offsets: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0x4000_0000, max: 0x7fff_ffff })),
    timestampMs: fc.oneof(tens(100, 120), fc.constant(-1)),
    isIndexed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 30 },
);
const limits = fc.record({
  segmentBytes: tens(30, 200),
  segmentMs: tens(0, 15),
  indexEntries: fc.integer({ min: 2, max: 6 }),
});
const msBetweenBatches = fc.integer({ min: 0, max: 60 });

/** Writes the batches as a log would, one every few milliseconds of its clock. */
function write(
  sent: readonly Batch[],
  { segmentBytes, segmentMs, indexEntries }: Limits,
  stepMs: number,
  rules: StorageRules,
) {
  let segment: Segment = { baseOffset: 0, batches: [] };
  const segments = [segment];
  let createdAtMs = 0;
  let nextOffset = 0;
  for (const [number, batch] of sent.entries()) {
    const indexed = segment.batches.filter(({ isIndexed }) => isIndexed).length;
    const inputs: RollInputs = {
      sizeBytes: sizeOf(segment),
      firstTimestampMs: segment.batches[0]?.timestampMs,
      createdAtMs,
      baseOffset: segment.baseOffset,
      indexRoom: indexEntries - indexed,
      timeIndexRoom: indexEntries + 1 - indexed,
      arriving: {
        sizeBytes: batch.sizeBytes,
        lastOffset: nextOffset + batch.offsets - 1,
        maxTimestampMs: batch.timestampMs,
      },
      nowMs: number * stepMs,
      segmentBytes,
      segmentMs,
    };
    if (rules.rollReason(inputs) !== undefined) {
      segment = { baseOffset: nextOffset, batches: [] };
      segments.push(segment);
      createdAtMs = number * stepMs;
    }
    segment.batches.push(batch);
    nextOffset += batch.offsets;
  }
  return segments;
}

function sizeOf({ batches }: Segment): number {
  return batches.reduce((sum, batch) => sum + batch.sizeBytes, 0);
}

function offsetsOf({ batches }: Segment): number {
  return batches.reduce((sum, batch) => sum + batch.offsets, 0);
}

/** In words: what must be true of a segment that a log has written. */
function flawOf(segment: Segment, limits: Limits): string | undefined {
  const [first, ...later] = segment.batches;
  if (first === undefined) return 'it is empty';
  if (sizeOf(segment) > limits.segmentBytes) return 'it is larger than segment.bytes';
  if (offsetsOf(segment) > 0x8000_0000) return 'its last offset does not fit into four bytes of an index';
  if (segment.batches.slice(0, -1).filter(({ isIndexed }) => isIndexed).length >= limits.indexEntries) {
    return 'its index has more entries than fit';
  }
  const isTooNew = ({ timestampMs }: Batch) => timestampMs - first.timestampMs > limits.segmentMs;
  return first.timestampMs >= 0 && later.some(isTooNew) ? 'it spans more than segment.ms' : undefined;
}

law(
  'every segment keeps its limits, and none ends before it must',
  storageRules,
  fc.tuple(batches, limits, msBetweenBatches),
  ([sent, limits, stepMs], rules) => {
    const segments = write(sent, limits, stepMs, rules);
    for (const [position, segment] of segments.entries()) {
      assert.equal(flawOf(segment, limits), undefined);
      const next = segments[position + 1];
      if (next === undefined || segment.batches[0]!.timestampMs < 0) continue;
      const longer = { ...segment, batches: [...segment.batches, next.batches[0]!] };
      assert.notEqual(flawOf(longer, limits), undefined, 'the next batch would have fitted');
    }
  },
).kills({
  'one batch more than segment.bytes': {
    rollReason: (segment) =>
      segment.sizeBytes > segment.segmentBytes
        ? 'size'
        : storageRules.rollReason({ ...segment, segmentBytes: Infinity }),
  },
  'the age is measured by the clock': {
    rollReason: (segment) => storageRules.rollReason({ ...segment, firstTimestampMs: undefined }),
  },
  'no batch fits that fills the segment': {
    rollReason: (segment) => storageRules.rollReason({ ...segment, segmentBytes: segment.segmentBytes - 1 }),
  },
  'a full index is not noticed': {
    rollReason: (segment) => storageRules.rollReason({ ...segment, indexRoom: 2, timeIndexRoom: 3 }),
  },
  'the distance is not looked at': {
    rollReason: (segment) => storageRules.rollReason({ ...segment, baseOffset: segment.arriving.lastOffset }),
  },
  'rolls when as old as segment.ms': {
    rollReason: (segment) => storageRules.rollReason({ ...segment, segmentMs: segment.segmentMs - 1 }),
  },
});

law(
  'records without timestamps grow old by the clock',
  storageRules,
  fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })),
  ([segmentMs, ageMs], rules) => {
    const reason = rules.rollReason({
      sizeBytes: 100,
      firstTimestampMs: -1,
      createdAtMs: 5000,
      baseOffset: 0,
      indexRoom: 10,
      timeIndexRoom: 10,
      arriving: { sizeBytes: 100, lastOffset: 10, maxTimestampMs: -1 },
      nowMs: 5000 + ageMs,
      segmentBytes: 1000,
      segmentMs,
    });
    assert.equal(reason, ageMs > segmentMs ? 'age' : undefined);
  },
).kills({
  'they never do': {
    rollReason: (segment) => storageRules.rollReason({ ...segment, nowMs: segment.createdAtMs }),
  },
});
