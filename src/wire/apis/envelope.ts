import { defineApi } from '../definition.ts';
import { bytes, errorCode } from '../fields.ts';

/**
 * Envelope (58): a broker passes a client's request on to the active controller, and the answer back (KIP-590).
 */
export const Envelope = defineApi({
  key: 58,
  name: 'Envelope',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    /** Header and body as the client sent them. */
    requestData: bytes(),
    /** Who the client is, as DefaultPrincipalData. */
    requestPrincipal: bytes().nullable(),
    /** Four bytes or sixteen. */
    clientHostAddress: bytes(),
  },
  response: {
    /** Header and body as the client shall get them; null with an error. */
    responseData: bytes().nullable().default(null),
    errorCode: errorCode(),
  },
});
