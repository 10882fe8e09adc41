import type { Disk } from '../world/world.ts';
import type { StoredBatch } from './batch-walk.ts';
import { segmentFile } from './file-names.ts';
import { offsetEntryBytes, OffsetIndex } from './offset-index.ts';
import { attempt } from './safe-file.ts';
import { SegmentFile } from './segment-file.ts';
import { timeEntryBytes, TimeIndex } from './time-index.ts';

/** What of a batch the indexes need. */
export type IndexedBatch = Pick<StoredBatch, 'sizeBytes' | 'lastOffset' | 'maxTimestampMs'>;

export type IndexEntryDue = (bytesSinceLastEntry: number, indexIntervalBytes: number) => boolean;

/** The largest timestamp of a segment, and the last offset of the first batch that has it. */
export interface LargestTimestamp {
  /** -1 where no record has a timestamp. */
  readonly timestampMs: number;
  readonly offset: number;
}

/** An index file cannot belong to its `.log`: the message names it and says why. */
export class FlawedIndex extends Error {
  override readonly name = 'FlawedIndex';
}

/** How indexes are built: the interval is the setting's, the rule the log's. */
export interface Indexing {
  readonly indexIntervalBytes: number;
  readonly indexEntryDue: IndexEntryDue;
}

/** What is to be known of a segment's surroundings when its indexes are needed. */
export interface IndexContext {
  /** Above all its offsets: the next segment's base offset, or the log's end. */
  readonly endOffset: number;
  readonly indexing: Indexing;
  /** Is told where, and why, indexes were built anew. */
  readonly mended: (path: string, because: string) => void;
}

export interface LoadedIndexes {
  readonly offsets: OffsetIndex;
  readonly times: TimeIndex;
}

/** The `.index` and `.timeindex` of a segment: kept in memory while it grows, loaded when needed afterwards. */
export class SegmentIndexes {
  readonly #baseOffset: number;
  readonly #offsetFile: SegmentFile;
  readonly #timeFile: SegmentFile;
  #loaded: LoadedIndexes | undefined;
  #savedOffsetBytes = 0;
  #savedTimeBytes = 0;
  #bytesSinceEntry = 0;
  #largest: LargestTimestamp | undefined;
  #isFlushed = true;

  constructor(disk: Disk, folder: string, baseOffset: number, suffix: string) {
    this.#baseOffset = baseOffset;
    this.#offsetFile = new SegmentFile(disk, `${folder}/${segmentFile(baseOffset, 'index')}${suffix}`);
    this.#timeFile = new SegmentFile(disk, `${folder}/${segmentFile(baseOffset, 'timeindex')}${suffix}`);
  }

  get files(): readonly SegmentFile[] {
    return [this.#offsetFile, this.#timeFile];
  }

  /** Undefined while they are not in memory. */
  get loaded(): LoadedIndexes | undefined {
    return this.#loaded;
  }

  /** Begins anew, with nothing in memory and in the files. */
  create(): void {
    this.#offsetFile.create();
    this.#timeFile.create();
    this.#loaded = { offsets: new OffsetIndex(this.#baseOffset), times: new TimeIndex(this.#baseOffset) };
    this.#savedOffsetBytes = 0;
    this.#savedTimeBytes = 0;
    this.#bytesSinceEntry = 0;
    this.#largest = undefined;
    this.#isFlushed = false;
  }

  /**
   * @param endOffset above all offsets of the segment
   * @throws FlawedIndex
   */
  async load(logBytes: number, endOffset: number): Promise<LoadedIndexes> {
    if (this.#loaded !== undefined) return this.#loaded;
    const [offsetBytes, timeBytes] = await Promise.all([this.#offsetFile.readAll(), this.#timeFile.readAll()]);
    const offsets = new OffsetIndex(this.#baseOffset, offsetBytes);
    const times = new TimeIndex(this.#baseOffset, timeBytes);
    offsets.trimZeros();
    times.trimZeros();
    refuseFlaw(this.#offsetFile, offsetBytes.length % offsetEntryBytes, offsets.flaw(logBytes));
    refuseFlaw(this.#timeFile, timeBytes.length % timeEntryBytes, times.flaw(endOffset));
    this.#loaded ??= { offsets, times };
    this.#savedOffsetBytes = offsets.sizeBytes;
    this.#savedTimeBytes = times.sizeBytes;
    return this.#loaded;
  }

  /** Takes note of a batch that begins at a position of the `.log`; only while the indexes are in memory. */
  add(batch: IndexedBatch, position: number, indexIntervalBytes: number, entryDue: IndexEntryDue): void {
    const { offsets, times } = this.#loaded!;
    const before = this.#largestInMemory();
    if (batch.maxTimestampMs > before.timestampMs) {
      this.#largest = { timestampMs: batch.maxTimestampMs, offset: batch.lastOffset };
    }
    if (entryDue(this.#bytesSinceEntry, indexIntervalBytes)) {
      offsets.append(batch.lastOffset, position);
      const { timestampMs, offset } = this.#largestInMemory();
      times.append(timestampMs, offset);
      this.#bytesSinceEntry = 0;
    }
    this.#bytesSinceEntry += batch.sizeBytes;
  }

  /** The segment takes no more batches, for now or for good: its largest timestamp becomes the last entry. */
  finish(): void {
    if (this.#loaded === undefined) return;
    const { timestampMs, offset } = this.#largestInMemory();
    this.#loaded.times.append(timestampMs, offset);
  }

  /** Writes the entries that the files do not have. Throws `DiskError`; a later call goes on from there. */
  save(): void {
    if (this.#loaded === undefined) return;
    const { offsets, times } = this.#loaded;
    if (this.#savedOffsetBytes < offsets.sizeBytes) {
      this.#offsetFile.write(this.#savedOffsetBytes, offsets.content(this.#savedOffsetBytes));
      this.#savedOffsetBytes = offsets.sizeBytes;
      this.#isFlushed = false;
    }
    if (this.#savedTimeBytes < times.sizeBytes) {
      this.#timeFile.write(this.#savedTimeBytes, times.content(this.#savedTimeBytes));
      this.#savedTimeBytes = times.sizeBytes;
      this.#isFlushed = false;
    }
  }

  /** The indexes must be in memory. Afterwards `largest` may be too small, until the last batches are added again. */
  truncateTo(offset: number): void {
    const { offsets, times } = this.#loaded!;
    offsets.truncateTo(offset);
    times.truncateTo(offset);
    this.#savedOffsetBytes = Math.min(this.#savedOffsetBytes, offsets.sizeBytes);
    this.#savedTimeBytes = Math.min(this.#savedTimeBytes, times.sizeBytes);
    this.#offsetFile.truncate(this.#savedOffsetBytes);
    this.#timeFile.truncate(this.#savedTimeBytes);
    this.#bytesSinceEntry = 0;
    this.#largest = undefined;
    this.#isFlushed = false;
  }

  /** Raises `largest` by a batch that is not to be indexed again: what follows the last entry when a log is opened. */
  noticeTimestamp(batch: IndexedBatch): void {
    if (batch.maxTimestampMs <= this.#largestInMemory().timestampMs) return;
    this.#largest = { timestampMs: batch.maxTimestampMs, offset: batch.lastOffset };
  }

  /** Undefined until it was asked for. */
  get knownLargest(): LargestTimestamp | undefined {
    return this.#loaded === undefined ? this.#largest : this.#largestInMemory();
  }

  /**
   * What the time index's last entry says; undefined where it cannot be believed without looking at the rest.
   *
   * @param endOffset above all offsets of the segment
   */
  async readLargest(endOffset: number): Promise<LargestTimestamp | undefined> {
    const sizeBytes = this.#timeFile.sizeBytes();
    if (sizeBytes === 0 || sizeBytes % timeEntryBytes !== 0) return undefined;
    const largest = lastEntry(
      new TimeIndex(this.#baseOffset, await this.#timeFile.read(sizeBytes - timeEntryBytes, timeEntryBytes)),
    );
    if (largest.offset < this.#baseOffset || largest.offset >= endOffset) return undefined;
    this.#largest ??= largest;
    return largest;
  }

  async flush(): Promise<void> {
    if (this.#isFlushed) return;
    this.#isFlushed = true;
    try {
      await Promise.all(this.files.map((file) => file.flush()));
    } catch (error) {
      this.#isFlushed = false;
      throw error;
    }
  }

  /** Gives memory and handles back; what is in memory only stays there. */
  release(): void {
    for (const file of this.files) file.close();
    if (this.#loaded === undefined) return;
    this.#largest = this.#largestInMemory();
    if (attempt(() => this.save())) this.#loaded = undefined;
  }

  #largestInMemory(): LargestTimestamp {
    return this.#largest ?? (this.#loaded === undefined ? none : lastEntry(this.#loaded.times));
  }
}

const none: LargestTimestamp = { timestampMs: -1, offset: -1 };

function lastEntry(times: TimeIndex): LargestTimestamp {
  const last = times.entryCount - 1;
  return last < 0 ? none : { timestampMs: times.timestampMs(last), offset: times.offset(last) };
}

function refuseFlaw(file: SegmentFile, surplusBytes: number, flaw: string | undefined): void {
  const because = surplusBytes > 0 ? `it ends within an entry` : flaw;
  if (because !== undefined) throw new FlawedIndex(`${file.path}: ${because}`);
}
