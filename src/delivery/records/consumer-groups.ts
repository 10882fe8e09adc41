import { array, bytes, int32, int64, int8, string, struct, uuid } from '../../wire/fields.ts';
import { defineCoordinatorRecord } from './definition.ts';

/** Groups of the new consumer protocol (KIP-848). Without a value, what the key names is gone. */

const groupKey = { groupId: string() };
const memberKey = { groupId: string(), memberId: string() };

/** A group and its epoch, which grows with every change of members, subscriptions or topics. */
export const ConsumerGroupMetadata = defineCoordinatorRecord({
  number: 3,
  name: 'ConsumerGroupMetadata',
  key: groupKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    epoch: int32(),
    /** Changes when a topic that the group reads does (KIP-1101). Uses all 64 bits, so a number holds it only nearly. */
    metadataHash: int64().tagged(0),
  },
});

/** The topics that a group reads, as they were when it last looked; the hash above has taken its place (KIP-1101). */
export const ConsumerGroupPartitionMetadata = defineCoordinatorRecord({
  number: 4,
  name: 'ConsumerGroupPartitionMetadata',
  key: groupKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    topics: array({
      topicId: uuid(),
      topicName: string(),
      numPartitions: int32(),
      partitionMetadata: array({ partition: int32(), racks: array(string()) }),
    }),
  },
});

/** A member, and what it wants to read. */
export const ConsumerGroupMemberMetadata = defineCoordinatorRecord({
  number: 5,
  name: 'ConsumerGroupMemberMetadata',
  key: memberKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    instanceId: string().nullable(),
    rackId: string().nullable(),
    clientId: string(),
    clientHost: string(),
    subscribedTopicNames: array(string()),
    subscribedTopicRegex: string().nullable(),
    rebalanceTimeoutMs: int32().default(-1),
    serverAssignor: string().nullable(),
    /** Of a member that still speaks the classic protocol; null for the others. */
    classicMemberMetadata: struct({
      sessionTimeoutMs: int32(),
      supportedProtocols: array({ name: string(), metadata: bytes() }),
    })
      .nullable()
      .tagged(0),
  },
});

/** For which epoch of the group the assignment was worked out. */
export const ConsumerGroupTargetAssignmentMetadata = defineCoordinatorRecord({
  number: 6,
  name: 'ConsumerGroupTargetAssignmentMetadata',
  key: groupKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    assignmentEpoch: int32(),
    /** Milliseconds since 1970 (KIP-1263). */
    assignmentTimestamp: int64().tagged(0),
  },
});

/** What a member shall read in the end. */
export const ConsumerGroupTargetAssignmentMember = defineCoordinatorRecord({
  number: 7,
  name: 'ConsumerGroupTargetAssignmentMember',
  key: memberKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: { topicPartitions: array({ topicId: uuid(), partitions: array(int32()) }) },
});

const ownedPartitions = {
  topicId: uuid(),
  partitions: array(int32()),
  /** Since which epoch the member has each of them, so that commits from before are refused. */
  assignmentEpochs: array(int32()).nullable().tagged(0),
};

/** How far a member has come on the way to its target. */
export const ConsumerGroupCurrentMemberAssignment = defineCoordinatorRecord({
  number: 8,
  name: 'ConsumerGroupCurrentMemberAssignment',
  key: memberKey,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    memberEpoch: int32(),
    /** With which the member may come again where the answer with the new epoch was lost. */
    previousMemberEpoch: int32(),
    /** 0: stable; 1: gives partitions up; 2: waits for partitions of others; 127: unknown. */
    state: int8(),
    assignedPartitions: array(ownedPartitions),
    partitionsPendingRevocation: array(ownedPartitions),
  },
});

/** Which topics a regular expression stands for at present. */
export const ConsumerGroupRegularExpression = defineCoordinatorRecord({
  number: 16,
  name: 'ConsumerGroupRegularExpression',
  key: { groupId: string(), regularExpression: string() },
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    topics: array(string()),
    /** The offset of the metadata log up to which topics were looked at. */
    version: int64(),
    /** Milliseconds since 1970. */
    timestamp: int64(),
  },
});
