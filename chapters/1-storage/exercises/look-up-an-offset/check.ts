import fc from 'fast-check';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import type { IndexEntry, positionFor } from './exercise.ts';
import { positionFor as solution } from './solution.ts';

const entries = fc
  .array(fc.record({ offset: fc.integer({ min: 1, max: 9 }), position: fc.integer({ min: 1, max: 99 }) }), {
    maxLength: 8,
  })
  .map((steps) => {
    let offset = 0;
    let position = 0;
    return steps.map((step) => ({ offset: (offset += step.offset), position: (position += step.position) }));
  });

export const exercise: RuleExercise<typeof positionFor> = {
  kind: 'rule',
  title: 'Look up an offset',
  minutes: 8,
  view: 'files',
  writes: 'positionFor',
  inputs: ['entries', 'offset'],
  examples: [
    { inputs: [[], 5], expected: 0, because: 'There is no entry: the segment is read from its start.' },
    { inputs: [[{ offset: 10, position: 400 }], 10], expected: 400, because: 'The entry is for this very offset.' },
    { inputs: [[{ offset: 10, position: 400 }], 7], expected: 0, because: 'Byte 400 lies behind offset 7.' },
    {
      inputs: [
        [
          { offset: 10, position: 400 },
          { offset: 20, position: 800 },
        ],
        19,
      ],
      expected: 400,
      because: 'Offset 19 lies between the two entries. From byte 800 on it would be missed.',
    },
  ],
  law: {
    says: 'reading begins with the last entry that is not beyond the offset, or at the start',
    inputs: fc.tuple(entries, fc.nat({ max: 80 })),
    flaw(found, index, offset) {
      const expected = solution(index, offset);
      if (found === expected) return undefined;
      const isTooLate = found > expected;
      const because = isTooLate
        ? `From byte ${found} on, offset ${offset} would be missed.`
        : `Byte ${expected} is nearer, and not behind offset ${offset} either.`;
      return { expected, because };
    },
  },
  cluster: {
    experiment: `
create cluster brokers=1 seed=7
create topic payments partitions=1 index.interval.bytes=100
create producer teller batch.size=0
produce payments "42 EUR to Ada" count=20 as teller
create consumer bank topics=payments
seek bank payments-0 to 13
poll as bank
process as bank
expect ledger holds "42 EUR to Ada 14" 1 times
`,
    kafkas: solution,
    rules: (rule) => ({
      positionBefore: (index, offset) => {
        const plain: IndexEntry[] = [];
        for (let entry = 0; entry < index.entryCount; entry++) {
          plain.push({ offset: index.offset(entry), position: index.position(entry) });
        }
        return rule(plain, offset);
      },
    }),
  },
};
