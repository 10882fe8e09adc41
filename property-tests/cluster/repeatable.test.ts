import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Schedule } from '../../src/cluster/schedule.ts';
import { runSchedule } from '../../src/cluster/run-schedule.ts';
import type { SimulatedClusterOptions } from '../../src/cluster/simulated.ts';
import { schedules } from './schedules.ts';

const hashOf = async (schedule: Schedule, options: Partial<SimulatedClusterOptions> = {}) =>
  (await runSchedule(schedule, options)).cluster.simulation.trace.hash();

test('two runs of one schedule are the same, also when the loop settles another way', async () => {
  const settleBy = () => new Promise<void>((resolve) => setImmediate(resolve));
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const hash = await hashOf(schedule);
      assert.equal(await hashOf(schedule, { settleBy, settlesAlways: true }), hash);
    }),
    { numRuns: 40 },
  );
});

test('schedules A, B, A in one process: nothing is left over from one run to the next', async () => {
  await fc.assert(
    fc.asyncProperty(schedules, schedules, async (one, other) => {
      const hash = await hashOf(one);
      await hashOf(other);
      assert.equal(await hashOf(one), hash);
    }),
    { numRuns: 20 },
  );
});

test('a schedule is JSON, and whoever looks closer does not change the run', async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const copy = JSON.parse(JSON.stringify(schedule)) as Schedule;
      const hash = await hashOf(schedule, { ruleCalls: 1000 });
      assert.equal(await hashOf(copy, { trace: { hashed: true, keep: 10 } }), hash);
    }),
    { numRuns: 10 },
  );
});
