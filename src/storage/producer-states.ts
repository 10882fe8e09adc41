import type { KnownProducer, RememberedBatch } from './rules/sequence.ts';

/** What a log knows of a producer that wrote to it with a producer id. */
export interface ProducerState extends KnownProducer {
  readonly producerId: number;
  /** Of the coordinator that wrote the last transaction marker; -1 where there was none. */
  readonly coordinatorEpoch: number;
  readonly lastTimestampMs: number;
  /** Where its open transaction began. */
  readonly transactionFirstOffset: number | undefined;
}

/** What of a batch in the log concerns its producer. */
export interface ProducedBatch {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly maxTimestampMs: number;
  readonly isTransactional: boolean;
  /** In a control batch that ends a transaction. */
  readonly marker: TransactionMarker | undefined;
}

export interface TransactionMarker {
  readonly isAbort: boolean;
  readonly coordinatorEpoch: number;
}

/** A transaction whose marker has been written. */
export interface CompletedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
  /** The marker's offset. */
  readonly lastOffset: number;
  readonly isAborted: boolean;
}

type Remember = (batches: readonly RememberedBatch[], batch: RememberedBatch) => readonly RememberedBatch[];

/** What is known of a producer once a batch of it is in the log. */
export function producerStateAfter(
  known: ProducerState | undefined,
  batch: ProducedBatch,
  remember: Remember,
): ProducerState {
  const { producerId, producerEpoch, marker } = batch;
  const batches = known?.producerEpoch === producerEpoch ? known.batches : [];
  const lastTimestampMs = batch.maxTimestampMs;
  if (marker !== undefined) {
    const { coordinatorEpoch } = marker;
    return { producerId, producerEpoch, batches, coordinatorEpoch, lastTimestampMs, transactionFirstOffset: undefined };
  }
  const remembered: RememberedBatch = {
    firstSequence: batch.baseSequence,
    lastSequence: batch.lastSequence,
    firstOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    timestampMs: lastTimestampMs,
  };
  return {
    producerId,
    producerEpoch,
    batches: remember(batches, remembered),
    coordinatorEpoch: known?.coordinatorEpoch ?? -1,
    lastTimestampMs,
    transactionFirstOffset: known?.transactionFirstOffset ?? (batch.isTransactional ? batch.baseOffset : undefined),
  };
}

/** All producers of one log, and which of its transactions are not decided for all readers. */
export class ProducerStates {
  readonly #producers = new Map<number, ProducerState>();
  /** Where each open transaction began, by its producer. */
  readonly #openSince = new Map<number, number>();
  /** Completed, yet with a marker that is not below the high watermark: a reader of committed records still waits for it. */
  #undecided: CompletedTransaction[] = [];
  readonly #remember: Remember;

  constructor(remember: Remember, producers: readonly ProducerState[] = []) {
    this.#remember = remember;
    for (const producer of producers) this.#set(producer);
  }

  get count(): number {
    return this.#producers.size;
  }

  of(producerId: number): ProducerState | undefined {
    return this.#producers.get(producerId);
  }

  /** Sorted by producer id. */
  all(): readonly ProducerState[] {
    return [...this.#producers.values()].sort((one, other) => one.producerId - other.producerId);
  }

  /** Takes note of a batch that is in the log now. */
  update(batch: ProducedBatch): CompletedTransaction | undefined {
    const { producerId, marker } = batch;
    const known = this.#producers.get(producerId);
    this.#set(producerStateAfter(known, batch, this.#remember));
    if (marker === undefined || known?.transactionFirstOffset === undefined) return undefined;
    const firstOffset = known.transactionFirstOffset;
    const completed = { producerId, firstOffset, lastOffset: batch.lastOffset, isAborted: marker.isAbort };
    this.#undecided.push(completed);
    return completed;
  }

  /** What the last stable offset becomes when a transaction that is complete is decided for all. */
  lastStableOffsetAfter(completed: CompletedTransaction): number {
    return Math.min(completed.lastOffset + 1, this.#firstOpenOffset());
  }

  /** Transactions whose markers lie below the high watermark are decided. */
  decideUpTo(highWatermark: number): void {
    if (this.#undecided.length === 0) return;
    this.#undecided = this.#undecided.filter((transaction) => transaction.lastOffset >= highWatermark);
  }

  /** The first offset that a reader of committed records must wait for; undefined where there is none. */
  firstUnstableOffset(): number | undefined {
    let offset = this.#firstOpenOffset();
    for (const transaction of this.#undecided) offset = Math.min(offset, transaction.firstOffset);
    return offset === Infinity ? undefined : offset;
  }

  /** Forgets those without an open transaction who wrote nothing for so long (`producer.id.expiration.ms`). */
  removeExpired(nowMs: number, expirationMs: number): void {
    for (const producer of this.#producers.values()) {
      if (isExpired(producer, nowMs, expirationMs)) this.#producers.delete(producer.producerId);
    }
  }

  #set(producer: ProducerState): void {
    const { producerId, transactionFirstOffset } = producer;
    this.#producers.set(producerId, producer);
    if (transactionFirstOffset === undefined) this.#openSince.delete(producerId);
    else this.#openSince.set(producerId, transactionFirstOffset);
  }

  #firstOpenOffset(): number {
    let offset = Infinity;
    for (const firstOffset of this.#openSince.values()) offset = Math.min(offset, firstOffset);
    return offset;
  }
}

export function isExpired(producer: ProducerState, nowMs: number, expirationMs: number): boolean {
  return producer.transactionFirstOffset === undefined && nowMs - producer.lastTimestampMs >= expirationMs;
}
