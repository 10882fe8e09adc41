import { defineApi } from '../definition.ts';
import { errorCode, int16, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * AddOffsetsToTxn (25): tells the coordinator of a transaction that it will commit a group's offsets (KIP-98).
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  the client may be told PRODUCER_FENCED (KIP-588)
 *   v3  flexible (KIP-482)
 *   v4  the client may be told TRANSACTION_ABORTABLE (KIP-890)
 */
export const AddOffsetsToTxn = defineApi({
  key: 25,
  name: 'AddOffsetsToTxn',
  versions: [0, 4],
  flexibleFrom: 3,
  request: {
    transactionalId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    groupId: string(),
  },
  response: { throttleTimeMs: throttleTimeMs(), errorCode: errorCode() },
});
