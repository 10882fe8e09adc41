import { type CompressionCodec, compress } from '../bytes/compression/codec.ts';
import { batchHeaderBytes, type BatchHeader, putBatchHeader } from './batch-header.ts';
import { type NewRecord, putRecord, recordSizeBytes } from './record.ts';

export interface BatchBuilderOptions {
  readonly codec?: CompressionCodec;
  /** As `compression.gzip.level` and `compression.zstd.level`. */
  readonly compressionLevel?: number;
  /** To what part of their size records are expected to shrink; what `compressionRatio` said of earlier batches. */
  readonly expectedCompressionRatio?: number;
  /** What timestamps count from; the first record's where it is not given. */
  readonly baseTimestamp?: number;
  /** How much memory to take at once, header included; more is taken when it is needed. */
  readonly capacityBytes?: number;
}

/** What the builder cannot know of the header, or knows only as a default: the offsets count up, the largest timestamp is a record's. */
export type HeaderToBuild = Partial<Omit<BatchHeader, 'codec' | 'baseTimestamp' | 'recordsCount'>>;

/**
 * A batch that is being filled: each record is written once, where it will be sent from. `build` ends it; a batch that is to be
 * sent again is restamped with `RecordBatch.setProducerState`.
 */
export class BatchBuilder {
  readonly #codec: CompressionCodec;
  readonly #compressionLevel: number | undefined;
  readonly #expectedRatio: number;
  #bytes: Uint8Array;
  #position: number = batchHeaderBytes;
  #baseTimestamp: number | undefined;
  #maxTimestamp = -1;
  #lastOffsetDelta = -1;
  #recordsCount = 0;
  #compressionRatio: number | undefined;
  #isBuilt = false;

  constructor({
    codec = 'none',
    compressionLevel,
    expectedCompressionRatio = 1,
    baseTimestamp,
    capacityBytes = 1024,
  }: BatchBuilderOptions = {}) {
    this.#codec = codec;
    this.#compressionLevel = compressionLevel;
    this.#expectedRatio = codec === 'none' ? 1 : expectedCompressionRatio;
    this.#baseTimestamp = baseTimestamp;
    this.#bytes = new Uint8Array(Math.max(batchHeaderBytes, capacityBytes));
  }

  get recordsCount(): number {
    return this.#recordsCount;
  }

  /** −1 while there is no record. */
  get maxTimestamp(): number {
    return this.#maxTimestamp;
  }

  /** What the batch will take: exact without compression, else what is expected. */
  get estimatedSizeBytes(): number {
    return batchHeaderBytes + Math.ceil((this.#position - batchHeaderBytes) * this.#expectedRatio);
  }

  /** To what part of their size the records shrank; 1 without compression, undefined before `build`. */
  get compressionRatio(): number | undefined {
    return this.#compressionRatio;
  }

  /** What the record will take as the next one, not compressed. */
  sizeBytesOf(record: NewRecord, offsetDelta = this.#lastOffsetDelta + 1): number {
    return recordSizeBytes(record, offsetDelta, record.timestamp - (this.#baseTimestamp ?? record.timestamp));
  }

  /** Whether the record fits into a batch of that size; the first one always does, so that `batch.size` never stops a record. */
  hasRoomFor(record: NewRecord, batchSizeBytes: number): boolean {
    return this.#recordsCount === 0 || this.estimatedSizeBytes + this.sizeBytesOf(record) <= batchSizeBytes;
  }

  /** @param offsetDelta its distance from the base offset; one more than the last record's where no compaction left a gap */
  append(record: NewRecord, offsetDelta = this.#lastOffsetDelta + 1): void {
    if (this.#isBuilt) throw new Error('a record was appended to a batch that is built');
    this.#baseTimestamp ??= record.timestamp;
    const timestampDelta = record.timestamp - this.#baseTimestamp;
    this.#makeRoom(recordSizeBytes(record, offsetDelta, timestampDelta));
    this.#position = putRecord(record, offsetDelta, timestampDelta, this.#bytes, this.#position);
    this.#maxTimestamp = Math.max(this.#maxTimestamp, record.timestamp);
    this.#lastOffsetDelta = offsetDelta;
    this.#recordsCount++;
  }

  /** The batch: records compressed, header and checksum written. Nothing can be appended afterwards. */
  build(header: HeaderToBuild = {}): Uint8Array {
    this.#isBuilt = true;
    const batch = this.#compressed();
    putBatchHeader(batch, {
      lastOffsetDelta: Math.max(0, this.#lastOffsetDelta),
      maxTimestamp: this.#maxTimestamp,
      ...header,
      codec: this.#recordsCount === 0 ? 'none' : this.#codec,
      baseTimestamp: this.#baseTimestamp ?? -1,
      recordsCount: this.#recordsCount,
    });
    return batch;
  }

  #compressed(): Uint8Array {
    const plain = this.#bytes.subarray(0, this.#position);
    if (this.#codec === 'none' || this.#recordsCount === 0) {
      this.#compressionRatio = 1;
      return plain;
    }
    const records = compress(this.#codec, plain.subarray(batchHeaderBytes), this.#compressionLevel);
    this.#compressionRatio = records.length / (plain.length - batchHeaderBytes);
    const batch = new Uint8Array(batchHeaderBytes + records.length);
    batch.set(records, batchHeaderBytes);
    return batch;
  }

  #makeRoom(neededBytes: number): void {
    if (this.#position + neededBytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#position + neededBytes));
    larger.set(this.#bytes.subarray(0, this.#position));
    this.#bytes = larger;
  }
}
