import { type CompressionCodec, compressionCodecs, decompress } from '../bytes/compression/codec.ts';
import { crc32c } from '../bytes/crc32c.ts';
import { getInt64, setInt64 } from '../bytes/int64.ts';
import type { Memory } from '../bytes/memory.ts';
import { DecodeError } from '../bytes/reader.ts';
import { at, attribute, batchHeaderBytes, batchLogOverheadBytes, type TimestampType } from './batch-header.ts';
import type { KafkaRecord } from './record.ts';
import { RecordCursor } from './record-cursor.ts';

/** What the records of one batch may take at most when they are decompressed, unless the caller says otherwise. */
export const decompressedLimitBytes = 64 << 20;

/** A batch of an older format has at least this much: offset, length, and the smallest message of magic 0. */
const smallestLegacyBytes = 26;

/**
 * A record batch as a view over the bytes that it stands in: from the producer to the disk to the consumer they stay the same.
 * The header's fields have Kafka's names; nothing is decoded before it is asked for.
 *
 * Of a batch with magic 0 or 1, which nobody sends to Kafka 4 any more, only `magic` and `sizeBytes` mean something.
 */
export class RecordBatch {
  /** The batch, from its base offset to its last record: a view. */
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  /**
   * The batch that starts at `position`.
   *
   * @throws DecodeError where no whole batch can stand there
   */
  constructor(bytes: Uint8Array, position = 0) {
    const sizeBytes = batchSizeBytes(bytes, position);
    if (sizeBytes === undefined || position + sizeBytes > bytes.length)
      throw new DecodeError(`the batch at byte ${position} does not end within ${bytes.length} bytes`);
    this.bytes = bytes.subarray(position, position + sizeBytes);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset + position, sizeBytes);
    const smallestBytes = this.magic < 2 ? smallestLegacyBytes : batchHeaderBytes;
    if (sizeBytes < smallestBytes)
      throw new DecodeError(`the batch at byte ${position} has ${sizeBytes} bytes, fewer than any has`);
  }

  get sizeBytes(): number {
    return this.bytes.length;
  }

  get baseOffset(): number {
    return getInt64(this.#view, at.baseOffset);
  }

  get batchLength(): number {
    return this.#view.getInt32(at.batchLength);
  }

  get partitionLeaderEpoch(): number {
    return this.#view.getInt32(at.partitionLeaderEpoch);
  }

  get magic(): number {
    return this.#view.getInt8(at.magic);
  }

  /** The checksum as it stands there, 0 to 2^32 − 1. */
  get crc(): number {
    return this.#view.getUint32(at.crc);
  }

  get attributes(): number {
    return this.#view.getInt16(at.attributes);
  }

  get lastOffsetDelta(): number {
    return this.#view.getInt32(at.lastOffsetDelta);
  }

  /** What the records' timestamps count from; with a delete horizon, that instant. */
  get baseTimestamp(): number {
    return getInt64(this.#view, at.baseTimestamp);
  }

  get maxTimestamp(): number {
    return getInt64(this.#view, at.maxTimestamp);
  }

  get producerId(): number {
    return getInt64(this.#view, at.producerId);
  }

  get producerEpoch(): number {
    return this.#view.getInt16(at.producerEpoch);
  }

  get baseSequence(): number {
    return this.#view.getInt32(at.baseSequence);
  }

  get recordsCount(): number {
    return this.#view.getInt32(at.recordsCount);
  }

  /** The offset of the last record that the producer put in; compaction may have taken it out. */
  get lastOffset(): number {
    return this.baseOffset + this.lastOffsetDelta;
  }

  get nextOffset(): number {
    return this.lastOffset + 1;
  }

  get hasProducerId(): boolean {
    return this.producerId >= 0;
  }

  /** −1 without a sequence. */
  get lastSequence(): number {
    return this.baseSequence < 0 ? -1 : sequenceAfter(this.baseSequence, this.lastOffsetDelta);
  }

  /** Undefined where the attributes name none that exists. */
  get codec(): CompressionCodec | undefined {
    return compressionCodecs[this.attributes & attribute.codec];
  }

  get timestampType(): TimestampType {
    return this.attributes & attribute.logAppendTime ? 'LogAppendTime' : 'CreateTime';
  }

  get isTransactional(): boolean {
    return (this.attributes & attribute.transactional) !== 0;
  }

  get isControlBatch(): boolean {
    return (this.attributes & attribute.control) !== 0;
  }

  /** When tombstones and markers may go (KIP-534); undefined as long as the cleaner has set no such instant. */
  get deleteHorizonMs(): number | undefined {
    return this.attributes & attribute.deleteHorizon ? this.baseTimestamp : undefined;
  }

  /** Whether the checksum is that of the bytes. */
  checkCrc(): boolean {
    return this.crc === this.#computedCrc();
  }

  /**
   * The records as they were before compression; a view where they are not compressed.
   *
   * @throws DecodeError
   */
  recordsBytes(limitBytes = decompressedLimitBytes, memory?: Memory): Uint8Array {
    const { codec } = this;
    if (codec === undefined)
      throw new DecodeError(`compression codec ${this.attributes & attribute.codec} does not exist`);
    const compressed = this.bytes.subarray(at.records);
    return codec === 'none' ? compressed : decompress(codec, compressed, limitBytes, memory);
  }

  /** A walk over the records that makes nothing of them. */
  cursor(limitBytes = decompressedLimitBytes, memory?: Memory): RecordCursor {
    this.#refuseOlder();
    const { recordsCount } = this;
    if (recordsCount < 0) throw new DecodeError(`a batch of ${recordsCount} records`);
    if (recordsCount === 0) return new RecordCursor(this.bytes.subarray(this.sizeBytes), 0);
    return new RecordCursor(this.recordsBytes(limitBytes, memory), recordsCount);
  }

  /** Looks at the records in memory that is given back afterwards: nothing that is returned may be a view over them. */
  look<Seen>(see: (cursor: RecordCursor) => Seen, memory: Memory, limitBytes = decompressedLimitBytes): Seen {
    const cursor = this.cursor(limitBytes, memory);
    try {
      return see(cursor);
    } finally {
      // What is not compressed, or empty, is a view over the batch itself.
      if (cursor.bytes.buffer !== this.bytes.buffer) memory.give(cursor.bytes);
    }
  }

  /**
   * The records, decoded one at a time; views over the batch or over what was decompressed.
   *
   * @throws DecodeError on the way, where the bytes are no records
   */
  *records(limitBytes = decompressedLimitBytes): Generator<KafkaRecord, void, undefined> {
    this.#refuseOlder();
    const { baseOffset, baseTimestamp, maxTimestamp } = this;
    const appendTime = this.timestampType === 'LogAppendTime';
    const cursor = this.cursor(limitBytes);
    while (cursor.next()) {
      yield cursor.record(
        baseOffset + cursor.offsetDelta,
        appendTime ? maxTimestamp : baseTimestamp + cursor.timestampDelta,
      );
    }
  }

  /** The checksum does not cover it. */
  setBaseOffset(offset: number): void {
    setInt64(this.#view, at.baseOffset, offset);
  }

  /** The checksum does not cover it. */
  setPartitionLeaderEpoch(epoch: number): void {
    this.#view.setInt32(at.partitionLeaderEpoch, epoch);
  }

  /**
   * What a broker sets when it appends: under LogAppendTime the instant, which then counts for every record; else the largest
   * timestamp of the records. The checksum follows; where nothing changes, nothing is computed.
   */
  setMaxTimestamp(timestampType: TimestampType, maxTimestamp: number): void {
    if (this.timestampType === timestampType && this.maxTimestamp === maxTimestamp) return;
    const others = this.attributes & ~attribute.logAppendTime;
    this.#view.setInt16(at.attributes, others | (timestampType === 'LogAppendTime' ? attribute.logAppendTime : 0));
    setInt64(this.#view, at.maxTimestamp, maxTimestamp);
    this.#setCrc();
  }

  /** What a producer sets anew before it sends a batch again under another id, epoch or sequence. The checksum follows. */
  setProducerState(producerId: number, producerEpoch: number, baseSequence: number, isTransactional: boolean): void {
    const others = this.attributes & ~attribute.transactional;
    this.#view.setInt16(at.attributes, others | (isTransactional ? attribute.transactional : 0));
    setInt64(this.#view, at.producerId, producerId);
    this.#view.setInt16(at.producerEpoch, producerEpoch);
    this.#view.setInt32(at.baseSequence, baseSequence);
    this.#setCrc();
  }

  /** Where a batch of magic 2 has its other fields, an older and shorter one may have ended. */
  #refuseOlder(): void {
    if (this.magic !== 2) throw new DecodeError(`a batch of magic ${this.magic} is not read`);
  }

  #computedCrc(): number {
    return crc32c(this.bytes.subarray(at.attributes));
  }

  #setCrc(): void {
    this.#view.setUint32(at.crc, this.#computedCrc());
  }
}

/**
 * The sequence number that comes `increment` after another; after the largest comes 0.
 *
 * @param sequence 0 to 2^31 − 1
 */
export function sequenceAfter(sequence: number, increment: number): number {
  return (sequence + increment) % 0x8000_0000;
}

/** How long the batch at `position` says that it is, all of it; undefined where its length has not come yet. */
export function batchSizeBytes(bytes: Uint8Array, position: number): number | undefined {
  if (position + batchLogOverheadBytes > bytes.length) return undefined;
  const length = position + at.batchLength;
  const batchLength =
    (bytes[length]! << 24) | (bytes[length + 1]! << 16) | (bytes[length + 2]! << 8) | bytes[length + 3]!;
  const sizeBytes = batchLogOverheadBytes + batchLength;
  if (sizeBytes < smallestLegacyBytes)
    throw new DecodeError(`the batch at byte ${position} has the length ${batchLength}`);
  return sizeBytes;
}
