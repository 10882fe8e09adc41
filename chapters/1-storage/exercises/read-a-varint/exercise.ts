/** What was read, and where the next number begins. */
export interface Read {
  readonly value: number;
  /** The position of the first byte behind it. */
  readonly end: number;
}

/**
 * In a record all lengths and differences are varints: a whole number from −2147483648 to 2147483647 in one to five bytes.
 *
 * - Each byte gives seven bits, its lower ones: `byte & 0x7f`. The first byte has the lowest seven bits of the number, the next
 *   one the seven above them.
 * - A byte of 0x80 or more says that another one follows.
 * - So that small numbers below zero are short too, the bits are folded (zig-zag): 0, 1, 2, 3, 4 stand for 0, −1, 1, −2, 2.
 *
 * Read the number that begins at `position`.
 */
export function readVarint(bytes: Uint8Array, position: number): Read {
  throw new Error(`write here which number begins at byte ${position} of ${bytes.length}`);
}
