import type { OffsetEntries } from '../offset-index.ts';
import type { TimeEntries } from '../time-index.ts';

/**
 * Whether the batch that is about to be written gets an index entry: when more than `index.interval.bytes` of batches were
 * written since the last one. Entries cost memory, gaps between them cost reading: 4 KB is one page from the disk.
 */
export function indexEntryDue(bytesSinceLastEntry: number, indexIntervalBytes: number): boolean {
  return bytesSinceLastEntry > indexIntervalBytes;
}

/**
 * Where in the `.log` to begin reading for an offset: the position of the last entry that is not beyond it, found by halving;
 * 0, the start of the segment, where there is none. The wanted batch begins there or a little later, never before.
 */
export function positionBefore(index: OffsetEntries, offset: number): number {
  let below = -1;
  let above = index.entryCount;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (index.offset(middle) <= offset) below = middle;
    else above = middle;
  }
  return below < 0 ? 0 : index.position(below);
}

/**
 * From which offset to look for the first record that is at least as new as a timestamp: that of the last entry whose
 * timestamp is not above it; the base offset where there is none. All that lies before that offset's batch is older.
 */
export function offsetBefore(index: TimeEntries, timestampMs: number, baseOffset: number): number {
  let below = -1;
  let above = index.entryCount;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (index.timestampMs(middle) <= timestampMs) below = middle;
    else above = middle;
  }
  return below < 0 ? baseOffset : index.offset(below);
}
