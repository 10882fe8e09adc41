import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';

law(
  'after a crash exactly what may not have been flushed is checked',
  storageRules,
  fc.tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
    fc.integer({ min: 0, max: 80 }),
    fc.boolean(),
  ),
  ([drawn, recoveryPoint, wasCleanStop], rules) => {
    const bases = [0, ...drawn.sort((one, other) => one - other)];
    const segments = bases.map((baseOffset, position) => ({ baseOffset, endOffset: bases[position + 1] ?? Infinity }));
    const checked = rules.segmentsToRecover(segments, recoveryPoint, wasCleanStop);
    for (const segment of segments) {
      // The indexes of one that ends at the recovery point may lack their last entries, though its batches are safe.
      const mayBeUnflushed = !wasCleanStop && segment.endOffset >= recoveryPoint;
      assert.equal(checked.includes(segment), mayBeUnflushed);
    }
  },
).kills({
  'only the last segment': {
    segmentsToRecover: (segments, _recoveryPoint, wasCleanStop) => (wasCleanStop ? [] : segments.slice(-1)),
  },
  'all segments': {
    segmentsToRecover: (segments, _recoveryPoint, wasCleanStop) => (wasCleanStop ? [] : segments),
  },
  'only those that begin behind the recovery point': {
    segmentsToRecover: (segments, recoveryPoint, wasCleanStop) =>
      wasCleanStop ? [] : segments.filter(({ baseOffset }) => baseOffset >= recoveryPoint),
  },
  'one that ends at the recovery point is believed (Apache Kafka)': {
    segmentsToRecover: (segments, recoveryPoint, wasCleanStop) =>
      wasCleanStop ? [] : segments.filter(({ endOffset }) => endOffset > recoveryPoint),
  },
  'after a clean stop too': {
    segmentsToRecover: (segments, recoveryPoint) => storageRules.segmentsToRecover(segments, recoveryPoint, false),
  },
});

law(
  'where a segment begins behind the end of the one before, records are missing, unless compaction took them',
  storageRules,
  fc.tuple(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }), fc.nat({ max: 9 }), fc.boolean()),
  ([written, lostAtMost, isCompacted], rules) => {
    const nextBaseOffset = written.length;
    const endOffset = nextBaseOffset - Math.min(lostAtMost, written.length);
    const areRecordsMissing = endOffset < nextBaseOffset;
    assert.equal(rules.isHole(endOffset, nextBaseOffset, isCompacted), areRecordsMissing && !isCompacted);
  },
).kills({
  'holes are believed (Apache Kafka)': { isHole: () => false },
  'what compaction took is missed': { isHole: (endOffset, baseOffset) => baseOffset > endOffset },
  'a segment that goes on without a gap is given up': {
    isHole: (end, base, isCompacted) => !isCompacted && base >= end,
  },
});
