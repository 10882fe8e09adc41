/**
 * The 32-bit murmur2 hash with Kafka's seed, as a signed integer: what the Java client's partitioner makes of a key.
 * `Math.imul` keeps the products within 32 bits, as Java's arithmetic does.
 */
export function murmur2(bytes: Uint8Array): number {
  const multiplier = 0x5bd1e995;
  let hash = 0x9747b28c ^ bytes.length;
  let position = 0;
  for (; position + 4 <= bytes.length; position += 4) {
    let word =
      bytes[position]! | (bytes[position + 1]! << 8) | (bytes[position + 2]! << 16) | (bytes[position + 3]! << 24);
    word = Math.imul(word, multiplier);
    word = Math.imul(word ^ (word >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ word;
  }
  const rest = bytes.length - position;
  if (rest > 0) {
    if (rest > 2) hash ^= bytes[position + 2]! << 16;
    if (rest > 1) hash ^= bytes[position + 1]! << 8;
    hash = Math.imul(hash ^ bytes[position]!, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}
