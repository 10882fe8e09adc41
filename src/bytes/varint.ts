/** Writes 0 to 2^32 − 1 in one to five bytes, seven bits each, the lowest first, and returns where it ends. */
export function putUnsignedVarint(target: Uint8Array, position: number, value: number): number {
  for (; value > 0x7f; value >>>= 7) target[position++] = (value & 0x7f) | 0x80;
  target[position++] = value;
  return position;
}

/** Writes a signed 32-bit integer in zig-zag form (0, −1, 1, −2, …), so that small ones of either sign are short. */
export function putVarint(target: Uint8Array, position: number, value: number): number {
  return putUnsignedVarint(target, position, zigZag(value));
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

/** How many bytes `putUnsignedVarint` writes. */
export function unsignedVarintSizeBytes(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  return value < 0x1000_0000 ? 4 : 5;
}

/** How many bytes `putVarint` writes. */
export function varintSizeBytes(value: number): number {
  return unsignedVarintSizeBytes(zigZag(value));
}

/** How many bytes `putVarlong` writes. */
export function varlongSizeBytes(value: number): number {
  if (value === value >> 0) return varintSizeBytes(value);
  let sizeBytes = 1;
  for (let rest = Math.floor((value < 0 ? -value - 1 : value) / 64); rest > 0; rest = Math.floor(rest / 128))
    sizeBytes++;
  return sizeBytes;
}

function zigZag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}
