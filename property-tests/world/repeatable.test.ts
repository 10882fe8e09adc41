import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plans, runPlan } from './busy-nodes.ts';

test('two runs of one plan are the same, also when the loop settles another way and breathes in between', async () => {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const hash = await runPlan(plan);
      assert.equal(await runPlan(plan, { breathe: turn }), hash);
      assert.equal(await runPlan(plan, { settleBy: turn, settlesAlways: true }), hash);
    }),
    { numRuns: 15 },
  );
});

test('plans A, B, A in one process: nothing is left over from one run to the next', async () => {
  await fc.assert(
    fc.asyncProperty(plans, plans, async (one, other) => {
      const hash = await runPlan(one);
      await runPlan(other);
      assert.equal(await runPlan(one), hash);
    }),
    { numRuns: 8 },
  );
});

test('another seed is another run', async () => {
  const hashes = new Set<string>();
  for (let seed = 0; seed < 8; seed++) hashes.add(await runPlan({ seed, faults: [] }));
  assert.equal(hashes.size, 8);
});

test('a run has the hash that it had when this was written, on every engine and machine', async () => {
  const plan = { seed: 7, faults: [{ atMs: 50, kind: 'unplug', node: 1, other: 0 } as const] };
  assert.equal(await runPlan(plan), '8abb770c310165b8');
});
