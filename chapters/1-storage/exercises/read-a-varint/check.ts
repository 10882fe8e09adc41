import fc from 'fast-check';
import { putVarint, varintSizeBytes } from '../../../../src/bytes/varint.ts';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import type { readVarint } from './exercise.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

/** Small ones of either sign, and now and then any. */
const values = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.integer());

function written(value: number, before: number): Uint8Array {
  const target = new Uint8Array(before + varintSizeBytes(value) + 1).fill(0x7f);
  putVarint(target, before, value);
  return target;
}

export const exercise: RuleExercise<typeof readVarint> = {
  kind: 'rule',
  title: 'Read a varint',
  minutes: 8,
  writes: 'readVarint',
  inputs: ['bytes', 'position'],
  examples: [
    { inputs: [bytes(0x00), 0], expected: { value: 0, end: 1 }, because: 'Zero is one byte of zeros.' },
    { inputs: [bytes(0x30), 0], expected: { value: 24, end: 1 }, because: '0x30 is 48, which stands for its half.' },
    { inputs: [bytes(0x01), 0], expected: { value: -1, end: 1 }, because: 'So says a record that it has no key.' },
    { inputs: [bytes(0x03), 0], expected: { value: -2, end: 1 }, because: '3 stands for −2.' },
    { inputs: [bytes(0x30, 0x06, 0x61), 1], expected: { value: 3, end: 2 }, because: 'It begins at byte 1.' },
    {
      inputs: [bytes(0xac, 0x02), 0],
      expected: { value: 150, end: 2 },
      because: '0xac gives 44 and says that more follows; 0x02 gives 2 × 128. 300 stands for 150.',
    },
    {
      inputs: [bytes(0xff, 0xff, 0xff, 0xff, 0x0f), 0],
      expected: { value: -2147483648, end: 5 },
      because: 'All 32 bits are set: the largest odd number stands for the smallest of all.',
    },
  ],
  law: {
    says: 'what was written is read, and the next number begins right behind it',
    inputs: fc.tuple(values, fc.nat({ max: 3 })).map(([value, before]) => [written(value, before), before]),
    flaw(found, content, position) {
      const end = content.length - 1;
      const value = valueOf(content.subarray(position, end));
      if (found.value === value && found.end === end) return undefined;
      const expected = { value, end };
      if (found.value === value) return { expected, because: `Its last byte is ${end - 1}: it is below 0x80.` };
      return { expected, because: `Its ${end - position} bytes are those that Kafka writes for ${value}.` };
    },
  },
};

/** Reckoned without bits, so that it is not the solution once more. */
function valueOf(varint: Uint8Array): number {
  const folded = varint.reduce((sum, byte, index) => sum + (byte % 128) * 128 ** index, 0);
  return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
}
