import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Plan } from '../../src/cluster/plan.ts';
import { runPlan } from '../../src/cluster/run-plan.ts';
import type { SimulatedClusterOptions } from '../../src/cluster/simulated.ts';
import { plans } from './plans.ts';

const hashOf = async (plan: Plan, options: Partial<SimulatedClusterOptions> = {}) =>
  (await runPlan(plan, options)).cluster.simulation.trace.hash();

test('two runs of one plan are the same, also when the loop settles another way', async () => {
  const settleBy = () => new Promise<void>((resolve) => setImmediate(resolve));
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const hash = await hashOf(plan);
      assert.equal(await hashOf(plan, { settleBy }), hash);
    }),
    { numRuns: 40 },
  );
});

test('plans A, B, A in one process: nothing is left over from one run to the next', async () => {
  await fc.assert(
    fc.asyncProperty(plans, plans, async (one, other) => {
      const hash = await hashOf(one);
      await hashOf(other);
      assert.equal(await hashOf(one), hash);
    }),
    { numRuns: 20 },
  );
});

test('a plan is JSON, and whoever looks closer does not change the run', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const copy = JSON.parse(JSON.stringify(plan)) as Plan;
      const hash = await hashOf(plan, { ruleCalls: 1000 });
      assert.equal(await hashOf(copy, { trace: { hashed: true, keep: 10 } }), hash);
    }),
    { numRuns: 10 },
  );
});
