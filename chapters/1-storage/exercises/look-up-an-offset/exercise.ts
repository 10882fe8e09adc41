/** One entry of an `.index` file: the batch that holds this offset, or ends with it, begins at this byte of the `.log` file. */
export interface IndexEntry {
  readonly offset: number;
  readonly position: number;
}

/**
 * Somebody wants to read from an offset on. The index of the segment is sparse: it has an entry only for every 4 KB or so.
 * From which byte of the `.log` file does the broker begin to read?
 *
 * As near as possible, but never behind the wanted record: what lies before it can be skipped, what was missed cannot be had.
 * Byte 0 is the start of the segment.
 *
 * @param entries sorted by offset, and by position
 */
export function positionFor(entries: readonly IndexEntry[], offset: number): number {
  throw new Error(`write here where to begin for offset ${offset}, given ${entries.length} entries`);
}
