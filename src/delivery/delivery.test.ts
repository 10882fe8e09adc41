import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { compressionCodecs } from '../bytes/compression/codec.ts';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../cluster/simulated.ts';
import { KafkaException } from './kafka-exception.ts';

/** Producer, consumer and admin against the broker, in the simulated world. */

before(loadZstdWriter);

const payments = { topic: 'payments', partition: 0 };
const payment = (value: string) => ({ topic: 'payments', value });
const named =
  (kafkaName: string, message = /./) =>
  (error: unknown) =>
    error instanceof KafkaException && error.kafkaName === kafkaName && message.test(error.message);

async function withPayments(seed = 7): Promise<SimulatedCluster> {
  const cluster = await startSimulatedCluster({ seed, trace: { keep: 5000 } });
  const admin = await cluster.admin('maker');
  await cluster.run(() => admin.createTopics([{ name: 'payments', partitions: 1 }]));
  return cluster;
}

/** All that stands in the partition. */
async function valuesIn(cluster: SimulatedCluster, partition = payments, name = 'reader'): Promise<(string | null)[]> {
  const reader = await cluster.consumer(name, { 'auto.offset.reset': 'earliest' });
  return cluster.run(async () => {
    reader.assign([partition]);
    const [{ offset: end } = { offset: 0 }] = await reader.endOffsets([partition]);
    const values: (string | null)[] = [];
    while ((await reader.position(partition)) < end)
      values.push(...(await reader.poll(1000)).map(({ value }) => value));
    return values;
  });
}

test('what is produced with each codec is read back', async () => {
  const cluster = await withPayments();
  const sent: string[] = [];
  for (const codec of compressionCodecs) {
    const teller = await cluster.producer(`teller-${codec}`, { 'compression.type': codec });
    const values = Array.from({ length: 50 }, (_, number) => `${codec} ${number} ${'x'.repeat(50)}`);
    await cluster.run(() => Promise.all(values.map((value) => teller.send(payment(value)))));
    sent.push(...values);
  }
  assert.deepEqual(await valuesIn(cluster), sent);
});

test('a lost answer: two copies without idempotence, one with it', async () => {
  for (const [isIdempotent, expected] of [
    [false, ['42 EUR to Ada', '42 EUR to Ada']],
    [true, ['42 EUR to Ada']],
  ] as const) {
    const cluster = await withPayments();
    const teller = await cluster.producer('teller', { 'enable.idempotence': isIdempotent, 'request.timeout.ms': 1000 });
    await cluster.run(() => cluster.strike({ do: 'drop', api: 'Produce', direction: 'response', to: 'teller' }));
    await cluster.run(() => teller.send(payment('42 EUR to Ada')));
    assert.deepEqual(await valuesIn(cluster), expected);
  }
});

test('a broker that is killed and started again under load loses nothing, repeats nothing, and keeps the order', async () => {
  const cluster = await withPayments();
  const teller = await cluster.producer('teller', { 'linger.ms': 1, 'request.timeout.ms': 2000 });
  const { clock } = cluster.simulation.node('teller').world;
  const sending = await cluster.simulation.act(async () => {
    const sent: Promise<unknown>[] = [];
    for (let number = 0; number < 400; number++) {
      sent.push(teller.send(payment(`${number}`)));
      await clock.sleep(5);
    }
    return Promise.all(sent);
  });
  for (let times = 0; times < 3; times++) {
    await cluster.simulation.runFor(500_000);
    await cluster.run(() => cluster.strike({ do: 'kill', node: 'broker-1' }));
    await cluster.simulation.runFor(300_000);
    await cluster.run(() => cluster.strike({ do: 'start', node: 'broker-1' }));
  }
  await cluster.simulation.runUntilResolved(sending);
  assert.deepEqual(
    (await valuesIn(cluster)).map(Number),
    Array.from({ length: 400 }, (_, number) => number),
  );
});

test('a run of all clients has one hash, whichever way it settles', async () => {
  const hashOf = async (settleBy?: () => Promise<void>): Promise<string> => {
    const options = {
      seed: 11,
      trace: { hashed: true },
      ...(settleBy === undefined ? {} : { settleBy, settlesAlways: true }),
    };
    const cluster = await startSimulatedCluster(options);
    const admin = await cluster.admin('maker');
    await cluster.run(() => admin.createTopics([{ name: 'payments', partitions: 3 }]));
    const teller = await cluster.producer('teller', { 'batch.size': 200, 'request.timeout.ms': 500 });
    await cluster.run(() => cluster.strike({ do: 'drop', api: 'Produce', direction: 'response', to: 'teller' }));
    const sent = Array.from({ length: 60 }, (_, number) => ({
      key: number % 2 ? `${number}` : null,
      value: `${number}`,
    }));
    await cluster.run(() => Promise.all(sent.map((record) => teller.send({ topic: 'payments', ...record }))));
    await valuesIn(cluster);
    await cluster.run(() => teller.close());
    return cluster.simulation.trace.hash();
  };
  const hash = await hashOf();
  assert.equal(await hashOf(), hash);
  assert.equal(await hashOf(() => new Promise((resolve) => setImmediate(resolve))), hash);
});

test('a producer makes the topic that it sends to, where the broker allows it', async () => {
  const cluster = await startSimulatedCluster({ seed: 3 });
  const teller = await cluster.producer('teller');
  await cluster.run(() => teller.send({ topic: 'fresh', value: 'a' }));
  assert.deepEqual(await valuesIn(cluster, { topic: 'fresh', partition: 0 }), ['a']);
});

test('an admin makes, describes, changes and removes topics', async () => {
  const cluster = await startSimulatedCluster({ seed: 3 });
  const admin = await cluster.admin();
  const [created] = await cluster.run(() =>
    admin.createTopics([{ name: 'orders', partitions: 3, configs: { 'retention.ms': '1000' } }]),
  );
  assert.deepEqual([created!.name, created!.partitions, created!.replicationFactor], ['orders', 3, 1]);
  await assert.rejects(
    cluster.run(() => admin.createTopics([{ name: 'orders' }])),
    named('TopicExistsException', /orders/),
  );
  await cluster
    .run(() => admin.createTopics([{ name: 'only checked' }], { validateOnly: true }))
    .then(
      () => assert.fail('a blank is not allowed in a name'),
      (error) => assert.ok(named('InvalidTopicException')(error)),
    );
  await cluster.run(() => admin.createPartitions([{ topic: 'orders', count: 5 }]));
  const [orders] = await cluster.run(() => admin.describeTopics(['orders']));
  assert.deepEqual(
    orders!.partitions.map(({ partition, leader }) => [partition, leader]),
    [0, 1, 2, 3, 4].map((partition) => [partition, 1]),
  );
  assert.equal(orders!.id, created!.id);
  assert.deepEqual(await cluster.run(() => admin.listTopics()), [
    { name: 'orders', id: created!.id, isInternal: false },
  ]);
  await cluster.run(() => admin.deleteTopics(['orders']));
  assert.deepEqual(await cluster.run(() => admin.listTopics()), []);
  await assert.rejects(
    cluster.run(() => admin.deleteTopics(['orders'])),
    named('UnknownTopicOrPartitionException', /orders/),
  );
});

test('an admin reads settings and changes them', async () => {
  const cluster = await withPayments();
  const admin = await cluster.admin();
  const resource = { type: 'topic', name: 'payments' } as const;
  const retention = async () => {
    const [described] = await cluster.run(() => admin.describeConfigs([resource], { keys: ['retention.ms'] }));
    const [entry] = described!.entries;
    return [entry!.value, entry!.source];
  };
  assert.deepEqual(await retention(), ['604800000', 'DEFAULT_CONFIG']);
  const set = { name: 'retention.ms', operation: 'set', value: '1000' } as const;
  await cluster.run(() => admin.incrementalAlterConfigs([{ resource, changes: [set] }], { validateOnly: true }));
  assert.deepEqual(await retention(), ['604800000', 'DEFAULT_CONFIG']);
  await cluster.run(() => admin.incrementalAlterConfigs([{ resource, changes: [set] }]));
  assert.deepEqual(await retention(), ['1000', 'DYNAMIC_TOPIC_CONFIG']);
  const unset = { name: 'retention.ms', operation: 'delete' } as const;
  await cluster.run(() => admin.incrementalAlterConfigs([{ resource, changes: [unset] }]));
  assert.deepEqual(await retention(), ['604800000', 'DEFAULT_CONFIG']);
  const wrong = { name: 'retention.ms', operation: 'set', value: 'long' } as const;
  await assert.rejects(
    cluster.run(() => admin.incrementalAlterConfigs([{ resource, changes: [wrong] }])),
    named('InvalidConfigurationException', /topic payments/),
  );
  const [broker] = await cluster.run(() => admin.describeConfigs([{ type: 'broker', name: '1' }]));
  assert.ok(broker!.entries.some(({ name, value }) => name === 'node.id' && value === '1'));
});

test('what an admin asks for and is not there is said at once', async () => {
  const cluster = await withPayments();
  const admin = await cluster.admin();
  const missing = { topic: 'nowhere', partition: 0 };
  const startUs = cluster.simulation.nowUs;
  for (const asked of [
    () => admin.describeTopics(['nowhere']),
    () => admin.listOffsets([{ ...missing, at: 'latest' }]),
    () => admin.deleteRecords([{ ...missing, before: 1 }]),
    () => admin.deleteRecords([{ ...payments, partition: 9, before: 1 }]),
    () => admin.describeConfigs([{ type: 'topic', name: 'nowhere' }]),
  ]) {
    await assert.rejects(
      cluster.run<unknown>(asked),
      named('UnknownTopicOrPartitionException', /nowhere|payments-9|topic/),
    );
  }
  assert.ok(cluster.simulation.nowUs - startUs < 1_000_000);
});

test('an admin deletes records, and consumers go on behind them', async () => {
  const cluster = await withPayments();
  const admin = await cluster.admin();
  const teller = await cluster.producer('teller');
  const clerk = await cluster.consumer('clerk', { 'auto.offset.reset': 'earliest' });
  const send = (value: string, second: number) => teller.send({ ...payment(value), timestampMs: 1000 * second });
  await cluster.run(() => Promise.all(['a', 'b', 'c', 'd'].map(send)));
  const [deleted] = await cluster.run(() => admin.deleteRecords([{ ...payments, before: 2 }]));
  assert.equal(deleted!.lowWatermark, 2);
  const records = await cluster.run(() => {
    clerk.assign([payments]);
    clerk.seek(payments, 0);
    return clerk.poll(5000);
  });
  assert.deepEqual(
    records.map(({ value }) => value),
    ['c', 'd'],
  );
  const offsets = await cluster.run(() =>
    admin.listOffsets(['earliest', 'latest', 'max-timestamp'].map((at) => ({ ...payments, at: at as 'latest' }))),
  );
  assert.deepEqual(
    offsets.map(({ offset }) => offset),
    [2, 4, 3],
  );
  const [all] = await cluster.run(() => admin.deleteRecords([{ ...payments, before: 'high watermark' }]));
  assert.equal(all!.lowWatermark, 4);
});

test('an admin describes the cluster and its log folders', async () => {
  const cluster = await withPayments();
  const admin = await cluster.admin();
  const { clusterId, controllerId, brokers } = await cluster.run(() => admin.describeCluster());
  assert.equal(clusterId.length, 22);
  assert.deepEqual([controllerId, brokers], [1, [{ id: 1, host: 'broker-1', port: 9092, rack: null }]]);
  const [folder] = await cluster.run(() => admin.describeLogDirs());
  assert.equal(folder!.broker, 1);
  assert.ok(folder!.partitions.some(({ topic }) => topic === 'payments'));
  assert.deepEqual(await cluster.run(() => admin.describeLogDirs({ brokers: [2] })), []);
});

test('an admin without a broker says who was asked, after the time that it was given', async () => {
  const cluster = await withPayments();
  const admin = await cluster.admin('late', { 'default.api.timeout.ms': 2000 });
  await cluster.run(() => cluster.strike({ do: 'kill', node: 'broker-1' }));
  await assert.rejects(
    cluster.run(() => admin.listTopics()),
    named('TimeoutException', /list topics: not done within 2000 ms: nobody listens on broker-1:9092/),
  );
});
