/**
 * - `timed out`: the answer did not come in time, and the connection was closed for it
 * - `lost`: the connection ended before the answer came; whether the request was carried out is not known
 * - `closed`: this side has closed the connection
 * - `unsupported version`: the two sides have no version of the API in common; nothing was sent
 * - `not understood`: what came back is not an answer; the connection was closed
 * - `busy`: as many requests as allowed wait for answers; nothing was sent
 */
export type ConnectionErrorCode = 'timed out' | 'lost' | 'closed' | 'unsupported version' | 'not understood' | 'busy';

/** Why a request to a broker has no answer. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly code: ConnectionErrorCode;

  constructor(code: ConnectionErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
