import { freshMemory, type Memory } from '../memory.ts';
import { DecodeError } from '../reader.ts';

/** The bytes would decode to more than the caller is ready to hold. Nothing was allocated for the rest. */
export class LimitExceededError extends DecodeError {}

/**
 * What a decompressor writes to: memory that grows with what is really written, never with what a header claims, and never
 * beyond the limit.
 */
export class BoundedOutput {
  readonly #limitBytes: number;
  readonly #memory: Memory;
  #bytes: Uint8Array;
  #lengthBytes = 0;

  /**
   * @param expectedBytes a first guess; a wrong one costs some copying
   * @param memory where the memory comes from; who is done with what was written may give it back there
   */
  constructor(limitBytes: number, expectedBytes: number, memory: Memory = freshMemory) {
    this.#limitBytes = limitBytes;
    this.#memory = memory;
    this.#bytes = memory.take(Math.min(limitBytes, Math.max(expectedBytes, 64)));
  }

  get lengthBytes(): number {
    return this.#lengthBytes;
  }

  /** Appends `bytes` from `start` to before `end`. */
  append(bytes: Uint8Array, start: number, end: number): void {
    const lengthBytes = end - start;
    let position = this.#advance(lengthBytes);
    const target = this.#bytes;
    if (lengthBytes > 32) target.set(bytes.subarray(start, end), position);
    else for (let index = start; index < end; index++) target[position++] = bytes[index]!;
  }

  /** Appends `lengthBytes` times one byte. */
  fill(byte: number, lengthBytes: number): void {
    const position = this.#advance(lengthBytes);
    this.#bytes.fill(byte, position, position + lengthBytes);
  }

  /** Appends again what was written `distance` bytes ago; where the copy overlaps itself, its own first bytes repeat. */
  repeat(distance: number, lengthBytes: number): void {
    if (distance < 1 || distance > this.#lengthBytes)
      throw new DecodeError(`a repeat from ${distance} bytes ago, where ${this.#lengthBytes} bytes have been decoded`);
    let position = this.#advance(lengthBytes);
    const target = this.#bytes;
    if (lengthBytes > 32 && distance >= lengthBytes) {
      target.copyWithin(position, position - distance, position - distance + lengthBytes);
    } else {
      for (const end = position + lengthBytes; position < end; position++)
        target[position] = target[position - distance]!;
    }
  }

  /** A view over what was written. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#lengthBytes);
  }

  /** Makes room, and returns where the next bytes go. */
  #advance(lengthBytes: number): number {
    const position = this.#lengthBytes;
    const end = position + lengthBytes;
    if (end > this.#bytes.length) this.#grow(end);
    this.#lengthBytes = end;
    return position;
  }

  #grow(neededBytes: number): void {
    if (neededBytes > this.#limitBytes)
      throw new LimitExceededError(`decompresses to more than the ${this.#limitBytes} bytes that are allowed`);
    const larger = this.#memory.take(Math.min(this.#limitBytes, Math.max(2 * this.#bytes.length, neededBytes)));
    larger.set(this.#bytes.subarray(0, this.#lengthBytes));
    this.#memory.give(this.#bytes);
    this.#bytes = larger;
  }
}
