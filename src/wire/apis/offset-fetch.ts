import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, int64, string, throttleTimeMs, uuid } from '../fields.ts';

/**
 * OffsetFetch (9): how far groups have read.
 *
 *   v2   null asks for all topics; an error for the group (KIP-88)
 *   v3   the answer says for how long it was throttled (KIP-124)
 *   v4   the answer comes before the throttling, not after it (KIP-219)
 *   v5   the leader epoch of the record before the offset (KIP-320)
 *   v6   flexible (KIP-482)
 *   v7   offsets that a transaction may still change can be refused with UNSTABLE_OFFSET_COMMIT (KIP-447)
 *   v8   several groups in one request (KIP-709)
 *   v9   members of the new consumer protocol (KIP-848)
 *   v10  topics by id (KIP-848)
 */
export const OffsetFetch = defineApi({
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 10],
  flexibleFrom: 6,
  request: {
    groupId: string().until(7),
    /** Null: all topics. */
    topics: array({ name: string(), partitionIndexes: array(int32()) })
      .until(7)
      .nullable(2),
    groups: array({
      groupId: string(),
      memberId: string().since(9).nullable().default(null).ignorable(),
      memberEpoch: int32().since(9).default(-1).ignorable(),
      /** Null: all topics. */
      topics: array({
        name: string().until(9).ignorable(),
        topicId: uuid().since(10).ignorable(),
        partitionIndexes: array(int32()),
      }).nullable(),
    }).since(8),
    /** Rather no offset than one that an open transaction may still change. */
    requireStable: bool().since(7),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(3),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** −1: none was committed. */
        committedOffset: int64(),
        committedLeaderEpoch: int32().since(5).default(-1).ignorable(),
        metadata: string().nullable(),
        errorCode: errorCode(),
      }),
    }).until(7),
    errorCode: errorCode().since(2).until(7).ignorable(),
    groups: array({
      groupId: string(),
      topics: array({
        name: string().until(9).ignorable(),
        topicId: uuid().since(10).ignorable(),
        partitions: array({
          partitionIndex: int32(),
          /** −1: none was committed. */
          committedOffset: int64(),
          committedLeaderEpoch: int32().default(-1),
          metadata: string().nullable(),
          errorCode: errorCode(),
        }),
      }),
      errorCode: errorCode().default(0),
    }).since(8),
  },
});
