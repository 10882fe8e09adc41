/** A batch that the broker remembers: the numbers of its first and its last record. */
export interface Remembered {
  readonly firstSequence: number;
  readonly lastSequence: number;
}

/** What the broker knows of a producer. */
export interface Known {
  readonly epoch: number;
  /** Its last batches of this epoch, oldest first: five at most. */
  readonly batches: readonly Remembered[];
}

export interface Arriving extends Remembered {
  readonly epoch: number;
}

export type Verdict = 'new' | 'duplicate' | 'out of order' | 'old epoch';

/**
 * A batch of an idempotent producer arrives. The producer numbers its records from 0, and a batch bears the numbers of its first
 * and last one. Is the batch new, has it been written before, or does something lie between?
 *
 * - Of a producer that is not known, any number is `'new'`.
 * - An epoch that is older than the known one is an `'old epoch'`: somebody has taken over, and this is the one of before.
 * - A newer epoch begins again at 0; nothing that is remembered is of it.
 * - A batch with the first and last number of a remembered one is a `'duplicate'`.
 * - A batch that goes on behind the last remembered one is `'new'`; behind 2147483647 comes 0. Where none is remembered, 0 is due.
 * - Whatever else comes is `'out of order'`.
 *
 * @param known undefined where the broker knows nothing of the producer
 */
export function judge(known: Known | undefined, arriving: Arriving): Verdict {
  throw new Error(`write here what ${arriving.firstSequence} is behind ${known?.batches.length} batches`);
}
