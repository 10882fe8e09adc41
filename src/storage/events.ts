/** A record as a story shows it: its text, cut at 80 characters. */
export interface RecordPreview {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

/** What a log tells. `partition` is its folder's name, `payments-0`. */
export type StorageEvent =
  /** A log is in use: made now, or found on the disk. */
  | {
      readonly name: 'log opened';
      readonly partition: string;
      readonly logStartOffset: number;
      readonly logEndOffset: number;
    }
  /** The last stop was not clean: what may not have been flushed was checked, and what was not whole was cut off. */
  | {
      readonly name: 'recovered';
      readonly partition: string;
      readonly segments: number;
      readonly truncatedBytes: number;
      readonly logEndOffset: number;
    }
  /** Of what may not have been flushed, so much is checked: told in steps, where it is much. */
  | {
      readonly name: 'recovery advanced';
      readonly partition: string;
      readonly checkedBytes: number;
      readonly totalBytes: number;
    }
  /** The log cannot be used: its files lie in a way that cannot be mended, or cannot be read. Others are not concerned. */
  | { readonly name: 'log offline'; readonly partition: string; readonly because: string }
  /** A disk failed: the logs in this folder are neither written nor read until the next start. */
  | { readonly name: 'log folder failed'; readonly path: string; readonly because: string }
  /**
   * A batch was written; `records` are its first ten and its last ten, of a control batch none. Producer id -1: one without
   * idempotence.
   */
  | {
      readonly name: 'appended';
      readonly partition: string;
      readonly baseOffset: number;
      readonly lastOffset: number;
      readonly sizeBytes: number;
      readonly leaderEpoch: number;
      readonly producerId: number;
      readonly producerEpoch: number;
      readonly baseSequence: number;
      readonly records: readonly RecordPreview[];
    }
  /** A batch had been written before, at `baseOffset`: it is not written again. */
  | {
      readonly name: 'duplicate recognised';
      readonly partition: string;
      readonly producerId: number;
      readonly baseSequence: number;
      readonly baseOffset: number;
    }
  /** Nothing was written; `error` is Kafka's name. */
  | { readonly name: 'append refused'; readonly partition: string; readonly error: string; readonly because: string }
  /** A new segment was begun at `baseOffset`. */
  | {
      readonly name: 'segment rolled';
      readonly partition: string;
      readonly baseOffset: number;
      readonly because: string;
    }
  /** All below `offset` is safe from a loss of power. */
  | { readonly name: 'flushed'; readonly partition: string; readonly offset: number }
  /** All from `offset` on was cut off. */
  | { readonly name: 'truncated'; readonly partition: string; readonly offset: number }
  /** All below `logStartOffset` can no longer be read. */
  | { readonly name: 'records deleted'; readonly partition: string; readonly logStartOffset: number }
  /** A segment was taken out of the log; its files go a little later. */
  | {
      readonly name: 'segment deleted';
      readonly partition: string;
      readonly baseOffset: number;
      readonly because: string;
    }
  /**
   * The cleaner begins to compact a log: keys are noted from `firstDirtyOffset` on, and nothing from `firstUncleanableOffset` on
   * is touched. `dirtyRatio`, 0 to 1: which part of the bytes up to there was not compacted before.
   */
  | {
      readonly name: 'compaction began';
      readonly partition: string;
      readonly firstDirtyOffset: number;
      readonly firstUncleanableOffset: number;
      readonly dirtyRatio: number;
      readonly isOverdue: boolean;
    }
  /**
   * Segments were compacted into one that begins at `baseOffset` and holds what is left of the records up to `endOffset`.
   * `removed`: the first thousand ranges of offsets whose records went, first and last of each.
   */
  | {
      readonly name: 'segments compacted';
      readonly partition: string;
      readonly baseOffset: number;
      readonly endOffset: number;
      readonly segments: number;
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      readonly removed: readonly (readonly [number, number])[];
    }
  /** All below `cleanedOffset` is compacted. */
  | {
      readonly name: 'compaction ended';
      readonly partition: string;
      readonly cleanedOffset: number;
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      readonly recordsBefore: number;
      readonly recordsAfter: number;
    }
  /** A compaction was given up; what of it is done stays. */
  | { readonly name: 'compaction abandoned'; readonly partition: string; readonly because: string }
  /** A file lied and was mended from what is known to be true: an index written anew, a checkpoint that was not believed. */
  | { readonly name: 'file mended'; readonly path: string; readonly because: string }
  /** The partition is gone from this node. */
  | { readonly name: 'log removed'; readonly partition: string };
