import { closeSync, constants as flags, openSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { DiskError, type FolderLock } from '../world.ts';
import { diskError, orDiskError } from './disk-errors.ts';

/** Opens a file with a lock on it, where the system can (BSD and macOS). */
const exclusiveLock = 0x20;

/** As long as the name of a socket may be, so that every version of Node means the same by it. */
const socketNameBytes = 108;

/**
 * Keeps every other process out of a folder. The operating system holds the lock, not a file that somebody would have to
 * clean up: when the process ends, by `kill -9` too, the lock ends with it.
 */
export function lockFolder(folder: string, lockFile: string): FolderLock {
  if (process.platform === 'linux') return listenOn(folder, `\0${nameOf(folder)}`.padEnd(socketNameBytes, '.'));
  if (process.platform === 'win32') return listenOn(folder, `\\\\.\\pipe\\${nameOf(folder)}`);
  return openLocked(folder, lockFile);
}

/** The folder itself, by whatever path it was reached. */
function nameOf(folder: string): string {
  const { dev, ino } = orDiskError('lock', folder, () => statSync(folder, { bigint: true }));
  return `kafka-on-trial/folder/${dev}-${ino}`;
}

/** Only one socket can have a name; this one has no place in the file system, and goes with its process. */
function listenOn(folder: string, name: string): FolderLock {
  const server = createServer((visitor) => visitor.destroy());
  // That the name is taken is known at once from `listening`, before the event that says so.
  server.on('error', () => undefined);
  server.listen(name);
  if (!server.listening) throw lockedError(folder);
  server.unref();
  return { release: () => void server.close() };
}

function openLocked(folder: string, lockFile: string): FolderLock {
  let descriptor: number;
  try {
    descriptor = openSync(lockFile, flags.O_RDWR | flags.O_CREAT | flags.O_NONBLOCK | exclusiveLock);
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    throw failure.code === 'EAGAIN' ? lockedError(folder) : diskError('lock', folder, failure);
  }
  let isHeld = true;
  return {
    release: () => {
      if (isHeld) closeSync(descriptor);
      isHeld = false;
    },
  };
}

function lockedError(folder: string): DiskError {
  return new DiskError('locked', folder, `another process works in ${folder}`);
}
