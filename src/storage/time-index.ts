import { EntryTable } from './entry-table.ts';

/** Timestamp to offset: what the rule for looking up sees. */
export interface TimeEntries {
  readonly entryCount: number;
  timestampMs(entry: number): number;
  offset(entry: number): number;
}

export const timeEntryBytes = 12;

/**
 * The `.timeindex` of a segment. An entry says: up to and with `offset`, no record has a timestamp above `timestampMs`. So
 * its timestamps rise even where the records' do not, and a search for a time may begin at the last entry not above it.
 *
 * In the file an entry is eight bytes timestamp, four bytes offset minus the segment's base offset.
 */
export class TimeIndex implements TimeEntries {
  readonly baseOffset: number;
  readonly #table: EntryTable;

  /** @param bytes a time index file's content, taken over as it is; see `flaw` for whether it can be true */
  constructor(baseOffset: number, bytes: Uint8Array = new Uint8Array(0)) {
    this.baseOffset = baseOffset;
    this.#table = new EntryTable(timeEntryBytes, bytes);
  }

  get entryCount(): number {
    return this.#table.entryCount;
  }

  get sizeBytes(): number {
    return this.#table.sizeBytes;
  }

  timestampMs(entry: number): number {
    const at = entry * timeEntryBytes;
    return this.#table.view.getInt32(at) * 0x1_0000_0000 + this.#table.view.getUint32(at + 4);
  }

  offset(entry: number): number {
    return this.baseOffset + this.#table.view.getInt32(entry * timeEntryBytes + 8);
  }

  /** Adds an entry where the timestamp is above the last one's: an equal one would say nothing new. */
  append(timestampMs: number, offset: number): void {
    if (timestampMs < 0) return;
    if (this.entryCount > 0 && timestampMs <= this.timestampMs(this.entryCount - 1)) return;
    const at = this.#table.add();
    const high = Math.floor(timestampMs / 0x1_0000_0000);
    this.#table.view.setInt32(at, high);
    this.#table.view.setUint32(at + 4, timestampMs - high * 0x1_0000_0000);
    this.#table.view.setInt32(at + 8, offset - this.baseOffset);
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
    const isZero = (entry: number) => this.timestampMs(entry) === 0 && this.offset(entry) === this.baseOffset;
    while (this.entryCount > 0 && isZero(this.entryCount - 1)) this.#table.removeLast();
  }

  /** Why this cannot be the time index of a segment that ends before `endOffset`; undefined where it can. */
  flaw(endOffset: number): string | undefined {
    for (let entry = 0; entry < this.entryCount; entry++) {
      if (this.offset(entry) >= endOffset) return `entry ${entry} points behind the end of the segment`;
      if (this.offset(entry) < this.baseOffset) return `entry ${entry} lies below the base offset`;
      if (entry === 0) continue;
      const rises =
        this.timestampMs(entry) > this.timestampMs(entry - 1) && this.offset(entry) >= this.offset(entry - 1);
      if (!rises) return `entry ${entry} does not lie behind entry ${entry - 1}`;
    }
    return undefined;
  }
}
