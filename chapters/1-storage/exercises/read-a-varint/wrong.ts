import type { readVarint } from './exercise.ts';
import { readVarint as solution } from './solution.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof readVarint>> = {
  'only the first byte is read': (bytes, position) => solution(Uint8Array.of(bytes[position]! & 0x7f), 0),
  'the number is not unfolded': (bytes, position) => {
    const { value, end } = solution(bytes, position);
    return { value: ((value << 1) ^ (value >> 31)) >>> 0, end };
  },
  'the highest seven bits come first': (bytes, position) => {
    let folded = 0;
    let end = position;
    let byte: number;
    do {
      byte = bytes[end++]!;
      folded = (folded << 7) | (byte & 0x7f);
    } while (byte >= 0x80);
    return { value: (folded >>> 1) ^ -(folded & 1), end };
  },
  'an odd number is its half with a minus': (bytes, position) => {
    const { value, end } = solution(bytes, position);
    return { value: value < 0 ? value + 1 : value, end };
  },
  'the highest bit is taken for a sign': (bytes, position) => {
    const { value, end } = solution(bytes, position);
    const folded = (value << 1) ^ (value >> 31);
    return { value: (folded >> 1) ^ -(folded & 1), end };
  },
  'the end is counted from where it began': (bytes, position) => {
    const { value, end } = solution(bytes, position);
    return { value, end: end - position };
  },
};
