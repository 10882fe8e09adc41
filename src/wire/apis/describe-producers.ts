import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, string, throttleTimeMs } from '../fields.ts';

/** DescribeProducers (61): what the leader of a partition remembers of its producers (KIP-664). */
export const DescribeProducers = defineApi({
  key: 61,
  name: 'DescribeProducers',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    topics: array({ name: string(), partitionIndexes: array(int32()) }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: errorCode(),
        errorMessage: string().nullable().default(null),
        activeProducers: array({
          producerId: int64(),
          producerEpoch: int32(),
          /** −1: no batch is remembered. */
          lastSequence: int32().default(-1),
          lastTimestamp: int64().default(-1),
          coordinatorEpoch: int32(),
          /** −1: no transaction is open. */
          currentTxnStartOffset: int64().default(-1),
        }),
      }),
    }),
  },
});
