import type { BatchBuilder } from '../../records/batch-builder.ts';
import { RecordBatch } from '../../records/record-batch.ts';
import { partitionName, type TopicPartition } from '../partitions.ts';
import { previewText } from '../../records/preview.ts';
import type { Outcome, OutgoingRecord } from './record.ts';

/** Who a producer is to a broker. */
export interface ProducerIdentity {
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** By what a broker recognises a batch. */
export interface BatchSequence extends ProducerIdentity {
  readonly baseSequence: number;
}

interface Waiting {
  readonly outcome: Outcome;
  readonly timestamp: number;
  /** As events show it; undefined where nobody listens. */
  readonly valueText: string | null | undefined;
}

/** Records for one partition that travel together: gathered, sent, perhaps sent again, and in the end acknowledged or failed. */
export class ProducerBatch {
  readonly topic: string;
  readonly partition: number;
  /** Of its partition. */
  readonly name: string;
  /** Batches of a producer in the order in which they began. */
  readonly number: number;
  /** Monotonic. */
  readonly createdAtMs: number;
  /** What it takes of `buffer.memory`. */
  readonly reservedBytes: number;
  readonly #builder: BatchBuilder;
  #waiting: Waiting[] = [];
  #encoded: RecordBatch | undefined;
  #sequence: BatchSequence | undefined;

  /** How often it was sent. */
  attempts = 0;
  /** Monotonic: not sent again before. */
  pausedUntilMs = 0;
  /** At its last attempt the broker said for certain that it does not take it, because of its sequence or epoch. */
  wasRefused = false;

  constructor(
    { topic, partition }: TopicPartition,
    { number, createdAtMs, reservedBytes }: { number: number; createdAtMs: number; reservedBytes: number },
    builder: BatchBuilder,
  ) {
    this.topic = topic;
    this.partition = partition;
    this.name = partitionName({ topic, partition });
    this.number = number;
    this.createdAtMs = createdAtMs;
    this.reservedBytes = reservedBytes;
    this.#builder = builder;
  }

  get recordsCount(): number {
    return this.#builder.recordsCount;
  }

  /** So far, before compression; 0 while it holds no record. */
  get gatheredBytes(): number {
    return this.recordsCount === 0 ? 0 : this.#builder.estimatedSizeBytes;
  }

  /** Closed: no more records go in. */
  get isClosed(): boolean {
    return this.#encoded !== undefined;
  }

  /** Every record has its outcome. */
  get isDone(): boolean {
    return this.#waiting.length === 0;
  }

  get sequence(): BatchSequence | undefined {
    return this.#sequence;
  }

  sizeBytesOf(record: OutgoingRecord): number {
    return this.#builder.sizeBytesOf(record);
  }

  append(record: OutgoingRecord, isTold: boolean): void {
    this.#builder.append(record);
    const valueText = isTold ? previewText(record.value) : undefined;
    this.#waiting.push({ outcome: record.outcome, timestamp: record.timestamp, valueText });
  }

  /** As it was encoded last. */
  get bytes(): Uint8Array {
    return this.#encoded!.bytes;
  }

  /** Makes the bytes that are sent; the first call compresses, and closes the batch. */
  encode(sequence: BatchSequence | undefined): void {
    if (this.#encoded === undefined) {
      this.#encoded = new RecordBatch(this.#builder.build(sequence));
    } else if (sequence !== undefined && !isSame(sequence, this.#sequence)) {
      const { producerId, producerEpoch, baseSequence } = sequence;
      this.#encoded.setProducerState(producerId, producerEpoch, baseSequence, false);
    }
    this.#sequence = sequence;
  }

  /** The partition begins to count anew: it gets another sequence when it is sent again. */
  forgetSequence(): void {
    this.#sequence = undefined;
    this.wasRefused = false;
  }

  /**
   * @param baseOffset −1 where it is not known
   * @param logAppendTimeMs −1 where the records keep their own timestamps
   */
  acknowledge(
    baseOffset: number,
    logAppendTimeMs: number,
    each?: (offset: number, value: string | null) => void,
  ): void {
    const { topic, partition } = this;
    for (const [index, { outcome, timestamp, valueText = null }] of this.#takeWaiting().entries()) {
      const offset = baseOffset === -1 ? -1 : baseOffset + index;
      each?.(offset, valueText);
      outcome.acknowledged({
        topic,
        partition,
        offset,
        timestampMs: logAppendTimeMs === -1 ? timestamp : logAppendTimeMs,
      });
    }
  }

  fail(error: Error, each?: (value: string | null) => void): void {
    for (const { outcome, valueText = null } of this.#takeWaiting()) {
      each?.(valueText);
      outcome.failed(error);
    }
  }

  #takeWaiting(): readonly Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}

function isSame(one: BatchSequence, other: BatchSequence | undefined): boolean {
  return (
    other !== undefined &&
    one.producerId === other.producerId &&
    one.producerEpoch === other.producerEpoch &&
    one.baseSequence === other.baseSequence
  );
}
