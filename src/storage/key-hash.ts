/**
 * A hash of 128 bits, as four integers of 32: MurmurHash3 (x86, 128 bits, public domain). So long that two keys with one hash
 * do not come: the cleaner compares hashes, and never keys. Of keys of up to sixteen bytes, and of one length, no two have the
 * same.
 */
export class KeyHash {
  one = 0;
  two = 0;
  three = 0;
  four = 0;
  readonly #seed: number;

  /** @param seed any integer of 32 bits */
  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Sets the four integers to the hash of the bytes from `start` up to, not including, `end`. */
  of(bytes: Uint8Array, start: number, end: number): void {
    let h1 = this.#seed;
    let h2 = h1;
    let h3 = h1;
    let h4 = h1;
    let at = start;
    for (; end - at >= 16; at += 16) {
      h1 ^= mixOne(wordAt(bytes, at));
      h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
      h2 ^= mixTwo(wordAt(bytes, at + 4));
      h2 = (Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
      h3 ^= mixThree(wordAt(bytes, at + 8));
      h3 = (Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
      h4 ^= mixFour(wordAt(bytes, at + 12));
      h4 = (Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
    }
    h1 ^= mixOne(restAt(bytes, at, end));
    h2 ^= mixTwo(restAt(bytes, at + 4, end));
    h3 ^= mixThree(restAt(bytes, at + 8, end));
    h4 ^= mixFour(restAt(bytes, at + 12, end));
    this.#finish(h1, h2, h3, h4, end - start);
  }

  #finish(h1: number, h2: number, h3: number, h4: number, lengthBytes: number): void {
    h2 ^= lengthBytes;
    h3 ^= lengthBytes;
    h4 ^= lengthBytes;
    h1 = ((h1 ^ lengthBytes) + h2 + h3 + h4) | 0;
    h2 = avalanche((h2 + h1) | 0);
    h3 = avalanche((h3 + h1) | 0);
    h4 = avalanche((h4 + h1) | 0);
    this.one = (avalanche(h1) + h2 + h3 + h4) | 0;
    this.two = (h2 + this.one) | 0;
    this.three = (h3 + this.one) | 0;
    this.four = (h4 + this.one) | 0;
  }
}

const c1 = 0x239b961b;
const c2 = 0xab0e9789 | 0;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93 | 0;

function mixOne(word: number): number {
  return Math.imul(rotate(Math.imul(word, c1), 15), c2);
}

function mixTwo(word: number): number {
  return Math.imul(rotate(Math.imul(word, c2), 16), c3);
}

function mixThree(word: number): number {
  return Math.imul(rotate(Math.imul(word, c3), 17), c4);
}

function mixFour(word: number): number {
  return Math.imul(rotate(Math.imul(word, c4), 18), c1);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function avalanche(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** Of the word, what lies before the end. */
function restAt(bytes: Uint8Array, at: number, end: number): number {
  if (end - at >= 4) return wordAt(bytes, at);
  let word = 0;
  for (let byte = 0; at + byte < end; byte++) word |= bytes[at + byte]! << (8 * byte);
  return word;
}
