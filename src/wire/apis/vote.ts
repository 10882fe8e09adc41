import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, int64, string, uint16, uuid } from '../fields.ts';

/**
 * Vote (52): a controller asks the other voters of the metadata log to elect it (KIP-595).
 *
 *   v1  voters are known by their folder too (KIP-853)
 *   v2  the question whether an election would succeed, before there is one (KIP-996)
 */
export const Vote = defineApi({
  key: 52,
  name: 'Vote',
  versions: [0, 2],
  flexibleFrom: 0,
  request: {
    /** Null where the sender does not know it yet. */
    clusterId: string().nullable().default(null),
    voterId: int32().since(1).default(-1).ignorable(),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        /** The epoch in which the candidate wants to lead. */
        replicaEpoch: int32(),
        replicaId: int32(),
        replicaDirectoryId: uuid().since(1).ignorable(),
        voterDirectoryId: uuid().since(1).ignorable(),
        lastOffsetEpoch: int32(),
        /** Where the candidate's log ends, and with which epoch: who knows more does not vote for it. */
        lastOffset: int64(),
        /** Only ask: nobody remembers the vote. */
        preVote: bool().since(2),
      }),
    }),
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
        voteGranted: bool(),
      }),
    }),
    /** Where the leaders named above listen. */
    nodeEndpoints: array({ nodeId: int32(), host: string(), port: uint16() }).tagged(0, 1),
  },
});
