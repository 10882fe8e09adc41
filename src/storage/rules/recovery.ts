/** A segment in the list of all, oldest first. */
export interface RecoverableSegment {
  readonly baseOffset: number;
  /** The base offset of the next one; `Infinity` for the last. */
  readonly endOffset: number;
}

/**
 * Which segments must be checked, batch by batch, before the log is used: after a clean stop none, else those with anything at
 * or behind the recovery point, below which all was flushed. A large log so starts quickly after a crash, too.
 */
export function segmentsToRecover<Candidate extends RecoverableSegment>(
  segments: readonly Candidate[],
  recoveryPoint: number,
  wasCleanStop: boolean,
): readonly Candidate[] {
  return wasCleanStop ? [] : segments.filter((segment) => segment.endOffset > recoveryPoint);
}
