import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, string, struct, throttleTimeMs, uuid } from '../fields.ts';

/**
 * DescribeTopicPartitions (75): the partitions of topics, page by page, with replicas that may still become leader
 * (KIP-966).
 */
export const DescribeTopicPartitions = defineApi({
  key: 75,
  name: 'DescribeTopicPartitions',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    topics: array({ name: string() }),
    /** How many partitions a page may have. */
    responsePartitionLimit: int32().default(2000),
    /** Where the page begins; null: at the beginning. */
    cursor: struct({ topicName: string(), partitionIndex: int32() }).nullable().default(null),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    topics: array({
      errorCode: errorCode(),
      name: string().nullable(),
      topicId: uuid(),
      isInternal: bool().default(false),
      partitions: array({
        errorCode: errorCode(),
        partitionIndex: int32(),
        leaderId: int32(),
        leaderEpoch: int32().default(-1),
        replicaNodes: array(int32()),
        isrNodes: array(int32()),
        /** Not in sync, yet sure to have all that was acknowledged; null: unknown. */
        eligibleLeaderReplicas: array(int32()).nullable().default(null),
        /** The last that were known when all were lost; null: unknown. */
        lastKnownElr: array(int32()).nullable().default(null),
        offlineReplicas: array(int32()),
      }),
      /** A bit for each operation; the smallest integer where it was not asked for. */
      topicAuthorizedOperations: int32().default(-0x8000_0000),
    }),
    /** Where the next page begins; null: this is the last. */
    nextCursor: struct({ topicName: string(), partitionIndex: int32() }).nullable().default(null),
  },
});
