import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * DescribeLogDirs (35): the log folders of a broker, what is in them, and how much fits in (KIP-113).
 *
 *   v2  flexible (KIP-482)
 *   v3  an error for the whole answer (KIP-784)
 *   v4  size of the volume and what is free (KIP-827)
 *   v5  whether new partitions are kept out of the folder (KIP-1066)
 */
export const DescribeLogDirs = defineApi({
  key: 35,
  name: 'DescribeLogDirs',
  versions: [1, 5],
  flexibleFrom: 2,
  request: {
    /** Null: all. */
    topics: array({ topic: string(), partitions: array(int32()) }).nullable(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode().since(3).ignorable(),
    results: array({
      errorCode: errorCode(),
      logDir: string(),
      topics: array({
        name: string(),
        partitions: array({
          partitionIndex: int32(),
          /** Bytes in all segments. */
          partitionSize: int64(),
          /** How far the log is behind the high watermark, or, for a future log, behind the present one. */
          offsetLag: int64(),
          /** Whether the log will take the place of another, in another folder, once it has caught up. */
          isFutureKey: bool(),
        }),
      }),
      /** −1: unknown. */
      totalBytes: int64().since(4).default(-1).ignorable(),
      /** −1: unknown. */
      usableBytes: int64().since(4).default(-1).ignorable(),
      isCordoned: bool().since(5).ignorable(),
    }),
  },
});
