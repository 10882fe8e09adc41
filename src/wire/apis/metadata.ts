import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, string, throttleTimeMs, uuid } from '../fields.ts';

/**
 * Metadata (3): the brokers, the topics, and who leads which partition. Every client begins with it, and asks again
 * when it was sent to the wrong broker.
 *
 *   v1   racks, the controller, internal topics; null asks for all topics, empty for none
 *   v2   the cluster's id (KIP-78)
 *   v3   the answer says for how long it was throttled (KIP-124)
 *   v4   whether a missing topic may be created (KAFKA-5291)
 *   v5   replicas that are offline (KIP-112)
 *   v6   the answer comes before the throttling, not after it (KIP-219)
 *   v7   leader epochs (KIP-320)
 *   v8   what the client is allowed to do (KIP-430)
 *   v9   flexible (KIP-482)
 *   v10  topic ids in the answer (KIP-516)
 *   v11  what the client may do with the cluster has moved to DescribeCluster (KIP-700)
 *   v12  topics asked for by id (KIP-516)
 *   v13  an error for the whole answer: REBOOTSTRAP_REQUIRED (KIP-1102)
 */
export const Metadata = defineApi({
  key: 3,
  name: 'Metadata',
  versions: [0, 13],
  flexibleFrom: 9,
  request: {
    /** Null: all topics; empty: none. Version 0 has no null: there empty means all. */
    topics: array({
      topicId: uuid().since(10).ignorable(),
      /** Null where the topic is asked for by its id. */
      name: string().nullable(10),
    }).nullable(1),
    allowAutoTopicCreation: bool().since(4).default(true),
    includeClusterAuthorizedOperations: bool().since(8).until(10),
    includeTopicAuthorizedOperations: bool().since(8),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(3),
    brokers: array({
      nodeId: int32(),
      host: string(),
      port: int32(),
      rack: string().since(1).nullable().default(null).ignorable(),
    }),
    clusterId: string().since(2).nullable().default(null).ignorable(),
    /** Always a broker of this answer: it passes on what is for the active controller. */
    controllerId: int32().since(1).default(-1).ignorable(),
    topics: array({
      errorCode: errorCode(),
      /** Null where an id was asked for that nobody has. */
      name: string().nullable(12),
      topicId: uuid().since(10).ignorable(),
      isInternal: bool().since(1).ignorable(),
      partitions: array({
        errorCode: errorCode(),
        partitionIndex: int32(),
        /** −1: none at present. */
        leaderId: int32(),
        leaderEpoch: int32().since(7).default(-1).ignorable(),
        replicaNodes: array(int32()),
        /** The in-sync replicas. */
        isrNodes: array(int32()),
        offlineReplicas: array(int32()).since(5).ignorable(),
      }),
      /** A bit for each operation; the smallest integer where it was not asked for. */
      topicAuthorizedOperations: int32().since(8).default(-0x8000_0000),
    }),
    /** A bit for each operation; the smallest integer where it was not asked for. */
    clusterAuthorizedOperations: int32().since(8).until(10).default(-0x8000_0000),
    errorCode: errorCode().since(13).ignorable(),
  },
});
