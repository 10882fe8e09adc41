/** The file that is being written, and what its topic allows. */
export interface ActiveSegment {
  /** 0: nothing has been written to it yet. */
  readonly sizeBytes: number;
  /** The time of its first batch. */
  readonly firstTimestampMs: number;
  readonly segmentBytes: number;
  readonly segmentMs: number;
}

export interface Arriving {
  readonly sizeBytes: number;
  readonly timestampMs: number;
}

/**
 * A batch arrives, and has not been written yet. Does it begin a new file, and why?
 *
 * - `'size'`: with it the file would be larger than `segmentBytes`. A batch is never cut in two.
 * - `'age'`: it is newer than the file's first batch by more than `segmentMs`. Only the times of the batches count.
 * - Where both are so, it is the size. Where neither is, return undefined.
 *
 * A file to which nothing was written has no age. A batch that is larger than `segmentBytes` does not come this far: before this
 * the broker has refused it (RECORD_LIST_TOO_LARGE). So an empty file takes whatever comes.
 */
export function whyItEnds(segment: ActiveSegment, arriving: Arriving): 'size' | 'age' | undefined {
  throw new Error(`write here whether ${arriving.sizeBytes} bytes go behind ${segment.sizeBytes}`);
}
