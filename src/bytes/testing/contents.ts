import fc from 'fast-check';
import { concatenate } from '../writer.ts';

/** Bytes that repeat and bytes that don't, short and beyond a block of any codec. */
export function contents(): fc.Arbitrary<Uint8Array> {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.nat(3000))
      .map(([bytes, times]) => repeated(bytes, times)),
    fc.tuple(fc.nat(), fc.nat(40_000)).map(([seed, lengthBytes]) => noise(seed, lengthBytes)),
    fc.tuple(fc.nat(), fc.nat(4000)).map(([seed, words]) => prose(seed, words)),
  );
  return fc.array(piece, { maxLength: 6 }).map(concatenate);
}

export function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const whole = new Uint8Array(bytes.length * times);
  for (let position = 0; position < whole.length; position += bytes.length) whole.set(bytes, position);
  return whole;
}

/** Bytes in which nothing repeats. */
export function noise(seed: number, lengthBytes: number): Uint8Array {
  const bytes = new Uint8Array(lengthBytes);
  for (let index = 0, state = seed; index < lengthBytes; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** Words of a small language, in any order: what compresses as text does. */
export function prose(seed: number, words: number): Uint8Array {
  const choices = noise(seed, words);
  return new TextEncoder().encode(Array.from(choices, (choice) => `word${choice % 97}`).join(' '));
}

/** A change to some bytes, as an enemy or a broken disk makes it. */
export interface Mutation {
  readonly at: number;
  readonly kind: 'replace' | 'insert' | 'remove' | 'cut';
  readonly byte: number;
}

export function mutations(): fc.Arbitrary<readonly Mutation[]> {
  const mutation = fc.record({
    at: fc.oneof({ weight: 2, arbitrary: fc.nat(40) }, fc.nat(200_000)),
    kind: fc.constantFrom('replace', 'replace', 'replace', 'insert', 'remove', 'cut'),
    byte: fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)),
  });
  return fc.array(mutation as fc.Arbitrary<Mutation>, { minLength: 1, maxLength: 6 });
}

export function mutated(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  return changes.reduce((before, { at, kind, byte }) => {
    const position = before.length === 0 ? 0 : at % before.length;
    const front = before.subarray(0, position);
    if (kind === 'cut') return front;
    const rest = before.subarray(kind === 'insert' ? position : position + 1);
    return concatenate([front, kind === 'remove' ? new Uint8Array() : Uint8Array.of(byte), rest]);
  }, bytes);
}
