/**
 * Whether a batch is given up because of its age. One clock runs for everything that can happen to it, waiting, sending and
 * sending again (KIP-91): after `delivery.timeout.ms` its producer hears that it failed. Whether it was written is not known
 * then; the broker may have it.
 */
export function isOverdue(ageMs: number, deliveryTimeoutMs: number): boolean {
  return ageMs >= deliveryTimeoutMs;
}

export interface FailedAttempt {
  /** Whether the same request may succeed later. A lost answer counts as such: the producer cannot know what became of it. */
  readonly isRetriable: boolean;
  /** How often the batch was sent, this time included. */
  readonly attempts: number;
  readonly retries: number;
  readonly ageMs: number;
  readonly deliveryTimeoutMs: number;
}

/**
 * Whether a batch is sent again. This is where a record becomes two: if only the answer was lost, the batch is in the log
 * already, and a broker that remembers nothing of the producer appends it a second time. With `retries=0` it may be lost
 * instead. To have neither, the broker must recognise the batch: see sequences.
 */
export function isSentAgain(attempt: FailedAttempt): boolean {
  const { isRetriable, attempts, retries, ageMs, deliveryTimeoutMs } = attempt;
  return isRetriable && attempts <= retries && !isOverdue(ageMs, deliveryTimeoutMs);
}
