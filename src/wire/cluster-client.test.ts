import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Asked, ScriptedBroker } from '../delivery/testing/scripted-broker.ts';
import { createSimulation, type Simulation } from '../world/simulated/simulation.ts';
import { SeededRandom } from '../world/simulated/random.ts';
import type { Told } from '../world/world.ts';
import { backoffMs } from './cluster-client-backoff.ts';
import { metadataAfter } from './cluster-client-metadata.ts';
import { ClusterClient, type ClusterSettings, parseAddress } from './cluster-client.ts';

const settings: ClusterSettings = {
  'bootstrap.servers': ['broker-1:9092'],
  'client.id': 'clerk',
  'request.timeout.ms': 1000,
  'socket.connection.setup.timeout.ms': 500,
  'reconnect.backoff.ms': 50,
  'reconnect.backoff.max.ms': 1000,
  'retry.backoff.ms': 100,
  'retry.backoff.max.ms': 1000,
  'metadata.max.age.ms': 300_000,
};

interface Scene {
  readonly simulation: Simulation;
  readonly broker: ScriptedBroker;
  readonly client: ClusterClient;
  run<T>(start: () => T | Promise<T>): Promise<T>;
}

async function scene(change: Partial<ClusterSettings> = {}): Promise<Scene> {
  const simulation = createSimulation({ seed: 1, trace: { keep: 1000 } });
  const broker = new ScriptedBroker(simulation.node('broker-1').world, { payments: 1 });
  const run = <T>(start: () => T | Promise<T>) => simulation.runUntilResolved(start);
  await run(() => broker.listen({ host: 'broker-1', port: 9092 }));
  const client = await run(() => new ClusterClient(simulation.node('clerk').world, { ...settings, ...change }));
  return { simulation, broker, client, run };
}

const questions = ({ asked }: ScriptedBroker) => asked.filter(({ api }: Asked) => api === 'Metadata').length;

test('it learns who leads a topic when it is asked for it, and remembers', async () => {
  const { broker, client, run } = await scene();
  assert.equal(await run(() => client.leaderOf('payments', 0)), undefined);
  await run(() => client.renewed(1000));
  assert.deepEqual(await run(() => client.leaderOf('payments', 0)), {
    id: 1,
    host: 'broker-1',
    port: 9092,
    rack: null,
  });
  assert.equal(client.metadata!.clusterId, 'scripted');
  assert.equal(questions(broker), 1);
});

test('what is known grows old: it goes on being used while it is asked for again', async () => {
  const { simulation, broker, client, run } = await scene({ 'metadata.max.age.ms': 5000 });
  await run(() => client.topic('payments'));
  await run(() => client.renewed(1000));
  await simulation.runFor(4_000_000);
  await run(() => client.topic('payments'));
  await simulation.runFor(500_000);
  assert.equal(questions(broker), 1);
  await simulation.runFor(2_000_000);
  assert.equal((await run(() => client.topic('payments')))!.partitions.length, 1);
  await simulation.runFor(500_000);
  assert.equal(questions(broker), 2);
});

test('who is not content with what is known may say so often: it is asked no more often than the pauses allow', async () => {
  const { simulation, broker, client, run } = await scene();
  const ask = async (): Promise<void> => {
    for (let times = 0; times < 100; times++) {
      client.topic('later');
      client.renew();
      await simulation.node('clerk').world.clock.sleep(10);
    }
  };
  await run(ask);
  assert.ok(questions(broker) >= 5 && questions(broker) <= 14, `${questions(broker)} questions in a second`);
});

test('the first bootstrap address that answers is enough', async () => {
  const { simulation, client, run } = await scene({
    'bootstrap.servers': ['broker-2:9092', 'nowhere:9092', 'broker-1:9092'],
  });
  simulation.node('broker-2');
  await run(() => client.renewed(2000));
  assert.equal(client.metadata!.brokers.size, 1);
});

test('where nobody answers, one sentence says who was asked and what came of it', async () => {
  const { simulation, client, run } = await scene({ 'bootstrap.servers': ['broker-2:9092'] });
  simulation.node('broker-2');
  await assert.rejects(
    run(() => client.renewed(2000)),
    /^ConnectionError: no broker of bootstrap\.servers=broker-2:9092 answered within 2000 ms: nobody listens on broker-2:9092$/,
  );
  const failed = simulation.trace.events().filter(({ name }: Told) => name === 'connection failed');
  assert.ok(failed.length >= 3 && failed.length <= 12, `${failed.length} attempts in two seconds`);
});

test('connecting is given more time with every failure, up to the longest (KIP-601)', async () => {
  const { simulation, client, run } = await scene({
    'bootstrap.servers': ['broker-2:9092'],
    'socket.connection.setup.timeout.ms': 500,
    'socket.connection.setup.timeout.max.ms': 1500,
  });
  simulation.node('broker-2');
  simulation.network.cut('clerk', 'broker-2');
  await assert.rejects(run(() => client.renewed(9000)));
  const failures = simulation.trace.events().filter(({ name }: Told) => name === 'connection failed');
  const timeouts = failures.map((event) => /within (\d+) ms/.exec((event as Told & { because: string }).because)?.[1]);
  assert.deepEqual(timeouts.slice(0, 4), ['500', '1000', '1500', '1500']);
});

test('a broker that comes back is found again', async () => {
  const { simulation, broker, client, run } = await scene();
  await run(() => client.renewed(1000));
  await run(() => broker.closeConnections());
  await simulation.runFor(100_000);
  await run(() => client.renewed(1000));
  assert.equal(questions(broker), 2);
});

test('a leader of the past is not believed; with another topic id nothing of before counts', () => {
  const answer = (leaderId: number, leaderEpoch: number, topicId = 'A'.repeat(22)) => ({
    throttleTimeMs: 0,
    brokers: [],
    clusterId: null,
    controllerId: 1,
    clusterAuthorizedOperations: 0,
    errorCode: 0,
    topics: [
      {
        errorCode: 0,
        name: 'payments',
        topicId,
        isInternal: false,
        topicAuthorizedOperations: 0,
        partitions: [
          {
            errorCode: 0,
            partitionIndex: 0,
            leaderId,
            leaderEpoch,
            replicaNodes: [],
            isrNodes: [],
            offlineReplicas: [],
          },
        ],
      },
    ],
  });
  const leaderIn = (metadata: ReturnType<typeof metadataAfter>) =>
    metadata.topics.get('payments')!.partitions[0]!.leader;
  const known = metadataAfter(undefined, answer(2, 5));
  assert.equal(leaderIn(metadataAfter(known, answer(1, 4))), 2);
  assert.equal(leaderIn(metadataAfter(known, answer(3, 6))), 3);
  assert.equal(leaderIn(metadataAfter(known, answer(3, -1))), 3);
  assert.equal(leaderIn(metadataAfter(known, answer(1, 4, 'B'.repeat(22)))), 1);
});

test('closing rejects those who wait', async () => {
  const { simulation, client, run } = await scene({ 'bootstrap.servers': ['broker-2:9092'] });
  simulation.node('broker-2');
  const waiting = await simulation.act(() => client.renewed(5000));
  const opening = await simulation.act(() => client.connect({ host: 'broker-2', port: 9092 }));
  await run(() => client.close());
  await assert.rejects(simulation.runUntilResolved(waiting), { code: 'closed' });
  await assert.rejects(simulation.runUntilResolved(opening), { code: 'closed' });
  await assert.rejects(
    run(() => client.renewed(1000)),
    { code: 'closed' },
  );
});

test('pauses double up to the longest, give or take a fifth, and never beyond it', () => {
  const random = new SeededRandom('pauses');
  for (const [failures, nominalMs] of [
    [1, 100],
    [2, 200],
    [4, 800],
    [5, 1000],
    [1000, 1000],
  ] as const) {
    const pauses = Array.from({ length: 200 }, () => backoffMs(failures, 100, 1000, random));
    assert.ok(Math.min(...pauses) >= 0.8 * nominalMs && Math.max(...pauses) <= Math.min(1000, 1.2 * nominalMs));
    assert.ok(Math.max(...pauses) - Math.min(...pauses) > 0.15 * nominalMs);
  }
});

test('addresses are host:port, the host in brackets where it has colons', () => {
  assert.deepEqual(parseAddress(' broker-1:9092'), { host: 'broker-1', port: 9092 });
  assert.deepEqual(parseAddress('[::1]:9092'), { host: '::1', port: 9092 });
  for (const text of ['broker-1', 'broker-1:', ':9092', '::1:9092', 'broker-1:99999', 'broker 1:9092']) {
    assert.throws(() => parseAddress(text), /is not an address of the form host:port/);
  }
});
