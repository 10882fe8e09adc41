import { once } from 'node:events';

/** Writes lines to standard output, and waits where its reader is slower than we are. */
export async function print(lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain');
}
