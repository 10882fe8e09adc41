import type { Random } from '../world.ts';
import { Hash } from './hash.ts';

/**
 * A generator that a seed and a name determine (sfc32, integers only). What it splits off depends on the names alone and
 * not on what was drawn before: a choice that is added in one place moves no other.
 */
export class SeededRandom implements Random {
  readonly #lineage: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param lineage the seed, and the names of all streams that lead here */
  constructor(lineage: string) {
    this.#lineage = lineage;
    const hash = new Hash();
    hash.text(lineage);
    const [first, second] = hash.state();
    this.#a = first;
    this.#b = second;
    this.#c = Math.imul(first ^ second, 0x9e3779b1);
    for (let round = 0; round < 15; round++) this.#next();
  }

  below(limit: number): number {
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= 0x1_0000_0000)) {
      throw new RangeError(`a limit from 1 to 2^32 is wanted, not ${limit}`);
    }
    const fair = 0x1_0000_0000 - (0x1_0000_0000 % limit);
    let drawn = this.#next();
    while (drawn >= fair) drawn = this.#next();
    return drawn % limit;
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let position = 0; position < length; position++) bytes[position] = this.#next() & 0xff;
    return bytes;
  }

  stream(name: string): SeededRandom {
    return new SeededRandom(`${this.#lineage}\u0000${name}`);
  }

  #next(): number {
    const drawn = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }
}

/** One entry of a table, each as likely as its neighbour: how every distribution here is drawn, without a logarithm. */
export function drawFrom(random: Random, table: readonly number[]): number {
  return table[random.below(table.length)]!;
}
