/** Where a leader's time began: its first record has, or will have, `startOffset`. */
export interface EpochStart {
  readonly epoch: number;
  readonly startOffset: number;
}

export interface EpochEnd {
  /** -1: not known. */
  readonly epoch: number;
  readonly endOffset: number;
}

/**
 * Where an epoch ends in this log: at the start of the next one, or at the log's end while it is the latest. A follower, or a
 * consumer, asks this to find where its own log and this one part (KIP-101, KIP-279).
 *
 * An epoch that this log never saw is answered with the largest one below it: up to there the two may agree. Of an epoch
 * below all known ones only the end is known; of one above them nothing is.
 *
 * @param starts sorted; epochs and offsets rise
 */
export function endOffsetOfEpoch(starts: readonly EpochStart[], epoch: number, logEndOffset: number): EpochEnd {
  const nextAt = starts.findIndex((start) => start.epoch > epoch);
  if (nextAt < 0) {
    const isLatest = starts.length > 0 && starts[starts.length - 1]!.epoch === epoch;
    return isLatest ? { epoch, endOffset: logEndOffset } : { epoch: -1, endOffset: -1 };
  }
  const endOffset = starts[nextAt]!.startOffset;
  return { epoch: nextAt === 0 ? epoch : starts[nextAt - 1]!.epoch, endOffset };
}
