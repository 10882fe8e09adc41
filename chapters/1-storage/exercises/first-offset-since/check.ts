import fc from 'fast-check';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import type { offsetToLookFrom, TimeEntry } from './exercise.ts';
import { offsetToLookFrom as solution } from './solution.ts';

const step = fc.record({ offset: fc.integer({ min: 1, max: 9 }), timestampMs: fc.integer({ min: 1, max: 9 }) });
const baseOffsets = fc.nat({ max: 20 });

/** Entries as they are made: both rise. */
const entriesFrom = (baseOffset: number) =>
  fc.array(step, { maxLength: 8 }).map((steps) => {
    let offset = baseOffset;
    let timestampMs = 0;
    return steps.map(
      (each): TimeEntry => ({
        timestampMs: (timestampMs += each.timestampMs),
        offset: (offset += each.offset),
      }),
    );
  });

const two: readonly TimeEntry[] = [
  { timestampMs: 900, offset: 40 },
  { timestampMs: 930, offset: 80 },
];

export const exercise: RuleExercise<typeof offsetToLookFrom> = {
  kind: 'rule',
  title: 'The first offset since',
  minutes: 8,
  view: 'files',
  writes: 'offsetToLookFrom',
  inputs: ['entries', 'timestampMs', 'baseOffset'],
  examples: [
    { inputs: [[], 900, 0], expected: 0, because: 'There is no entry: all of the segment is looked at.' },
    {
      inputs: [two, 915, 0],
      expected: 40,
      because: 'Up to offset 40 nothing is later than 900. Behind it, up to 80, something is as late as 930.',
    },
    { inputs: [two, 800, 20], expected: 20, because: 'Both entries are later, so it may be the very first record.' },
    { inputs: [two, 1000, 20], expected: 80, because: 'Nothing up to offset 80 is as late as that.' },
    {
      inputs: [two, 930, 20],
      expected: 80,
      because: 'The batch that ends with 80 has the first record of 930, and it is looked at.',
    },
  ],
  law: {
    says: 'looking begins with the last entry that is not later, or with the segment',
    inputs: baseOffsets.chain((baseOffset) =>
      fc.tuple(entriesFrom(baseOffset), fc.nat({ max: 80 }), fc.constant(baseOffset)),
    ),
    flaw(found, entries, timestampMs, baseOffset) {
      const expected = solution(entries, timestampMs, baseOffset);
      if (found === expected) return undefined;
      const because =
        found > expected
          ? `A record of ${timestampMs} or later may stand before offset ${found}, and would be missed.`
          : `Before the batch with offset ${expected} nothing is as late as ${timestampMs}: it would be read in vain.`;
      return { expected, because };
    },
  },
  cluster: {
    experiment: `
create cluster brokers=1 seed=7
create topic payments partitions=1 index.interval.bytes=100
create producer teller batch.size=0
wait 1h
produce payments "42 EUR to Ada" count=20 rate=1/s as teller
create consumer bank topics=payments
seek bank payments-0 to 1:00:11
poll as bank
process as bank
expect ledger holds "42 EUR to Ada 12" 1 times
expect ledger holds "42 EUR to Ada 11" 0 times
`,
    kafkas: solution,
    rules: (rule) => ({
      offsetBefore: (index, timestampMs, baseOffset) => {
        const plain: TimeEntry[] = [];
        for (let entry = 0; entry < index.entryCount; entry++) {
          plain.push({ timestampMs: index.timestampMs(entry), offset: index.offset(entry) });
        }
        return rule(plain, timestampMs, baseOffset);
      },
    }),
  },
};
