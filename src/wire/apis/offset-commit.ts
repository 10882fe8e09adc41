import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, string, throttleTimeMs, uuid } from '../fields.ts';

/**
 * OffsetCommit (8): a group remembers how far it has read.
 *
 *   v3   the answer says for how long it was throttled (KIP-124)
 *   v4   the answer comes before the throttling, not after it (KIP-219)
 *   v5   how long an offset is kept is the broker's to say (KIP-211)
 *   v6   the leader epoch of the record before the offset (KIP-320)
 *   v7   static members (KIP-345)
 *   v8   flexible (KIP-482)
 *   v9   members of the new consumer protocol; the client may be told STALE_MEMBER_EPOCH (KIP-848)
 *   v10  topics by id (KIP-848)
 */
export const OffsetCommit = defineApi({
  key: 8,
  name: 'OffsetCommit',
  versions: [2, 10],
  flexibleFrom: 8,
  request: {
    groupId: string(),
    /** The generation of a classic group, the epoch of a member of a new one; −1: committed from outside the group. */
    generationIdOrMemberEpoch: int32().default(-1),
    memberId: string(),
    groupInstanceId: string().since(7).nullable().default(null),
    /** −1: as long as the broker's settings say. */
    retentionTimeMs: int64().until(4).default(-1).ignorable(),
    topics: array({
      name: string().until(9).ignorable(),
      topicId: uuid().since(10).ignorable(),
      partitions: array({
        partitionIndex: int32(),
        /** The next offset to read. */
        committedOffset: int64(),
        committedLeaderEpoch: int32().since(6).default(-1).ignorable(),
        /** What the client wants to remember beside it. */
        committedMetadata: string().nullable(),
      }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(3),
    topics: array({
      name: string().until(9).ignorable(),
      topicId: uuid().since(10).ignorable(),
      partitions: array({ partitionIndex: int32(), errorCode: errorCode() }),
    }),
  },
});
