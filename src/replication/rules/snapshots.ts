/** What has come into the metadata log since its latest snapshot. */
export interface SinceSnapshot {
  readonly bytes: number;
  readonly ms: number;
  /** `metadata.log.max.record.bytes.between.snapshots` */
  readonly maxBytes: number;
  /** `metadata.log.max.snapshot.interval.ms`; 0: by bytes alone */
  readonly maxMs: number;
}

/**
 * Whether a snapshot is due: so much was written since the last one that a node which reads the log from there would take too
 * long, or something was written and the last one is old (KIP-630).
 */
export function snapshotIsDue({ bytes, ms, maxBytes, maxMs }: SinceSnapshot): boolean {
  return bytes >= maxBytes || (bytes > 0 && maxMs > 0 && ms >= maxMs);
}

/** The snapshots of a metadata log, and the log. */
export interface KeptSnapshots {
  readonly count: number;
  readonly oldestAgeMs: number;
  /** Of the log and of all snapshots. */
  readonly totalBytes: number;
  /** `metadata.max.retention.bytes` */
  readonly maxBytes: number;
  /** `metadata.max.retention.ms` */
  readonly maxMs: number;
}

/**
 * Whether the oldest snapshot may go, and with it all that the log holds before the next one: when log and snapshots together
 * are too large, or it is too old. The newest one stays, whatever it costs: without it the log would begin with nothing.
 */
export function oldestSnapshotGoes({ count, oldestAgeMs, totalBytes, maxBytes, maxMs }: KeptSnapshots): boolean {
  return count > 1 && (totalBytes > maxBytes || oldestAgeMs > maxMs);
}
