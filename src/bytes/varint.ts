/** Writes a signed 32-bit integer in zig-zag form, in one to five bytes, and returns where it ends. */
export function putVarint(target: Uint8Array, position: number, value: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; rest > 0x7f; rest >>>= 7) target[position++] = (rest & 0x7f) | 0x80;
  target[position++] = rest;
  return position;
}

/** Writes a safe integer in zig-zag form, and returns where it ends. */
export function putVarlong(target: Uint8Array, position: number, value: number): number {
  if (value === value >> 0) return putVarint(target, position, value);
  const half = value < 0 ? -value - 1 : value;
  let part = (half % 64) * 2 + (value < 0 ? 1 : 0);
  for (let rest = Math.floor(half / 64); rest > 0; rest = Math.floor(rest / 128)) {
    target[position++] = part | 0x80;
    part = rest % 128;
  }
  target[position++] = part;
  return position;
}

/** How many bytes `putVarint` writes. */
export function varintSizeBytes(value: number): number {
  const zigZag = ((value << 1) ^ (value >> 31)) >>> 0;
  if (zigZag < 0x80) return 1;
  if (zigZag < 0x4000) return 2;
  if (zigZag < 0x20_0000) return 3;
  return zigZag < 0x1000_0000 ? 4 : 5;
}

/** How many bytes `putVarlong` writes. */
export function varlongSizeBytes(value: number): number {
  if (value === value >> 0) return varintSizeBytes(value);
  let sizeBytes = 1;
  for (let rest = Math.floor((value < 0 ? -value - 1 : value) / 64); rest > 0; rest = Math.floor(rest / 128))
    sizeBytes++;
  return sizeBytes;
}
