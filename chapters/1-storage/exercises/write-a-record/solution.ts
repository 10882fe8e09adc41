import type { NewRecord } from './exercise.ts';

export function varint(value: number): number[] {
  const bytes: number[] = [];
  let folded = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; folded > 0x7f; folded >>>= 7) bytes.push((folded & 0x7f) | 0x80);
  return [...bytes, folded];
}

export function writeRecord({ offsetDelta, timestampDelta, key, value }: NewRecord): Uint8Array {
  const body = [
    0,
    ...varint(timestampDelta),
    ...varint(offsetDelta),
    ...withLength(key),
    ...withLength(value),
    ...varint(0),
  ];
  return Uint8Array.from([...varint(body.length), ...body]);
}

function withLength(bytes: Uint8Array | null): number[] {
  return bytes === null ? varint(-1) : [...varint(bytes.length), ...bytes];
}
