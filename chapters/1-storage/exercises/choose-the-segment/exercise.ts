/**
 * A log is a list of segments, oldest first. Each is a file, and bears the offset of its first record. A segment holds all
 * records from its own base offset up to that of the next one; the last one goes on to the end of the log.
 *
 * Given an offset, which segment is read? Return its position in the list: 0 is the oldest.
 *
 * An offset that is older than all segments was deleted: -1. So is every offset where there are no segments.
 */
export function chooseSegment(baseOffsets: readonly number[], offset: number): number {
  throw new Error(`write here which of ${baseOffsets.length} segments holds offset ${offset}`);
}
