import { DecodeError } from '../bytes/reader.ts';
import type { Disk } from '../world/world.ts';
import { deletedSuffix, parseSegmentFile, segmentFile } from './file-names.ts';
import { formatProducerSnapshot, parseProducerSnapshot } from './producer-snapshot.ts';
import { isExpired, type ProducerState, type ProducerStates } from './producer-states.ts';
import { attempt, readFile } from './safe-file.ts';

/** The `.snapshot` files of a log: one where each segment begins, and one where the log ended when it was last closed. */
export class ProducerSnapshots {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #offsets: Set<number>;
  readonly #unflushed = new Set<number>();

  constructor(disk: Disk, folder: string, fileNames: readonly string[]) {
    this.#disk = disk;
    this.#folder = folder;
    const files = fileNames.map(parseSegmentFile);
    this.#offsets = new Set(files.flatMap((file) => (file?.kind === 'snapshot' ? [file.offset] : [])));
  }

  /** The newest that is whole, of those from which the log can be read on; others are removed. */
  async load(
    logStartOffset: number,
    logEndOffset: number,
    nowMs: number,
    expirationMs: number,
  ): Promise<{ offset: number; producers: readonly ProducerState[] }> {
    for (const offset of [...this.#offsets].sort((one, other) => other - one)) {
      const producers = offset > logEndOffset || offset <= logStartOffset ? undefined : await this.#read(offset);
      if (producers === undefined) this.remove(offset);
      else return { offset, producers: producers.filter((producer) => !isExpired(producer, nowMs, expirationMs)) };
    }
    return { offset: logStartOffset, producers: [] };
  }

  /** Removes those that belong to no segment, but one that is newer than all of them. */
  removeStrays(baseOffsets: readonly number[]): void {
    const newestSegment = Math.max(...baseOffsets);
    const newest = Math.max(...this.#offsets);
    for (const offset of this.#offsets) {
      const isWanted = baseOffsets.includes(offset) || (offset === newest && offset > newestSegment);
      if (!isWanted) this.remove(offset);
    }
  }

  /** Writes what is known at the log's end. Throws `DiskError`. */
  take(offset: number, producers: ProducerStates): void {
    const file = this.#disk.open(this.#path(offset), { create: true });
    try {
      file.truncate(0);
      file.write(0, [formatProducerSnapshot(producers.all())]);
    } finally {
      file.close();
    }
    this.#offsets.add(offset);
    this.#unflushed.add(offset);
  }

  get hasUnflushed(): boolean {
    return this.#unflushed.size > 0;
  }

  async flush(): Promise<void> {
    for (const offset of [...this.#unflushed]) {
      this.#unflushed.delete(offset);
      if (this.#offsets.has(offset)) await this.#flushOne(offset);
    }
  }

  remove(offset: number): void {
    this.#offsets.delete(offset);
    attempt(() => this.#disk.remove(this.#path(offset)));
  }

  /** Behind an offset the log is another one now. */
  removeBehind(offset: number): void {
    for (const snapshot of this.#offsets) if (snapshot > offset) this.remove(snapshot);
  }

  /** Returns what it is called until it is removed; undefined where there is none. */
  markDeleted(offset: number): string | undefined {
    if (!this.#offsets.delete(offset)) return undefined;
    const path = this.#path(offset) + deletedSuffix;
    this.#disk.rename(this.#path(offset), path);
    return path;
  }

  async #flushOne(offset: number): Promise<void> {
    const file = this.#disk.open(this.#path(offset));
    try {
      await file.flush();
    } catch (error) {
      // It may have been removed meanwhile.
      if (this.#offsets.has(offset)) throw error;
    } finally {
      file.close();
    }
  }

  async #read(offset: number): Promise<readonly ProducerState[] | undefined> {
    const bytes = await readFile(this.#disk, this.#path(offset));
    try {
      return bytes && parseProducerSnapshot(bytes);
    } catch (error) {
      if (error instanceof DecodeError) return undefined;
      throw error;
    }
  }

  #path(offset: number): string {
    return `${this.#folder}/${segmentFile(offset, 'snapshot')}`;
  }
}
