/**
 * Whether one more record goes into an open batch. A record that is larger than `batch.size` gets a batch of its own: that
 * setting says when to stop gathering, not how large a record may be.
 *
 * @param batchBytes 0 while the batch holds no record
 */
export function fitsIntoBatch(batchBytes: number, recordBytes: number, batchSizeBytes: number): boolean {
  return batchBytes === 0 || batchBytes + recordBytes <= batchSizeBytes;
}

export interface GatheringBatch {
  readonly ageMs: number;
  /** It has reached `batch.size`, or a later batch for the same partition has begun. */
  readonly isFull: boolean;
  readonly lingerMs: number;
  /** Somebody waits for all batches to leave (flush, close), or for the memory that they hold. */
  readonly isUrgent: boolean;
}

/**
 * How much longer a batch waits for more records; 0: send it. `linger.ms` is the price in time for larger batches, and no
 * batch pays more than that: a full one goes at once.
 */
export function lingersForMs({ ageMs, isFull, lingerMs, isUrgent }: GatheringBatch): number {
  return isFull || isUrgent ? 0 : Math.max(0, lingerMs - ageMs);
}
