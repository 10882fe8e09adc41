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

/**
 * Only what can be: the cleaner has noted the keys of the part from `begin` to `mapEndOffset`. A record within that part was
 * noted itself, so of its key it is the last one, or a later one of that part is. Of one outside of it the key stands in the
 * part, or it does not.
 */
const records: fc.Arbitrary<CompactedRecord> = fc
  .record({
    offset: fc.nat({ max: 12 }),
    begin: fc.nat({ max: 5 }),
    mapEndOffset: fc.integer({ min: 6, max: 10 }),
    later: fc.nat({ max: 9 }),
    isNoted: fc.boolean(),
    hasKey: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    isTombstone: fc.boolean(),
    mayTombstoneGo: fc.boolean(),
  })
  .map(({ begin, later, isNoted, ...record }) => {
    const isWithin = record.offset >= begin && record.offset < record.mapEndOffset;
    const first = isWithin ? record.offset : begin;
    const noted = Math.min(record.mapEndOffset - 1, first + later);
    return { ...record, latestOffsetOfKey: record.hasKey && (isWithin || isNoted) ? noted : -1 };
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
      inputs: [{ ...value, offset: 2, latestOffsetOfKey: -1 }],
      expected: true,
      because: 'Its key does not come up in the part that the cleaner noted (−1), so nothing has replaced it.',
    },
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
  if (offset >= mapEndOffset)
    return `The cleaner has looked only up to offset ${mapEndOffset}: of offset ${offset} it knows nothing, so it stays.`;
  if (!hasKey) return 'It has no key, so nothing could ever replace it: it goes.';
  if (offset < latestOffsetOfKey) return `Offset ${latestOffsetOfKey} has the same key and is later: this one goes.`;
  const last =
    latestOffsetOfKey < 0
      ? 'Of its key no offset was noted (−1), so no later record has replaced it'
      : `Offset ${offset} is the last one that was noted for its key`;
  if (!isTombstone) return `${last}. It is a value, so it stays.`;
  return record.mayTombstoneGo
    ? `${last}. But it is a tombstone, and its time is over: it goes.`
    : `${last}. It is a tombstone whose time is not over yet, so it stays.`;
}
