import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { throwsDiskError } from '../testing/disk-contract.ts';
import { NodeDisk } from './disk.ts';

test('another process keeps out, by whatever path it comes, until the first is gone, by kill -9 too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  const otherName = `${folder}-link`;
  symlinkSync(folder, otherName);
  const holder = holdLock(folder);
  try {
    await once(holder.stdout!, 'data');
    throwsDiskError('locked', () => new NodeDisk().lock(folder));
    throwsDiskError('locked', () => new NodeDisk().lock(otherName));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    new NodeDisk().lock(otherName).release();
  } finally {
    holder.kill('SIGKILL');
    rmSync(otherName);
    rmSync(folder, { recursive: true });
  }
});

/** A process that holds the lock on a folder, says so, and stays. */
function holdLock(folder: string): ChildProcess {
  const isSource = import.meta.filename.endsWith('.ts');
  const disk = new URL(isSource ? './disk.ts' : './disk.js', import.meta.url).href;
  const program = `
    import { NodeDisk } from ${JSON.stringify(disk)};
    new NodeDisk().lock(${JSON.stringify(folder)});
    console.log('locked');
    setInterval(() => undefined, 1000);`;
  const loader = isSource ? ['--import', 'tsx'] : [];
  return spawn(process.execPath, [...loader, '--input-type=module', '--eval', program]);
}
