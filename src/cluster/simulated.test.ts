import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Told } from '../world/world.ts';
import type { RunEvent } from './events.ts';
import type { Fault } from './faults.ts';
import { type SimulatedCluster, type SimulatedClusterOptions, startSimulatedCluster } from './simulated.ts';

const payment = { topic: 'payments', value: '42 EUR to Ada' };

async function start(options: Partial<SimulatedClusterOptions> = {}): Promise<SimulatedCluster> {
  const cluster = await startSimulatedCluster({ seed: 7, trace: { hashed: true, keep: 10_000 }, ...options });
  const admin = await cluster.admin();
  await cluster.run(() => admin.createTopics([{ name: 'payments', partitions: 1 }]));
  return cluster;
}

const strike = (cluster: SimulatedCluster, fault: Fault) => cluster.run(() => cluster.strike(fault));

/** All values of a topic, as a new consumer reads them. */
async function valuesIn(cluster: SimulatedCluster, expected: number): Promise<(string | null)[]> {
  const consumer = await cluster.consumer(`reader-${cluster.clients.length}`, { 'auto.offset.reset': 'earliest' });
  return cluster.run(async () => {
    consumer.assign([{ topic: 'payments', partition: 0 }]);
    const values: (string | null)[] = [];
    while (values.length < expected) {
      const records = await consumer.poll(20_000);
      if (records.length === 0) break;
      values.push(...records.map(({ value }) => value));
    }
    return values;
  });
}

function told<Name extends RunEvent['name']>(cluster: SimulatedCluster, name: Name) {
  return cluster.simulation.trace.events().filter((event) => event.name === name) as unknown as Told<
    Extract<RunEvent, { name: Name }>
  >[];
}

test('a lost answer makes a producer without idempotence write twice', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller', { 'enable.idempotence': false, 'request.timeout.ms': 1000 });
  await strike(cluster, { do: 'drop', api: 'produce', direction: 'response', to: 'teller' });

  await cluster.run(() => teller.send(payment));

  assert.deepEqual(await valuesIn(cluster, 2), ['42 EUR to Ada', '42 EUR to Ada']);
  const [struck] = told(cluster, 'fault struck');
  assert.equal(struck?.fault, 'drop next produce response to teller');
  const lost = told(cluster, 'message lost').find(({ message }) => message === struck.message);
  assert.equal(lost?.because, 'it was dropped');
});

test('with idempotence the same failure writes once', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller', { 'request.timeout.ms': 1000 });
  await strike(cluster, { do: 'drop', api: 'Produce', direction: 'response', to: 'teller' });

  await cluster.run(() => teller.send(payment));

  assert.deepEqual(await valuesIn(cluster, 1), ['42 EUR to Ada']);
  assert.equal(told(cluster, 'duplicate recognised').length, 1);
});

test('messages are told with what they say', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller');
  await cluster.run(() => teller.send(payment));
  const labels = told(cluster, 'message left').map(
    ({ label }) => label as { kind: string; api: string; summary: string },
  );
  const produce = labels.filter(({ api }) => api === 'Produce');
  assert.deepEqual(
    produce.map(({ kind, summary }) => [kind, summary]),
    [
      ['request', 'payments-0'],
      ['response', ''],
    ],
  );
});

test('a request fails with the error that was asked for, and is not done', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller', { retries: 0, 'enable.idempotence': false });
  await strike(cluster, { do: 'fail', api: 'produce', to: 'broker-1', error: 'NOT_LEADER_OR_FOLLOWER' });
  await assert.rejects(
    cluster.run(() => teller.send(payment)),
    { name: 'KafkaException' },
  );
  await cluster.run(() => teller.send({ ...payment, value: 'second' }));
  assert.deepEqual(await valuesIn(cluster, 1), ['second']);
});

test('any API can be made to fail, and the client understands it', async () => {
  const cluster = await start();
  const admin = cluster.clients[0]!.application as Awaited<ReturnType<SimulatedCluster['admin']>>;
  const attempts = {
    CreateTopics: () => admin.createTopics([{ name: 'orders', partitions: 2 }]),
    DeleteTopics: () => admin.deleteTopics(['payments']),
    CreatePartitions: () => admin.createPartitions([{ topic: 'payments', count: 3 }]),
    DescribeConfigs: () => admin.describeConfigs([{ type: 'topic', name: 'payments' }]),
  };
  for (const [api, attempt] of Object.entries(attempts)) {
    await strike(cluster, { do: 'fail', api, error: 'CLUSTER_AUTHORIZATION_FAILED' });
    await assert.rejects(cluster.run<unknown>(attempt), /Not allowed for this cluster/, api);
  }
  assert.equal(cluster.interceptions.armed.length, 0);
});

test('an acknowledged record survives a kill; a loss of power may take it, unless it was flushed', async () => {
  const left: Record<string, number> = {};
  for (const [fault, flushMessages] of [
    ['kill', undefined],
    ['unplug', undefined],
    ['unplug', '1'],
  ] as const) {
    const cluster = await start(
      flushMessages === undefined ? {} : { settings: { 'log.flush.interval.messages': flushMessages } },
    );
    const teller = await cluster.producer('teller');
    await cluster.run(() => teller.send(payment));
    await strike(cluster, {
      do: fault,
      node: 'broker-1',
      ...(fault === 'unplug' ? { unflushed: 'nothing' } : {}),
    } as Fault);
    await strike(cluster, { do: 'start', node: 'broker-1' });
    left[`${fault} ${flushMessages ?? 'unflushed'}`] = (await valuesIn(cluster, 1)).length;
  }
  assert.deepEqual(left, { 'kill unflushed': 1, 'unplug unflushed': 0, 'unplug 1': 1 });
});

test('a client that is cut off cannot write until the link is healed', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller', { 'request.timeout.ms': 500 });
  await strike(cluster, { do: 'cut', from: 'teller', to: 'all' });
  const sending = await cluster.simulation.act(() => teller.send(payment));
  await cluster.simulation.runFor(3_000_000);
  assert.equal(sending.outcome.state, 'waiting');
  await strike(cluster, { do: 'heal' });
  await cluster.simulation.runUntilResolved(sending);
  assert.equal(told(cluster, 'healed').length, 1);
});

test('a paused broker answers late, a stopped one not until it is started', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller');
  await strike(cluster, { do: 'pause', node: 'broker-1', forMs: 2000 });
  const before = cluster.simulation.nowUs;
  await cluster.run(() => teller.send(payment));
  assert.ok(cluster.simulation.nowUs - before >= 2_000_000);
  await strike(cluster, { do: 'stop', node: 'broker-1' });
  assert.equal(cluster.brokers[0]!.state, 'down');
  await strike(cluster, { do: 'start', node: 'broker-1' });
  await cluster.run(() => teller.send(payment));
  assert.ok(
    told(cluster, 'recovered').every(({ partition }) => partition !== 'payments-0'),
    'the stop was not clean',
  );
});

test('what cannot go wrong is refused with the reason', async () => {
  const cluster = await start();
  const refusals: [Fault, RegExp][] = [
    [{ do: 'kill', node: 'broker-9' }, /there is no node broker-9; there are broker-1, admin/],
    [{ do: 'start', node: 'broker-1' }, /broker-1 runs already/],
    [{ do: 'damage record', partition: 'payments-0', offset: 4 }, /no record payments-0@4/],
    [{ do: 'drop', to: 'nobody' }, /no node nobody/],
  ];
  for (const [fault, message] of refusals) {
    await assert.rejects(strike(cluster, fault), { name: 'FaultError', message });
  }
  await strike(cluster, { do: 'kill', node: 'broker-1' });
  await assert.rejects(strike(cluster, { do: 'kill', node: 'broker-1' }), /broker-1 is not running/);
});

test('damaged disks: a full one refuses, a damaged record is not served, a lost one is empty when it is healed', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller', { retries: 0, 'enable.idempotence': false });
  await cluster.run(() => teller.send(payment));
  await strike(cluster, { do: 'damage disk', node: 'broker-1', how: 'full' });
  await assert.rejects(cluster.run(() => teller.send(payment)));
  await strike(cluster, { do: 'heal', node: 'broker-1' });

  await strike(cluster, { do: 'damage record', partition: 'payments-0', offset: 0 });
  const reader = await cluster.consumer('clerk', { 'auto.offset.reset': 'earliest' });
  await assert.rejects(
    cluster.run(() => {
      reader.assign([{ topic: 'payments', partition: 0 }]);
      return reader.poll(10_000);
    }),
    { name: 'KafkaException' },
  );

  await strike(cluster, { do: 'damage disk', node: 'broker-1', how: 'lost' });
  await strike(cluster, { do: 'kill', node: 'broker-1' });
  await strike(cluster, { do: 'heal' });
  await strike(cluster, { do: 'start', node: 'broker-1' });
  assert.equal(cluster.brokers[0]!.running!.broker.controller.image.topics.size, 0);
});

test('it is known which rules were asked before something happened', async () => {
  const cluster = await start({ ruleCalls: 500 });
  const teller = await cluster.producer('teller');
  await cluster.run(() => teller.send(payment));
  const [appended] = told(cluster, 'appended').filter(({ partition }) => partition === 'payments-0');
  const calls = cluster.ruleCalls!.before(appended!).map(({ rule }) => rule);
  assert.ok(calls.includes('judgeSequence'), calls.join());
});

test('with a rule of an older Kafka idempotence is of no use', async () => {
  const cluster = await start();
  const teller = await cluster.producer('teller', { 'request.timeout.ms': 1000 });
  cluster.rules.replace({ judgeSequence: () => ({ verdict: 'new' }) });
  await strike(cluster, { do: 'drop', api: 'Produce', direction: 'response', to: 'teller' });
  await cluster.run(() => teller.send(payment));
  assert.deepEqual(await valuesIn(cluster, 2), ['42 EUR to Ada', '42 EUR to Ada']);
});

test('two runs of the same are the same', async () => {
  const run = async (settleBy?: () => Promise<void>) => {
    const cluster = await start(settleBy === undefined ? {} : { settleBy, settlesAlways: true });
    const teller = await cluster.producer('teller', { 'request.timeout.ms': 1000 });
    await strike(cluster, { do: 'drop', api: 'Produce', direction: 'response', count: 2 });
    await cluster.run(() => Promise.all(['a', 'b', 'c'].map((value) => teller.send({ topic: 'payments', value }))));
    await strike(cluster, { do: 'unplug', node: 'broker-1' });
    await strike(cluster, { do: 'start', node: 'broker-1' });
    await valuesIn(cluster, 3);
    return cluster.simulation.trace.hash();
  };
  const hash = await run();
  assert.equal(await run(), hash);
  assert.equal(await run(() => new Promise((resolve) => setImmediate(resolve))), hash);
});
