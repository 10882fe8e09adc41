import { defineApi } from '../definition.ts';
import { array, errorCode, int32, string, struct, throttleTimeMs, uuid } from '../fields.ts';

const topicPartitions = { topicId: uuid(), partitions: array(int32()) };

/**
 * ConsumerGroupHeartbeat (68): the one request of the new consumer protocol: a member joins, says what it wants and
 * what it holds, and hears what it shall hold (KIP-848).
 *
 *   v1  subscribing by a regular expression; the member makes up its own id (KIP-1082)
 */
export const ConsumerGroupHeartbeat = defineApi({
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  versions: [0, 1],
  flexibleFrom: 0,
  request: {
    groupId: string(),
    memberId: string(),
    /** 0: join; −1: leave; −2: leave, and come back as the same static member. */
    memberEpoch: int32(),
    /** Here and below null means: as in the last heartbeat. */
    instanceId: string().nullable().default(null),
    rackId: string().nullable().default(null),
    /** How long the member may take to give partitions up; −1: as in the last heartbeat. */
    rebalanceTimeoutMs: int32().default(-1),
    subscribedTopicNames: array(string()).nullable().default(null),
    subscribedTopicRegex: string().since(1).nullable().default(null),
    serverAssignor: string().nullable().default(null),
    /** What the member holds at present. */
    topicPartitions: array(topicPartitions).nullable().default(null),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    errorMessage: string().nullable().default(null),
    memberId: string().nullable().default(null),
    memberEpoch: int32(),
    heartbeatIntervalMs: int32(),
    /** Null: unchanged. */
    assignment: struct({ topicPartitions: array(topicPartitions) })
      .nullable()
      .default(null),
  },
});
