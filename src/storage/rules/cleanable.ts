/** A segment, oldest first in the list that it stands in; the last one is active. */
export interface CleanableSegment {
  readonly baseOffset: number;
  /** Where no record has a timestamp: when the file was last written, as far as that is known. */
  readonly largestTimestampMs: number;
}

export interface CleanableInputs {
  /** Up to where the log was cleaned, as the cleaner's checkpoint has it; undefined where it never was. */
  readonly cleanedOffset: number | undefined;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly lastStableOffset: number;
  readonly segments: readonly CleanableSegment[];
  readonly nowMs: number;
  /** `min.compaction.lag.ms` */
  readonly minCompactionLagMs: number;
}

/** The part of a log that the cleaner looks at next. Where the first is not below the second there is nothing to do. */
export interface CleanableRange {
  /** All below it was cleaned before: there every key has one record. */
  readonly firstDirtyOffset: number;
  /** The base offset of the first segment that is left alone. */
  readonly firstUncleanableOffset: number;
}

/**
 * Which part of a compacted log is cleaned next: from where the cleaner stopped last time up to the first segment that must be
 * left alone. Only whole segments are cleaned, and never
 *
 * - the *active segment*, which still grows;
 * - what is at or above the *last stable offset*: it may be taken back, or belong to a transaction that nobody has decided;
 * - a segment with a record that is younger than *min.compaction.lag.ms*, and what follows it: readers who are not further
 *   behind than that see every record (KIP-58).
 *
 * A checkpoint that lies outside of the log, since records were deleted or lost, says nothing: all is dirty then.
 */
export function cleanableRange(inputs: CleanableInputs): CleanableRange {
  const { cleanedOffset, logStartOffset, logEndOffset, lastStableOffset, segments } = inputs;
  const isKnown = cleanedOffset !== undefined && cleanedOffset >= logStartOffset && cleanedOffset <= logEndOffset;
  const firstDirtyOffset = isKnown ? cleanedOffset : logStartOffset;

  const closed = segments.slice(0, -1);
  const firstUncleanable = closed.find(({ largestTimestampMs }, position) => {
    const endOffset = segments[position + 1]!.baseOffset;
    if (endOffset > lastStableOffset) return true;
    const isTooYoung = largestTimestampMs > inputs.nowMs - inputs.minCompactionLagMs;
    return inputs.minCompactionLagMs > 0 && isTooYoung && endOffset > firstDirtyOffset;
  });
  const active = segments[segments.length - 1]!;
  return { firstDirtyOffset, firstUncleanableOffset: (firstUncleanable ?? active).baseOffset };
}

/** A compacted log, and what speaks for cleaning it. */
export interface LogWithDirt {
  /** The size of its segments below the first dirty offset. */
  readonly cleanBytes: number;
  /** The size of those that can be cleaned now. */
  readonly cleanableBytes: number;
  /** The timestamp of the oldest first batch of a segment that is dirty and closed; `Infinity` where none has one. */
  readonly oldestDirtyTimestampMs: number;
  /** `min.cleanable.dirty.ratio`, 0 to 1 */
  readonly minCleanableDirtyRatio: number;
  /** `max.compaction.lag.ms` */
  readonly maxCompactionLagMs: number;
}

/**
 * Which log is cleaned next: the one with the largest part of dirty bytes, so that each byte read frees as many as possible.
 * Logs with a smaller part than *min.cleanable.dirty.ratio* are left alone, since cleaning copies the clean part too; unless a
 * dirty record waits for longer than *max.compaction.lag.ms*, which promises that a deletion is carried out in time (KIP-354).
 * Undefined where no log deserves it. Of equals the first one is taken.
 */
export function logToClean<Candidate extends LogWithDirt>(
  logs: readonly Candidate[],
  nowMs: number,
): Candidate | undefined {
  let dirtiest: Candidate | undefined;
  for (const log of logs) {
    const isOverdue = log.oldestDirtyTimestampMs < nowMs - log.maxCompactionLagMs;
    const isCleanable = log.cleanableBytes > 0 && (isOverdue || dirtyRatio(log) > log.minCleanableDirtyRatio);
    if (isCleanable && (dirtiest === undefined || dirtyRatio(log) > dirtyRatio(dirtiest))) dirtiest = log;
  }
  return dirtiest;
}

function dirtyRatio({ cleanBytes, cleanableBytes }: LogWithDirt): number {
  return cleanableBytes / (cleanBytes + cleanableBytes);
}
