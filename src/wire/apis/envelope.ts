import { defineApi, Message } from '../definition.ts';
import { bool, bytes, errorCode, string } from '../fields.ts';

/** Envelope (58): a broker passes a client's request on to the active controller, and the answer back (KIP-590). */
export const Envelope = defineApi({
  key: 58,
  name: 'Envelope',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    /** Header and body as the client sent them. */
    requestData: bytes(),
    /** Who the client is: a DefaultPrincipalData behind its version, an int16. Null where nobody asked it. */
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

/** Who a client is, in the words of a broker to a controller. */
export const DefaultPrincipalData = new Message(
  'DefaultPrincipalData',
  {
    /** `User`. */
    type: string(),
    /** `ANONYMOUS` where nobody asked. */
    name: string(),
    /** Whether it was a delegation token that proved it. */
    tokenAuthenticated: bool(),
  },
  [0, 0],
  0,
);
