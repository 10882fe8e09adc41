import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * DeleteRecords (21): moves the start of logs forward (KIP-107).
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  flexible (KIP-482)
 */
export const DeleteRecords = defineApi({
  key: 21,
  name: 'DeleteRecords',
  versions: [0, 2],
  flexibleFrom: 2,
  request: {
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** Where the log is to start; −1: at the high watermark. */
        offset: int64(),
      }),
    }),
    timeoutMs: int32(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** The lowest start among the live replicas; −1 with an error. */
        lowWatermark: int64(),
        errorCode: errorCode(),
      }),
    }),
  },
});
