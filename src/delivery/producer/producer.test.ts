import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulation, type Simulation } from '../../world/simulated/simulation.ts';
import type { Settings } from '../settings.ts';
import { batchesOf, type Script, ScriptedBroker, type Asked } from '../testing/scripted-broker.ts';
import { createProducer, type Producer } from './producer.ts';

const address = { host: 'broker-1', port: 9092 };

interface Scene {
  readonly simulation: Simulation;
  readonly broker: ScriptedBroker;
  readonly producer: Producer;
  produced(): readonly Asked[];
}

async function scene(settings: Settings = {}, script: (asked: Asked) => Script = () => 'answer'): Promise<Scene> {
  const simulation = createSimulation({ seed: 5, trace: { keep: 1000 } });
  const broker = new ScriptedBroker(simulation.node('broker-1').world, { payments: 1, orders: 3 });
  broker.script = script;
  await simulation.runUntilResolved(() => broker.listen(address));
  const { world } = simulation.node('teller');
  let producer: Producer | undefined;
  await simulation.act(() => {
    producer = createProducer(world, { 'bootstrap.servers': 'broker-1:9092', ...settings });
  });
  const produced = () => broker.asked.filter(({ api }) => api === 'Produce');
  return { simulation, broker, producer: producer!, produced };
}

test('a record is acknowledged with its offset', async () => {
  const { simulation, broker, producer } = await scene();
  const first = await simulation.runUntilResolved(() => producer.send({ topic: 'payments', value: '42 EUR to Ada' }));
  const second = await simulation.runUntilResolved(() => producer.send({ topic: 'payments', key: 'bob', value: null }));
  assert.deepEqual([first.partition, first.offset, second.offset], [0, 0, 1]);
  assert.deepEqual(broker.values('payments'), ['42 EUR to Ada', '']);
});

test('what is sent within linger.ms travels together, in order', async () => {
  const { simulation, broker, producer, produced } = await scene({ 'linger.ms': 20 });
  await simulation.runUntilResolved(async () => {
    const sent = ['a', 'b', 'c'].map((value) => producer.send({ topic: 'payments', value }));
    await Promise.all(sent);
  });
  assert.deepEqual(broker.values('payments'), ['a', 'b', 'c']);
  assert.equal(produced().length, 1);
  assert.equal(batchesOf(produced()[0]!)[0]!.recordsCount, 3);
});

const lostAnswer = ({ api, earlier }: Asked): Script =>
  api === 'Produce' && earlier === 0 ? 'lose the answer' : 'answer';

test('a lost answer makes a producer without idempotence write twice', async () => {
  const settings = { 'enable.idempotence': false, 'request.timeout.ms': 1000 };
  const { simulation, broker, producer } = await scene(settings, lostAnswer);
  await simulation.runUntilResolved(() => producer.send({ topic: 'payments', value: '42 EUR to Ada' }));
  assert.deepEqual(broker.values('payments'), ['42 EUR to Ada', '42 EUR to Ada']);
});

test('with idempotence the broker recognises the batch, and it is written once', async () => {
  const { simulation, broker, producer } = await scene({ 'request.timeout.ms': 1000 }, lostAnswer);
  const { offset } = await simulation.runUntilResolved(() =>
    producer.send({ topic: 'payments', value: '42 EUR to Ada' }),
  );
  assert.equal(offset, 0);
  assert.deepEqual(broker.values('payments'), ['42 EUR to Ada']);
});
