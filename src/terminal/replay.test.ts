import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runExperiment, runPlan } from './experiment.ts';
import { createSession } from './session.ts';

/** Lines that are typed in any order: some work, some are refused, some disturb what others began. */
const lines = fc.constantFrom(
  'create topic payments partitions=2',
  'create topic orders flush.messages=1',
  'create producer teller request.timeout.ms=300 delivery.timeout.ms=1000 linger.ms=0 enable.idempotence=false',
  'create consumer bank topics=payments loop=auto auto.offset.reset=earliest',
  'create consumer clerk topics=payments',
  'produce payments "42 EUR to Ada" key=ada',
  'produce payments "42 EUR to Ada" as teller &',
  'produce payments "many" count=5 rate=100/s',
  'produce orders "one" as teller',
  'drop next produce response',
  'hold next produce request',
  'repeat next produce request',
  'delay next 2 fetch response by 20ms',
  'fail next metadata request with UNKNOWN_SERVER_ERROR',
  'release',
  'kill broker-1',
  'unplug broker-1',
  'start broker-1',
  'stop broker-1 &',
  'kill teller',
  'start teller',
  'pause bank for 200ms',
  'cut teller from broker-1',
  'slow broker-1 to all by 10ms jitter=5ms',
  'heal',
  'poll as clerk',
  'process as clerk',
  'seek clerk payments-0 to earliest',
  'consume payments max=3',
  'wait 10ms',
  'wait 300ms',
  'wait until quiet within=2s',
  'step 3',
  'at 2s produce payments "later"',
  'expect log of payments-0 holds "42 EUR to Ada"',
  'rule sequences old',
  'show log of payments',
  'why',
  'goto #2',
  'goto 50ms',
  'undo',
  'set payments retention.ms=1000',
  'delete records payments-0 to 1',
  'delete topic orders',
);

test('whatever is typed, and wherever it was gone back to: plan and stamped history give the same run again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(lines, { minLength: 3, maxLength: 14 }), async (typed) => {
      const session = await createSession();
      for (const line of typed) await session.execute(line);
      assert.equal((await runPlan(session.plan)).hash, session.hash, 'the plan');
      assert.equal((await runExperiment(session.experiment)).hash, session.hash, 'the history');
    }),
    { numRuns: 40 },
  );
});

test('runs do not touch each other: plans A, B and A in one process', async () => {
  const typed = ['create cluster seed=3', 'drop next produce response', 'produce payments "a"', 'kill broker-1'];
  const one = await runExperiment(typed.join('\n'));
  await runExperiment('create cluster seed=4\nproduce payments "b" count=10');
  assert.equal((await runExperiment(typed.join('\n'))).hash, one.hash);
});
