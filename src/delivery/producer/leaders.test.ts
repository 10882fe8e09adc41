import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulation } from '../../world/simulated/simulation.ts';
import { ScriptedBroker, type ScriptedCluster } from '../testing/scripted-broker.ts';
import { createProducer, type Producer } from './producer.ts';

const brokers = [
  { nodeId: 1, host: 'broker-1', port: 9092 },
  { nodeId: 2, host: 'broker-2', port: 9092 },
];

/** Two brokers that say who leads `payments-0`, and a producer that asked the first one. */
async function twoBrokers(leader: number) {
  const simulation = createSimulation({ seed: 2, trace: { keep: 1000 } });
  const [one, two] = brokers.map(({ host }) => new ScriptedBroker(simulation.node(host).world, { payments: 1 }));
  const lead = (cluster: Omit<ScriptedCluster, 'brokers'>): void => {
    for (const broker of [one!, two!]) broker.cluster = { brokers, ...cluster };
  };
  lead({ leader, leaderEpoch: 0 });
  for (const [broker, { host, port }] of [
    [one!, brokers[0]!],
    [two!, brokers[1]!],
  ] as const) {
    await simulation.runUntilResolved(() => broker.listen({ host, port }));
  }
  const { world } = simulation.node('teller');
  const settings = { 'bootstrap.servers': 'broker-1:9092', 'request.timeout.ms': 1000, 'linger.ms': 0 };
  const producer: Producer = await simulation.runUntilResolved(() => createProducer(world, settings));
  const send = (value: string) => simulation.act(() => producer.send({ topic: 'payments', value }));
  return { simulation, one: one!, two: two!, lead, send };
}

test('a broker that no longer leads says so, and the batch goes to the one that does', async () => {
  const { simulation, one, two, lead, send } = await twoBrokers(2);
  await simulation.runUntilResolved(await send('a'));
  lead({ leader: 1, leaderEpoch: 1 });
  two.script = ({ api }) => (api === 'Produce' ? { error: 'NOT_LEADER_OR_FOLLOWER' } : 'answer');
  await simulation.runUntilResolved(await send('b'));
  assert.deepEqual([two.values('payments'), one.values('payments')], [['a'], ['b']]);
});

test('a leader that cannot be reached is asked about until another one leads', async () => {
  const { simulation, one, lead, send } = await twoBrokers(2);
  await simulation.runUntilResolved(await send('a'));
  simulation.node('broker-2').kill();
  const waiting = await send('b');
  await simulation.runFor(5_000_000); // nobody has noticed yet: broker-1 goes on naming broker-2
  lead({ leader: 1, leaderEpoch: 1 });
  await simulation.runUntilResolved(waiting, 2_000_000);
  assert.deepEqual(one.values('payments'), ['b']);
});

test('a partition without a leader is asked about until it has one', async () => {
  const { simulation, one, lead, send } = await twoBrokers(-1);
  const waiting = await send('a');
  await simulation.runFor(5_000_000);
  lead({ leader: 1, leaderEpoch: 1 });
  await simulation.runUntilResolved(waiting, 2_000_000);
  assert.deepEqual(one.values('payments'), ['a']);
  const asked = one.asked.filter(({ api }) => api === 'Metadata').length;
  assert.ok(asked >= 5 && asked <= 65, `asked ${asked} times in five seconds`);
});
