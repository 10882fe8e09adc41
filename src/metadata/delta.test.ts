import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MetadataDelta, MetadataLogError } from './delta.ts';
import { configurationOf, emptyImage, resourceTypes, topicById } from './image.ts';
import { metadataRules } from './rules.ts';
import { applied, clusterOf, topicIdOf } from './testing/images.ts';

const topicId = topicIdOf(1);
const topic = [
  { type: 'TopicRecord', data: { name: 'payments', topicId } },
  {
    type: 'PartitionRecord',
    data: {
      partitionId: 0,
      topicId,
      replicas: [1, 2],
      isr: [1, 2],
      removingReplicas: [],
      addingReplicas: [],
      leader: 1,
      leaderEpoch: 0,
      partitionEpoch: 0,
      directories: [topicId, topicId],
    },
  },
] as const;

test('an image never changes; the records behind it make another one', () => {
  const before = clusterOf(1, 2);
  const after = applied(before, topic);
  assert.equal(before.topics.size, 0);
  assert.equal(after.topics.get('payments')?.partitions.length, 1);
  assert.equal(topicById(after, topicId)?.name, 'payments');
  assert.equal(after.offset, before.offset + 2);
  assert.equal(after.brokers, before.brokers, 'what no record touched is the same');
});

test('a partition changes only in what a change names', () => {
  const image = applied(clusterOf(1, 2), topic);
  const shrunk = applied(image, [{ type: 'PartitionChangeRecord', data: { partitionId: 0, topicId, isr: [1] } }]);
  const partition = shrunk.topics.get('payments')!.partitions[0]!;
  assert.deepEqual(partition.inSyncReplicas, [1]);
  assert.deepEqual(partition.replicas, [1, 2]);
  assert.deepEqual([partition.leader, partition.leaderEpoch, partition.partitionEpoch], [1, 0, 1]);

  const elected = applied(shrunk, [{ type: 'PartitionChangeRecord', data: { partitionId: 0, topicId, leader: 2 } }]);
  const after = elected.topics.get('payments')!.partitions[0]!;
  assert.deepEqual([after.leader, after.leaderEpoch, after.partitionEpoch], [2, 1, 2]);
});

test('a removed topic takes its settings with it', () => {
  const config = { resourceType: resourceTypes.topic, resourceName: 'payments', name: 'retention.ms', value: '5' };
  const image = applied(applied(clusterOf(1, 2), topic), [{ type: 'ConfigRecord', data: config }]);
  assert.deepEqual(configurationOf(image, resourceTypes.topic, 'payments'), { 'retention.ms': '5' });
  const removed = applied(image, [{ type: 'RemoveTopicRecord', data: { topicId } }]);
  assert.equal(removed.topics.size + removed.topicNames.size, 0);
  assert.deepEqual(configurationOf(removed, resourceTypes.topic, 'payments'), {});
});

test('a setting is replaced, and taken away by null', () => {
  const set = (value: string | null) =>
    ({ type: 'ConfigRecord', data: { resourceType: 4, resourceName: '', name: 'message.max.bytes', value } }) as const;
  const twice = applied(emptyImage, [set('1'), set('2')]);
  assert.deepEqual(configurationOf(twice, resourceTypes.broker, ''), { 'message.max.bytes': '2' });
  assert.equal(applied(twice, [set(null)]).configurations.size, 0);
});

test('a feature at level 0 is no longer finalised', () => {
  const level = (featureLevel: number) =>
    ({ type: 'FeatureLevelRecord', data: { name: 'group.version', featureLevel } }) as const;
  const image = applied(emptyImage, [level(1)]);
  assert.equal(image.features.get('group.version'), 1);
  assert.equal(applied(image, [level(0)]).features.size, 0);
});

test('a broker is fenced until it is said to be in touch', () => {
  const registration = clusterOf(1).brokers.get(1)!;
  assert.equal(registration.isFenced, false);
  const fenced = applied(clusterOf(1), [{ type: 'FenceBrokerRecord', data: { id: 1, epoch: 0 } }]);
  assert.equal(fenced.brokers.get(1)?.isFenced, true);
  const gone = applied(fenced, [{ type: 'UnregisterBrokerRecord', data: { brokerId: 1, brokerEpoch: 0 } }]);
  assert.equal(gone.brokers.size, 0);
});

test('a record about what was never made is an error: the log is not what it must be', () => {
  const delta = new MetadataDelta(emptyImage, metadataRules);
  assert.throws(() => delta.apply({ type: 'RemoveTopicRecord', data: { topicId } }), MetadataLogError);
  assert.throws(() => delta.apply({ type: 'FenceBrokerRecord', data: { id: 1, epoch: 0 } }), MetadataLogError);
});
