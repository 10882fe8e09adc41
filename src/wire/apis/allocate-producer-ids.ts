import { defineApi } from '../definition.ts';
import { errorCode, int32, int64, throttleTimeMs } from '../fields.ts';

/**
 * AllocateProducerIds (67): a broker gets a block of producer ids from the controller, to hand out one by one
 * (KIP-730).
 */
export const AllocateProducerIds = defineApi({
  key: 67,
  name: 'AllocateProducerIds',
  versions: [0, 0],
  flexibleFrom: 0,
  request: { brokerId: int32(), brokerEpoch: int64().default(-1) },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    /** The first of `producerIdLen` ids that nobody else gets. */
    producerIdStart: int64(),
    producerIdLen: int32(),
  },
});
