export interface ReadableEnds {
  readonly highWatermark: number;
  readonly lastStableOffset: number;
}

/**
 * Up to where a consumer's fetch is answered: `isolation.level=read_uncommitted` sees all that every in-sync replica has,
 * `read_committed` stops before the first transaction that is still open (KIP-98).
 */
export function readableUpTo(readsCommittedOnly: boolean, ends: ReadableEnds): number {
  return readsCommittedOnly ? ends.lastStableOffset : ends.highWatermark;
}

export interface WaitingFetch {
  /** What could be sent now, and the least that the client wants (`fetch.min.bytes`). */
  readonly sizeBytes: number;
  readonly minBytes: number;
  /** Of `fetch.max.wait.ms`. */
  readonly leftMs: number;
  readonly hasError: boolean;
  /** The client is gone. */
  readonly isClosed: boolean;
}

/**
 * Whether a fetch is answered now, or waits for more records (a long poll). A client that has read everything would otherwise
 * ask again and again and be told each time that there is nothing. An error is never waited with.
 */
export function fetchIsAnswered({ sizeBytes, minBytes, leftMs, hasError, isClosed }: WaitingFetch): boolean {
  return hasError || isClosed || sizeBytes >= minBytes || leftMs <= 0;
}
