import type { RecordBatch } from '../records/record-batch.ts';
import { readTransactionMarkerType } from './transaction-marker.ts';
import type { AbortedTransaction } from './transaction-index.ts';

/** An aborted transaction on the cleaner's way through the log, from its first offset to its marker. */
interface OngoingAbort {
  readonly transaction: AbortedTransaction;
  /** Whether a batch of it is left in the log, be it without records. */
  hasBatch: boolean;
}

/**
 * Which transactions are open at the place where the cleaner is, as it goes through a log from its start. All of them are
 * decided, as nothing behind the last stable offset is cleaned; so of each it is known beforehand whether it was aborted.
 */
export class CleanedTransactions {
  /** By first offsets, the next one last. */
  readonly #waiting: AbortedTransaction[];
  readonly #ongoingAborts = new Map<number, OngoingAbort>();
  /** Producers of committed transactions of which a batch was seen. */
  readonly #ongoingCommits = new Set<number>();

  /** @param aborted all that have records or their marker in what is cleaned */
  constructor(aborted: readonly AbortedTransaction[]) {
    this.#waiting = aborted.toSorted((one, other) => other.firstOffset - one.firstOffset);
  }

  /** Goes past a batch of records, or of a producer without transactions. True where its transaction was aborted. */
  passRecords({ producerId, lastOffset, isTransactional }: RecordBatch): boolean {
    this.#beginUpTo(lastOffset);
    if (!isTransactional) return false;
    const ongoing = this.#ongoingAborts.get(producerId);
    if (ongoing === undefined) this.#ongoingCommits.add(producerId);
    else ongoing.hasBatch = true;
    return ongoing !== undefined;
  }

  /**
   * Goes past a control batch. `isDiscardable` where no batch of its transaction is left; `aborted` where one is, and its
   * transaction was aborted: readers have to be told then.
   */
  passMarker(batch: RecordBatch): { readonly isDiscardable: boolean; readonly aborted?: AbortedTransaction } {
    this.#beginUpTo(batch.lastOffset);
    const { producerId } = batch;
    const type = batch.recordsCount === 0 ? 'none' : readTransactionMarkerType(batch.bytes);
    if (type === 'ABORT') {
      const ongoing = this.#ongoingAborts.get(producerId);
      this.#ongoingAborts.delete(producerId);
      return ongoing?.hasBatch ? { isDiscardable: false, aborted: ongoing.transaction } : { isDiscardable: true };
    }
    if (type === 'COMMIT') return { isDiscardable: !this.#ongoingCommits.delete(producerId) };
    // Without its record it has been cleaned before; of another kind it is nothing that a transaction needs.
    return { isDiscardable: type === 'none' };
  }

  #beginUpTo(offset: number): void {
    for (;;) {
      const next = this.#waiting[this.#waiting.length - 1];
      if (next === undefined || next.firstOffset > offset) return;
      this.#waiting.pop();
      if (!this.#ongoingAborts.has(next.producerId)) {
        this.#ongoingAborts.set(next.producerId, { transaction: next, hasBatch: false });
      }
    }
  }
}
