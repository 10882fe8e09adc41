import { compress } from '../bytes/compression/codec.ts';
import { putVarint, putVarlong, varintSizeBytes, varlongSizeBytes } from '../bytes/varint.ts';
import { batchHeaderBytes, putBatchHeader } from '../records/batch-header.ts';
import type { RecordBatch } from '../records/record-batch.ts';
import type { RecordCursor } from '../records/record-cursor.ts';

const attributesBytes = 1;

/**
 * The records of one batch that are kept, by where they stand, and the batch that is made of them. Nothing is decoded: but for
 * its timestamp, which counts from the batch's base, a record is copied as it is. The object is used for batch after batch.
 */
export class KeptRecords {
  /** Where what follows the timestamp begins and ends. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #timestamps: number[] = [];
  #count = 0;
  #maxTimestamp = -1;

  get count(): number {
    return this.#count;
  }

  /** For the next batch. */
  clear(): void {
    this.#count = 0;
    this.#maxTimestamp = -1;
  }

  /** Keeps the record at which the cursor stands. */
  keep(cursor: RecordCursor, timestamp: number): void {
    this.#starts[this.#count] = cursor.offsetDeltaPosition;
    this.#ends[this.#count] = cursor.endPosition;
    this.#timestamps[this.#count] = timestamp;
    this.#count++;
    if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp;
  }

  /**
   * The batch with these records: its offsets, producer and codec are those of the one that they are from.
   *
   * @param records the bytes in which the records stand
   * @param deleteHorizonMs becomes the base timestamp (KIP-534); without it that is the first record's
   */
  build(batch: RecordBatch, records: Uint8Array, deleteHorizonMs: number | undefined): Uint8Array {
    const baseTimestamp = deleteHorizonMs ?? this.#timestamps[0]!;
    const plain = this.#write(records, baseTimestamp);
    const codec = batch.codec ?? 'none';
    const bytes = codec === 'none' ? plain : withHeaderBytes(compress(codec, plain.subarray(batchHeaderBytes)));
    putBatchHeader(bytes, {
      ...headerOf(batch),
      codec,
      hasDeleteHorizon: deleteHorizonMs !== undefined,
      baseTimestamp,
      maxTimestamp: batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : this.#maxTimestamp,
      recordsCount: this.#count,
    });
    return bytes;
  }

  /** Behind room for the header. */
  #write(records: Uint8Array, baseTimestamp: number): Uint8Array {
    let sizeBytes = batchHeaderBytes;
    for (let index = 0; index < this.#count; index++) {
      const bodyBytes = this.#bodyBytes(index, baseTimestamp);
      sizeBytes += varintSizeBytes(bodyBytes) + bodyBytes;
    }
    const target = new Uint8Array(sizeBytes);
    let position: number = batchHeaderBytes;
    for (let index = 0; index < this.#count; index++) {
      position = putVarint(target, position, this.#bodyBytes(index, baseTimestamp));
      target[position++] = 0; // attributes: none is defined
      position = putVarlong(target, position, this.#timestamps[index]! - baseTimestamp);
      const rest = records.subarray(this.#starts[index], this.#ends[index]);
      target.set(rest, position);
      position += rest.length;
    }
    return target;
  }

  #bodyBytes(index: number, baseTimestamp: number): number {
    const timestampBytes = varlongSizeBytes(this.#timestamps[index]! - baseTimestamp);
    return attributesBytes + timestampBytes + this.#ends[index]! - this.#starts[index]!;
  }
}

/** A batch without its records: it says who wrote up to which sequence, and up to which offset. */
export function emptied(batch: RecordBatch): Uint8Array {
  const bytes = new Uint8Array(batchHeaderBytes);
  putBatchHeader(bytes, {
    ...headerOf(batch),
    baseTimestamp: -1,
    maxTimestamp: batch.maxTimestamp,
    recordsCount: 0,
  });
  return bytes;
}

function headerOf(batch: RecordBatch) {
  const { baseOffset, partitionLeaderEpoch, timestampType, isTransactional, isControlBatch, lastOffsetDelta } = batch;
  const { producerId, producerEpoch, baseSequence } = batch;
  return {
    baseOffset,
    partitionLeaderEpoch,
    timestampType,
    isTransactional,
    isControlBatch,
    lastOffsetDelta,
    producerId,
    producerEpoch,
    baseSequence,
  };
}

function withHeaderBytes(records: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(batchHeaderBytes + records.length);
  bytes.set(records, batchHeaderBytes);
  return bytes;
}
