import { DecodeError } from '../../reader.ts';

/**
 * Bits that are read from the end to the start: zstd writes what it compresses in reverse. The last byte's highest set bit only
 * marks where they begin.
 */
export class BackwardBits {
  readonly #bytes: Uint8Array;
  readonly #start: number;
  /** How many bits are left. */
  #left: number;

  /** The bits between two positions of the bytes. */
  constructor(bytes: Uint8Array, start: number, end: number) {
    const last = end > start ? bytes[end - 1]! : 0;
    if (last === 0) throw new DecodeError('a zstd bit stream without its end mark');
    this.#bytes = bytes;
    this.#start = start;
    this.#left = (end - start) * 8 - 1 - Math.clz32(last << 24);
  }

  get left(): number {
    return this.#left;
  }

  /** The next bits as a number, at most 24 of them. */
  read(count: number): number {
    this.#left -= count;
    if (this.#left < 0) throw new DecodeError('a zstd bit stream ends too early');
    return this.#at(this.#left) & ((1 << count) - 1);
  }

  /** The next bits as a number, at most 31 of them. */
  readLong(count: number): number {
    if (count <= 24) return this.read(count);
    const upper = this.read(count - 16);
    return upper * 65536 + this.read(16);
  }

  /** The next bits without passing them, at most 24; what lies beyond the end counts as zeros. */
  peek(count: number): number {
    const position = this.#left - count;
    const mask = (1 << count) - 1;
    return position >= 0 ? this.#at(position) & mask : (this.#at(0) << -position) & mask;
  }

  skip(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw new DecodeError('a zstd bit stream ends too early');
  }

  /** The bits from a position on, counted from the start; those above the ones that are left mean nothing. */
  #at(position: number): number {
    const bytes = this.#bytes;
    const byte = this.#start + (position >>> 3);
    return (
      (bytes[byte]! | (bytes[byte + 1]! << 8) | (bytes[byte + 2]! << 16) | (bytes[byte + 3]! << 24)) >>> (position & 7)
    );
  }
}
