import { getInt64 } from './int64.ts';

/** The bytes are not what they claim to be: they end too early, or a length, a varint or a checksum cannot be true. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/** Keeps a byte order mark as the character that it is. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads big-endian values one behind the other, and never beyond the end: what cannot be read is a `DecodeError`.
 * Slices are views over the same memory, not copies.
 */
export class Reader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.bytes.length - this.#position;
  }

  int8(): number {
    return this.#view.getInt8(this.#advance(1));
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#advance(2));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2));
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4));
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4));
  }

  /** Exact up to 2^53 either way; beyond it the nearest double, so that whoever needs a safe integer checks for one. */
  int64(): number {
    return getInt64(this.#view, this.#advance(8));
  }

  bigInt64(): bigint {
    return this.#view.getBigInt64(this.#advance(8));
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  /** 0 to 2^32 − 1 in one to five bytes. */
  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.uint8();
      if (shift === 28 && byte > 0x0f) break;
      value += (byte & 0x7f) * (1 << shift);
      if (byte < 0x80) return value >>> 0;
    }
    throw new DecodeError(`varint at byte ${this.#position} does not end within 32 bits`);
  }

  /** A signed 32-bit integer in zig-zag form. */
  varint(): number {
    const value = this.unsignedVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A signed 64-bit integer in zig-zag form; exact up to 2^53 either way, as `int64`. */
  varlong(): number {
    const first = this.uint8();
    let half = (first & 0x7f) >>> 1;
    let scale = 64;
    for (let byte = first, count = 1; byte >= 0x80; count++) {
      byte = this.uint8();
      if (count === 9 && byte > 1)
        throw new DecodeError(`varint at byte ${this.#position} does not end within 64 bits`);
      half += (byte & 0x7f) * scale;
      scale *= 128;
    }
    return (first & 1) === 1 ? -half - 1 : half;
  }

  /** A view over the next bytes. */
  slice(lengthBytes: number): Uint8Array {
    const position = this.#advance(lengthBytes);
    return this.bytes.subarray(position, position + lengthBytes);
  }

  text(lengthBytes: number): string {
    return utf8.decode(this.slice(lengthBytes));
  }

  skip(lengthBytes: number): void {
    this.#advance(lengthBytes);
  }

  #advance(lengthBytes: number): number {
    const position = this.#position;
    if (lengthBytes < 0) throw new DecodeError(`length ${lengthBytes} at byte ${position} is negative`);
    if (lengthBytes > this.bytes.length - position) {
      throw new DecodeError(
        `${lengthBytes} bytes wanted at byte ${position}, ${this.bytes.length - position} are left of ${this.bytes.length}`,
      );
    }
    this.#position = position + lengthBytes;
    return position;
  }
}
