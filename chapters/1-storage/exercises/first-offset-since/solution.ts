import type { TimeEntry } from './exercise.ts';

/** By halving: the times of the entries rise, whatever those of the records do. */
export function offsetToLookFrom(entries: readonly TimeEntry[], timestampMs: number, baseOffset: number): number {
  let below = -1;
  let above = entries.length;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (entries[middle]!.timestampMs <= timestampMs) below = middle;
    else above = middle;
  }
  return entries[below]?.offset ?? baseOffset;
}
