import { array, int32, int8, string, uuid } from '../../wire/fields.ts';
import { defineMetadataRecord } from './definition.ts';

/** A topic was made; its partitions follow in records of their own. */
export const TopicRecord = defineMetadataRecord({
  number: 2,
  name: 'TopicRecord',
  versions: [0, 0],
  fields: { name: string(), topicId: uuid() },
});

/** A topic was removed, with all its partitions. */
export const RemoveTopicRecord = defineMetadataRecord({
  number: 9,
  name: 'RemoveTopicRecord',
  versions: [0, 0],
  fields: { topicId: uuid() },
});

/**
 * A partition as it was made, or as it is when a snapshot is taken.
 *
 *   v1  the folder of every replica (KIP-858)
 *   v2  eligible leader replicas (KIP-966)
 */
export const PartitionRecord = defineMetadataRecord({
  number: 3,
  name: 'PartitionRecord',
  versions: [0, 2],
  fields: {
    partitionId: int32().default(-1),
    topicId: uuid(),
    /** The first is the one that should lead. */
    replicas: array(int32()),
    /** The in-sync replicas. */
    isr: array(int32()),
    removingReplicas: array(int32()),
    addingReplicas: array(int32()),
    /** −1: none at present. */
    leader: int32().default(-1),
    /** 1: the leader was elected uncleanly and has not yet recovered (KIP-704). */
    leaderRecoveryState: int8().tagged(0),
    /** Grows with every change of the leader. */
    leaderEpoch: int32().default(-1),
    /** Grows with every change. */
    partitionEpoch: int32().default(-1),
    /** In the order of the replicas. */
    directories: array(uuid()).since(1),
    /** Not in sync, yet sure to have all that was acknowledged. */
    eligibleLeaderReplicas: array(int32()).nullable().default(null).tagged(1, 2),
    /** The last in-sync replicas that are known, where no eligible leader is left. */
    lastKnownElr: array(int32()).nullable().default(null).tagged(2, 2),
  },
});

/**
 * What changed in a partition; every field is left out that did not.
 *
 *   v1  the folder of every replica (KIP-858)
 *   v2  eligible leader replicas (KIP-966)
 */
export const PartitionChangeRecord = defineMetadataRecord({
  number: 5,
  name: 'PartitionChangeRecord',
  versions: [0, 2],
  fields: {
    partitionId: int32().default(-1),
    topicId: uuid(),
    /** Null: unchanged. */
    isr: array(int32()).nullable().default(null).tagged(0),
    /** −1: none at present; −2: unchanged. Any other begins a new leader epoch, also where it is the same. */
    leader: int32().default(-2).tagged(1),
    /** Null: unchanged. */
    replicas: array(int32()).nullable().default(null).tagged(2),
    /** Null: unchanged. */
    removingReplicas: array(int32()).nullable().default(null).tagged(3),
    /** Null: unchanged. */
    addingReplicas: array(int32()).nullable().default(null).tagged(4),
    /** −1: unchanged. */
    leaderRecoveryState: int8().default(-1).tagged(5),
    /** Null: unchanged. */
    directories: array(uuid()).nullable().default(null).tagged(8, 1),
    /** Null: unchanged. */
    eligibleLeaderReplicas: array(int32()).nullable().default(null).tagged(6, 2),
    /** Null: unchanged. */
    lastKnownElr: array(int32()).nullable().default(null).tagged(7, 2),
  },
});

/** All eligible leader replicas of a topic, or of every topic, are forgotten: `min.insync.replicas` was changed (KIP-966). */
export const ClearElrRecord = defineMetadataRecord({
  number: 28,
  name: 'ClearElrRecord',
  versions: [0, 0],
  fields: {
    /** Empty: of every topic. */
    topicName: string(),
  },
});
