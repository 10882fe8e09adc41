/** What is left of a batch after it was cleaned. */
export interface CleanedBatch {
  /** As an earlier cleaning has set it. */
  readonly deleteHorizonMs: number | undefined;
  /** Among the records that were kept. */
  readonly holdsTombstone: boolean;
  /** It holds the marker of a transaction of which no batch is left. */
  readonly endsEmptyTransaction: boolean;
}

/**
 * The instant from which tombstones and markers in a batch may go, as the cleaner writes it into the batch: *delete.retention.ms*
 * after it first found them with nothing left to delete. It is set once and never moved, so that each cleaning brings the end
 * nearer; before KIP-534 every cleaning began the time anew, and in a busy log tombstones never went. Undefined where there is
 * nothing that would have to go.
 *
 * @param deleteRetentionMs `Infinity`: they stay for ever
 */
export function deleteHorizon(batch: CleanedBatch, nowMs: number, deleteRetentionMs: number): number | undefined {
  if (batch.deleteHorizonMs !== undefined) return batch.deleteHorizonMs;
  if (!batch.holdsTombstone && !batch.endsEmptyTransaction) return undefined;
  return Math.min(nowMs + deleteRetentionMs, Number.MAX_SAFE_INTEGER);
}

/** Whether tombstones and markers of a batch may go: from its delete horizon on, and never while it has none (KIP-534). */
export function isPastDeleteHorizon(deleteHorizonMs: number | undefined, nowMs: number): boolean {
  return deleteHorizonMs !== undefined && nowMs >= deleteHorizonMs;
}
