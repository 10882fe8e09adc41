import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * ListOffsets (2): the offset of the first record at or after a timestamp, or of a named place in the log.
 *
 *   v2   isolation level (KIP-98)
 *   v3   the answer comes before the throttling, not after it (KIP-219)
 *   v4   the leader epoch that the client knows, and that of the answer (KIP-320)
 *   v5   the client may be told OFFSET_NOT_AVAILABLE (KIP-207)
 *   v6   flexible (KIP-482)
 *   v7   −3: the record with the largest timestamp (KIP-734)
 *   v8   −4: the earliest offset on the broker's own disk (KIP-405)
 *   v9   −5: the last offset in tiered storage (KIP-1005)
 *   v10  a timeout for looking into tiered storage (KIP-1075)
 *   v11  −6: the first offset not yet in tiered storage (KIP-1023)
 */
export const ListOffsets = defineApi({
  key: 2,
  name: 'ListOffsets',
  versions: [1, 11],
  flexibleFrom: 6,
  request: {
    /** −1 for a client. */
    replicaId: int32(),
    /** 1: the latest offset is the last stable one, not the high watermark. */
    isolationLevel: int8().since(2),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** −1: unknown, so not checked. */
        currentLeaderEpoch: int32().since(4).default(-1).ignorable(),
        /** Milliseconds since 1970; −1: the end of the log; −2: its start; −3 to −6: as above. */
        timestamp: int64(),
      }),
    }),
    timeoutMs: int32().since(10).ignorable(),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(2),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: errorCode(),
        /** Of the record found; −1 where a place was asked for, or none was found. */
        timestamp: int64().default(-1),
        /** −1: no record is so young. */
        offset: int64().default(-1),
        leaderEpoch: int32().since(4).default(-1),
      }),
    }),
  },
});
