import { defineApi } from '../definition.ts';
import { array, errorCode, int16, int32, int64, string, throttleTimeMs } from '../fields.ts';

/** DescribeTransactions (65): where transactions stand, asked of their coordinator (KIP-664). */
export const DescribeTransactions = defineApi({
  key: 65,
  name: 'DescribeTransactions',
  versions: [0, 0],
  flexibleFrom: 0,
  request: { transactionalIds: array(string()) },
  response: {
    throttleTimeMs: throttleTimeMs(),
    transactionStates: array({
      errorCode: errorCode(),
      transactionalId: string(),
      /** Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, Dead or PrepareEpochFence. */
      transactionState: string(),
      transactionTimeoutMs: int32(),
      /** Milliseconds since 1970; −1: none is open. */
      transactionStartTimeMs: int64(),
      producerId: int64(),
      producerEpoch: int16(),
      /** While it is being completed, only those that lack their marker. */
      topics: array({ topic: string(), partitions: array(int32()) }),
    }),
  },
});
