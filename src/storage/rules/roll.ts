/** What decides whether a segment takes the next batch. */
export interface RollInputs {
  readonly sizeBytes: number;
  /** Undefined while the segment is empty: the timestamp of its first batch, its largest; -1 where it has none. */
  readonly firstTimestampMs: number | undefined;
  readonly createdAtMs: number;
  readonly baseOffset: number;
  /** The entries that its index files still have room for. */
  readonly indexRoom: number;
  readonly timeIndexRoom: number;
  readonly arriving: { readonly sizeBytes: number; readonly lastOffset: number; readonly maxTimestampMs: number };
  readonly nowMs: number;
  readonly segmentBytes: number;
  /** Less this segment's share of `segment.jitter.ms`. */
  readonly segmentMs: number;
}

export type RollReason = 'size' | 'age' | 'full index' | 'distance';

/**
 * Whether a new segment is begun for the batch that arrives, and why. A log is cut into segments because only whole files
 * can be deleted cheaply, and because an index counts in four bytes from its segment's first offset.
 *
 * - *size*: with the batch the segment would exceed `segment.bytes`.
 * - *age*: the batch is newer than the segment's first one by more than `segment.ms`, by the records' own timestamps and not
 *   by the clock, so that a log copied today rolls as the one that it was copied from. The clock counts only where records
 *   have no timestamp. An empty segment has no age.
 * - *full index*: `segment.index.bytes`.
 * - *distance*: the batch's last offset is too far from the base offset for four bytes.
 */
export function rollReason(segment: RollInputs): RollReason | undefined {
  const { arriving } = segment;
  const hasTimestamps = segment.firstTimestampMs !== undefined && segment.firstTimestampMs >= 0;
  const ageMs = hasTimestamps
    ? arriving.maxTimestampMs - segment.firstTimestampMs
    : segment.nowMs - segment.createdAtMs;

  if (segment.sizeBytes > segment.segmentBytes - arriving.sizeBytes) return 'size';
  if (segment.sizeBytes > 0 && ageMs > segment.segmentMs) return 'age';
  if (segment.indexRoom < 1 || segment.timeIndexRoom < 2) return 'full index';
  if (arriving.lastOffset - segment.baseOffset > 0x7fff_ffff) return 'distance';
  return undefined;
}
