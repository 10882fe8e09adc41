import { array, int16, int32, int64, int8, string } from '../../wire/fields.ts';
import { defineCoordinatorRecord } from './definition.ts';

/**
 * Where a producer's transaction stands. Without a value: the transactional id has expired.
 *
 *   v1  flexible (KIP-482), so that what comes later does not hinder going back (KIP-915); a new epoch after every
 *       transaction (KIP-890)
 */
export const TransactionLog = defineCoordinatorRecord({
  number: 0,
  name: 'TransactionLog',
  key: { transactionalId: string() },
  versions: [0, 1],
  flexibleFrom: 1,
  value: {
    producerId: int64(),
    /** Before the epochs of an id ran out, and another was given; −1: none. */
    previousProducerId: int64().default(-1).tagged(0, 1),
    /** With which the producer goes on once this transaction is complete; −1: the same. */
    nextProducerId: int64().default(-1).tagged(1, 1),
    producerEpoch: int16(),
    nextProducerEpoch: int16().default(-1).tagged(3, 1),
    transactionTimeoutMs: int32(),
    /** 0: empty; 1: ongoing; 2: to be committed; 3: to be aborted; 4: committed; 5: aborted; 6: dead; 7: to be fenced. */
    transactionStatus: int8(),
    /** Null where none is open. */
    transactionPartitions: array({ topic: string(), partitionIds: array(int32()) }).nullable(),
    /** Milliseconds since 1970, as the one below. */
    transactionLastUpdateTimestampMs: int64(),
    /** −1: none is open. */
    transactionStartTimestampMs: int64(),
    clientTransactionVersion: int16().tagged(2, 1),
  },
});
