const hashBits = 13;

/** What both formats ask of a block's end: the last match starts this far before it, and its last bytes are literal. */
const matchStartMargin = 12;
const matchEndMargin = 5;

/**
 * Finds repeats of four bytes and more in a block of at most 64 KiB, greedily, with one candidate for each hash of four bytes:
 * what lz4 and snappy are made of. Where nothing matches for long it takes larger steps, so that what can't be compressed is
 * passed quickly.
 *
 * @param found is told of each match: literals from `literalStart` to `position`, then `lengthBytes` as they stood `distance` before
 * @returns where the literals start that are left at the end
 */
export function findMatches(
  bytes: Uint8Array,
  start: number,
  end: number,
  found: (literalStart: number, position: number, distance: number, lengthBytes: number) => void,
): number {
  const lastStart = end - matchStartMargin;
  const positions = new Uint16Array(1 << hashBits);
  let literalStart = start;
  let position = start + 1;
  let misses = 0;
  while (position <= lastStart) {
    const four = fourBytes(bytes, position);
    const hash = Math.imul(four, 0x9e3779b1) >>> (32 - hashBits);
    const candidate = start + positions[hash]!;
    positions[hash] = position - start;
    if (candidate >= position || fourBytes(bytes, candidate) !== four) {
      position += 1 + (misses++ >> 6);
      continue;
    }
    const lengthBytes = matchLength(bytes, candidate, position, end - matchEndMargin);
    found(literalStart, position, position - candidate, lengthBytes);
    position += lengthBytes;
    literalStart = position;
    misses = 0;
  }
  return literalStart;
}

function matchLength(bytes: Uint8Array, candidate: number, position: number, end: number): number {
  let lengthBytes = 4;
  while (position + lengthBytes < end && bytes[candidate + lengthBytes] === bytes[position + lengthBytes])
    lengthBytes++;
  return lengthBytes;
}

function fourBytes(bytes: Uint8Array, position: number): number {
  return bytes[position]! | (bytes[position + 1]! << 8) | (bytes[position + 2]! << 16) | (bytes[position + 3]! << 24);
}
