import { concatenate } from '../../bytes/writer.ts';
import type { Random } from '../world.ts';
import { Misplacements } from './misplacements.ts';

const chunkBytes = 64 * 1024;
const smallestChunkBytes = 512;
const sectorBytes = 512;
const mostChanges = 1024;

/** The bytes of a file at one moment. Its chunks are shared with the file until the file changes what they hold. */
export interface Snapshot {
  readonly chunks: readonly Uint8Array[];
  readonly sizeBytes: number;
  /** The changes that were made up to this moment have lower numbers. */
  readonly changes: number;
}

/** A change that may not be on the platter yet: where bytes were written (none for a truncation), and the size after it. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly sizeAfter: number;
  /** To what the file was cut, so that old bytes beyond cannot come back; `Infinity` where it was not. */
  readonly cutTo: number;
}

/** How much of what was not flushed a loss of power leaves: nothing, or what chance wants. */
export type Survival = 'nothing' | Random;

/**
 * The bytes of a file twice: as the page cache has them, and as they are on the platter. Chunks are shared between the two
 * and copied only when a flushed part is written again, so appending costs one copy and flushing none.
 */
export class FileContent {
  #chunks: Uint8Array[] = [];
  #sizeBytes = 0;
  #durable: Snapshot = { chunks: [], sizeBytes: 0, changes: 0 };
  /** Chunks that no snapshot knows, and the size below which the others must not be written in place. */
  readonly #owned = new Set<number>();
  #sharedBytes = 0;
  #changes: Change[] = [];
  #firstChange = 0;
  #flushesUnderWay = 0;
  readonly #misplacements = new Misplacements();

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** How many bytes, counted from the start, are on the platter as they are here. */
  get flushedBytes(): number {
    return this.#changes.reduce(
      (least, { start, end, cutTo }) => Math.min(least, start < end ? start : cutTo),
      Math.min(this.#durable.sizeBytes, this.#sizeBytes),
    );
  }

  /** How much was written since the last flush, also what was written over or cut off again. */
  get writtenBytes(): number {
    return this.#changes.reduce((sum, change) => sum + change.end - change.start, 0);
  }

  /** How many of the file's bytes, as it is, are in the page cache alone. */
  get unflushedBytes(): number {
    let cutTo = this.#sizeBytes;
    const left = this.#changes
      .toReversed()
      .map((change) => {
        cutTo = Math.min(cutTo, change.cutTo);
        return { start: change.start, end: Math.min(change.end, cutTo) };
      })
      .sort((one, other) => one.start - other.start);
    let counted = 0;
    let sum = 0;
    for (const { start, end } of left) {
      sum += Math.max(0, end - Math.max(start, counted));
      counted = Math.max(counted, end);
    }
    return sum;
  }

  /** The file ends on the platter where it ends here; else a loss of power may bring back what was cut off. */
  get isEndFlushed(): boolean {
    return this.#durable.sizeBytes === this.#sizeBytes;
  }

  /** @param flaw how the platter will be other than the page cache, although the disk says that it has written it */
  write(position: number, buffers: readonly Uint8Array[], flaw?: 'lost' | 'torn' | 'misplaced'): void {
    if (flaw !== undefined) this.#noteFlaw(flaw, position, concatenate(buffers));
    let at = position;
    for (const buffer of buffers) {
      if (flaw === undefined) this.#misplacements.overwrite(at, buffer);
      this.#put(at, buffer);
      at += buffer.length;
    }
    this.#sizeBytes = Math.max(this.#sizeBytes, at);
    this.#remember({ start: position, end: at, sizeAfter: this.#sizeBytes, cutTo: Infinity });
  }

  read(position: number, lengthBytes: number): Uint8Array {
    return readChunks(this.#chunks, position, Math.min(position + lengthBytes, this.#sizeBytes));
  }

  #noteFlaw(flaw: 'lost' | 'torn' | 'misplaced', position: number, bytes: Uint8Array): void {
    const before = new Uint8Array(bytes.length);
    before.set(this.read(position, bytes.length));
    this.#misplacements.note(flaw, this.#firstChange + this.#changes.length, position, before, bytes);
  }

  /** Cuts the file, or makes it longer with zeros. */
  truncate(sizeBytes: number): void {
    this.#misplacements.cutTo(sizeBytes);
    if (sizeBytes < this.#sizeBytes) {
      const zeros = new Uint8Array(Math.min(chunkBytes, this.#sizeBytes - sizeBytes));
      const kept = Math.ceil(sizeBytes / chunkBytes);
      this.#chunks.length = Math.min(kept, this.#chunks.length);
      const endOfLast = Math.min(kept * chunkBytes, this.#sizeBytes);
      if (endOfLast > sizeBytes) this.#put(sizeBytes, zeros.subarray(0, endOfLast - sizeBytes));
      for (const chunk of this.#owned) if (chunk >= kept) this.#owned.delete(chunk);
    }
    this.#sizeBytes = sizeBytes;
    this.#remember({ start: 0, end: 0, sizeAfter: sizeBytes, cutTo: sizeBytes });
  }

  /** A flush begins: what it will make safe. The file may go on changing meanwhile. */
  beginFlush(): Snapshot {
    this.#flushesUnderWay++;
    this.#owned.clear();
    this.#sharedBytes = Math.max(this.#durable.sizeBytes, this.#sizeBytes, this.#sharedBytes);
    return {
      chunks: this.#chunks.slice(),
      sizeBytes: this.#sizeBytes,
      changes: this.#firstChange + this.#changes.length,
    };
  }

  /** That flush is over, and what it should make safe is safe, or it failed. */
  endFlush(snapshot: Snapshot, hasFailed = false): void {
    this.#flushesUnderWay--;
    if (hasFailed || snapshot.changes < this.#durable.changes) return;
    this.#durable = snapshot;
    this.#changes.splice(0, snapshot.changes - this.#firstChange);
    this.#firstChange = snapshot.changes;
  }

  /** The power is lost: what the platter holds is all that is left, and of what was not flushed some may be there, or torn. */
  losePower(survival: Survival): void {
    const survived = survival === 'nothing' ? this.#durable : this.#chooseSurvivors(survival);
    const misplaced = this.#misplacements.take(survival === 'nothing' ? this.#durable.changes : Infinity);
    this.#chunks = cutChunks(survived.chunks, survived.sizeBytes);
    this.#sizeBytes = survived.sizeBytes;
    this.#changes = [];
    this.#firstChange = 0;
    this.#flushesUnderWay = 0;
    this.#owned.clear();
    this.#sharedBytes = this.#sizeBytes;
    for (const { start, bytes } of misplaced) {
      this.#put(start, bytes.subarray(0, Math.max(0, this.#sizeBytes - start)));
    }
    this.#durable = { chunks: this.#chunks.slice(), sizeBytes: this.#sizeBytes, changes: 0 };
    this.#owned.clear();
  }

  /** Turns over bits of one byte, in the cache and on the platter, as a failing disk does. */
  damage(position: number, mask: number): void {
    const change = (chunks: Uint8Array[], sizeBytes: number) => {
      const index = Math.floor(position / chunkBytes);
      const chunk = chunks[index];
      if (position >= sizeBytes || chunk === undefined || position % chunkBytes >= chunk.length) return;
      chunks[index] = chunk.slice();
      chunks[index][position % chunkBytes]! ^= mask;
    };
    change(this.#chunks, this.#sizeBytes);
    const durable = this.#durable.chunks.slice();
    change(durable, this.#durable.sizeBytes);
    this.#durable = { ...this.#durable, chunks: durable };
    this.#owned.clear();
  }

  #put(position: number, bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const at = position + from;
      const within = at % chunkBytes;
      const length = Math.min(bytes.length - from, chunkBytes - within);
      const chunk = this.#writable(Math.floor(at / chunkBytes), within, within + length);
      chunk.set(bytes.subarray(from, from + length), within);
      from += length;
    }
  }

  /** The chunk, long enough, and not shared with a snapshot that would notice. */
  #writable(index: number, from: number, to: number): Uint8Array {
    while (this.#chunks.length < index) {
      this.#owned.add(this.#chunks.length);
      this.#chunks.push(new Uint8Array(0));
    }
    const chunk = this.#chunks[index];
    const isShared = !this.#owned.has(index) && index * chunkBytes + from < this.#sharedBytes;
    if (chunk !== undefined && chunk.length >= to && !isShared) return chunk;
    const grown = new Uint8Array(Math.max(chunk?.length ?? 0, sizeFor(to)));
    if (chunk !== undefined) grown.set(chunk);
    this.#chunks[index] = grown;
    this.#owned.add(index);
    return grown;
  }

  #remember(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length > mostChanges && this.#flushesUnderWay === 0) this.#mergeOldest();
  }

  /** So that a file that is never flushed needs no list without end: the oldest half becomes half as many changes. */
  #mergeOldest(): void {
    const merged: Change[] = [];
    for (let index = 0; index < mostChanges / 2; index += 2) {
      merged.push(mergeChanges(this.#changes[index]!, this.#changes[index + 1]!));
    }
    this.#changes.splice(0, mostChanges / 2, ...merged);
    this.#firstChange += mostChanges / 2 - merged.length;
  }

  #chooseSurvivors(random: Random): Snapshot {
    const changes = this.#changes;
    if (changes.length === 0) return this.#durable;
    const style = random.below(4);
    if (style === 0) return this.#durable;
    const lastSize = style === 1 ? changes.length : 1 + random.below(changes.length);
    const sizeBytes = changes[lastSize - 1]!.sizeAfter;
    const old = changes.slice(0, lastSize).reduce((size, change) => Math.min(size, change.cutTo), Infinity);

    const survivor = new FileContent();
    survivor.#put(0, readChunks(this.#durable.chunks, 0, Math.min(this.#durable.sizeBytes, old, sizeBytes)));
    changes.forEach((change, index) => {
      const isLast = index === changes.length - 1;
      const fate = style === 1 ? (isLast ? 2 : 0) : random.below(3);
      if (fate === 1) return;
      const end = Math.min(fate === 2 ? tornEnd(change, random) : change.end, sizeBytes, this.#sizeBytes);
      if (end > change.start) survivor.#put(change.start, readChunks(this.#chunks, change.start, end));
    });
    return { chunks: survivor.#chunks, sizeBytes, changes: 0 };
  }
}

/** A write that was under way stops at the border of a sector. */
function tornEnd({ start, end }: Change, random: Random): number {
  const sectors = Math.ceil(end / sectorBytes) - Math.floor(start / sectorBytes);
  if (sectors <= 0) return start;
  return Math.min(end, (Math.floor(start / sectorBytes) + random.below(sectors + 1)) * sectorBytes);
}

function mergeChanges(one: Change, next: Change): Change {
  const isEmpty = (change: Change) => change.start === change.end;
  const cutTo = Math.min(one.cutTo, next.cutTo);
  if (isEmpty(one)) return { ...next, cutTo };
  if (isEmpty(next)) return { ...one, sizeAfter: next.sizeAfter, cutTo };
  return {
    start: Math.min(one.start, next.start),
    end: Math.max(one.end, next.end),
    sizeAfter: next.sizeAfter,
    cutTo,
  };
}

function sizeFor(lengthBytes: number): number {
  let size = smallestChunkBytes;
  while (size < lengthBytes) size *= 2;
  return Math.min(size, chunkBytes);
}

/** A copy; what was never written is zero. */
function readChunks(chunks: readonly Uint8Array[], start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, end - start));
  for (let position = start; position < end; ) {
    const within = position % chunkBytes;
    const length = Math.min(end - position, chunkBytes - within);
    const chunk = chunks[Math.floor(position / chunkBytes)];
    if (chunk !== undefined) bytes.set(chunk.subarray(within, within + length), position - start);
    position += length;
  }
  return bytes;
}

/** Behind the end of a file its last chunk may hold what was written later and is lost: nobody may find it there again. */
function cutChunks(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array[] {
  const kept = chunks.slice(0, Math.ceil(sizeBytes / chunkBytes));
  const last = Math.floor(sizeBytes / chunkBytes);
  if (kept[last] !== undefined) kept[last] = kept[last].slice(0, sizeBytes % chunkBytes);
  return kept;
}
