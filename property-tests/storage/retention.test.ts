import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules } from '../../src/storage/rules.ts';
import type { RetainedSegment, RetentionInputs } from '../../src/storage/rules/retention.ts';
import { law } from '../law.ts';

const nowMs = 1000;
const noLimit = fc.constant(Infinity);

/** Segments one behind the other; the last one may be empty. */
const segments: fc.Arbitrary<readonly RetainedSegment[]> = fc
  .array(
    fc.record({
      offsets: fc.integer({ min: 0, max: 5 }),
      sizeBytes: fc.integer({ min: 1, max: 9 }),
      largestTimestampMs: fc.oneof(fc.integer({ min: 980, max: 1005 }), fc.constant(-1)),
      lastWrittenMs: fc.integer({ min: 980, max: 1000 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) => {
    let baseOffset = 10;
    return drawn.map(({ offsets, sizeBytes, ...times }, position) => {
      const isLast = position === drawn.length - 1;
      const count = isLast ? offsets : Math.max(1, offsets);
      const segment = { baseOffset, endOffset: baseOffset + count, sizeBytes: count === 0 ? 0 : sizeBytes, ...times };
      baseOffset += count;
      return segment;
    });
  });
const retentions = fc.record({
  retentionMs: fc.oneof(fc.integer({ min: 0, max: 20 }), noLimit),
  retentionBytes: fc.oneof(fc.integer({ min: 0, max: 30 }), noLimit),
  logStartOffset: fc.integer({ min: 10, max: 30 }),
  highWatermark: fc.oneof(fc.integer({ min: 10, max: 40 }), noLimit),
});

function sum(kept: readonly RetainedSegment[]): number {
  return kept.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
}

function isOld({ largestTimestampMs, lastWrittenMs }: RetainedSegment, retentionMs: number): boolean {
  return nowMs - (largestTimestampMs < 0 ? lastWrittenMs : largestTimestampMs) > retentionMs;
}

law(
  'what goes is a beginning of the log, each segment for a reason, and what stays has none',
  storageRules,
  fc.tuple(segments, retentions),
  ([all, retention], rules) => {
    const inputs: RetentionInputs = { nowMs, ...retention };
    const deleted = rules.deletableSegments(all, inputs);
    assert.deepEqual(
      deleted.map(({ baseOffset }) => baseOffset),
      all.slice(0, deleted.length).map(({ baseOffset }) => baseOffset),
    );

    for (const [position, segment] of all.entries()) {
      const isLast = position === all.length - 1;
      const rest = sum(all.slice(position + 1));
      const hasReason =
        (!isLast && segment.endOffset <= inputs.logStartOffset) ||
        isOld(segment, inputs.retentionMs) ||
        rest >= inputs.retentionBytes;
      const mayGo = hasReason && segment.endOffset <= inputs.highWatermark && !(isLast && segment.sizeBytes === 0);
      if (position < deleted.length) assert.ok(mayGo, `the segment at ${segment.baseOffset} went without need`);
      if (position === deleted.length) assert.ok(!mayGo, `the segment at ${segment.baseOffset} stayed without need`);
    }
  },
  { runs: 1000 },
).kills({
  'deletes what consumers may not have read': {
    deletableSegments: (all, inputs) => storageRules.deletableSegments(all, { ...inputs, highWatermark: Infinity }),
  },
  'deletes until less than retention.bytes is left': {
    deletableSegments: (all, inputs) =>
      storageRules.deletableSegments(all, { ...inputs, retentionBytes: inputs.retentionBytes - 5 }),
  },
  'a segment as old as retention.ms is too old': {
    deletableSegments: (all, inputs) =>
      storageRules.deletableSegments(all, { ...inputs, retentionMs: inputs.retentionMs - 1 }),
  },
  'its oldest record decides': {
    deletableSegments: (all, inputs) =>
      storageRules.deletableSegments(
        all.map((segment) => ({ ...segment, largestTimestampMs: segment.largestTimestampMs - 10 })),
        inputs,
      ),
  },
  'records deleted by request stay': {
    deletableSegments: (all, inputs) => storageRules.deletableSegments(all, { ...inputs, logStartOffset: 0 }),
  },
  'old segments go from anywhere': {
    deletableSegments: (all, inputs) =>
      all.flatMap((segment) => storageRules.deletableSegments([segment, ...all.slice(-1)], inputs).slice(0, 1)),
  },
  'an empty last segment goes': {
    deletableSegments: (all, inputs) =>
      storageRules.deletableSegments(
        all.map((segment) => ({ ...segment, sizeBytes: Math.max(1, segment.sizeBytes) })),
        inputs,
      ),
  },
});
