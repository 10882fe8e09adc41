import type { CompressionCodec } from '../../bytes/compression/codec.ts';
import { BatchBuilder } from '../../records/batch-builder.ts';
import { batchHeaderBytes } from '../../records/batch-header.ts';
import type { DeliveryRules } from '../rules.ts';
import { ProducerBatch } from './batch.ts';
import { PartitionQueue } from './partition-queue.ts';
import type { OutgoingRecord } from './record.ts';

export interface AccumulatorSettings {
  readonly 'batch.size': number;
  readonly 'buffer.memory': number;
  readonly codec: CompressionCodec;
  readonly compressionLevel: number | undefined;
}

/** What became of a record: it opened a batch, or joined one, or must wait because `buffer.memory` is used up. */
export type Appended = 'opened' | 'joined' | 'no memory';

/**
 * Where records wait for company: a queue of batches for each partition, all together within `buffer.memory`. As in Kafka a
 * batch takes its whole `batch.size` of that when it begins.
 */
export class RecordAccumulator {
  readonly #settings: AccumulatorSettings;
  readonly #rules: DeliveryRules;
  readonly #queues = new Map<string, PartitionQueue[]>();
  /** Those that have something waiting or unanswered. */
  readonly #active = new Set<PartitionQueue>();
  #reservedBytes = 0;
  #nextNumber = 0;

  constructor(settings: AccumulatorSettings, rules: DeliveryRules) {
    this.#settings = settings;
    this.#rules = rules;
  }

  /** What batches hold of `buffer.memory`. */
  get reservedBytes(): number {
    return this.#reservedBytes;
  }

  /** The queues that have something waiting or unanswered. */
  get active(): ReadonlySet<PartitionQueue> {
    return this.#active;
  }

  append(record: OutgoingRecord, partition: number, nowMs: number, isTold: boolean): Appended {
    const queue = this.#queue(record.topic, partition);
    const open = queue.open;
    const { 'batch.size': batchSizeBytes } = this.#settings;
    if (open !== undefined && this.#rules.fitsIntoBatch(open.gatheredBytes, open.sizeBytesOf(record), batchSizeBytes)) {
      open.append(record, isTold);
      return 'joined';
    }
    const batch = this.#newBatch(queue, record, nowMs);
    if (batch === undefined) return 'no memory';
    batch.append(record, isTold);
    queue.begin(batch);
    this.#active.add(queue);
    return 'opened';
  }

  /** Whether a record that comes now may join the last batch of the partition. */
  hasOpenBatch(topic: string, partition: number): boolean {
    const open = this.#queue(topic, partition).open;
    return open !== undefined && !this.isFull(open);
  }

  /** Whether the partition has a batch that need not wait for company any more. */
  hasFullBatch(topic: string, partition: number): boolean {
    const { waiting } = this.#queue(topic, partition);
    return waiting.length > 1 || (waiting.length === 1 && this.isFull(waiting[0]!));
  }

  isFull(batch: ProducerBatch): boolean {
    return batch.gatheredBytes >= this.#settings['batch.size'];
  }

  /** Of the queues that have something to send, others come first next time. */
  putLast(queue: PartitionQueue): void {
    this.#active.delete(queue);
    this.#active.add(queue);
  }

  /** The batch is done with, and nobody needs its bytes any more. */
  release(batch: ProducerBatch, queue: PartitionQueue): void {
    this.#reservedBytes -= batch.reservedBytes;
    if (queue.isEmpty) this.#active.delete(queue);
  }

  #newBatch(queue: PartitionQueue, record: OutgoingRecord, createdAtMs: number): ProducerBatch | undefined {
    const { 'batch.size': batchSizeBytes, 'buffer.memory': bufferMemory, codec, compressionLevel } = this.#settings;
    const recordBytes = batchHeaderBytes + largestSizeBytes(record);
    const reservedBytes = Math.max(batchSizeBytes, recordBytes);
    if (this.#reservedBytes + reservedBytes > bufferMemory) return undefined;
    this.#reservedBytes += reservedBytes;
    const level = compressionLevel === undefined ? {} : { compressionLevel };
    const builder = new BatchBuilder({ codec, ...level, capacityBytes: Math.min(reservedBytes, recordBytes + 512) });
    return new ProducerBatch(queue, { number: this.#nextNumber++, createdAtMs, reservedBytes }, builder);
  }

  #queue(topic: string, partition: number): PartitionQueue {
    let queues = this.#queues.get(topic);
    if (queues === undefined) {
      queues = [];
      this.#queues.set(topic, queues);
    }
    return (queues[partition] ??= new PartitionQueue(topic, partition, this.#rules));
  }
}

/** What a record takes in a batch at most, whatever stands before it. */
export function largestSizeBytes({ key, value, headers }: OutgoingRecord): number {
  // Lengths and deltas are varints of at most five bytes; the timestamp's of ten.
  let sizeBytes = 36 + (key?.length ?? 0) + (value?.length ?? 0);
  for (const header of headers) sizeBytes += 10 + 3 * header.key.length + (header.value?.length ?? 0);
  return sizeBytes;
}
