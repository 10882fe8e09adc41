import fc from 'fast-check';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import { judgeSequence, type SequenceVerdict } from '../../../../src/storage/rules/sequence.ts';
import type { Arriving, judge, Known, Verdict } from './exercise.ts';
import { judge as solution } from './solution.ts';

const largestSequence = 2147483647;
const batch = (firstSequence: number, lastSequence: number) => ({ firstSequence, lastSequence });
const after = (sequence: number) => (sequence === largestSequence ? 0 : sequence + 1);

/** Up to five batches, one behind the other, somewhere in the numbers or near their end. */
const known: fc.Arbitrary<Known> = fc
  .record({
    epoch: fc.nat({ max: 2 }),
    start: fc.oneof(fc.nat({ max: 5 }), fc.integer({ min: largestSequence - 6, max: largestSequence })),
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }),
  })
  .map(({ epoch, start, sizes }) => {
    let first = start;
    const batches = sizes.flatMap((records) => {
      const last = Math.min(largestSequence, first + records - 1);
      const made = batch(first, last);
      first = after(last);
      return [made];
    });
    return { epoch, batches };
  });

/** Often one that is remembered, or the next one. */
const cases = fc
  .tuple(fc.option(known, { nil: undefined, freq: 8 }), fc.nat({ max: 2 }), fc.nat({ max: 9 }))
  .chain(([knows, epoch, choice]) => {
    const remembered = knows?.batches[choice % 6];
    const last = knows?.batches.at(-1)?.lastSequence ?? largestSequence;
    const next = batch(after(last), after(last));
    const anything = fc
      .tuple(fc.nat({ max: 12 }), fc.nat({ max: 2 }))
      .map(([first, more]) => batch(first, first + more));
    const drawn =
      choice < 5 && remembered !== undefined ? fc.constant(remembered) : choice < 8 ? fc.constant(next) : anything;
    return drawn.map((sequences): [Known | undefined, Arriving] => [knows, { epoch, ...sequences }]);
  });

const two: Known = { epoch: 1, batches: [batch(0, 4), batch(5, 5)] };

export const exercise: RuleExercise<typeof judge> = {
  kind: 'rule',
  title: 'Judge a sequence',
  minutes: 12,
  writes: 'judge',
  inputs: ['known', 'arriving'],
  examples: [
    { inputs: [undefined, { epoch: 0, ...batch(0, 0) }], expected: 'new', because: 'The broker knows nothing of it.' },
    { inputs: [two, { epoch: 1, ...batch(6, 8) }], expected: 'new', because: 'It goes on behind 5.' },
    {
      inputs: [two, { epoch: 1, ...batch(5, 5) }],
      expected: 'duplicate',
      because: 'The batch that holds 5 alone is remembered.',
    },
    {
      inputs: [two, { epoch: 1, ...batch(0, 4) }],
      expected: 'duplicate',
      because: 'The batch from 0 to 4 is remembered too.',
    },
    { inputs: [two, { epoch: 1, ...batch(7, 7) }], expected: 'out of order', because: '6 is missing in between.' },
    { inputs: [two, { epoch: 0, ...batch(6, 6) }], expected: 'old epoch', because: 'Epoch 1 has taken over.' },
    { inputs: [two, { epoch: 2, ...batch(0, 0) }], expected: 'new', because: 'A new epoch begins at 0.' },
    {
      inputs: [
        { epoch: 0, batches: [batch(largestSequence, largestSequence)] },
        { epoch: 0, ...batch(0, 0) },
      ],
      expected: 'new',
      because: 'There is no larger number: 0 comes next.',
    },
  ],
  law: {
    says: 'whatever comes twice, too early or too late, each batch is taken once, and in order',
    inputs: cases,
    flaw(found, knows, arriving) {
      const expected = solution(knows, arriving);
      return found === expected ? undefined : { expected, because: reasons[expected] };
    },
  },
  cluster: {
    experiment: `
create cluster brokers=1 seed=7
create topic payments partitions=1
create producer teller batch.size=0 request.timeout.ms=1000
produce payments "1 EUR to Eve" as teller
drop next produce response to teller
produce payments "42 EUR to Ada" as teller &
produce payments "7 EUR to Bob" as teller &
wait until quiet
expect log of payments-0 holds "42 EUR to Ada" 1 times
expect log of payments-0 holds "7 EUR to Bob" 1 times
`,
    kafkas: solution,
    rules: (rule) => ({
      judgeSequence: (knows, { producerEpoch, firstSequence, lastSequence }): SequenceVerdict => {
        const plain = knows && {
          epoch: knows.producerEpoch,
          batches: knows.batches.map((each) => batch(each.firstSequence, each.lastSequence)),
        };
        const verdict = rule(plain, { epoch: producerEpoch, firstSequence, lastSequence });
        const own = judgeSequence(knows, { producerEpoch, firstSequence, lastSequence });
        return verdictFor(verdict, own, knows?.batches.at(-1));
      },
    }),
  },
};

const reasons: Readonly<Record<Verdict, string>> = {
  new: 'It begins with the number that is due.',
  duplicate: 'A batch with these two numbers is remembered.',
  'out of order': 'It does not begin with the number that is due, and no remembered batch has its two numbers.',
  'old epoch': 'A newer epoch of this producer is known.',
};

/** The broker answers with an offset or an error; of a batch that only the learner takes for a duplicate it has the last one's. */
function verdictFor(
  verdict: Verdict,
  own: SequenceVerdict,
  last: Extract<SequenceVerdict, { verdict: 'duplicate' }>['of'] | undefined,
): SequenceVerdict {
  const because = 'so the exercise says';
  if (verdict === 'duplicate') {
    if (own.verdict === 'duplicate') return own;
    return last === undefined ? { verdict: 'new' } : { verdict, of: last };
  }
  if (verdict === 'out of order') return { verdict: 'refused', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER', because };
  return verdict === 'new' ? { verdict } : { verdict: 'refused', error: 'INVALID_PRODUCER_EPOCH', because };
}
