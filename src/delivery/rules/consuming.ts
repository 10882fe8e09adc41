/** Where a consumer begins that has no position, or one that the log does not have: `auto.offset.reset`. */
export type ResetPolicy = 'earliest' | 'latest' | 'none' | { readonly durationMs: number };

export type ResetTo = 'earliest' | 'latest' | { readonly timestampMs: number } | 'an error';

/**
 * Where to go on without a valid position. The default, `latest`, steps over everything that is there already: a new consumer
 * sees nothing of it, and one that was away for longer than the records were kept loses what came meanwhile, both in silence.
 */
export function resetPosition(policy: ResetPolicy, nowMs: number): ResetTo {
  if (policy === 'none') return 'an error';
  return typeof policy === 'string' ? policy : { timestampMs: nowMs - policy.durationMs };
}

/**
 * Whether a fetched record is for the application. A broker sends whole batches, from the one on that holds the asked offset:
 * what stands before that offset in it was asked for by nobody.
 */
export function isWanted(offset: number, position: number): boolean {
  return offset >= position;
}

/** Where a transaction's records in a partition begin that was aborted, as the broker tells beside the records. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

/**
 * Whether a read-committed consumer passes over a batch: it belongs to a transaction that was aborted. The log keeps such
 * records; only the reader leaves them out, and only if it was asked to (KIP-98).
 *
 * @param abortedProducers producers of whose aborted transaction the marker has not come yet
 */
export function isAborted(
  batch: { readonly isTransactional: boolean; readonly producerId: number },
  abortedProducers: ReadonlySet<number>,
): boolean {
  return batch.isTransactional && abortedProducers.has(batch.producerId);
}
