import { DecodeError } from '../bytes/reader.ts';
import type { KafkaRecord, RecordHeader } from './record.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const noHeaders: readonly RecordHeader[] = Object.freeze([]);

/**
 * Walks over the records of a batch, one `next()` at a time. It copies nothing and makes nothing: what a broker has to check of a
 * record stands in its fields, and only `record()` makes views over key, value and headers.
 */
export class RecordCursor {
  timestampDelta = 0;
  offsetDelta = 0;
  /** Negative where there is none. */
  keyLengthBytes = -1;
  valueLengthBytes = -1;
  headersCount = 0;
  /** Where in the bytes the key begins, where what follows the timestamp, and where the record ends. */
  keyPosition = 0;
  offsetDeltaPosition = 0;
  endPosition = 0;

  readonly bytes: Uint8Array;
  readonly #count: number;
  #passed = 0;
  #position = 0;
  #valuePosition = 0;
  #headersPosition = 0;

  /**
   * @param bytes the records, not compressed
   * @param count how many there must be
   */
  constructor(bytes: Uint8Array, count: number) {
    this.bytes = bytes;
    this.#count = count;
  }

  /**
   * Goes to the next record; false behind the last one.
   *
   * @throws DecodeError where the bytes are no record, end before the last one or go on behind it
   */
  next(): boolean {
    if (this.#passed >= this.#count) {
      const rest = this.bytes.length - this.#position;
      if (rest > 0) throw new DecodeError(`${rest} bytes follow the last of ${this.#count} records`);
      return false;
    }
    const sizeBytes = this.#varint();
    const end = this.#position + sizeBytes;
    if (sizeBytes < 0 || end > this.bytes.length) throw this.#malformed(`declares ${sizeBytes} bytes`);
    this.#position++; // attributes: none is defined
    this.timestampDelta = this.#varlong();
    this.offsetDeltaPosition = this.#position;
    this.offsetDelta = this.#varint();
    this.keyLengthBytes = this.#varint();
    this.keyPosition = this.#position;
    this.#skip(this.keyLengthBytes);
    this.valueLengthBytes = this.#varint();
    this.#valuePosition = this.#position;
    this.#skip(this.valueLengthBytes);
    this.headersCount = this.#varint();
    this.#headersPosition = this.#position;
    if (this.headersCount !== 0) this.#skipHeaders(end);
    if (this.#position !== end) throw this.#malformed(`declares ${sizeBytes} bytes and takes others`);
    this.endPosition = end;
    this.#passed++;
    return true;
  }

  /** The record where the cursor stands; its key, value and headers' values are views. */
  record(offset: number, timestamp: number): KafkaRecord {
    return {
      offset,
      timestamp,
      key: this.#view(this.keyPosition, this.keyLengthBytes),
      value: this.#view(this.#valuePosition, this.valueLengthBytes),
      headers: this.headersCount === 0 ? noHeaders : this.#headers(),
    };
  }

  #headers(): readonly RecordHeader[] {
    const behind = this.#position;
    this.#position = this.#headersPosition;
    const headers = Array.from({ length: this.headersCount }, () => ({
      key: utf8.decode(this.#nullable()!),
      value: this.#nullable(),
    }));
    this.#position = behind;
    return headers;
  }

  #skipHeaders(end: number): void {
    // Each takes two bytes at least: a count that cannot be true is refused before anything counts to it.
    if (this.headersCount < 0 || this.headersCount > (end - this.#position) / 2)
      throw this.#malformed(`declares ${this.headersCount} headers`);
    for (let index = 0; index < this.headersCount; index++) {
      const keyLengthBytes = this.#varint();
      if (keyLengthBytes < 0) throw this.#malformed('has a header without a key');
      this.#skip(keyLengthBytes);
      this.#skip(this.#varint());
    }
  }

  #nullable(): Uint8Array | null {
    const lengthBytes = this.#varint();
    const position = this.#position;
    this.#skip(lengthBytes);
    return this.#view(position, lengthBytes);
  }

  #view(position: number, lengthBytes: number): Uint8Array | null {
    return lengthBytes < 0 ? null : this.bytes.subarray(position, position + lengthBytes);
  }

  /** Any negative length says that there is nothing, as in Kafka. */
  #skip(lengthBytes: number): void {
    if (lengthBytes <= 0) return;
    if (lengthBytes > this.bytes.length - this.#position) throw this.#malformed('goes beyond the end');
    this.#position += lengthBytes;
  }

  /** A zig-zag integer of 32 bits. Most are of one or two bytes, so those are read at once. */
  #varint(): number {
    const first = this.bytes[this.#position]!;
    if (first < 0x80) {
      this.#position++;
      return (first >>> 1) ^ -(first & 1);
    }
    const second = this.bytes[this.#position + 1]!;
    if (second < 0x80) {
      this.#position += 2;
      return (((first & 0x7f) | (second << 7)) >>> 1) ^ -(first & 1);
    }
    return this.#longVarint(5, 0x0f);
  }

  /** A zig-zag integer of 64 bits; exact up to 2^53 either way. */
  #varlong(): number {
    const second = this.bytes[this.#position + 1]!;
    return second < 0x80 ? this.#varint() : this.#longVarint(10, 0x01);
  }

  #longVarint(maximalBytes: number, maximalLastByte: number): number {
    let byte = this.#byte();
    const isNegative = (byte & 1) === 1;
    let half = (byte & 0x7f) >>> 1;
    let scale = 64;
    for (let count = 2; byte >= 0x80; count++) {
      byte = this.#byte();
      if (count === maximalBytes && byte > maximalLastByte)
        throw this.#malformed(`has a varint that does not end within ${maximalBytes} bytes`);
      half += (byte & 0x7f) * scale;
      scale *= 128;
    }
    return isNegative ? -half - 1 : half;
  }

  #byte(): number {
    if (this.#position >= this.bytes.length) throw this.#malformed('goes beyond the end');
    return this.bytes[this.#position++]!;
  }

  #malformed(how: string): DecodeError {
    return new DecodeError(
      `record ${this.#passed} of ${this.#count} ${how}, at byte ${this.#position} of ${this.bytes.length}`,
    );
  }
}
