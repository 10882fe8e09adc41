import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zeroUuid } from '../../bytes/uuid.ts';
import { CreatePartitions } from '../../wire/apis/create-partitions.ts';
import { CreateTopics } from '../../wire/apis/create-topics.ts';
import { DeleteTopics } from '../../wire/apis/delete-topics.ts';
import { DescribeCluster } from '../../wire/apis/describe-cluster.ts';
import { DescribeTopicPartitions } from '../../wire/apis/describe-topic-partitions.ts';
import { Metadata } from '../../wire/apis/metadata.ts';
import { errorOf } from '../../wire/errors.ts';
import type { Decoded } from '../../wire/fields.ts';
import { OneBroker } from '../testing/one-broker.ts';

type Page = Decoded<typeof DescribeTopicPartitions.response.fields>;

const nameOf = ({ errorCode }: { readonly errorCode: number }) => errorOf(errorCode).name;

const topic = (name: string, numPartitions = 1, more: object = {}) => ({
  name,
  numPartitions,
  replicationFactor: 1,
  assignments: [],
  configs: [],
  ...more,
});

async function brokerWith(...topics: readonly (readonly [name: string, partitions: number])[]): Promise<OneBroker> {
  const broker = await OneBroker.start();
  await broker.ask(CreateTopics, { topics: topics.map(([name, partitions]) => topic(name, partitions)) });
  return broker;
}

const names = (answer: { readonly topics: readonly { readonly name: string | null }[] }) =>
  answer.topics.map(({ name }) => name);

test('Metadata tells the broker, the cluster and the topics that were asked for', async () => {
  const broker = await brokerWith(['payments', 2], ['orders', 1]);
  const answer = await broker.ask(Metadata, { topics: [{ name: 'payments' }] });
  assert.deepEqual(answer.brokers, [{ nodeId: 1, host: 'broker-1', port: 9092, rack: null }]);
  assert.equal(answer.clusterId, broker.running.identity.clusterId);
  assert.equal(answer.controllerId, 1);
  assert.equal(answer.topics.length, 1);
  const [payments] = answer.topics;
  assert.equal(payments!.errorCode, 0);
  assert.notEqual(payments!.topicId, zeroUuid);
  assert.deepEqual(
    payments!.partitions.map(({ partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes }) => [
      partitionIndex,
      leaderId,
      leaderEpoch,
      replicaNodes,
      isrNodes,
    ]),
    [
      [0, 1, 0, [1], [1]],
      [1, 1, 0, [1], [1]],
    ],
  );
});

test('null asks for all topics and empty for none; in version 0 empty asks for all', async () => {
  const broker = await brokerWith(['payments', 1], ['orders', 1]);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: null })), ['payments', 'orders']);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: [] })), []);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: [] }, 0)), ['payments', 'orders']);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: null }, 1)), ['payments', 'orders']);
});

test('Metadata makes a missing topic where both the request and the settings allow it', async () => {
  const broker = await OneBroker.start({ settings: { 'num.partitions': '3' } });
  const refused = await broker.ask(Metadata, { topics: [{ name: 'payments' }], allowAutoTopicCreation: false });
  assert.equal(nameOf(refused.topics[0]!), 'UNKNOWN_TOPIC_OR_PARTITION');
  const made = await broker.ask(Metadata, { topics: [{ name: 'payments' }, { name: 'payments' }] });
  assert.equal(made.topics.length, 1);
  assert.equal(nameOf(made.topics[0]!), 'NONE');
  assert.equal(made.topics[0]!.partitions.length, 3);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: null })), ['payments']);

  const strict = await OneBroker.start({ settings: { 'auto.create.topics.enable': 'false' } });
  const missing = await strict.ask(Metadata, { topics: [{ name: 'payments' }] }, 3);
  assert.equal(nameOf(missing.topics[0]!), 'UNKNOWN_TOPIC_OR_PARTITION');
});

test('Metadata makes no topic that cannot be, and says so', async () => {
  const broker = await brokerWith(['a.b', 1]);
  const { topics } = await broker.ask(Metadata, { topics: [{ name: 'a b' }, { name: 'a_b' }, { name: '' }] });
  for (const answer of topics) assert.equal(nameOf(answer), 'INVALID_TOPIC_EXCEPTION');
  assert.deepEqual(names(await broker.ask(Metadata, { topics: null })), ['a.b']);
});

test('a topic can be asked for by its id', async () => {
  const broker = await brokerWith(['payments', 1]);
  const [byName] = (await broker.ask(Metadata, { topics: [{ name: 'payments' }] })).topics;
  const byId = await broker.ask(Metadata, { topics: [{ name: null, topicId: byName!.topicId }] });
  assert.deepEqual(byId.topics, [byName]);
  const unknown = await broker.ask(Metadata, { topics: [{ name: null, topicId: 'ec0_LfMxRH-UEgLX6uByUA' }] });
  assert.equal(nameOf(unknown.topics[0]!), 'UNKNOWN_TOPIC_ID');
  assert.equal(unknown.topics[0]!.name, null);
});

test('before version 12 a topic cannot be asked for by its id, although there is room for it', async () => {
  const broker = await brokerWith(['payments', 1]);
  const [payments] = (await broker.ask(Metadata, { topics: [{ name: 'payments' }] })).topics;
  const { topicId } = payments!;
  for (const version of [10, 11]) {
    const topics = [{ name: null }, { name: null, topicId }, { name: 'payments', topicId }, { name: 'orders' }];
    const answer = await broker.ask(Metadata, { topics }, version);
    assert.deepEqual(answer.topics.map(nameOf), Array(answer.topics.length).fill('INVALID_REQUEST'));
    assert.equal(answer.brokers.length, 1);
  }
});

test('what a client may do is told where it is asked for', async () => {
  const broker = await brokerWith(['payments', 1]);
  const asked = { topics: [{ name: 'payments' }], includeTopicAuthorizedOperations: true };
  assert.equal((await broker.ask(Metadata, asked)).topics[0]!.topicAuthorizedOperations, 3576);
  const both = await broker.ask(Metadata, { ...asked, includeClusterAuthorizedOperations: true }, 8);
  assert.equal(both.clusterAuthorizedOperations, 8096);
  assert.equal((await broker.ask(Metadata, { topics: null })).topics[0]!.topicAuthorizedOperations, -2147483648);
});

test('CreateTopics makes topics with their settings, each for itself', async () => {
  const broker = await OneBroker.start();
  const { topics } = await broker.ask(CreateTopics, {
    topics: [
      topic('payments', 3, { configs: [{ name: 'retention.ms', value: '1000' }] }),
      topic('defaults', -1, { replicationFactor: -1 }),
      topic('too many', 1),
      topic('copies', 1, { replicationFactor: 2 }),
      topic('wrong', 1, { configs: [{ name: 'retention.mss', value: '1' }] }),
    ],
  });
  assert.deepEqual(topics.map(nameOf), [
    'NONE',
    'NONE',
    'INVALID_TOPIC_EXCEPTION',
    'INVALID_REPLICATION_FACTOR',
    'INVALID_CONFIG',
  ]);
  const [payments, defaults, , , wrong] = topics;
  assert.deepEqual([payments!.numPartitions, payments!.replicationFactor], [3, 1]);
  const retention = payments!.configs!.find(({ name }) => name === 'retention.ms');
  assert.deepEqual([retention!.value, retention!.configSource], ['1000', 1]);
  assert.equal(defaults!.numPartitions, 1);
  assert.match(wrong!.errorMessage!, /did you mean 'retention\.ms'/);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: null })), ['payments', 'defaults']);
});

test('CreateTopics only says what it would do where it is asked to', async () => {
  const broker = await OneBroker.start();
  const { topics } = await broker.ask(CreateTopics, { topics: [topic('payments', 2), topic('')], validateOnly: true });
  assert.deepEqual(topics.map(nameOf), ['NONE', 'INVALID_TOPIC_EXCEPTION']);
  assert.equal(topics[0]!.numPartitions, 2);
  assert.equal(topics[0]!.topicId, zeroUuid);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: null })), []);
});

test('CreateTopics refuses what stands twice, and more partitions than one request may make', async () => {
  const broker = await OneBroker.start();
  const twice = await broker.ask(CreateTopics, { topics: [topic('payments'), topic('payments'), topic('orders')] });
  assert.deepEqual(
    twice.topics.map((answer) => [answer.name, nameOf(answer)]),
    [
      ['payments', 'INVALID_REQUEST'],
      ['orders', 'NONE'],
    ],
  );
  const many = await broker.ask(CreateTopics, { topics: [topic('one', 6000), topic('two', 6000)] });
  assert.deepEqual(many.topics.map(nameOf), ['POLICY_VIOLATION', 'POLICY_VIOLATION']);
});

test('DeleteTopics removes topics by name and by id', async () => {
  const broker = await brokerWith(['payments', 1], ['orders', 1]);
  const [orders] = (await broker.ask(Metadata, { topics: [{ name: 'orders' }] })).topics;
  const { responses } = await broker.ask(DeleteTopics, {
    topics: [
      { name: 'payments', topicId: zeroUuid },
      { name: null, topicId: orders!.topicId },
      { name: 'nobody', topicId: zeroUuid },
      { name: null, topicId: 'ec0_LfMxRH-UEgLX6uByUA' },
      { name: 'payments', topicId: orders!.topicId },
    ],
    timeoutMs: 1000,
  });
  assert.deepEqual(responses.map(nameOf), [
    'INVALID_REQUEST',
    'NONE',
    'UNKNOWN_TOPIC_OR_PARTITION',
    'UNKNOWN_TOPIC_ID',
    'INVALID_REQUEST',
  ]);
  assert.equal(responses[1]!.name, 'orders');
  const old = await broker.ask(DeleteTopics, { topicNames: ['payments'], timeoutMs: 1000 }, 5);
  assert.deepEqual(old.responses.map(nameOf), ['NONE']);
  assert.deepEqual(names(await broker.ask(Metadata, { topics: null })), []);
});

test('a topic that was deleted and made again is another one', async () => {
  const broker = await brokerWith(['payments', 1]);
  const idOf = async () => (await broker.ask(Metadata, { topics: [{ name: 'payments' }] })).topics[0]!.topicId;
  const before = await idOf();
  await broker.ask(DeleteTopics, { topicNames: ['payments'], timeoutMs: 1000 }, 5);
  assert.notEqual(await idOf(), before);
});

test('topics are not deleted where the settings forbid it', async () => {
  const broker = await OneBroker.start({ settings: { 'delete.topic.enable': 'false' } });
  await broker.ask(CreateTopics, { topics: [topic('payments')] });
  const ask = async (version: number) =>
    nameOf((await broker.ask(DeleteTopics, { topicNames: ['payments'], timeoutMs: 1000 }, version)).responses[0]!);
  assert.equal(await ask(3), 'TOPIC_DELETION_DISABLED');
  assert.equal(await ask(2), 'INVALID_REQUEST');
});

test('CreatePartitions adds partitions, or says whether it could', async () => {
  const broker = await brokerWith(['payments', 1], ['orders', 2]);
  const ask = (validateOnly: boolean) =>
    broker.ask(CreatePartitions, {
      topics: [
        { name: 'payments', count: 3, assignments: null },
        { name: 'orders', count: 1, assignments: null },
        { name: 'nobody', count: 2, assignments: null },
      ],
      timeoutMs: 1000,
      validateOnly,
    });
  const partitions = async () =>
    (await broker.ask(Metadata, { topics: [{ name: 'payments' }] })).topics[0]!.partitions.length;
  const expected = ['NONE', 'INVALID_PARTITIONS', 'UNKNOWN_TOPIC_OR_PARTITION'];
  assert.deepEqual((await ask(true)).results.map(nameOf), expected);
  assert.equal(await partitions(), 1);
  assert.deepEqual((await ask(false)).results.map(nameOf), expected);
  assert.equal(await partitions(), 3);
});

test('DescribeTopicPartitions goes through the topics page by page', async () => {
  const broker = await brokerWith(['c', 2], ['a', 3], ['b', 1]);
  const seen: string[] = [];
  let cursor: { topicName: string; partitionIndex: number } | null = null;
  let pages = 0;
  do {
    const answer: Page = await broker.ask(DescribeTopicPartitions, { topics: [], responsePartitionLimit: 2, cursor });
    for (const { name, partitions } of answer.topics) {
      for (const { partitionIndex } of partitions) seen.push(`${name}-${partitionIndex}`);
    }
    cursor = answer.nextCursor;
    pages++;
  } while (cursor !== null);
  assert.deepEqual(seen, ['a-0', 'a-1', 'a-2', 'b-0', 'c-0', 'c-1']);
  assert.equal(pages, 3);
  const unknown = await broker.ask(DescribeTopicPartitions, { topics: [{ name: 'nobody' }, { name: 'b' }] });
  assert.deepEqual(unknown.topics.map(nameOf), ['NONE', 'UNKNOWN_TOPIC_OR_PARTITION']);
});

test('DescribeCluster tells brokers, and refuses to speak for controllers', async () => {
  const broker = await OneBroker.start({ settings: { 'broker.rack': 'cellar' } });
  const answer = await broker.ask(DescribeCluster, {
    includeClusterAuthorizedOperations: true,
    includeFencedBrokers: true,
  });
  assert.deepEqual(answer.brokers, [{ brokerId: 1, host: 'broker-1', port: 9092, rack: 'cellar', isFenced: false }]);
  assert.equal(answer.clusterAuthorizedOperations, 8096);
  const ask = async (endpointType: number) =>
    nameOf(
      await broker.ask(DescribeCluster, {
        includeClusterAuthorizedOperations: false,
        endpointType,
        includeFencedBrokers: false,
      }),
    );
  assert.equal(await ask(2), 'MISMATCHED_ENDPOINT_TYPE');
  assert.equal(await ask(9), 'UNSUPPORTED_ENDPOINT_TYPE');
});
