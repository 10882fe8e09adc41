import { type Address, NetworkError, type NetworkErrorCode } from '../world.ts';

const codes: Readonly<Record<string, NetworkErrorCode>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ENOTFOUND: 'unknown host',
  EAI_AGAIN: 'unknown host',
  ETIMEDOUT: 'timed out',
  EADDRINUSE: 'in use',
  EACCES: 'denied',
  EPERM: 'denied',
  EADDRNOTAVAIL: 'denied',
};

const explanations: Readonly<Record<NetworkErrorCode, string>> = {
  refused: 'nobody listens there',
  'unknown host': 'there is no such host',
  'timed out': 'it does not answer',
  'in use': 'another program listens there',
  denied: 'this user or this machine may not',
  lost: 'the connection was lost',
};

/** What the operating system said, as the World says it: in one sentence, with the system's own code at its end. */
export function networkError(action: string, { host, port }: Address, error: NodeJS.ErrnoException): NetworkError {
  const systemCode = error.code ?? error.message;
  const code = codes[systemCode] ?? 'lost';
  return new NetworkError(code, `cannot ${action} ${host}:${port}: ${explanations[code]} (${systemCode})`);
}
