import { defineApi } from '../definition.ts';
import { array, errorCode, int16, int32, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * TxnOffsetCommit (28): commits a group's offsets as part of a transaction: they count when it commits (KIP-98).
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  the leader epoch of the record before the offset (KIP-320)
 *   v3  flexible (KIP-482); member and generation, so that a member that was replaced is refused (KIP-447)
 *   v4  the client may be told TRANSACTION_ABORTABLE (KIP-890)
 *   v5  adds the offsets to the transaction by itself (KIP-890)
 */
export const TxnOffsetCommit = defineApi({
  key: 28,
  name: 'TxnOffsetCommit',
  versions: [0, 5],
  flexibleFrom: 3,
  request: {
    transactionalId: string(),
    groupId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    generationId: int32().since(3).default(-1),
    memberId: string().since(3),
    groupInstanceId: string().since(3).nullable().default(null),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** The next offset to read. */
        committedOffset: int64(),
        committedLeaderEpoch: int32().since(2).default(-1).ignorable(),
        committedMetadata: string().nullable(),
      }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), errorCode: errorCode() }),
    }),
  },
});
