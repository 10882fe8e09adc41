import { DiskError, type Disk } from '../world/world.ts';

/**
 * Replaces a small file so that after a loss of power either the old or the new content is there, whole: written under
 * another name, flushed, renamed, and the folder flushed. Resolves when the new content is safe.
 */
export async function replaceFile(disk: Disk, folder: string, name: string, content: Uint8Array): Promise<void> {
  const temporary = `${folder}/${name}.tmp`;
  const file = disk.open(temporary, { create: true });
  try {
    file.truncate(0);
    file.write(0, [content]);
    await file.flush();
  } finally {
    file.close();
  }
  disk.rename(temporary, `${folder}/${name}`);
  await disk.flushFolder(folder);
}

/** Makes a folder and those above it, for good when it resolves, so far as the operating system lets us say so. */
export async function makeFolderSafely(disk: Disk, path: string): Promise<void> {
  const madeIn: string[] = [parentOf(path)];
  for (let folder = parentOf(path); folder !== parentOf(folder) && !disk.exists(folder); folder = parentOf(folder)) {
    madeIn.push(parentOf(folder));
  }
  disk.makeFolder(path);
  for (const folder of madeIn) {
    try {
      await disk.flushFolder(folder);
    } catch (error) {
      // A folder above ours may be closed to us, or of a kind that cannot be flushed; ours has yet to show what it can.
      if (!(error instanceof DiskError)) throw error;
    }
  }
}

export function parentOf(path: string): string {
  const end = path.replace(/\/+$/, '').lastIndexOf('/');
  if (end < 0) return '.';
  return end === 0 ? '/' : path.slice(0, end);
}

/** A whole small file; undefined where it is missing. */
export async function readFile(disk: Disk, path: string): Promise<Uint8Array | undefined> {
  if (!disk.exists(path)) return undefined;
  const file = disk.open(path);
  try {
    return await file.read(0, file.sizeBytes());
  } finally {
    file.close();
  }
}

/** Does what it can: where the disk refuses, the answer is false. */
export function attempt(change: () => void): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (error instanceof DiskError) return false;
    throw error;
  }
}
