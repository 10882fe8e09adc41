import fc from 'fast-check';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import type { CompactedRecord, survives } from './exercise.ts';
import { survives as solution } from './solution.ts';

const value: CompactedRecord = {
  offset: 5,
  hasKey: true,
  isTombstone: false,
  latestOffsetOfKey: 5,
  mapEndOffset: 10,
  mayTombstoneGo: false,
};

const records = fc.record({
  offset: fc.nat({ max: 12 }),
  hasKey: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  isTombstone: fc.boolean(),
  latestOffsetOfKey: fc.integer({ min: -1, max: 9 }),
  mapEndOffset: fc.integer({ min: 5, max: 10 }),
  mayTombstoneGo: fc.boolean(),
});

export const exercise: RuleExercise<typeof survives> = {
  kind: 'rule',
  title: 'Choose who survives',
  minutes: 8,
  writes: 'survives',
  inputs: ['record'],
  examples: [
    { inputs: [value], expected: true, because: 'It is the last one of its key.' },
    { inputs: [{ ...value, latestOffsetOfKey: 8 }], expected: false, because: 'Offset 8 has a newer value.' },
    {
      inputs: [{ ...value, offset: 12, latestOffsetOfKey: -1 }],
      expected: true,
      because: 'The cleaner has looked only up to offset 10.',
    },
    {
      inputs: [{ ...value, hasKey: false, latestOffsetOfKey: -1 }],
      expected: false,
      because: 'Without a key nothing could ever replace it.',
    },
    {
      inputs: [{ ...value, isTombstone: true }],
      expected: true,
      because: 'A reader who saw the value may not have seen yet that it is gone.',
    },
    {
      inputs: [{ ...value, isTombstone: true, mayTombstoneGo: true }],
      expected: false,
      because: 'It has stood for delete.retention.ms.',
    },
  ],
  law: {
    says: 'of each key the last record survives, a tombstone until its time, and what was not looked at stays',
    inputs: fc.tuple(records),
    flaw(found, record) {
      const expected = solution(record);
      return found === expected ? undefined : { expected, because: reasonFor(record) };
    },
  },
  cluster: {
    experiment: `
create cluster brokers=1 seed=7 log.cleaner.backoff.ms=1000
create topic prices partitions=1 cleanup.policy=compact segment.ms=1000 min.cleanable.dirty.ratio=0.1
produce prices "tea 1 EUR" key=tea
produce prices "cake 3 EUR" key=cake
produce prices "tea 2 EUR" key=tea
produce prices null key=cake
wait 1s
produce prices "coffee 4 EUR" key=coffee
wait 2s
expect log of prices-0 holds "tea 1 EUR" 0 times
expect log of prices-0 holds "tea 2 EUR" 1 times
expect log of prices-0 holds null 1 times
`,
    kafkas: solution,
    rules: (rule) => ({ survivesCompaction: rule }),
  },
};

function reasonFor(record: CompactedRecord): string {
  const { offset, hasKey, isTombstone, latestOffsetOfKey, mapEndOffset } = record;
  if (offset >= mapEndOffset) return `The cleaner has looked only up to offset ${mapEndOffset}.`;
  if (!hasKey) return 'It has no key.';
  if (offset < latestOffsetOfKey) return `Offset ${latestOffsetOfKey} has the same key.`;
  if (!isTombstone) return 'It is the last one of its key, and a value.';
  return record.mayTombstoneGo ? 'The time of this tombstone is over.' : 'The time of this tombstone is not over yet.';
}
