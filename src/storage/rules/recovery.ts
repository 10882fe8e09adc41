/** A segment in the list of all, oldest first. */
export interface RecoverableSegment {
  readonly baseOffset: number;
  /** The base offset of the next one; `Infinity` for the last. */
  readonly endOffset: number;
}

/**
 * Which segments must be checked, batch by batch, before the log is used: after a clean stop none, else those that do not end
 * before the recovery point, below which all was flushed. A large log so starts quickly after a crash, too. One that ends at the
 * recovery point may have been the last one when that was noted, and its indexes have got their last entries since.
 *
 * Apache Kafka does not look at a segment that ends there.
 */
export function segmentsToRecover<Candidate extends RecoverableSegment>(
  segments: readonly Candidate[],
  recoveryPoint: number,
  wasCleanStop: boolean,
): readonly Candidate[] {
  return wasCleanStop ? [] : segments.filter((segment) => segment.endOffset >= recoveryPoint);
}

/**
 * Whether records are missing between two segments that are checked after a crash. Each may be whole, and still the first one
 * may have lost its last batches when the power went, while the second was already on the disk. What lies behind a hole is
 * given up: it was written later, and nobody may rely on it. Only compaction leaves gaps that are as they should be.
 *
 * Apache Kafka does not look for holes.
 *
 * @param endOffset where the first one ends
 * @param baseOffset where the second one begins
 */
export function isHole(endOffset: number, baseOffset: number, isCompacted: boolean): boolean {
  return !isCompacted && baseOffset > endOffset;
}
