import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * CreatePartitions (37): gives topics more partitions (KIP-195).
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  flexible (KIP-482)
 *   v3  the client may be told THROTTLING_QUOTA_EXCEEDED (KIP-599)
 */
export const CreatePartitions = defineApi({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 3],
  flexibleFrom: 2,
  request: {
    topics: array({
      name: string(),
      /** How many there shall be in all. */
      count: int32(),
      /** The brokers of every new partition; null: the controller decides. */
      assignments: array({ brokerIds: array(int32()) }).nullable(),
    }),
    timeoutMs: int32(),
    /** Only say whether it would work. */
    validateOnly: bool(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    results: array({
      name: string(),
      errorCode: errorCode(),
      errorMessage: string().nullable().default(null),
    }),
  },
});
