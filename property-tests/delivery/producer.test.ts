import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deliveryRules } from '../../src/delivery/rules.ts';
import { law } from '../law.ts';
import { type ProducerPlan, type ProducerRun, producerPlans, runProducer } from './producer-plans.ts';

/** Each run is a small cluster: fewer of them than of a function's. */
const some = { runs: 150 };

law(
  'idempotent: every record that is not too large is acknowledged, stands in the log once, where it was said, in order',
  deliveryRules,
  producerPlans(inFlight(1, 5)),
  async (plan, rules) => {
    const run = await runProducer(plan, rules);
    expectOneFateEach(run);
    expectNothingFailedButTooLarge(plan, run);
    expectAcknowledgedWhereSaid(run);
    expectOnce(run);
    expectOrder(run);
    expectFirstEpochUnlessSomethingFailed(run);
  },
  some,
).kills({
  'is not idempotent by default': { idempotence: () => 'off' },
  'sends nothing again': { isSentAgain: () => false },
  'sends again what was refused for good': { isSentAgain: () => true },
  'counts batches, not records': { nextSequence: (sequence) => sequence + 1 },
  'counts on over a gap': { judgeGap: () => 'none' },
  'never begins anew': { judgeGap: () => 'wait' },
});

law(
  'at most once: with retries=0 no record stands in the log twice',
  deliveryRules,
  producerPlans(fc.constant({ 'enable.idempotence': false, retries: 0 })),
  async (plan, rules) => {
    const run = await runProducer(plan, rules);
    expectOneFateEach(run);
    expectOnce(run);
  },
  some,
).kills({
  'sends again as often as it likes': { isSentAgain: ({ isRetriable }) => isRetriable },
});

law(
  'a record has its fate within delivery.timeout.ms, whatever the broker does',
  deliveryRules,
  producerPlans(fc.constant({ 'delivery.timeout.ms': 1200 })),
  async (plan, rules) => {
    const silence = plan.pausesMs.map(() => 'lose the request' as const);
    const { fates, fateAfterMs } = await runProducer({ ...plan, faults: [...plan.faults, ...silence] }, rules);
    expectOneFateEach({ fates });
    for (const [number, afterMs] of fateAfterMs.entries()) {
      // The clock starts when the record is in a batch: a little later for those that wait for the first metadata.
      assert.ok(afterMs <= 1220, `record ${number} had its fate after ${afterMs} ms`);
    }
  },
  some,
).kills({
  'never gives up': { isOverdue: () => false },
  'begins the clock again with every attempt': { isOverdue: (ageMs, timeoutMs) => ageMs >= 3 * timeoutMs },
});

function inFlight(min: number, max: number): fc.Arbitrary<ProducerPlan['settings']> {
  return fc.integer({ min, max }).map((count) => ({ 'max.in.flight.requests.per.connection': count }));
}

function expectOneFateEach({ fates }: Pick<ProducerRun, 'fates'>): void {
  for (const [number, { length }] of fates.entries()) assert.equal(length, 1, `record ${number} has ${length} fates`);
}

/** A record may share its batch, and so its fate, with one that is too large. */
function expectNothingFailedButTooLarge({ tooLarge }: ProducerPlan, { fates }: ProducerRun): void {
  for (const [number, [fate]] of fates.entries()) {
    if (fate?.outcome === 'failed') assert.equal(fate.error.kafkaName, 'RecordTooLargeException', fate.error.message);
    else assert.ok(!tooLarge.includes(number), `record ${number} is too large and was acknowledged`);
  }
}

function expectAcknowledgedWhereSaid({ fates, log }: ProducerRun): void {
  for (const [number, [fate]] of fates.entries()) {
    if (fate?.outcome !== 'acknowledged') continue;
    const { offset } = fate.metadata;
    assert.equal(log[offset], number, `record ${number} was acknowledged at offset ${offset}`);
  }
}

function expectOnce({ log }: ProducerRun): void {
  assert.equal(new Set(log).size, log.length, `the log holds a record twice: ${log}`);
}

function expectOrder({ log }: Pick<ProducerRun, 'log'>): void {
  for (let index = 1; index < log.length; index++) {
    assert.ok(log[index - 1]! < log[index]!, `record ${log[index]} stands behind record ${log[index - 1]}: ${log}`);
  }
}

/** A producer that is only unlucky goes on counting; only a batch that is missing for good makes it begin anew. */
function expectFirstEpochUnlessSomethingFailed({ fates, attempts }: ProducerRun): void {
  if (fates.some(([fate]) => fate?.outcome === 'failed')) return;
  for (const { producerEpoch } of attempts) assert.equal(producerEpoch, 0);
}
