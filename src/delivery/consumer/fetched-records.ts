import { DecodeError } from '../../bytes/reader.ts';
import { transactionMarkerOf } from '../../records/control-records.ts';
import type { TimestampType } from '../../records/batch-header.ts';
import { batchesIn } from '../../records/batches.ts';
import type { KafkaRecord } from '../../records/record.ts';
import type { RecordBatch } from '../../records/record-batch.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { DeliveryRules } from '../rules.ts';
import type { AbortedTransaction } from '../rules/consuming.ts';

export interface FetchedOptions {
  /** `payments-0`, for errors. */
  readonly partition: string;
  readonly checkCrcs: boolean;
  /** Of transactions that were aborted; undefined where all records are read. */
  readonly aborted: readonly AbortedTransaction[] | undefined;
}

/**
 * What one fetch brought for one partition. Batches are decompressed one after the other, when their turn comes, and records
 * decoded one by one. `position` is where to go on behind what was taken.
 */
export class FetchedRecords {
  readonly #batches: readonly RecordBatch[];
  readonly #options: FetchedOptions;
  readonly #rules: DeliveryRules;
  readonly #abortedProducers = new Set<number>();
  readonly #abortedToCome: AbortedTransaction[];
  #position: number;
  #next = 0;
  #records: Iterator<KafkaRecord> | undefined;
  #ahead: KafkaRecord | undefined;
  #timestampType: TimestampType = 'CreateTime';

  /** Throws `KafkaException` where the bytes hold no batches, or none that is whole. */
  constructor(bytes: Uint8Array, position: number, options: FetchedOptions, rules: DeliveryRules) {
    this.#options = options;
    this.#rules = rules;
    this.#position = position;
    this.#abortedToCome = [...(options.aborted ?? [])].sort((one, other) => one.firstOffset - other.firstOffset);
    const { batches, truncatedBytes } = this.#decoded(() => batchesIn(bytes));
    this.#batches = batches;
    if (batches.length === 0 && truncatedBytes > 0) throw this.#corrupt('not even the first batch is whole');
  }

  get position(): number {
    return this.#position;
  }

  /** How the next record came to its timestamp. */
  get timestampType(): TimestampType {
    return this.#timestampType;
  }

  /** The next record that the application is to see, still to be taken; undefined behind the last one. */
  peek(): KafkaRecord | undefined {
    while (this.#ahead === undefined) {
      if (this.#records === undefined && !this.#beginBatch()) return undefined;
      const record = this.#nextOfBatch();
      if (record === undefined) this.#endBatch();
      else if (this.#rules.isWanted(record.offset, this.#position)) this.#ahead = record;
    }
    return this.#ahead;
  }

  /** The record that was looked at is taken. */
  take(): void {
    this.#position = this.#ahead!.offset + 1;
    this.#ahead = undefined;
  }

  /** Goes to the next batch that holds something for the application. */
  #beginBatch(): boolean {
    for (; this.#next < this.#batches.length; this.#next++) {
      const batch = this.#batches[this.#next]!;
      if (batch.nextOffset <= this.#position) continue;
      if (this.#options.checkCrcs && !batch.checkCrc())
        throw this.#corrupt(`the batch at offset ${batch.baseOffset} has a wrong checksum`);
      if (!this.#isPassedOver(batch)) {
        this.#timestampType = batch.timestampType;
        this.#records = batch.records();
        return true;
      }
      this.#position = batch.nextOffset;
    }
    return false;
  }

  #nextOfBatch(): KafkaRecord | undefined {
    const records = this.#records!;
    this.#records = undefined; // where it throws, the batch is begun again, and the error comes again
    const { value, done } = this.#decoded(() => records.next());
    this.#records = records;
    return done ? undefined : value;
  }

  #endBatch(): void {
    // Compaction may have taken the last records out; the position stands behind them all the same.
    this.#position = Math.max(this.#position, this.#batches[this.#next]!.nextOffset);
    this.#next++;
    this.#records = undefined;
  }

  #isPassedOver(batch: RecordBatch): boolean {
    const { producerId, lastOffset } = batch;
    while ((this.#abortedToCome[0]?.firstOffset ?? Infinity) <= lastOffset) {
      this.#abortedProducers.add(this.#abortedToCome.shift()!.producerId);
    }
    if (!batch.isControlBatch) {
      const { isTransactional } = batch;
      return this.#rules.isAborted({ isTransactional, producerId }, this.#abortedProducers);
    }
    const [marker] = this.#decoded(() => [...batch.records()].map(transactionMarkerOf));
    if (marker?.type === 'ABORT') this.#abortedProducers.delete(producerId);
    return true;
  }

  #decoded<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      if (error instanceof DecodeError) throw this.#corrupt(error.message);
      throw error;
    }
  }

  #corrupt(because: string): KafkaException {
    const where = `${this.#options.partition} cannot be read at offset ${this.#position}`;
    return KafkaException.of('KafkaException', `${where}: ${because}; to go on, seek behind it`);
  }
}
