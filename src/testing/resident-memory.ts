import { readFileSync } from 'node:fs';

/** The reason to skip a test that asks how much memory another process has; false where the system says it. */
export const lacksMemoryFigures: string | false =
  process.platform === 'linux' ? false : 'only Linux says how much memory another process holds';

/** How much memory a process has held at most, since it began. */
export function peakResidentMegabytes(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round((Number(kilobytes?.[1]) * 1024) / 1e6);
}
