import fc from 'fast-check';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import type { chooseSegment } from './exercise.ts';

const baseOffsets = fc
  .uniqueArray(fc.nat({ max: 60 }), { maxLength: 8 })
  .map((offsets) => offsets.sort((a, b) => a - b));

export const exercise: RuleExercise<typeof chooseSegment> = {
  kind: 'rule',
  title: 'Choose the segment',
  minutes: 8,
  writes: 'chooseSegment',
  inputs: ['baseOffsets', 'offset'],
  examples: [
    { inputs: [[0], 0], expected: 0, because: 'One segment, and it begins with this very offset.' },
    { inputs: [[0, 100, 250], 120], expected: 1, because: 'It holds the offsets 100 to 249.' },
    { inputs: [[0, 100, 250], 100], expected: 1, because: '100 is its first record, and no longer of the one before.' },
    { inputs: [[0, 100, 250], 9000], expected: 2, because: 'The last segment has no end yet: it is being written.' },
    { inputs: [[40, 100], 7], expected: -1, because: 'Offset 7 was deleted with its segment.' },
  ],
  law: {
    says: 'the chosen segment begins at or below the offset, and the next one above it',
    inputs: fc.tuple(baseOffsets, fc.nat({ max: 70 })),
    flaw(found, segments, offset) {
      const expected = segments.filter((baseOffset) => baseOffset <= offset).length - 1;
      if (found === expected) return undefined;
      if (expected === -1) return { expected, because: `No segment begins at or below ${offset}.` };
      const next = segments[expected + 1];
      const end = next === undefined ? 'the end of the log' : `${next - 1}`;
      return { expected, because: `Segment ${expected} holds the offsets ${segments[expected]} to ${end}.` };
    },
  },
};
