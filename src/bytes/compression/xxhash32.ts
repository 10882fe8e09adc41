const primes = { one: 0x9e3779b1, two: 0x85ebca77, three: 0xc2b2ae3d, four: 0x27d4eb2f, five: 0x165667b1 };

/** The 32-bit xxHash with seed 0, 0 to 2^32 − 1: the checksum inside lz4 frames. */
export function xxhash32(bytes: Uint8Array): number {
  let position = 0;
  let hash = primes.five;
  if (bytes.length >= 16) {
    let first = (primes.one + primes.two) | 0;
    let second = primes.two;
    let third = 0;
    let fourth = -primes.one | 0;
    for (; position + 16 <= bytes.length; position += 16) {
      first = round(first, word(bytes, position));
      second = round(second, word(bytes, position + 4));
      third = round(third, word(bytes, position + 8));
      fourth = round(fourth, word(bytes, position + 12));
    }
    hash = rotate(first, 1) + rotate(second, 7) + rotate(third, 12) + rotate(fourth, 18);
  }
  hash = (hash + bytes.length) | 0;
  for (; position + 4 <= bytes.length; position += 4)
    hash = Math.imul(rotate(hash + Math.imul(word(bytes, position), primes.three), 17), primes.four);
  for (; position < bytes.length; position++)
    hash = Math.imul(rotate(hash + Math.imul(bytes[position]!, primes.five), 11), primes.one);
  hash = Math.imul(hash ^ (hash >>> 15), primes.two);
  hash = Math.imul(hash ^ (hash >>> 13), primes.three);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function round(lane: number, value: number): number {
  return Math.imul(rotate(lane + Math.imul(value, primes.two), 13), primes.one);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function word(bytes: Uint8Array, position: number): number {
  return bytes[position]! | (bytes[position + 1]! << 8) | (bytes[position + 2]! << 16) | (bytes[position + 3]! << 24);
}
