import fc from 'fast-check';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import { rollReason } from '../../../../src/storage/rules/roll.ts';
import type { ActiveSegment, whyItEnds } from './exercise.ts';
import { whyItEnds as solution } from './solution.ts';

const segment: ActiveSegment = { sizeBytes: 900, firstTimestampMs: 5000, segmentBytes: 1000, segmentMs: 60_000 };

/** Coarse, so that sizes and ages are often just what is allowed. No batch is larger than a file may be: that one is refused. */
const tens = (min: number, max: number) => fc.integer({ min, max }).map((number) => 10 * number);

export const exercise: RuleExercise<typeof whyItEnds> = {
  kind: 'rule',
  title: 'When a segment ends',
  minutes: 8,
  view: 'files',
  writes: 'whyItEnds',
  inputs: ['segment', 'arriving'],
  examples: [
    {
      inputs: [segment, { sizeBytes: 80, timestampMs: 6000 }],
      expected: undefined,
      because: 'It would have 980 bytes, and is a second old.',
    },
    {
      inputs: [segment, { sizeBytes: 101, timestampMs: 6000 }],
      expected: 'size',
      because: 'With the batch it would have 1,001 bytes.',
    },
    {
      inputs: [segment, { sizeBytes: 100, timestampMs: 6000 }],
      expected: undefined,
      because: '1,000 bytes are allowed: it is filled to the last one.',
    },
    {
      inputs: [segment, { sizeBytes: 80, timestampMs: 65_001 }],
      expected: 'age',
      because: 'It is newer than the first batch by a minute and a millisecond.',
    },
    {
      inputs: [
        { ...segment, firstTimestampMs: 90_000 },
        { sizeBytes: 80, timestampMs: 5000 },
      ],
      expected: undefined,
      because: 'It is older than the first batch. That is no age.',
    },
    {
      inputs: [
        { ...segment, sizeBytes: 0 },
        { sizeBytes: 80, timestampMs: 90_000 },
      ],
      expected: undefined,
      because: 'Nothing has been written to it yet, so it has no age.',
    },
  ],
  law: {
    says: 'a file keeps its limits, and does not end before it must',
    inputs: fc.tuple(
      fc.record({
        sizeBytes: tens(0, 20),
        firstTimestampMs: tens(0, 20),
        segmentBytes: tens(10, 25),
        segmentMs: tens(0, 15),
      }),
      fc.record({ sizeBytes: tens(1, 10), timestampMs: tens(0, 30) }),
    ),
    flaw(found, written, arriving) {
      const expected = solution(written, arriving);
      if (found === expected) return undefined;
      const withItBytes = written.sizeBytes + arriving.sizeBytes;
      const ageMs = arriving.timestampMs - written.firstTimestampMs;
      const first = written.sizeBytes === 0 ? 'it is the first' : `it is ${ageMs} ms newer than the first`;
      return {
        expected,
        because: `With the batch it would have ${withItBytes} bytes of ${written.segmentBytes}; ${first}, and ${written.segmentMs} ms are allowed.`,
      };
    },
  },
  cluster: {
    experiment: `
create cluster brokers=1 seed=7
create topic payments partitions=1 segment.ms=60000
create producer teller
create producer importer
skew importer by -10m
produce payments "old" as importer
produce payments "new" as teller
produce payments "old again" as importer
expect segments of payments-0 is 2
wait 2m
produce payments "later" as teller
expect segments of payments-0 is 3
`,
    kafkas: solution,
    rules: (rule) => ({
      rollReason(inputs) {
        const { sizeBytes, firstTimestampMs = 0, segmentBytes, segmentMs, arriving } = inputs;
        const plain = { sizeBytes, firstTimestampMs, segmentBytes, segmentMs };
        const found = rule(plain, { sizeBytes: arriving.sizeBytes, timestampMs: arriving.maxTimestampMs });
        // What is left are the reasons of the index, which the exercise leaves out.
        return found ?? rollReason({ ...inputs, segmentBytes: Infinity, segmentMs: Infinity });
      },
    }),
  },
};
