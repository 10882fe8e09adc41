import { defineApi } from '../definition.ts';
import { array, errorCode, int32, string, uint16, uuid } from '../fields.ts';

/**
 * BeginQuorumEpoch (53): the new leader of the metadata log tells the other voters that it leads (KIP-595).
 *
 *   v1  flexible (KIP-482); voters are known by their folder too, and the leader says where it listens (KIP-853)
 */
export const BeginQuorumEpoch = defineApi({
  key: 53,
  name: 'BeginQuorumEpoch',
  versions: [0, 1],
  flexibleFrom: 1,
  request: {
    /** Null where the sender does not know it yet. */
    clusterId: string().nullable().default(null),
    voterId: int32().since(1).default(-1).ignorable(),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        voterDirectoryId: uuid().since(1).ignorable(),
        leaderId: int32(),
        leaderEpoch: int32(),
      }),
    }),
    leaderEndpoints: array({ name: string(), host: string(), port: uint16() }).since(1).ignorable(),
  },
  response: {
    errorCode: errorCode(),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: errorCode(),
        /** −1: unknown. */
        leaderId: int32(),
        leaderEpoch: int32(),
      }),
    }),
    /** Where the leaders named above listen. */
    nodeEndpoints: array({ nodeId: int32(), host: string(), port: uint16() }).tagged(0, 1),
  },
});
