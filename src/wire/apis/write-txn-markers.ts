import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int16, int32, int64, int8, string } from '../fields.ts';

/**
 * WriteTxnMarkers (27): the coordinator has the leaders write, behind the records of a transaction, how it ended
 * (KIP-98).
 *
 *   v2  which version of transactions the marker is of (KIP-1228)
 */
export const WriteTxnMarkers = defineApi({
  key: 27,
  name: 'WriteTxnMarkers',
  versions: [1, 2],
  flexibleFrom: 1,
  request: {
    markers: array({
      producerId: int64(),
      producerEpoch: int16(),
      /** True: committed; false: aborted. */
      transactionResult: bool(),
      topics: array({ name: string(), partitionIndexes: array(int32()) }),
      /** So that a coordinator that was replaced cannot interfere. */
      coordinatorEpoch: int32(),
      transactionVersion: int8().since(2).ignorable(),
    }),
  },
  response: {
    markers: array({
      producerId: int64(),
      topics: array({
        name: string(),
        partitions: array({ partitionIndex: int32(), errorCode: errorCode() }),
      }),
    }),
  },
});
