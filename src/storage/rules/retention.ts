/** A closed or active segment, oldest first in the list that it stands in. */
export interface RetainedSegment {
  readonly baseOffset: number;
  /** The base offset of the next one, or the log's end. */
  readonly endOffset: number;
  readonly sizeBytes: number;
  /** -1 where no record has a timestamp. */
  readonly largestTimestampMs: number;
  /** Counts where records have no timestamps: when the file was last written, as far as that is known. */
  readonly lastWrittenMs: number;
}

export interface RetentionInputs {
  readonly nowMs: number;
  readonly retentionMs: number;
  readonly retentionBytes: number;
  readonly logStartOffset: number;
  readonly highWatermark: number;
}

export type RetentionReason = 'log start offset' | 'age' | 'size';

export interface Deletable {
  readonly baseOffset: number;
  readonly because: RetentionReason;
}

/**
 * Which segments may go. Only whole segments, only from the front, and nothing that consumers may not have read yet (at or
 * above the high watermark).
 *
 * - *log start offset*: all its records were deleted by request. The last segment stays, as it takes the next records.
 * - *age*: its newest record is older than `retention.ms`. One new record holds a whole segment, and one with a timestamp in
 *   the future holds it, and all after it, for long.
 * - *size*: without it the log is still as large as `retention.bytes`; so the log is always somewhat larger than that.
 */
export function deletableSegments(segments: readonly RetainedSegment[], inputs: RetentionInputs): readonly Deletable[] {
  const deletable: Deletable[] = [];
  let surplusBytes = -inputs.retentionBytes;
  for (const segment of segments) surplusBytes += segment.sizeBytes;

  for (const [position, segment] of segments.entries()) {
    const isLast = position === segments.length - 1;
    const because = reasonToDelete(segment, isLast, inputs, surplusBytes);
    if (because === undefined || segment.endOffset > inputs.highWatermark) break;
    if (isLast && segment.sizeBytes === 0) break;
    deletable.push({ baseOffset: segment.baseOffset, because });
    surplusBytes -= segment.sizeBytes;
  }
  return deletable;
}

function reasonToDelete(
  segment: RetainedSegment,
  isLast: boolean,
  { nowMs, retentionMs, logStartOffset }: RetentionInputs,
  surplusBytes: number,
): RetentionReason | undefined {
  if (!isLast && segment.endOffset <= logStartOffset) return 'log start offset';
  const newestMs = segment.largestTimestampMs >= 0 ? segment.largestTimestampMs : segment.lastWrittenMs;
  if (nowMs - newestMs > retentionMs) return 'age';
  if (surplusBytes >= segment.sizeBytes) return 'size';
  return undefined;
}
