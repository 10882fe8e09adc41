import { DiskError, type DiskErrorCode } from '../world.ts';

const codes: Readonly<Record<string, DiskErrorCode>> = {
  ENOENT: 'missing',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
};

const explanations: Readonly<Record<DiskErrorCode, string>> = {
  missing: 'it does not exist',
  full: 'no space is left on the disk',
  denied: 'this user may not',
  failed: 'the operating system failed',
  locked: 'another process works in it',
};

/** What the operating system said, as the World says it: in one sentence, with the system's own code at its end. */
export function diskError(action: string, path: string, error: NodeJS.ErrnoException): DiskError {
  const systemCode = error.code ?? error.message;
  const code = codes[systemCode] ?? 'failed';
  return new DiskError(code, path, `cannot ${action} ${path}: ${explanations[code]} (${systemCode})`);
}

export function orDiskError<T>(action: string, path: string, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    throw diskError(action, path, error as NodeJS.ErrnoException);
  }
}
