import { defineApi } from '../definition.ts';
import { bytes, errorCode, int64, string } from '../fields.ts';

/**
 * SaslAuthenticate (36): one step of the proof that SaslHandshake has announced (KIP-152).
 *
 *   v1  for how long the proof holds (KIP-368)
 *   v2  flexible (KIP-482)
 */
export const SaslAuthenticate = defineApi({
  key: 36,
  name: 'SaslAuthenticate',
  versions: [0, 2],
  flexibleFrom: 2,
  request: { authBytes: bytes() },
  response: {
    errorCode: errorCode(),
    errorMessage: string().nullable(),
    authBytes: bytes(),
    /** After so long the client must prove again who it is; 0: never. */
    sessionLifetimeMs: int64().since(1).ignorable(),
  },
});
