import {
  close,
  closeSync,
  existsSync,
  constants as flags,
  fsync,
  mkdirSync,
  open,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Disk, File, FolderLock } from '../world.ts';
import { diskError, orDiskError } from './disk-errors.ts';
import { NodeFile } from './file.ts';
import { lockFolder } from './folder-lock.ts';

/** How the operating system says that a file may not be written to. */
const mayOnlyRead = ['EACCES', 'EPERM', 'EROFS'];

/** Folders and files of the operating system; paths as it understands them. */
export class NodeDisk implements Disk {
  open(path: string, { create = false }: { readonly create?: boolean } = {}): File {
    const descriptor = orDiskError('open', path, () => {
      try {
        return openSync(path, flags.O_RDWR | (create ? flags.O_CREAT : 0));
      } catch (error) {
        // Kafka's snapshots of the metadata may only be read, as everything may on a disk that is mounted so.
        if (create || !mayOnlyRead.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
        return openSync(path, flags.O_RDONLY);
      }
    });
    return new NodeFile(path, descriptor);
  }

  exists(path: string): boolean {
    return existsSync(path);
  }

  sizeBytesOf(path: string): number {
    return orDiskError('look at', path, () => statSync(path).size);
  }

  list(folder: string): readonly string[] {
    const entries = orDiskError('list', folder, () => readdirSync(folder, { withFileTypes: true }));
    return entries.map((entry) => (isFolder(folder, entry) ? `${entry.name}/` : entry.name)).sort();
  }

  makeFolder(path: string): void {
    orDiskError('make folder', path, () => mkdirSync(path, { recursive: true }));
  }

  rename(from: string, to: string): void {
    orDiskError('rename', from, () => renameSync(from, to));
  }

  remove(path: string): void {
    orDiskError('remove', path, () => rmSync(path, { recursive: true, force: true }));
  }

  /** On Windows a folder cannot be flushed, and names are safe without. */
  flushFolder(path: string): Promise<void> {
    if (process.platform === 'win32') return Promise.resolve();
    return new Promise((resolve, reject) => {
      open(path, flags.O_RDONLY | flags.O_DIRECTORY, (failed, descriptor) => {
        if (failed !== null) return reject(diskError('flush', path, failed));
        fsync(descriptor, (error) => {
          close(descriptor, () => (error === null ? resolve() : reject(diskError('flush', path, error))));
        });
      });
    });
  }

  lock(folder: string): FolderLock {
    // The file is there for people and for Kafka's habit; who holds the lock, the operating system knows.
    const path = join(folder, '.lock');
    orDiskError('open', path, () => closeSync(openSync(path, flags.O_RDWR | flags.O_CREAT)));
    return lockFolder(folder, path);
  }
}

function isFolder(folder: string, entry: { name: string; isDirectory(): boolean; isSymbolicLink(): boolean }): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(join(folder, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
