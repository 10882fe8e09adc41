import { setInt64 } from './int64.ts';
import { putUtf8, utf8LengthBytes } from './utf8.ts';
import {
  putUnsignedVarint,
  putVarint,
  putVarlong,
  unsignedVarintSizeBytes,
  varintSizeBytes,
  varlongSizeBytes,
} from './varint.ts';

const utf8 = new TextEncoder();

/**
 * Writes big-endian values one behind the other. What is `attached` is not copied: `parts` returns the pieces in order,
 * ready to be given to a socket or a file as they are.
 */
export class Writer {
  readonly #done: Uint8Array[] = [];
  #doneBytes = 0;
  #bytes: Uint8Array;
  #view: DataView;
  /** Where the piece being written starts in `#bytes`, and where the next value goes. */
  #start = 0;
  #position = 0;

  constructor(expectedBytes = 256) {
    this.#bytes = new Uint8Array(expectedBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get lengthBytes(): number {
    return this.#doneBytes + this.#position - this.#start;
  }

  int8(value: number): void {
    const position = this.#grow(1);
    this.#view.setInt8(position, value);
  }

  int16(value: number): void {
    const position = this.#grow(2);
    this.#view.setInt16(position, value);
  }

  int32(value: number): void {
    const position = this.#grow(4);
    this.#view.setInt32(position, value);
  }

  /** An integer; `Infinity` is written as the largest one, Kafka's 'no limit'. */
  int64(value: number | bigint): void {
    const position = this.#grow(8);
    if (typeof value === 'bigint') this.#view.setBigInt64(position, value);
    else setInt64(this.#view, position, value);
  }

  float64(value: number): void {
    const position = this.#grow(8);
    this.#view.setFloat64(position, value);
  }

  /** 0 to 2^32 − 1. */
  unsignedVarint(value: number): void {
    const position = this.#grow(unsignedVarintSizeBytes(value));
    putUnsignedVarint(this.#bytes, position, value);
  }

  /** A signed 32-bit integer in zig-zag form. */
  varint(value: number): void {
    const position = this.#grow(varintSizeBytes(value));
    putVarint(this.#bytes, position, value);
  }

  /** A safe integer in zig-zag form. */
  varlong(value: number): void {
    const position = this.#grow(varlongSizeBytes(value));
    putVarlong(this.#bytes, position, value);
  }

  /** Copies the bytes; right for the short ones. */
  copy(bytes: Uint8Array): void {
    const position = this.#grow(bytes.length);
    this.#bytes.set(bytes, position);
  }

  /** Puts the bytes in without copying; they must not change before the parts are used. */
  attach(bytes: Uint8Array): void {
    this.#finishPiece();
    this.#done.push(bytes);
    this.#doneBytes += bytes.length;
  }

  /** Writes what `write` writes behind its length in bytes, an unsigned varint. */
  sized(write: (inner: Writer) => void): void {
    const inner = new Writer(64);
    write(inner);
    this.unsignedVarint(inner.lengthBytes);
    for (const part of inner.parts()) this.copy(part);
  }

  /** UTF-8, without a length. */
  text(value: string): void {
    const position = this.#grow(utf8LengthBytes(value));
    putUtf8(value, this.#bytes, position);
  }

  /** Everything written, in order. Nothing may be written afterwards. */
  parts(): Uint8Array[] {
    this.#finishPiece();
    return this.#done;
  }

  /** Everything written, in one piece. */
  toBytes(): Uint8Array {
    return concatenate(this.parts());
  }

  #finishPiece(): void {
    if (this.#position === this.#start) return;
    this.#done.push(this.#bytes.subarray(this.#start, this.#position));
    this.#doneBytes += this.#position - this.#start;
    this.#start = this.#position;
  }

  /** Makes room and returns where the next value goes. */
  #grow(lengthBytes: number): number {
    const position = this.#position;
    if (position + lengthBytes > this.#bytes.length) return this.#move(lengthBytes);
    this.#position = position + lengthBytes;
    return position;
  }

  #move(lengthBytes: number): number {
    const piece = this.#bytes.subarray(this.#start, this.#position);
    const larger = new Uint8Array(Math.max(64, 2 * (piece.length + lengthBytes)));
    larger.set(piece);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
    this.#start = 0;
    this.#position = piece.length + lengthBytes;
    return piece.length;
  }
}

export function encodeText(value: string): Uint8Array {
  return utf8.encode(value);
}

/** One piece of memory for all parts; a single part is returned as it is. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  let lengthBytes = 0;
  for (const part of parts) lengthBytes += part.length;
  const whole = new Uint8Array(lengthBytes);
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
