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
