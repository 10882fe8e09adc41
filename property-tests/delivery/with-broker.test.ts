import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Fault } from '../../src/cluster/faults.ts';
import { startSimulatedCluster } from '../../src/cluster/simulated.ts';
import { deliveryRules } from '../../src/delivery/rules.ts';
import { law } from '../law.ts';

/** What goes wrong between a producer and the broker, and how long after what went wrong before. */
interface Mishap {
  readonly afterMs: number;
  readonly fault: Fault | 'restart';
}

const produce = { api: 'Produce', count: 1 } as const;
const faults: fc.Arbitrary<Mishap['fault']> = fc.oneof(
  fc.constantFrom<Mishap['fault']>(
    { do: 'drop', direction: 'request', ...produce },
    { do: 'drop', direction: 'response', ...produce },
    { do: 'break', direction: 'request', ...produce },
    { do: 'break', direction: 'response', ...produce },
    { do: 'repeat', direction: 'request', ...produce },
    { do: 'delay', direction: 'response', byMs: 700, ...produce },
    'restart',
  ),
  fc.constantFrom<Mishap['fault']>(
    { do: 'fail', direction: 'request', error: 'NOT_ENOUGH_REPLICAS', ...produce },
    { do: 'fail', direction: 'request', error: 'NOT_LEADER_OR_FOLLOWER', ...produce },
  ),
);
const afterMs = fc.oneof(fc.nat(5), fc.nat(300));
const plans = fc.record({
  seed: fc.nat(1_000_000),
  mishaps: fc.array(fc.record({ afterMs, fault: faults }), { maxLength: 6 }),
});

const recordCount = 60;

law(
  'against the broker: what an idempotent producer sends stands in the log once and in order, whatever befalls its messages',
  deliveryRules,
  plans,
  async ({ seed, mishaps }, rules) => {
    const cluster = await startSimulatedCluster({ seed, deliveryRules: rules });
    const admin = await cluster.admin();
    await cluster.run(() => admin.createTopics([{ name: 'payments', partitions: 1 }]));
    const settings = { 'linger.ms': 1, 'batch.size': 150, 'request.timeout.ms': 500 };
    const teller = await cluster.producer('teller', settings);
    const { clock } = cluster.simulation.node('teller').world;
    const sending = await cluster.simulation.act(async () => {
      const sent: Promise<{ readonly offset: number }>[] = [];
      for (let number = 0; number < recordCount; number++) {
        sent.push(teller.send({ topic: 'payments', value: `${number}` }));
        await clock.sleep(10);
      }
      return Promise.all(sent);
    });
    for (const { afterMs, fault } of mishaps) {
      await cluster.simulation.runFor(1000 * afterMs);
      if (fault !== 'restart') await cluster.run(() => cluster.strike(fault));
      else {
        await cluster.run(() => cluster.strike({ do: 'kill', node: 'broker-1' }));
        await cluster.run(() => cluster.strike({ do: 'start', node: 'broker-1' }));
      }
    }
    const metadata = await cluster.simulation.runUntilResolved(sending);

    const reader = await cluster.consumer('reader');
    const payments = { topic: 'payments', partition: 0 };
    const numbers = await cluster.run(async () => {
      reader.assign([payments]);
      reader.seek(payments, 'earliest');
      const [end] = await reader.endOffsets([payments]);
      const values: number[] = [];
      while ((await reader.position(payments)) < end!.offset) {
        values.push(...(await reader.poll(1000)).map(({ value }) => Number(value)));
      }
      return values;
    });
    assert.deepEqual(
      numbers,
      Array.from({ length: recordCount }, (_, number) => number),
    );
    for (const [number, { offset }] of metadata.entries()) {
      // Of a batch that it no longer remembers a broker only says that it has it.
      if (offset !== -1) assert.equal(offset, number);
    }
  },
  { runs: 25 },
).kills({
  'is not idempotent by default': { idempotence: () => 'off' },
  'counts batches, not records': { nextSequence: (sequence) => sequence + 1 },
  'sends more before the broker knows it': { mayLeave: (batch) => deliveryRules.mayLeave({ ...batch, isKnown: true }) },
});
