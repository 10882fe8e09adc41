import { defineApi } from '../definition.ts';
import { bool, errorCode, int16, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * EndTxn (26): commits or aborts a transaction (KIP-98).
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  the client may be told PRODUCER_FENCED (KIP-588)
 *   v3  flexible (KIP-482)
 *   v4  the client may be told TRANSACTION_ABORTABLE (KIP-890)
 *   v5  every transaction ends with a new epoch, which the answer gives (KIP-890)
 */
export const EndTxn = defineApi({
  key: 26,
  name: 'EndTxn',
  versions: [0, 5],
  flexibleFrom: 3,
  request: {
    transactionalId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    /** False: abort. */
    committed: bool(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    /** With which the next transaction begins; −1 before version 2 of transactions. */
    producerId: int64().since(5).default(-1).ignorable(),
    producerEpoch: int16().since(5).default(-1).ignorable(),
  },
});
