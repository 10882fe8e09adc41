import { EntryTable } from './entry-table.ts';

/** Logical offset to physical position: what the rule for looking up sees. */
export interface OffsetEntries {
  readonly entryCount: number;
  offset(entry: number): number;
  position(entry: number): number;
}

export const offsetEntryBytes = 8;

/**
 * The `.index` of a segment: now and then a batch's last offset and where in the `.log` the batch begins, both rising. It
 * is sparse, so that it stays in memory: an entry leads near the wanted offset, and the rest of the way is read.
 *
 * In the file an entry is four bytes offset minus the segment's base offset, four bytes position.
 */
export class OffsetIndex implements OffsetEntries {
  readonly baseOffset: number;
  readonly #table: EntryTable;

  /** @param bytes an index file's content, taken over as it is; see `flaw` for whether it can be true */
  constructor(baseOffset: number, bytes: Uint8Array = new Uint8Array(0)) {
    this.baseOffset = baseOffset;
    this.#table = new EntryTable(offsetEntryBytes, bytes);
  }

  get entryCount(): number {
    return this.#table.entryCount;
  }

  get sizeBytes(): number {
    return this.#table.sizeBytes;
  }

  offset(entry: number): number {
    return this.baseOffset + this.#table.view.getInt32(entry * offsetEntryBytes);
  }

  position(entry: number): number {
    return this.#table.view.getInt32(entry * offsetEntryBytes + 4);
  }

  /** Offset and position are larger than those of the last entry. */
  append(offset: number, position: number): void {
    const at = this.#table.add();
    this.#table.view.setInt32(at, offset - this.baseOffset);
    this.#table.view.setInt32(at + 4, position);
  }

  /** Forgets the entries at and after an offset. */
  truncateTo(offset: number): void {
    while (this.entryCount > 0 && this.offset(this.entryCount - 1) >= offset) this.#table.removeLast();
  }

  /** A view of the entries as they stand in the file, from byte `from` on. */
  content(from = 0): Uint8Array {
    return this.#table.content(from);
  }

  /** Drops the zeros behind the entries, which Kafka's files have while they are in use. */
  trimZeros(): void {
    while (this.entryCount > 0 && this.position(this.entryCount - 1) === 0) this.#table.removeLast();
  }

  /** Why this cannot be the index of a `.log` of `logBytes`; undefined where it can. */
  flaw(logBytes: number): string | undefined {
    for (let entry = 0; entry < this.entryCount; entry++) {
      if (this.position(entry) >= logBytes) return `entry ${entry} points behind the end of the log`;
      if (this.offset(entry) < this.baseOffset) return `entry ${entry} lies below the base offset`;
      if (entry === 0) continue;
      const rises = this.offset(entry) > this.offset(entry - 1) && this.position(entry) > this.position(entry - 1);
      if (!rises) return `entry ${entry} does not lie behind entry ${entry - 1}`;
    }
    return undefined;
  }
}
