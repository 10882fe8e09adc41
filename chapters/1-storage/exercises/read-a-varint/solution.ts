import type { Read } from './exercise.ts';

export function readVarint(bytes: Uint8Array, position: number): Read {
  let folded = 0;
  let end = position;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[end++]!;
    folded |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  // An even one stands for its half, an odd one for a number below zero; >>> since the highest bit is no sign here.
  return { value: (folded >>> 1) ^ -(folded & 1), end };
}
