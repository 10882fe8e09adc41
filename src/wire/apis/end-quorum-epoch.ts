import { defineApi } from '../definition.ts';
import { array, errorCode, int32, string, uint16, uuid } from '../fields.ts';

/**
 * EndQuorumEpoch (54): the leader of the metadata log steps down and says who had better be the next (KIP-595).
 *
 *   v1  flexible (KIP-482); voters are known by their folder too, and the leader says where it listens (KIP-853)
 */
export const EndQuorumEpoch = defineApi({
  key: 54,
  name: 'EndQuorumEpoch',
  versions: [0, 1],
  flexibleFrom: 1,
  request: {
    /** Null where the sender does not know it yet. */
    clusterId: string().nullable().default(null),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        leaderId: int32(),
        leaderEpoch: int32(),
        /** Ids of voters, the one with the longest log first. */
        preferredSuccessors: array(int32()).until(0).ignorable(),
        /** The same, with their folders. */
        preferredCandidates: array({ candidateId: int32(), candidateDirectoryId: uuid() }).since(1).ignorable(),
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
