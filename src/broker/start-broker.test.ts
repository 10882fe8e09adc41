import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText } from '../bytes/writer.ts';
import { SettingError } from '../configuration/tables.ts';
import { DataFolderError } from '../metadata/meta-properties.ts';
import { readFile } from '../storage/safe-file.ts';
import { CreateTopics } from '../wire/apis/create-topics.ts';
import { DeleteTopics } from '../wire/apis/delete-topics.ts';
import { DescribeConfigs } from '../wire/apis/describe-configs.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { Produce } from '../wire/apis/produce.ts';
import { errorOf } from '../wire/errors.ts';
import type { Disk } from '../world/world.ts';
import { StartError } from './listeners.ts';
import { startBroker } from './start-broker.ts';
import { OneBroker } from './testing/one-broker.ts';
import { batchOf, valuesIn } from './testing/records.ts';

const payments = {
  name: 'payments',
  numPartitions: 2,
  replicationFactor: 1,
  assignments: [],
  configs: [{ name: 'retention.ms', value: '-1' }],
};

async function produce(broker: OneBroker, value: string): Promise<string> {
  const topicData = [{ name: 'payments', partitionData: [{ index: 0, records: batchOf([value]) }] }];
  const { responses } = await broker.ask(Produce, { acks: -1, timeoutMs: 1000, topicData });
  return errorOf(responses[0]!.partitionResponses[0]!.errorCode).name;
}

async function valuesOf(broker: OneBroker): Promise<readonly string[]> {
  const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000_000 }];
  const body = { maxWaitMs: 0, minBytes: 0, topics: [{ topic: 'payments', partitions }] };
  const { responses } = await broker.ask(Fetch, body, 12);
  return valuesIn(responses[0]!.partitions[0]!.records).map(([, value]) => value);
}

const topicsOf = async (broker: OneBroker) => (await broker.ask(Metadata, { topics: null })).topics;

test('topics, settings and records are there after a clean stop', async () => {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: [payments] });
  await produce(broker, 'one');
  const [before] = await topicsOf(broker);
  await broker.stop();
  await broker.restart();
  const [after] = await topicsOf(broker);
  assert.equal(after!.topicId, before!.topicId);
  assert.deepEqual(
    after!.partitions.map(({ leaderId, leaderEpoch }) => [leaderId, leaderEpoch]),
    [
      [1, 1],
      [1, 1],
    ],
    'each life of the broker is a new leader epoch',
  );
  const resource = { resourceType: 2, resourceName: 'payments', configurationKeys: ['retention.ms'] };
  const { results } = await broker.ask(DescribeConfigs, { resources: [resource], includeDocumentation: false });
  assert.equal(results[0]!.configs[0]!.value, '-1');
  assert.equal(broker.running.broker.partitions.named('payments', 0).log.settings.retentionMs, Infinity);
  await produce(broker, 'two');
  assert.deepEqual(await valuesOf(broker), ['one', 'two']);
});

test('after kill -9 all that was written is there, flushed or not', async () => {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: [payments] });
  for (let round = 0; round < 5; round++) {
    await produce(broker, `round ${round}`);
    broker.kill();
    await broker.restart();
  }
  assert.deepEqual(await valuesOf(broker), ['round 0', 'round 1', 'round 2', 'round 3', 'round 4']);
});

test('a topic that was acknowledged survives a loss of power, and one that was deleted stays so', async () => {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: [payments, { ...payments, name: 'orders' }] });
  await broker.ask(DeleteTopics, { topicNames: ['orders'], timeoutMs: 1000 }, 5);
  broker.unplug();
  await broker.restart();
  assert.deepEqual(
    (await topicsOf(broker)).map(({ name }) => name),
    ['payments'],
  );
  assert.equal(await produce(broker, 'one'), 'NONE');
});

test('the broker comes up again whenever the power fails, with all that it had acknowledged', async () => {
  for (let failsAtUs = 1000; failsAtUs < 60_000; failsAtUs += 1700) {
    const broker = await OneBroker.start({ seed: failsAtUs });
    const acknowledged: string[] = [];
    const connection = await broker.connect();
    const life = await broker.simulation.act(async () => {
      for (let count = 0; count < 20; count++) {
        const name = `topic-${count}`;
        const { topics } = await connection.request(CreateTopics, { topics: [{ ...payments, name }] });
        if (topics[0]!.errorCode === 0) acknowledged.push(name);
      }
    });
    await broker.simulation.runFor(failsAtUs);
    broker.node.unplug();
    await broker.simulation.runFor(1000);
    assert.notEqual(life.outcome.state, 'failed');
    await broker.restart();
    const names = (await topicsOf(broker)).map(({ name }) => name);
    assert.deepEqual(names.slice(0, acknowledged.length), acknowledged, `failed after ${failsAtUs} us`);
  }
});

test('a first start makes the folder that of a node, and the next ones keep it', async () => {
  const broker = await OneBroker.start({ clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' });
  const { identity } = broker.running;
  assert.equal(identity.clusterId, 'MkU3OEVBNTcwNTJENDM2Qg');
  await broker.restart();
  assert.deepEqual(broker.running.identity, identity);
});

async function rejection(start: () => Promise<unknown>): Promise<Error> {
  try {
    await start();
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  return assert.fail('it started');
}

test("another node's or another cluster's folder is refused in one sentence, and left as it was", async () => {
  const broker = await OneBroker.start({ clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' });
  await broker.stop();
  const otherNode = await rejection(() => broker.restart({ 'node.id': '2' }));
  assert.ok(otherNode instanceof DataFolderError);
  assert.match(otherNode.message, /^\/data belongs to node 1; start with node\.id=1, or/);
  broker.kill();
  const { world } = { world: broker.node.restart() };
  const otherCluster = await rejection(() =>
    broker.simulation.runUntilResolved(() =>
      startBroker({
        world,
        settings: { listeners: 'PLAINTEXT://broker-1:9092' },
        dataFolder: '/data',
        clusterId: 'ec0_LfMxRH-UEgLX6uByUA',
      }),
    ),
  );
  assert.match(otherCluster.message, /belongs to cluster MkU3OEVBNTcwNTJENDM2Qg, not to ec0_/);
  await broker.restart();
});

function overwrite(disk: Disk, path: string, text: string): void {
  const file = disk.open(path, { create: true });
  file.truncate(0);
  file.write(0, [encodeText(text)]);
  file.close();
}

test('a folder that does not say whose it is, or cannot be read, is refused', async () => {
  const broker = await OneBroker.start();
  await broker.stop();
  const world = broker.node.restart();
  await broker.simulation.act(() => overwrite(world.disk, '/data/meta.properties', 'version=0\n'));
  assert.match((await rejection(() => broker.start())).message, /version 0; only version 1/);
  await broker.simulation.act(() => world.disk.remove('/data/meta.properties'));
  assert.match((await rejection(() => broker.start())).message, /meta\.properties is missing, yet there is data/);
});

test('a cluster with a feature that is not known here is refused (KIP-584)', async () => {
  const broker = await OneBroker.start();
  await broker.simulation.runUntilResolved(() =>
    broker.running.broker.controller.change(() => ({
      records: [{ type: 'FeatureLevelRecord', data: { name: 'transaction.version', featureLevel: 3 } }],
      result: undefined,
    })),
  );
  const error = await rejection(() => broker.restart());
  assert.ok(error instanceof DataFolderError);
  assert.match(error.message, /transaction\.version is finalised at level 3, and here 0 to 2 are supported/);
});

test('what this node cannot be is refused before anything is touched', async () => {
  const refused: [Record<string, string>, RegExp][] = [
    [{ 'process.roles': 'broker' }, /process\.roles=broker,controller/],
    [{ 'controller.quorum.voters': '1@a:1,2@b:1' }, /names 2@b:1/],
    [{ listeners: 'SSL://broker-1:9092' }, /only PLAINTEXT/],
  ];
  for (const [settings, message] of refused) {
    const broker = await OneBroker.start();
    broker.kill();
    const world = broker.node.restart();
    const error = await rejection(() =>
      broker.simulation.runUntilResolved(() => startBroker({ world, settings: { 'log.dirs': '/fresh', ...settings } })),
    );
    assert.ok(error instanceof StartError, error.message);
    assert.match(error.message, message);
    assert.equal(await broker.simulation.runUntilResolved(() => world.disk.exists('/fresh')), false);
  }
  const broker = await OneBroker.start();
  const error = await rejection(() => broker.restart({ 'num.partitons': '3' }));
  assert.ok(error instanceof SettingError);
  assert.match(error.message, /'num\.partitons' \(did you mean 'num\.partitions'\?\)/);
});

test('settings without effect are taken, and said', async () => {
  const broker = await OneBroker.start({ settings: { 'num.io.threads': '16', 'num.partitions': '2' } });
  assert.deepEqual(broker.lines, ['without effect here: num.io.threads']);
});

test('a port that is taken, or a folder that is locked, is an error, and the folder is free again', async () => {
  const broker = await OneBroker.start();
  const { world } = broker.node;
  const start = (dataFolder: string, port: number) =>
    rejection(() =>
      broker.simulation.runUntilResolved(() =>
        startBroker({ world, settings: { listeners: `PLAINTEXT://broker-1:${port}` }, dataFolder }),
      ),
    );
  assert.match((await start('/other', 9092)).message, /9092/);
  assert.match((await start('/data', 9093)).message, /\/data/);
  const freed = await broker.simulation.runUntilResolved(() =>
    startBroker({ world, settings: { listeners: 'PLAINTEXT://broker-1:0' }, dataFolder: '/other' }),
  );
  assert.ok(freed.address.port > 0);
});

test('a full disk refuses what is produced, keeps what was, and goes on when there is room', async () => {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: [payments] });
  assert.equal(await produce(broker, 'one'), 'NONE');
  broker.node.platter.trouble.capacityBytes = 0;
  assert.equal(await produce(broker, 'two'), 'KAFKA_STORAGE_ERROR');
  const refused = await broker.ask(CreateTopics, { topics: [{ ...payments, name: 'orders' }] });
  assert.equal(errorOf(refused.topics[0]!.errorCode).name, 'KAFKA_STORAGE_ERROR');
  broker.node.platter.heal();
  assert.equal(await produce(broker, 'three'), 'NONE');
  assert.deepEqual(await valuesOf(broker), ['one', 'three']);
  assert.deepEqual(
    broker.lines.filter((line) => line.startsWith('unexpected')),
    [],
  );
});

test('clients that come before the broker is ready are answered when it is', async () => {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: [payments] });
  await broker.stop();
  broker.node.restart();
  const starting = broker.start();
  await starting;
  assert.equal((await topicsOf(broker)).length, 1);
});

test('the files of a clean stop are those that Apache Kafka looks for', async () => {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: [payments] });
  await produce(broker, 'one');
  await broker.stop();
  const world = broker.node.restart();
  const { names, state } = await broker.simulation.runUntilResolved(async () => ({
    names: [...world.disk.list('/data'), ...world.disk.list('/data/__cluster_metadata-0')],
    state: await readFile(world.disk, '/data/__cluster_metadata-0/quorum-state'),
  }));
  for (const expected of [
    '.kafka_cleanshutdown',
    '__cluster_metadata-0/',
    'bootstrap.checkpoint',
    'log-start-offset-checkpoint',
    'meta.properties',
    'payments-0/',
    'payments-1/',
    'recovery-point-offset-checkpoint',
    'replication-offset-checkpoint',
    '00000000000000000000.log',
    'leader-epoch-checkpoint',
    'partition.metadata',
    'quorum-state',
  ]) {
    assert.ok(names.includes(expected), `${expected} in ${names.join(' ')}`);
  }
  assert.match(new TextDecoder().decode(state), /"leaderId":1,"leaderEpoch":1,"votedId":-1/);
});
