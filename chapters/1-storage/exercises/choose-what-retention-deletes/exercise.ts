export interface Segment {
  readonly sizeBytes: number;
  /** The time of its newest record, in milliseconds. */
  readonly newestMs: number;
  /** The offset behind its last record. */
  readonly endOffset: number;
}

export interface Limits {
  readonly nowMs: number;
  /** `retention.ms` */
  readonly retentionMs: number;
  /** `retention.bytes` */
  readonly retentionBytes: number;
  /** As far as consumers may read. */
  readonly highWatermark: number;
}

/**
 * Every few minutes a broker looks which segments of a log may go. How many of the oldest are deleted now?
 *
 * A segment goes where its newest record is older than `retentionMs`. It also goes where the log without it is still as large as
 * `retentionBytes`, or larger.
 *
 * Only whole segments go, and only from the front: the first one that stays holds all behind it. One that ends above the high
 * watermark stays, and so does an empty one at the end: the next record is written into it.
 *
 * @param segments oldest first
 */
export function segmentsToDelete(segments: readonly Segment[], limits: Limits): number {
  throw new Error(`write here how many of ${segments.length} segments go at ${limits.nowMs} ms`);
}
