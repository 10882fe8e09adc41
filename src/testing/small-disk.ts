import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The reason to skip a test that needs a disk that is soon full; false where one can be had. */
export function lacksSmallDisk(): string | false {
  const folder = mount();
  if (folder === undefined) return 'this user may not mount a small disk in memory';
  unmount(folder);
  return false;
}

/** A disk of 4 MiB in memory, gone when `use` has ended. */
export async function withSmallDisk<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mount();
  if (folder === undefined) throw new Error('no small disk could be mounted');
  try {
    return await use(folder);
  } finally {
    unmount(folder);
  }
}

/** How much can still be written to the disk on which the folder lies. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function mount(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-on-trial-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0) return folder;
  rmdirSync(folder);
  return undefined;
}

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
  rmdirSync(folder);
}
