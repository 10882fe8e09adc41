import fc from 'fast-check';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import type { Limits, Segment, segmentsToDelete } from './exercise.ts';
import { segmentsToDelete as solution } from './solution.ts';

/** Segments of ten records each, one behind the other. */
function segmentsOf(...written: readonly (readonly [sizeBytes: number, newestMs: number])[]): readonly Segment[] {
  return written.map(([sizeBytes, newestMs], index) => ({ sizeBytes, newestMs, endOffset: 10 * (index + 1) }));
}

const noLimits: Limits = { nowMs: 1000, retentionMs: Infinity, retentionBytes: Infinity, highWatermark: 1000 };

/** Coarse, so that sizes and ages are often just what is allowed. */
const tens = (max: number) => fc.integer({ min: 0, max }).map((number) => 10 * number);
const segments = fc
  .array(fc.tuple(tens(9), tens(12)), { maxLength: 6 })
  .map((drawn) => segmentsOf(...drawn.map(([sizeBytes, newestMs]) => [sizeBytes, newestMs] as const)));
const limits = fc.record({
  nowMs: tens(20),
  retentionMs: fc.oneof(tens(12), fc.constant(Infinity)),
  retentionBytes: fc.oneof(tens(20), fc.constant(Infinity)),
  highWatermark: fc.oneof(fc.constant(60), tens(6)),
});

export const exercise: RuleExercise<typeof segmentsToDelete> = {
  kind: 'rule',
  title: 'Choose what retention deletes',
  minutes: 12,
  view: 'files',
  writes: 'segmentsToDelete',
  inputs: ['segments', 'limits'],
  examples: [
    { inputs: [segmentsOf([50, 100], [50, 900]), noLimits], expected: 0, because: 'Nothing limits this log.' },
    {
      inputs: [segmentsOf([50, 100], [50, 900]), { ...noLimits, retentionMs: 500 }],
      expected: 1,
      because: 'The newest record of the first segment is 900 ms old, that of the second 100 ms.',
    },
    {
      inputs: [segmentsOf([50, 900], [50, 100]), { ...noLimits, retentionMs: 500 }],
      expected: 0,
      because: 'The second segment is old, but only the front may go, and one new record holds it.',
    },
    {
      inputs: [segmentsOf([50, 900], [50, 900], [50, 900]), { ...noLimits, retentionBytes: 100 }],
      expected: 1,
      because: 'Without the first segment 100 bytes are left, and that is as large as retentionBytes.',
    },
    {
      inputs: [segmentsOf([50, 900], [50, 900], [50, 900]), { ...noLimits, retentionBytes: 101 }],
      expected: 0,
      because: 'Without the first segment only 100 bytes would be left: the log stays larger than its limit.',
    },
    {
      inputs: [segmentsOf([50, 100], [50, 100]), { ...noLimits, retentionMs: 500, highWatermark: 15 }],
      expected: 1,
      because: 'Consumers may not have read offsets 15 to 19 yet.',
    },
    {
      inputs: [segmentsOf([50, 100], [50, 100]), { ...noLimits, retentionMs: 500 }],
      expected: 2,
      because: 'The last segment goes as well: a new one is begun for the next record.',
    },
  ],
  law: {
    says: 'those that go are a beginning of the log, each for a reason, and the next one has none',
    inputs: fc.tuple(segments, limits),
    flaw(found, drawn, given) {
      const expected = solution(drawn, given);
      return found === expected
        ? undefined
        : { expected, because: whyNot(drawn, given, Math.min(found, expected), found > expected) };
    },
  },
  cluster: {
    experiment: `
create cluster brokers=1 seed=7 log.retention.check.interval.ms=60000
create topic payments partitions=1 internal.segment.bytes=500 retention.bytes=600
create producer teller batch.size=0
produce payments "42 EUR to Ada" count=14 as teller
wait 6m
expect start of payments-0 is 6
`,
    kafkas: solution,
    rules: (rule) => ({
      deletableSegments: (found, { nowMs, retentionMs, retentionBytes, highWatermark }) => {
        const plain = found.map(({ sizeBytes, endOffset, largestTimestampMs, lastWrittenMs }) => ({
          sizeBytes,
          endOffset,
          newestMs: largestTimestampMs >= 0 ? largestTimestampMs : lastWrittenMs,
        }));
        const count = rule(plain, { nowMs, retentionMs, retentionBytes, highWatermark });
        return found.slice(0, count).map(({ baseOffset }) => ({ baseOffset, because: 'age' as const }));
      },
    }),
  },
};

/** Of the first segment about which the two disagree. */
function whyNot(segments: readonly Segment[], limits: Limits, place: number, isTooMuch: boolean): string {
  const segment = segments[place];
  if (segment === undefined) return `There are only ${segments.length} segments.`;
  const leftBytes = segments.slice(place + 1).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const facts = `Segment ${place} is ${limits.nowMs - segment.newestMs} ms old, and without it ${leftBytes} bytes are left`;
  if (!isTooMuch) return `${facts}: it goes.`;
  if (segment.endOffset > limits.highWatermark) return `Segment ${place} ends above the high watermark: it stays.`;
  if (segment.sizeBytes === 0 && place === segments.length - 1) return 'An empty segment at the end stays.';
  return `${facts}: it stays.`;
}
