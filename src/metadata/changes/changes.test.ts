import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ErrorName, KafkaError } from '../../wire/errors.ts';
import { configurationOf, type MetadataImage, resourceTypes } from '../image.ts';
import { metadataRules } from '../rules.ts';
import { applied, clusterOf, directoryId, topicIdOf } from '../testing/images.ts';
import { mostNewPartitions, type Placement } from './assignments.ts';
import { alterSettings, operations, refuseResource, replaceSettings } from './configurations.ts';
import { allocateProducerIds, registerBroker, unfenceBroker } from './nodes.ts';
import { createPartitions } from './partitions.ts';
import { createTopic, deleteTopic, type NewTopic } from './topics.ts';

const placement: Placement = { rules: metadataRules, start: 0, directoryOf: () => directoryId };
const defaults = { partitions: 3, replicationFactor: 1 };
const plain: NewTopic = {
  name: 'payments',
  partitions: 1,
  replicationFactor: 1,
  assignments: [],
  configuration: [],
};

const create = (image: MetadataImage, topic: Partial<NewTopic> = {}) =>
  applied(image, createTopic(image, { ...plain, ...topic }, topicIdOf(image.topics.size), defaults, placement));

function refused(error: ErrorName, change: () => unknown, message = /./): void {
  assert.throws(
    change,
    (thrown) => thrown instanceof KafkaError && thrown.error.name === error && message.test(thrown.message),
  );
}

test('a topic has the partitions, replicas and settings that were asked for', () => {
  const image = create(clusterOf(1, 2, 3), {
    partitions: 4,
    replicationFactor: 2,
    configuration: [{ name: 'cleanup.policy', value: 'compact' }],
  });
  const topic = image.topics.get('payments')!;
  assert.equal(topic.partitions.length, 4);
  for (const { replicas, inSyncReplicas, leader, leaderEpoch, directories } of topic.partitions) {
    assert.equal(replicas.length, 2);
    assert.deepEqual(inSyncReplicas, replicas);
    assert.equal(leader, replicas[0]);
    assert.equal(leaderEpoch, 0);
    assert.deepEqual(directories, [directoryId, directoryId]);
  }
  assert.deepEqual(configurationOf(image, resourceTypes.topic, 'payments'), { 'cleanup.policy': 'compact' });
});

test("-1 takes the broker's defaults, and an assignment is taken as it is", () => {
  const automatic = create(clusterOf(1), { partitions: -1, replicationFactor: -1 });
  assert.equal(automatic.topics.get('payments')!.partitions.length, 3);
  const assignments = [
    { partitionIndex: 1, brokerIds: [1, 2] },
    { partitionIndex: 0, brokerIds: [2, 1] },
  ];
  const given = create(clusterOf(1, 2), { partitions: -1, replicationFactor: -1, assignments });
  assert.deepEqual(
    given.topics.get('payments')!.partitions.map(({ replicas }) => replicas),
    [
      [2, 1],
      [1, 2],
    ],
  );
});

test('a topic that cannot be is refused, with the error that Kafka gives', () => {
  const image = create(clusterOf(1), { name: 'a.b' });
  const refusals: [ErrorName, Partial<NewTopic>, RegExp?][] = [
    ['TOPIC_ALREADY_EXISTS', { name: 'a.b' }],
    ['INVALID_TOPIC_EXCEPTION', { name: 'a_b' }, /collide with 'a\.b'/],
    ['INVALID_TOPIC_EXCEPTION', { name: 'a b' }],
    ['INVALID_TOPIC_EXCEPTION', { name: '' }],
    ['INVALID_REQUEST', { name: '__cluster_metadata' }],
    ['INVALID_PARTITIONS', { partitions: 0 }],
    ['INVALID_PARTITIONS', { partitions: -2 }],
    ['INVALID_REPLICATION_FACTOR', { replicationFactor: 0 }],
    ['INVALID_REPLICATION_FACTOR', { replicationFactor: 2 }, /2 replicas need as many brokers; 1/],
    ['POLICY_VIOLATION', { partitions: mostNewPartitions + 1 }],
    ['INVALID_REQUEST', { assignments: [{ partitionIndex: 0, brokerIds: [1] }] }],
    ['INVALID_CONFIG', { configuration: [{ name: 'retention.mss', value: '1' }] }, /did you mean 'retention\.ms'/],
    ['INVALID_CONFIG', { configuration: [{ name: 'retention.ms', value: 'soon' }] }],
    ['INVALID_CONFIG', { configuration: [{ name: 'retention.ms', value: null }] }],
    [
      'INVALID_CONFIG',
      {
        configuration: [
          { name: 'min.compaction.lag.ms', value: '9' },
          { name: 'max.compaction.lag.ms', value: '8' },
        ],
      },
    ],
  ];
  for (const [error, topic, message] of refusals) refused(error, () => create(image, topic), message);
});

test('an assignment must be complete, without repetition, and of brokers that there are', () => {
  const assign = (...assignments: NewTopic['assignments']) =>
    create(clusterOf(1, 2), { partitions: -1, replicationFactor: -1, assignments });
  const wrong: NewTopic['assignments'][] = [
    [{ partitionIndex: 1, brokerIds: [1] }],
    [
      { partitionIndex: 0, brokerIds: [1] },
      { partitionIndex: 0, brokerIds: [2] },
    ],
    [{ partitionIndex: 0, brokerIds: [] }],
    [{ partitionIndex: 0, brokerIds: [1, 1] }],
    [{ partitionIndex: 0, brokerIds: [9] }],
    [
      { partitionIndex: 0, brokerIds: [1] },
      { partitionIndex: 1, brokerIds: [1, 2] },
    ],
  ];
  for (const assignments of wrong) refused('INVALID_REPLICA_ASSIGNMENT', () => assign(...assignments));
});

test('nothing can be placed while every broker is fenced', () => {
  const fenced = applied(clusterOf(1), [{ type: 'FenceBrokerRecord', data: { id: 1, epoch: 0 } }]);
  refused('INVALID_REPLICATION_FACTOR', () => create(fenced));
});

test('a deleted topic is gone, and another of its name has another id', () => {
  const image = create(clusterOf(1));
  const removed = applied(image, deleteTopic(image.topics.get('payments')!));
  assert.equal(removed.topics.size, 0);
});

test('partitions are added behind those that there are, with as many replicas', () => {
  const image = create(clusterOf(1, 2), { replicationFactor: 2 });
  const topic = image.topics.get('payments')!;
  const more = applied(image, createPartitions(image, topic, 3, null, placement)).topics.get('payments')!;
  assert.deepEqual(
    more.partitions.map(({ replicas }) => replicas.length),
    [2, 2, 2],
  );
  const given = applied(image, createPartitions(image, topic, 2, [{ brokerIds: [2, 1] }], placement));
  assert.deepEqual(given.topics.get('payments')!.partitions[1]!.replicas, [2, 1]);
});

test('a topic never gets fewer partitions, and new ones fit to the old', () => {
  const image = create(clusterOf(1, 2), { partitions: 2, replicationFactor: 2 });
  const topic = image.topics.get('payments')!;
  const grow = (count: number, brokers: readonly (readonly number[])[] | null = null) =>
    createPartitions(image, topic, count, brokers?.map((brokerIds) => ({ brokerIds })) ?? null, placement);
  refused('INVALID_PARTITIONS', () => grow(2), /2 partitions already/);
  refused('INVALID_PARTITIONS', () => grow(1), /cannot get fewer/);
  refused('INVALID_REPLICA_ASSIGNMENT', () => grow(4, [[1, 2]]), /2 partitions are new, and 1 have/);
  refused('INVALID_REPLICA_ASSIGNMENT', () => grow(3, [[1]]), /2 replicas each/);
  refused('INVALID_REPLICA_ASSIGNMENT', () => grow(3, [[1, 7]]));
  refused('POLICY_VIOLATION', () => grow(mostNewPartitions + 3));
});

const topicResource = { type: resourceTypes.topic, name: 'payments' };

test('single settings are set, taken away, added to and subtracted from', () => {
  const image = create(clusterOf(1), { configuration: [{ name: 'retention.ms', value: '1000' }] });
  const after = applied(
    image,
    alterSettings(image, topicResource, [
      { name: 'retention.ms', operation: operations.delete, value: null },
      { name: 'segment.ms', operation: operations.set, value: '5000' },
      { name: 'cleanup.policy', operation: operations.append, value: 'compact' },
    ]),
  );
  const settings = configurationOf(after, resourceTypes.topic, 'payments');
  assert.deepEqual(settings, { 'segment.ms': '5000', 'cleanup.policy': 'delete,compact' });
  const subtracted = alterSettings(after, topicResource, [
    { name: 'cleanup.policy', operation: operations.subtract, value: 'delete' },
  ]);
  assert.equal(
    configurationOf(applied(after, subtracted), resourceTypes.topic, 'payments')['cleanup.policy'],
    'compact',
  );
});

test('nothing is written where nothing changes', () => {
  const image = create(clusterOf(1), { configuration: [{ name: 'retention.ms', value: '1000' }] });
  const same = [{ name: 'retention.ms', operation: operations.set, value: '1000' }];
  assert.deepEqual(alterSettings(image, topicResource, same), []);
});

test('a replacement takes away what it does not name', () => {
  const image = create(clusterOf(1), { configuration: [{ name: 'retention.ms', value: '1000' }] });
  const after = applied(image, replaceSettings(image, topicResource, { 'segment.ms': '5000' }));
  assert.deepEqual(configurationOf(after, resourceTypes.topic, 'payments'), { 'segment.ms': '5000' });
});

test('settings that cannot be are refused, with the error that Kafka gives', () => {
  const image = create(clusterOf(1));
  const set = (type: number, name: string, key: string, value: string | null, operation: number = operations.set) =>
    alterSettings(image, { type, name }, [{ name: key, operation, value }]);
  const { topic, broker } = resourceTypes;
  refused('INVALID_CONFIG', () => set(topic, 'payments', 'retention.mss', '1'), /did you mean 'retention\.ms'/);
  refused('INVALID_CONFIG', () => set(topic, 'payments', 'retention.ms', '-2'), /at least -1/);
  refused('INVALID_CONFIG', () => set(topic, 'payments', 'retention.ms', '5', operations.append), /not a list/);
  refused('INVALID_REQUEST', () => set(topic, 'payments', 'retention.ms', null));
  refused('INVALID_REQUEST', () => set(topic, 'payments', 'retention.ms', '5', 9));
  refused('INVALID_REQUEST', () => set(broker, '1', 'log.retention.hours', '1'), /when a broker starts/);
  refused('INVALID_REQUEST', () => set(broker, '', 'ssl.keystore.location', '/x'), /for one broker alone/);
  refused('INVALID_REQUEST', () => set(broker, '1', 'message.max.bytes', 'many'));
  refused('INVALID_REQUEST', () => set(broker, '1', 'mesage.max.bytes', '1'), /did you mean 'message\.max\.bytes'/);
  refused('INVALID_REQUEST', () =>
    alterSettings(image, topicResource, [
      { name: 'retention.ms', operation: operations.set, value: '1' },
      { name: 'retention.ms', operation: operations.set, value: '2' },
    ]),
  );
});

test('only what is there has settings', () => {
  const image = create(clusterOf(1));
  refuseResource(image, topicResource);
  refuseResource(image, { type: resourceTypes.broker, name: '' });
  refuseResource(image, { type: resourceTypes.broker, name: '1' });
  refused('UNKNOWN_TOPIC_OR_PARTITION', () => refuseResource(image, { type: resourceTypes.topic, name: 'no' }));
  refused('BROKER_ID_NOT_REGISTERED', () => refuseResource(image, { type: resourceTypes.broker, name: '9' }));
  refused('INVALID_REQUEST', () => refuseResource(image, { type: resourceTypes.broker, name: 'one' }));
  refused('INVALID_REQUEST', () => refuseResource(image, { type: resourceTypes.brokerLogger, name: '1' }));
});

test('a broker that comes back leads again what it led, in a new epoch', () => {
  const image = create(clusterOf(1), { partitions: 2 });
  const life = { nodeId: 1, incarnationId: topicIdOf(9), listeners: [], rack: null, directoryIds: [directoryId] };
  const registered = applied(image, registerBroker(life, 77));
  assert.equal(registered.brokers.get(1)!.epoch, 77);
  assert.equal(registered.brokers.get(1)!.isFenced, true);
  const back = applied(registered, unfenceBroker(registered, 1, metadataRules));
  assert.equal(back.brokers.get(1)!.isFenced, false);
  for (const { leader, leaderEpoch } of back.topics.get('payments')!.partitions) {
    assert.deepEqual([leader, leaderEpoch], [1, 1]);
  }
});

test('a broker that comes back leaves alone what another leads, and may lead what it is eligible for', () => {
  const image = create(clusterOf(1, 2), { partitions: 1, replicationFactor: 2 });
  const topicId = image.topics.get('payments')!.id;
  const led = applied(image, unfenceBroker(image, 2, metadataRules)).topics.get('payments')!.partitions[0]!;
  assert.deepEqual([led.leader, led.leaderEpoch], [1, 0]);

  const orphaned = applied(image, [
    {
      type: 'PartitionChangeRecord',
      data: { partitionId: 0, topicId, leader: -1, isr: [], eligibleLeaderReplicas: [2], lastKnownElr: [1] },
    },
  ]);
  const rescued = applied(orphaned, unfenceBroker(orphaned, 2, metadataRules)).topics.get('payments')!.partitions[0]!;
  assert.deepEqual([rescued.leader, rescued.inSyncReplicas, rescued.eligibleLeaderReplicas], [2, [2], []]);
  const left = applied(orphaned, unfenceBroker(orphaned, 1, metadataRules)).topics.get('payments')!.partitions[0]!;
  assert.equal(left.leader, -1, 'broker 1 may lack what was acknowledged');
});

test('producer ids go to the present life of a broker alone', () => {
  const image = clusterOf(1);
  const { epoch } = image.brokers.get(1)!;
  const first = allocateProducerIds(image, 1, epoch, metadataRules);
  assert.deepEqual([first.first, first.count], [0, 1000]);
  const second = allocateProducerIds(applied(image, first.records), 1, epoch, metadataRules);
  assert.equal(second.first, 1000);
  refused('STALE_BROKER_EPOCH', () => allocateProducerIds(image, 1, epoch + 1, metadataRules));
  refused('BROKER_ID_NOT_REGISTERED', () => allocateProducerIds(image, 2, epoch, metadataRules));
});
