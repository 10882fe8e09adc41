import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zeroUuid } from '../bytes/uuid.ts';
import { DataFolderError } from '../metadata/meta-properties.ts';
import { LogError } from '../storage/errors.ts';
import { CreatePartitions } from '../wire/apis/create-partitions.ts';
import { CreateTopics } from '../wire/apis/create-topics.ts';
import { DeleteTopics } from '../wire/apis/delete-topics.ts';
import { DescribeLogDirs } from '../wire/apis/describe-log-dirs.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { Produce } from '../wire/apis/produce.ts';
import { errorOf } from '../wire/errors.ts';
import type { Disk } from '../world/world.ts';
import { startBroker } from './start-broker.ts';
import { OneBroker } from './testing/one-broker.ts';
import { batchOf, valuesIn } from './testing/records.ts';

const topicOf = (name: string, numPartitions: number) => ({
  name,
  numPartitions,
  replicationFactor: 1,
  assignments: [],
  configs: [],
});

async function twoFolders(): Promise<OneBroker> {
  const broker = await OneBroker.start({ dataFolder: '/a,/b' });
  await broker.ask(CreateTopics, { topics: [topicOf('payments', 4), topicOf('orders', 1), topicOf('refunds', 1)] });
  return broker;
}

async function produce(broker: OneBroker, index: number, value: string): Promise<string> {
  const topicData = [{ name: 'payments', partitionData: [{ index, records: batchOf([value]) }] }];
  const { responses } = await broker.ask(Produce, { acks: -1, timeoutMs: 1000, topicData });
  return errorOf(responses[0]!.partitionResponses[0]!.errorCode).name;
}

async function valuesOf(broker: OneBroker, partition: number): Promise<readonly string[] | string> {
  const partitions = [{ partition, fetchOffset: 0, partitionMaxBytes: 1_000_000 }];
  const body = { maxWaitMs: 0, minBytes: 0, topics: [{ topic: 'payments', partitions }] };
  const { responses } = await broker.ask(Fetch, body, 12);
  const answer = responses[0]!.partitions[0]!;
  return answer.errorCode === 0 ? valuesIn(answer.records).map(([, value]) => value) : errorOf(answer.errorCode).name;
}

/** What each folder is said to hold, as `payments-0`. */
async function foldersOf(broker: OneBroker): Promise<Record<string, readonly string[] | string>> {
  const { results } = await broker.ask(DescribeLogDirs, { topics: null });
  return Object.fromEntries(
    results.map(({ logDir, errorCode, topics }) => {
      const names = topics.flatMap(({ name, partitions }) =>
        partitions.map((each) => `${name}-${each.partitionIndex}`),
      );
      return [logDir, errorCode === 0 ? names.sort() : errorOf(errorCode).name] as const;
    }),
  );
}

function changeDisk(broker: OneBroker, change: (disk: Disk) => void): Promise<void> {
  return broker.simulation.runUntilResolved(() => change(broker.node.world.disk));
}

test('new partitions go where the fewest are, each folder says whose it is, and all is found again', async () => {
  const broker = await twoFolders();
  const expected = { '/a': ['orders-0', 'payments-0', 'payments-2'], '/b': ['payments-1', 'payments-3', 'refunds-0'] };
  assert.deepEqual(await foldersOf(broker), expected);
  for (let index = 0; index < 4; index++) assert.equal(await produce(broker, index, `to ${index}`), 'NONE');

  const text = (path: string) => new TextDecoder().decode(broker.node.platter.read(path));
  const linesOf = (path: string) => text(path).split('\n').slice(2, -1);
  const [ofA, ofB] = ['/a', '/b'].map((path) => linesOf(`${path}/meta.properties`)) as [string[], string[]];
  assert.deepEqual(
    ofA.filter((line) => !ofB.includes(line)).map((line) => line.split('=')[0]),
    ['directory.id'],
  );
  assert.deepEqual(broker.node.platter.list('/b').includes('__cluster_metadata-0/'), false);

  await broker.stop();
  assert.match(text('/b/recovery-point-offset-checkpoint'), /payments 1 1\n/);
  await broker.restart();
  assert.deepEqual(await foldersOf(broker), expected);
  assert.deepEqual(await valuesOf(broker, 1), ['to 1']);
  await broker.ask(CreatePartitions, {
    topics: [{ name: 'orders', count: 3, assignments: null }],
    timeoutMs: 1000,
    validateOnly: false,
  });
  assert.deepEqual((await foldersOf(broker))['/a'], ['orders-0', 'orders-1', 'payments-0', 'payments-2']);
});

test('a folder that cannot be used at the start takes its partitions with it, and no others', async () => {
  const broker = await twoFolders();
  for (let index = 0; index < 4; index++) await produce(broker, index, `to ${index}`);
  await broker.stop();
  broker.node.restart();
  await changeDisk(broker, (disk) => {
    disk.rename('/b', '/elsewhere');
    disk.open('/b', { create: true }).close();
  });
  await broker.start();
  assert.match(broker.lines.join('\n'), /\/b cannot be used, and the partitions in it are offline: /);
  assert.deepEqual(await foldersOf(broker), {
    '/a': ['orders-0', 'payments-0', 'payments-2'],
    '/b': 'KAFKA_STORAGE_ERROR',
  });
  assert.deepEqual(await valuesOf(broker, 0), ['to 0']);
  assert.equal(await produce(broker, 2, 'more'), 'NONE');
  assert.equal(await valuesOf(broker, 1), 'KAFKA_STORAGE_ERROR');
  assert.equal(await produce(broker, 1, 'more'), 'KAFKA_STORAGE_ERROR');
  assert.deepEqual(await partitionsOf(broker), [well, gone, well, gone]);
  await broker.ask(CreateTopics, { topics: [topicOf('new', 2)] });
  assert.deepEqual((await foldersOf(broker))['/a'], ['new-0', 'new-1', 'orders-0', 'payments-0', 'payments-2']);

  await broker.stop();
  broker.node.restart();
  await changeDisk(broker, (disk) => {
    disk.remove('/b');
    disk.rename('/elsewhere', '/b');
  });
  await broker.start();
  assert.deepEqual(await valuesOf(broker, 1), ['to 1'], 'nothing was made anew in its place');
  assert.deepEqual(await partitionsOf(broker), [well, well, well, well]);
});

interface PartitionFacts {
  readonly leader: number;
  readonly isr: readonly number[];
  readonly offline: readonly number[];
}

/** What clients are told of each partition of payments. */
async function partitionsOf(broker: OneBroker): Promise<readonly PartitionFacts[]> {
  const { topics } = await broker.ask(Metadata, { topics: [{ topicId: zeroUuid, name: 'payments' }] });
  const sorted = [...topics[0]!.partitions].sort((one, other) => one.partitionIndex - other.partitionIndex);
  return sorted.map(({ leaderId: leader, isrNodes: isr, offlineReplicas: offline }) => ({ leader, isr, offline }));
}

const well: PartitionFacts = { leader: 1, isr: [1], offline: [] };
const gone: PartitionFacts = { leader: -1, isr: [], offline: [1] };

async function flush(broker: OneBroker, index: number): Promise<string> {
  const { log } = broker.running.broker.partitions.named('payments', index);
  await assert.rejects(
    broker.simulation.runUntilResolved(() => log.flush()),
    LogError,
  );
  return 'KAFKA_STORAGE_ERROR';
}

const refusals = {
  write: { trouble: 'failingWrites', strike: (broker: OneBroker) => produce(broker, 1, 'lost') },
  flush: { trouble: 'failingFlushes', strike: (broker: OneBroker) => flush(broker, 1) },
  read: { trouble: 'failingReads', strike: (broker: OneBroker) => valuesOf(broker, 1) },
} as const;

for (const [operation, { trouble, strike }] of Object.entries(refusals)) {
  test(`a folder whose disk fails to ${operation} is offline with its partitions, and the others serve`, async () => {
    const broker = await twoFolders();
    for (let index = 0; index < 4; index++) await produce(broker, index, `to ${index}`);
    await broker.simulation.runFor(1_000_000);
    broker.node.platter.trouble[trouble] = 1;
    assert.equal(await strike(broker), 'KAFKA_STORAGE_ERROR');
    await broker.simulation.runFor(1_000_000);
    assert.match(broker.lines.join('\n'), /\/b is offline, with the partitions in it: the disk failed to .*restart/);
    assert.equal(await produce(broker, 0, 'more'), 'NONE');
    assert.deepEqual(await valuesOf(broker, 0), ['to 0', 'more']);
    assert.equal(await produce(broker, 3, 'more'), 'KAFKA_STORAGE_ERROR');
    assert.equal(await valuesOf(broker, 3), 'KAFKA_STORAGE_ERROR');
    assert.deepEqual(await partitionsOf(broker), [well, gone, well, gone]);
    assert.equal((await foldersOf(broker))['/b'], 'KAFKA_STORAGE_ERROR');
    await broker.ask(CreateTopics, { topics: [topicOf('new', 1)] });
    assert.ok((await foldersOf(broker))['/a']!.includes('new-0'));

    await broker.stop();
    await broker.restart();
    assert.deepEqual(await partitionsOf(broker), [well, well, well, well]);
    assert.equal(await produce(broker, 3, 'again'), 'NONE');
    assert.deepEqual(await valuesOf(broker, 3), ['to 3', 'again']);
  });
}

test('who waits for records of a folder that fails is answered at once', async () => {
  const broker = await twoFolders();
  const [waiting, other] = [await broker.connect(), await broker.connect()];
  const partitions = [{ partition: 1, fetchOffset: 0, partitionMaxBytes: 1000 }];
  const body = { maxWaitMs: 60_000, minBytes: 1, topics: [{ topic: 'payments', partitions }] };
  const { platter } = broker.node;
  const beganUs = broker.simulation.nowUs;
  const { responses } = await broker.simulation.runUntilResolved(async () => {
    const answer = waiting.request(Fetch, body, { version: 12 });
    await other.request(DescribeLogDirs, { topics: null });
    platter.trouble.failingWrites = 1;
    const { log } = broker.running.broker.partitions.named('payments', 3);
    broker.node.world.clock.after(1000, () => void log.append(batchOf(['lost']), { leaderEpoch: 0, origin: 'client' }));
    return answer;
  });
  assert.equal(errorOf(responses[0]!.partitions[0]!.errorCode).name, 'KAFKA_STORAGE_ERROR');
  assert.ok(broker.simulation.nowUs - beganUs < 5_000_000);
});

test('a broker halts where its only folder fails, and where that of the metadata does', async () => {
  for (const [dataFolder, index] of [
    ['/a', 1],
    ['/a,/b', 0],
  ] as const) {
    const broker = await OneBroker.start({ dataFolder });
    await broker.ask(CreateTopics, { topics: [topicOf('payments', 2)] });
    await produce(broker, index, 'kept');
    broker.node.platter.trouble.failingWrites = 1;
    assert.equal(await produce(broker, index, 'lost'), 'KAFKA_STORAGE_ERROR');
    await broker.simulation.runFor(1_000_000);
    assert.match(
      broker.halted.join(),
      /^(all data folders have|the folder of the metadata has) failed: the disk failed/,
    );
    await assert.rejects(broker.connect(), /nobody listens/);
    await broker.restart();
    assert.deepEqual(await valuesOf(broker, index), ['kept']);
  }
});

test('a replica that an operator moved to another folder is where it is, and led again', async () => {
  const broker = await twoFolders();
  await produce(broker, 1, 'moved');
  await broker.stop();
  broker.node.restart();
  await changeDisk(broker, (disk) => disk.rename('/b/payments-1', '/a/payments-1'));
  await broker.start();
  const { controller, folders } = broker.running.broker;
  const [inA] = folders.used.filter(({ folder }) => folder.path === '/a');
  assert.deepEqual(controller.image.topics.get('payments')!.partitions[1]!.directories, [inA!.id]);
  assert.deepEqual(await valuesOf(broker, 1), ['moved']);
});

test('a folder more takes new partitions, and those that are there stay where they are', async () => {
  const broker = await OneBroker.start({ dataFolder: '/a' });
  await broker.ask(CreateTopics, { topics: [topicOf('payments', 2)] });
  await produce(broker, 1, 'one');
  await broker.stop();
  const world = broker.node.restart();
  const lines: string[] = [];
  const running = await broker.simulation.runUntilResolved(() =>
    startBroker({
      world,
      settings: { listeners: 'PLAINTEXT://broker-1:9092' },
      dataFolder: '/a,/b',
      log: (line) => void lines.push(line),
    }),
  );
  assert.deepEqual(lines, [], 'a stop that was clean is not called another because a folder is new');
  assert.deepEqual(await valuesOf(broker, 1), ['one']);
  await broker.ask(CreateTopics, { topics: [topicOf('orders', 2)] });
  assert.deepEqual(await foldersOf(broker), { '/a': ['payments-0', 'payments-1'], '/b': ['orders-0', 'orders-1'] });
  await broker.simulation.runUntilResolved(() => running.stop());
});

test('a log that is damaged is said in one line and answers KAFKA_STORAGE_ERROR, until its topic is deleted', async () => {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: [topicOf('payments', 2)] });
  for (let index = 0; index < 2; index++) await produce(broker, index, `to ${index}`);
  await broker.stop();
  const magicAt = 16;
  broker.node.platter.damage('/data/payments-1/00000000000000000000.log', magicAt);
  await broker.restart();
  const lines = broker.lines.filter((line) => line.includes('payments-1'));
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /payments-1 cannot be used: .*0\.log: the batch at byte 0 has the unknown format 3/);
  assert.deepEqual(await valuesOf(broker, 0), ['to 0']);
  assert.equal(await valuesOf(broker, 1), 'KAFKA_STORAGE_ERROR');
  await broker.ask(DeleteTopics, { topicNames: ['payments'], timeoutMs: 1000 }, 5);
  await broker.ask(CreateTopics, { topics: [topicOf('payments', 2)] });
  assert.equal(await produce(broker, 1, 'anew'), 'NONE');
});

test('folders that cannot belong together are refused in a sentence', async () => {
  const broker = await twoFolders();
  await broker.stop();
  broker.node.restart();
  await changeDisk(broker, (disk) => disk.makeFolder('/b/payments-0'));
  await assert.rejects(broker.start(), /payments-0 lies in \/a and in \/b; move one of the two elsewhere/);
  broker.kill();
  broker.node.restart();
  await changeDisk(broker, (disk) => {
    disk.remove('/b/payments-0');
    disk.rename('/a', '/gone');
  });
  await assert.rejects(broker.start(), (error) => {
    return (
      error instanceof DataFolderError && /\/a has no meta\.properties.*\/b belongs; restore it/.test(error.message)
    );
  });
});

test('the metadata lie where metadata.log.dir says', async () => {
  const broker = await OneBroker.start({ dataFolder: '/a,/b', settings: { 'metadata.log.dir': '/b' } });
  const holds = (folder: string) => broker.node.platter.list(folder).includes('__cluster_metadata-0/');
  assert.deepEqual([holds('/a'), holds('/b')], [false, true]);
  const apart = await OneBroker.start({ dataFolder: '/a,/b', settings: { 'metadata.log.dir': '/m' } });
  assert.ok(apart.node.platter.list('/m').includes('__cluster_metadata-0/'));
  assert.deepEqual(await foldersOf(apart), { '/a': [], '/b': [] });
  await apart.stop();
  await apart.restart();
});

test('a partition whose log found no room is made when there is', async () => {
  const broker = await OneBroker.start();
  const { platter } = broker.node;
  // The metadata find room, and not all of the logs do.
  for (let roomBytes = 400; broker.running.broker.partitions.find('payments', 0) === undefined; roomBytes += 50) {
    platter.trouble.capacityBytes = platter.sizeBytesOf('') + roomBytes;
    await broker.ask(CreateTopics, { topics: [topicOf('payments', 8)] });
  }
  const refused = broker.lines.filter((line) => /payments-\d cannot be used: no space is left/.test(line));
  assert.ok(refused.length > 0, broker.lines.join());
  const index = Number(/payments-(\d)/.exec(refused[0]!)![1]);
  assert.equal(await produce(broker, index, 'one'), 'KAFKA_STORAGE_ERROR');
  await broker.simulation.runFor(30_000_000);
  assert.equal(broker.lines.length, refused.length, 'it is said once');
  platter.heal();
  await broker.simulation.runFor(11_000_000);
  assert.equal(await produce(broker, index, 'two'), 'NONE');
  assert.deepEqual(await valuesOf(broker, index), ['two']);
  await broker.ask(DeleteTopics, { topicNames: ['payments'], timeoutMs: 1000 }, 5);
  await broker.stop();
});
