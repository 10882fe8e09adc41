import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Schedule, Step } from '../../src/cluster/schedule.ts';
import { runSchedule } from '../../src/cluster/run-schedule.ts';
import type { SimulatedCluster } from '../../src/cluster/simulated.ts';
import { batchesIn } from '../../src/records/batches.ts';
import { type StorageRules, storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';
import { payment } from './schedules.ts';

/** A teller pays twelve times, to a topic that is made for it, and waits long enough for a broker that comes back. */
function schedule(seed: number, flushMessages: string | undefined): Schedule {
  const steps: Step[] = [
    { atMs: 0, do: 'create producer', client: 'teller', settings: { 'request.timeout.ms': '1000' } },
    ...Array.from({ length: 12 }, (_, index) => payment(50 + 5 * index, index)),
  ];
  const settings = flushMessages === undefined ? undefined : { 'log.flush.interval.messages': flushMessages };
  return { seed, steps, forMs: 20_000, ...(settings && { settings }) };
}

interface Loss {
  readonly seed: number;
  /** At which of the disk's operations the power goes. */
  readonly operation: number;
}

/** Takes the power away right after an operation of the disk, and gives it back a little later. */
async function runWithLoss({ seed, operation }: Loss, flushMessages: string | undefined, rules: Partial<StorageRules>) {
  let operations = 0;
  const run = await runSchedule(schedule(seed, flushMessages), { rules }, (cluster) => {
    const { platter } = cluster.brokers[0]!.node;
    platter.heard = () => {
      if (++operations !== operation) return;
      cluster.strike({ do: 'unplug', node: 'broker-1' }) as undefined;
      cluster.simulation.at(cluster.simulation.nowUs + 50_000, () => cluster.strike({ do: 'start', node: 'broker-1' }));
    };
  });
  return { ...run, operations };
}

function valuesIn(cluster: SimulatedCluster): string[] {
  const { platter } = cluster.brokers[0]!.node;
  if (platter.tree.find('/data/payments-0') === undefined) return [];
  const log = platter.read('/data/payments-0/00000000000000000000.log');
  return batchesIn(log).batches.flatMap((batch) =>
    [...batch.records()].map(({ value }) => new TextDecoder().decode(value ?? new Uint8Array(0))),
  );
}

/** Which payments are not in the log, though all were acknowledged. */
async function lostPayments(loss: Loss, flushMessages: string | undefined, rules: Partial<StorageRules> = {}) {
  const run = await runWithLoss(loss, flushMessages, rules);
  const [broker] = run.cluster.brokers;
  assert.equal(broker!.state, 'serving', `the broker did not come back: ${broker!.problem}`);
  assert.ok(
    run.outcomes.every(({ state }) => state === 'done'),
    'a client gave up',
  );
  const values = valuesIn(run.cluster);
  return schedule(0, undefined).steps.flatMap((step) =>
    step.do === 'produce' && !values.includes(step.value) ? [step.value] : [],
  );
}

test('with a flush before each acknowledgement nothing that was acknowledged is lost, whenever the power goes', async () => {
  const { operations } = await runWithLoss({ seed: 1, operation: Infinity }, '1', {});
  for (let operation = 1; operation <= operations; operation++) {
    assert.deepEqual(await lostPayments({ seed: 1, operation }, '1'), [], `at operation ${operation} of ${operations}`);
  }
});

test('with the default settings a broker alone loses what it had acknowledged', async () => {
  const { operations } = await runWithLoss({ seed: 1, operation: Infinity }, undefined, {});
  const lost: string[] = [];
  for (let operation = operations - 12; operation <= operations; operation++) {
    lost.push(...(await lostPayments({ seed: 1, operation }, undefined)));
  }
  assert.notDeepEqual(lost, []);
});

law(
  'what was flushed before it was acknowledged survives a loss of power',
  storageRules,
  fc.record({ seed: fc.nat(1000), operation: fc.integer({ min: 1, max: 150 }) }),
  async (loss, rules) => assert.deepEqual(await lostPayments(loss, '1', rules), []),
  { runs: 25 },
).kills({ 'acknowledges before it flushes': { flushBeforeAcknowledge: () => false } });
