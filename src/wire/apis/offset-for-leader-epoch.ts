import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * OffsetForLeaderEpoch (23): where a leader epoch ends in the log of the leader: followers and consumers notice by it
 * that their history has diverged (KIP-101, KIP-320).
 *
 *   v3  the follower that asks; consumers must not see beyond the high watermark (KIP-392)
 *   v4  flexible (KIP-482)
 */
export const OffsetForLeaderEpoch = defineApi({
  key: 23,
  name: 'OffsetForLeaderEpoch',
  versions: [2, 4],
  flexibleFrom: 4,
  request: {
    /** −1: a consumer; −2: somebody who looks for errors. */
    replicaId: int32().since(3).default(-2).ignorable(),
    topics: array({
      topic: string(),
      partitions: array({
        partition: int32(),
        /** −1: unknown, so not checked. */
        currentLeaderEpoch: int32().default(-1),
        leaderEpoch: int32(),
      }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    topics: array({
      topic: string(),
      partitions: array({
        errorCode: errorCode(),
        partition: int32(),
        /** The largest epoch that is not above the one asked for; −1: none. */
        leaderEpoch: int32().default(-1),
        /** Where that epoch ends; −1: unknown. */
        endOffset: int64().default(-1),
      }),
    }),
  },
});
