import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apacheTool, lacksApacheKafka } from '../testing/apache.ts';
import { withApacheKafka } from '../testing/apache-server.ts';
import { startBrokerProcess, withFolder } from '../testing/broker-process.ts';
import { CreateTopics } from '../wire/apis/create-topics.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { ListOffsets } from '../wire/apis/list-offsets.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { OffsetForLeaderEpoch } from '../wire/apis/offset-for-leader-epoch.ts';
import { Produce } from '../wire/apis/produce.ts';
import { ClientConnection } from '../wire/connection.ts';
import { codeOf } from '../wire/errors.ts';
import { createNodeWorld } from '../world/node/world.ts';
import type { Address } from '../world/world.ts';
import { batchOf } from './testing/records.ts';

const world = createNodeWorld({ node: 'test' });
const settings = { 'client.id': 'test', 'request.timeout.ms': 30_000, 'socket.connection.setup.timeout.ms': 10_000 };
const topic = 'payments';
const partitionIndexes = [0, 1];
const noIndex = { currentLeaderEpoch: -1 };

/** An idempotent producer's batch: the same bytes each time that it is asked for. */
const numbered = (baseSequence: number) =>
  batchOf([`numbered ${baseSequence}`], { producerId: 4000, producerEpoch: 0, baseSequence }, producedAtMs);
const producedAtMs = world.clock.wallMs();

type Client = Pick<ClientConnection, 'request'>;

async function connected<Result>(address: Address, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await ClientConnection.open(world, address, settings);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

/** A topic that was just made may lack its leader for a moment: then it is tried again, as every client does. */
async function produce(client: Client, index: number, records: Uint8Array): Promise<number> {
  const topicData = [{ name: topic, partitionData: [{ index, records }] }];
  for (let triesLeft = 50; ; triesLeft--) {
    const { responses } = await client.request(Produce, { acks: -1, timeoutMs: 10_000, topicData }, { version: 9 });
    const [answer] = responses[0]!.partitionResponses;
    if (answer!.errorCode === codeOf('NOT_LEADER_OR_FOLLOWER') && triesLeft > 0) {
      await world.clock.sleep(100);
      continue;
    }
    assert.equal(answer!.errorCode, 0);
    return answer!.baseOffset;
  }
}

async function createTopic(client: Client, name: string, configs: { name: string; value: string }[] = []) {
  const described = { numPartitions: 2, replicationFactor: 1, assignments: [] };
  const { topics } = await client.request(CreateTopics, { topics: [{ name, ...described, configs }] });
  assert.equal(topics[0]!.errorCode, 0);
}

async function topicNames(client: Client): Promise<readonly (string | null)[]> {
  const { topics } = await client.request(Metadata, { topics: null }, { version: 9 });
  return topics.map(({ name }) => name).sort();
}

/** A topic, plain and numbered records in it. */
async function work(client: Client): Promise<void> {
  await createTopic(client, topic, [
    { name: 'internal.segment.bytes', value: '600' },
    { name: 'retention.ms', value: '-1' },
  ]);
  for (let round = 0; round < 12; round++) {
    for (const index of partitionIndexes) {
      await produce(client, index, batchOf([`round ${round}`, 'x'.repeat(round * 9)], {}, producedAtMs + round));
    }
  }
  for (const sequence of [0, 1]) await produce(client, 0, numbered(sequence));
}

/** All that a client can learn of the topic: its id, where each partition begins and ends, its epochs, every byte of it. */
async function whatThereIs(client: Client) {
  const { topics } = await client.request(Metadata, { topics: [{ name: topic }] }, { version: 12 });
  const asked = (timestamp: number) => ({
    replicaId: -1,
    isolationLevel: 0,
    topics: [{ name: topic, partitions: partitionIndexes.map((index) => ({ partitionIndex: index, timestamp })) }],
  });
  const offsets = async (timestamp: number) => {
    const answer = await client.request(ListOffsets, asked(timestamp), { version: 6 });
    return answer.topics[0]!.partitions.map(({ offset }) => offset);
  };
  const ends = await offsets(-1);
  const epochs = await client.request(
    OffsetForLeaderEpoch,
    {
      replicaId: -1,
      topics: [{ topic, partitions: partitionIndexes.map((partition) => ({ partition, ...noIndex, leaderEpoch: 0 })) }],
    },
    { version: 4 },
  );
  return {
    id: topics[0]!.topicId,
    starts: await offsets(-2),
    ends,
    epochs: epochs.topics[0]!.partitions.map(({ leaderEpoch, endOffset }) => [leaderEpoch, endOffset]),
    bytes: await Promise.all(partitionIndexes.map((index) => allBytes(client, index, ends[index]!))),
  };
}

async function allBytes(client: Client, partition: number, endOffset: number): Promise<string> {
  const parts: Buffer[] = [];
  for (let offset = 0; offset < endOffset; ) {
    const partitions = [{ partition, fetchOffset: offset, partitionMaxBytes: 1_000_000 }];
    const { responses } = await client.request(
      Fetch,
      { maxWaitMs: 0, minBytes: 0, topics: [{ topic, partitions }] },
      { version: 11 },
    );
    const part = Buffer.from(responses[0]!.partitions[0]!.records ?? []);
    assert.ok(part.length > 0, `nothing at ${offset}`);
    parts.push(part);
    for (let at = 0; at < part.length; at += 12 + part.readInt32BE(at + 8)) {
      offset = Number(part.readBigInt64BE(at)) + part.readInt32BE(at + 23) + 1;
    }
  }
  return Buffer.concat(parts).toString('hex');
}

/** The metadata are written down as a whole after every few changes of them, and the beginning of their log is given up. */
const manySnapshots = {
  'metadata.log.max.record.bytes.between.snapshots': 500,
  'metadata.max.retention.bytes': 1,
};

/** Apache Kafka's own tool reads the snapshot of the metadata that our broker wrote last. */
async function dumpOfSnapshot(folder: string): Promise<string> {
  const metadata = join(folder, '1', '__cluster_metadata-0');
  const name = readdirSync(metadata)
    .filter((each) => each.endsWith('.checkpoint'))
    .sort()
    .at(-1);
  assert.ok(name !== undefined, 'no snapshot was written');
  const dump = await apacheTool('kafka-dump-log', '--cluster-metadata-decoder', '--files', join(metadata, name));
  return dump.output;
}

/** Runs our broker, in a process of its own, on the folder of Apache Kafka's node. */
async function withOurs<Result>(
  folder: string,
  end: 'SIGTERM' | 'SIGKILL',
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const broker = await startBrokerProcess(join(folder, '1'), manySnapshots);
  try {
    return await connected(broker, use);
  } finally {
    const status = await broker.stop(end);
    assert.equal(status, end === 'SIGTERM' ? 0 : 'SIGKILL', broker.output());
  }
}

/** Runs Apache Kafka on the folder; it must find nothing to complain about. */
async function withTheirs<Result>(folder: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const result = await withApacheKafka(folder, (address) => connected(address, use));
  const said = readFileSync(join(folder, '1.log'), 'utf8').split('\n');
  const complaints = said.filter((line) => /corrupt|stray|invalid|mismatch|unable|fail|truncat| ERROR /i.test(line));
  assert.deepEqual(complaints, []);
  assert.deepEqual(
    readdirSync(join(folder, '1')).filter((name) => name.includes('stray')),
    [],
  );
  return result;
}

for (const [how, signal] of [
  ['stopped in good order', 'SIGTERM'],
  ['killed', 'SIGKILL'],
] as const) {
  test(
    `Apache Kafka goes on with the folder of our broker that was ${how}, and ours with what Apache Kafka made of it`,
    { skip: lacksApacheKafka, timeout: 180_000 },
    () =>
      withFolder(async (folder) => {
        const ours = await withOurs(folder, signal, async (client) => {
          await work(client);
          return whatThereIs(client);
        });
        const dump = await dumpOfSnapshot(folder);
        assert.match(dump, /SnapshotHeader.*"name":"payments".*"name":"retention.ms","value":"-1".*SnapshotFooter/s);
        assert.doesNotMatch(dump, /exception|error|isvalid: false/i);
        const end = ours.ends[0]!;
        const theirs = await withTheirs(folder, async (client) => {
          const found = await whatThereIs(client);
          assert.equal(await produce(client, 0, numbered(1)), end - 1, 'the duplicate is recognised');
          assert.equal(await produce(client, 0, numbered(2)), end, 'and the next one is new');
          await createTopic(client, 'made-by-them');
          return found;
        });
        assert.deepEqual(theirs, ours);
        await withOurs(folder, signal, async (client) => {
          const again = await whatThereIs(client);
          assert.deepEqual(again.ends, [end + 1, ours.ends[1]]);
          assert.equal(again.id, ours.id);
          assert.ok(again.bytes[0]!.startsWith(ours.bytes[0]!));
          assert.equal(again.bytes[1], ours.bytes[1]);
          assert.equal(await produce(client, 0, numbered(2)), end, 'the duplicate is recognised');
          assert.equal(await produce(client, 0, numbered(3)), end + 1);
          await createTopic(client, 'made-by-us');
          assert.deepEqual(await topicNames(client), ['made-by-them', 'made-by-us', topic]);
        });
      }),
  );
}

test(
  'our broker serves a fresh folder of Apache Kafka as Apache Kafka does',
  { skip: lacksApacheKafka, timeout: 180_000 },
  () =>
    withFolder(async (folder) => {
      const theirs = await withTheirs(folder, async (client) => {
        await work(client);
        return whatThereIs(client);
      });
      const ours = await withOurs(folder, 'SIGTERM', async (client) => {
        const found = await whatThereIs(client);
        assert.equal(await produce(client, 0, numbered(1)), theirs.ends[0]! - 1, 'the duplicate is recognised');
        return found;
      });
      assert.deepEqual(ours, theirs);
    }),
);
