import { array, int32, int64, int8, string, uuid } from '../../wire/fields.ts';
import { defineCoordinatorRecord } from './definition.ts';

/**
 * Share groups (KIP-932) are not served; their records lie in Apache Kafka's logs between the others, and are read so that
 * they can be shown.
 */

const groupKey = { groupId: string() };
const memberKey = { groupId: string(), memberId: string() };
const topicPartitions = { topicId: uuid(), partitions: array(int32()) };

export const ShareGroupMemberMetadata = defineCoordinatorRecord({
  number: 10,
  name: 'ShareGroupMemberMetadata',
  key: memberKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    rackId: string().nullable(),
    clientId: string(),
    clientHost: string(),
    subscribedTopicNames: array(string()),
  },
});

export const ShareGroupMetadata = defineCoordinatorRecord({
  number: 11,
  name: 'ShareGroupMetadata',
  key: groupKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: { epoch: int32(), metadataHash: int64() },
});

export const ShareGroupTargetAssignmentMetadata = defineCoordinatorRecord({
  number: 12,
  name: 'ShareGroupTargetAssignmentMetadata',
  key: groupKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: { assignmentEpoch: int32(), assignmentTimestamp: int64().tagged(0) },
});

export const ShareGroupTargetAssignmentMember = defineCoordinatorRecord({
  number: 13,
  name: 'ShareGroupTargetAssignmentMember',
  key: memberKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: { topicPartitions: array(topicPartitions) },
});

export const ShareGroupCurrentMemberAssignment = defineCoordinatorRecord({
  number: 14,
  name: 'ShareGroupCurrentMemberAssignment',
  key: memberKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    memberEpoch: int32(),
    previousMemberEpoch: int32(),
    state: int8(),
    assignedPartitions: array(topicPartitions),
  },
});

const topicPartitionsInfo = { topicId: uuid(), topicName: string(), partitions: array(int32()) };

export const ShareGroupStatePartitionMetadata = defineCoordinatorRecord({
  number: 15,
  name: 'ShareGroupStatePartitionMetadata',
  key: groupKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    initializingTopics: array(topicPartitionsInfo),
    initializedTopics: array(topicPartitionsInfo),
    deletingTopics: array({ topicId: uuid(), topicName: string() }),
  },
});
