import { defineApi } from '../definition.ts';
import { bool, errorCode, int16, int32, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * InitProducerId (22): gives a producer its id and epoch, by which duplicates are recognised; with a transactional id
 * it fences those who had it before.
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  flexible (KIP-482)
 *   v3  a producer may ask for a new epoch of the id that it has (KIP-360)
 *   v4  the client may be told PRODUCER_FENCED (KIP-588)
 *   v5  the client may be told TRANSACTION_ABORTABLE (KIP-890)
 *   v6  two-phase commit; unstable, so not served (KIP-939)
 */
export const InitProducerId = defineApi({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 6],
  flexibleFrom: 2,
  request: {
    /** Null: idempotent, without transactions. */
    transactionalId: string().nullable(),
    /** After so long without a decision the coordinator aborts the transaction. */
    transactionTimeoutMs: int32(),
    /** What the producer has; −1: nothing yet. */
    producerId: int64().since(3).default(-1),
    producerEpoch: int16().since(3).default(-1),
    enable2Pc: bool().since(6),
    keepPreparedTxn: bool().since(6),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    producerId: int64().default(-1),
    producerEpoch: int16(),
    ongoingTxnProducerId: int64().since(6).default(-1),
    ongoingTxnProducerEpoch: int16().since(6).default(-1),
  },
});
