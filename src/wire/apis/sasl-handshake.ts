import { defineApi } from '../definition.ts';
import { array, errorCode, string } from '../fields.ts';

/**
 * SaslHandshake (17): the client names the way in which it will prove who it is. It gets no new versions, and is never
 * flexible: clients up to 2.4 choose its version wrongly (KAFKA-9577).
 *
 *   v1  the proof itself comes in SaslAuthenticate requests rather than in bare frames (KIP-152)
 */
export const SaslHandshake = defineApi({
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  flexibleFrom: 'never',
  request: {
    /** PLAIN, SCRAM-SHA-256 and so on. */
    mechanism: string(),
  },
  response: {
    errorCode: errorCode(),
    /** What the broker would accept. */
    mechanisms: array(string()),
  },
});
