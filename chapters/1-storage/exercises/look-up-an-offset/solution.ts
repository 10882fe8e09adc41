import type { IndexEntry } from './exercise.ts';

/** By halving, as a file of an index may have half a million entries. */
export function positionFor(entries: readonly IndexEntry[], offset: number): number {
  let below = -1;
  let above = entries.length;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (entries[middle]!.offset <= offset) below = middle;
    else above = middle;
  }
  return entries[below]?.position ?? 0;
}
