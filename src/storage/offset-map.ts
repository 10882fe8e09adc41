import { KeyHash } from './key-hash.ts';

/** Sixteen bytes of hash and eight of offset: what a key takes, however long it is. */
export const bytesPerKey = 24;
const fewestSlots = 1024;
const free = -1;

/**
 * Of each key the largest offset that was seen, in memory with a bound: of a key only its hash is kept. When the map is full the
 * cleaner stops looking, and cleans what it knows; the rest is for the next round. It begins small, as most logs have few keys.
 */
export class OffsetMap {
  readonly #mostSlots: number;
  readonly #mostKeys: number;
  readonly #loadFactor: number;
  readonly #hash: KeyHash;
  #slots: number;
  #hashes: Int32Array;
  #offsets: Float64Array;
  #keyCount = 0;
  /** Behind the last offset that was looked at: what the map knows of keys ends here. */
  endOffset = 0;

  /**
   * @param sizeBytes `log.cleaner.dedupe.buffer.size`
   * @param loadFactor `log.cleaner.io.buffer.load.factor`, 0 to 1: so full it may become
   * @param seed any integer of 32 bits
   */
  constructor(sizeBytes: number, loadFactor: number, seed: number) {
    this.#mostSlots = Math.max(1, Math.floor(sizeBytes / bytesPerKey));
    this.#mostKeys = Math.max(1, Math.floor(this.#mostSlots * loadFactor));
    this.#loadFactor = Math.min(loadFactor, 0.9);
    this.#hash = new KeyHash(seed);
    this.#slots = Math.min(fewestSlots, this.#mostSlots);
    this.#hashes = new Int32Array(4 * this.#slots);
    this.#offsets = new Float64Array(this.#slots).fill(free);
  }

  get keyCount(): number {
    return this.#keyCount;
  }

  get isFull(): boolean {
    return this.#keyCount >= this.#mostKeys;
  }

  /** Notes the offset of a key, which lies in the bytes from `start` up to, not including, `end`; offsets rise. */
  put(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const slot = this.#slotOf(bytes, start, end);
    if (this.#offsets[slot] !== free) {
      this.#offsets[slot] = offset;
      return;
    }
    this.#fill(slot, offset);
    this.#keyCount++;
    if (this.#keyCount >= this.#slots * this.#loadFactor) this.#grow();
  }

  /** -1 for a key that was not seen. */
  latestOffsetOf(bytes: Uint8Array, start: number, end: number): number {
    return this.#offsets[this.#slotOf(bytes, start, end)]!;
  }

  /** Where the key stands, or would stand. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    this.#hash.of(bytes, start, end);
    return this.#slotOfHash();
  }

  #slotOfHash(): number {
    const { one, two, three, four } = this.#hash;
    const hashes = this.#hashes;
    const offsets = this.#offsets;
    for (let slot = (one >>> 0) % this.#slots; ; slot = slot + 1 === this.#slots ? 0 : slot + 1) {
      if (offsets[slot] === free) return slot;
      const at = 4 * slot;
      const isSame =
        hashes[at] === one && hashes[at + 1] === two && hashes[at + 2] === three && hashes[at + 3] === four;
      if (isSame) return slot;
    }
  }

  #fill(slot: number, offset: number): void {
    const { one, two, three, four } = this.#hash;
    this.#hashes[4 * slot] = one;
    this.#hashes[4 * slot + 1] = two;
    this.#hashes[4 * slot + 2] = three;
    this.#hashes[4 * slot + 3] = four;
    this.#offsets[slot] = offset;
  }

  /** Up to the bound; beyond it only where the first batch alone has more keys than fit. */
  #grow(): void {
    const hashes = this.#hashes;
    const offsets = this.#offsets;
    const isAtBound = this.#slots >= this.#mostSlots;
    if (isAtBound && this.#keyCount < this.#slots - 1) return;
    this.#slots = isAtBound ? 2 * this.#slots : Math.min(2 * this.#slots, this.#mostSlots);
    this.#hashes = new Int32Array(4 * this.#slots);
    this.#offsets = new Float64Array(this.#slots).fill(free);
    for (const [slot, offset] of offsets.entries()) {
      if (offset === free) continue;
      this.#hash.one = hashes[4 * slot]!;
      this.#hash.two = hashes[4 * slot + 1]!;
      this.#hash.three = hashes[4 * slot + 2]!;
      this.#hash.four = hashes[4 * slot + 3]!;
      this.#fill(this.#slotOfHash(), offset);
    }
  }
}
