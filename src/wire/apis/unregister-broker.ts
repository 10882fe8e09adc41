import { defineApi } from '../definition.ts';
import { errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/** UnregisterBroker (64): the controller forgets a broker that will not come back (KIP-631). */
export const UnregisterBroker = defineApi({
  key: 64,
  name: 'UnregisterBroker',
  versions: [0, 0],
  flexibleFrom: 0,
  request: { brokerId: int32() },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    errorMessage: string().nullable(),
  },
});
