import { batchHeaderBytes } from '../records/batch-header.ts';
import type { Disk } from '../world/world.ts';
import { readStoredBatch, refuseNoBatch, type StoredBatch, type VisitBatch, walkBatches } from './batch-walk.ts';
import { segmentFile } from './file-names.ts';
import { offsetEntryBytes } from './offset-index.ts';
import type { RollInputs } from './rules/roll.ts';
import { attempt } from './safe-file.ts';
import { SegmentFile } from './segment-file.ts';
import {
  FlawedIndex,
  type IndexContext,
  type Indexing,
  type LargestTimestamp,
  type LoadedIndexes,
  SegmentIndexes,
} from './segment-indexes.ts';
import { type LogSettings, segmentSpanMs } from './settings.ts';
import { timeEntryBytes } from './time-index.ts';
import { TransactionIndex } from './transaction-index.ts';

export type { IndexContext, Indexing };

/**
 * One segment: a `.log` with batches, its two indexes, and, where transactions were aborted, a `.txnindex`. The last segment
 * of a log is the active one, the only one that grows; of the others nothing is in memory but when somebody reads them.
 */
export class Segment {
  readonly baseOffset: number;
  readonly #disk: Disk;
  readonly #log: SegmentFile;
  readonly #indexes: SegmentIndexes;
  readonly #transactions: TransactionIndex;
  #sizeBytes = 0;
  #createdAtMs: number;
  #lastWrittenMs: number;
  /** The largest timestamp of the first batch; undefined while there is none, or while nobody asked. */
  #firstTimestampMs: number | undefined;
  /** Bytes of an append that failed stand behind the end and could not be cut off yet. */
  #isTorn = false;
  #isActive = false;
  /** While the indexes are being loaded or built anew. */
  #loading: Promise<LoadedIndexes> | undefined;

  private constructor(disk: Disk, folder: string, baseOffset: number, nowMs: number, suffix: string) {
    this.baseOffset = baseOffset;
    this.#disk = disk;
    this.#log = new SegmentFile(disk, `${folder}/${segmentFile(baseOffset, 'log')}${suffix}`);
    this.#indexes = new SegmentIndexes(disk, folder, baseOffset, suffix);
    this.#transactions = new TransactionIndex(disk, folder, baseOffset, suffix);
    this.#createdAtMs = nowMs;
    this.#lastWrittenMs = nowMs;
  }

  /**
   * A new, empty one. Where the disk refuses, nothing of it is left.
   *
   * @param suffix of its files' names, of one that is not in use yet
   */
  static create(disk: Disk, folder: string, baseOffset: number, nowMs: number, suffix = ''): Segment {
    const segment = new Segment(disk, folder, baseOffset, nowMs, suffix);
    try {
      segment.#log.create();
      segment.#indexes.create();
      segment.#transactions.clear();
      segment.#isActive = true;
    } catch (error) {
      for (const file of segment.#files()) {
        file.close();
        attempt(() => disk.remove(file.path));
      }
      throw error;
    }
    return segment;
  }

  /** One that lies in the folder. */
  static found(disk: Disk, folder: string, baseOffset: number, nowMs: number): Segment {
    const segment = new Segment(disk, folder, baseOffset, nowMs, '');
    segment.#sizeBytes = disk.sizeBytesOf(segment.#log.path);
    return segment;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get lastWrittenMs(): number {
    return this.#lastWrittenMs;
  }

  get log(): SegmentFile {
    return this.#log;
  }

  get firstTimestampMs(): number | undefined {
    return this.#firstTimestampMs;
  }

  /** The largest timestamp of the first batch, read where nobody asked before; undefined where there is none. */
  async readFirstTimestamp(): Promise<number | undefined> {
    return (this.#firstTimestampMs ??= await this.#readFirstTimestamp());
  }

  /**
   * Writes batches at the end. Where the disk refuses it throws a `DiskError`, and the segment is as it was.
   *
   * @param batches with positions that count from the first one
   */
  append(bytes: Uint8Array, batches: readonly StoredBatch[], nowMs: number, indexing: Indexing): void {
    const start = this.#sizeBytes;
    if (this.#isTorn) this.#cutBack();
    try {
      this.#log.write(start, bytes);
    } catch (error) {
      this.#isTorn = !attempt(() => this.#cutBack());
      throw error;
    }
    this.#sizeBytes = start + bytes.length;
    this.#lastWrittenMs = nowMs;
    for (const batch of batches) this.index(batch, start + batch.position, indexing);
    // An index that could not be written is only behind: it is written with the next entry, and rebuilt after a crash.
    attempt(() => this.#indexes.save());
  }

  /** Takes note of a batch that is in the `.log`; the indexes must be in memory. */
  index(batch: StoredBatch, position: number, { indexIntervalBytes, indexEntryDue }: Indexing): void {
    this.#firstTimestampMs ??= batch.maxTimestampMs;
    this.#indexes.add(batch, position, indexIntervalBytes, indexEntryDue);
  }

  /** What the rule for rolling asks about; the indexes must be in memory. */
  rollInputs(arriving: RollInputs['arriving'], settings: LogSettings, jitterMs: number, nowMs: number): RollInputs {
    const { offsets, times } = this.#indexes.loaded!;
    const { segmentBytes, segmentIndexBytes } = settings;
    return {
      sizeBytes: this.#sizeBytes,
      firstTimestampMs: this.#firstTimestampMs,
      createdAtMs: this.#createdAtMs,
      baseOffset: this.baseOffset,
      indexRoom: Math.floor(segmentIndexBytes / offsetEntryBytes) - offsets.entryCount,
      timeIndexRoom: Math.floor(segmentIndexBytes / timeEntryBytes) - times.entryCount,
      arriving,
      nowMs,
      segmentBytes,
      segmentMs: segmentSpanMs(settings) - jitterMs,
    };
  }

  /** The segment takes no more batches, for now or for good. Throws `DiskError` where an index cannot be written. */
  finish(): void {
    this.#isActive = false;
    this.#indexes.finish();
    this.#indexes.save();
  }

  /** Writes the index entries that their files do not have. Throws `DiskError`. */
  saveIndexes(): void {
    this.#indexes.save();
  }

  /** Gives back what can be loaded again; of the active segment only the files. */
  release(): void {
    if (!this.#isActive && this.#loading === undefined) this.#indexes.release();
    this.closeFiles();
  }

  closeFiles(): void {
    for (const file of this.#files()) file.close();
  }

  /** The indexes, loaded where they are not in memory. Where they are missing or lie they are built anew from the `.log`. */
  async indexes(context: IndexContext): Promise<LoadedIndexes> {
    if (this.#loading !== undefined) return this.#loading;
    if (this.#indexes.loaded !== undefined) return this.#indexes.loaded;
    this.#loading = this.#loadIndexes(context);
    try {
      return await this.#loading;
    } finally {
      this.#loading = undefined;
    }
  }

  async #loadIndexes({ endOffset, indexing, mended }: IndexContext): Promise<LoadedIndexes> {
    try {
      return await this.#indexes.load(this.#sizeBytes, endOffset);
    } catch (error) {
      const isMissing = this.#indexes.files.some((file) => !this.#disk.exists(file.path));
      if (!(error instanceof FlawedIndex) && !isMissing) throw error;
      mended(this.#log.path, isMissing ? 'an index was missing' : (error as FlawedIndex).message);
    }
    this.#indexes.create();
    await this.walk(0, (batch) => this.index(batch, batch.position, indexing));
    this.#indexes.finish();
    if (attempt(() => this.#indexes.save())) await this.#indexes.flush();
    return this.#indexes.loaded!;
  }

  /** Empty indexes, to be filled with `index` and `addAborted`. */
  beginIndexes(): void {
    this.#indexes.create();
    this.#firstTimestampMs = undefined;
    this.#transactions.clear();
  }

  /** `Infinity` until `largestTimestamp` was asked for. */
  get knownLargestTimestampMs(): number {
    return this.#indexes.knownLargest?.timestampMs ?? Infinity;
  }

  /** Undefined where it has to be read first. */
  get largestInMemory(): LargestTimestamp | undefined {
    return this.#loading === undefined ? this.#indexes.knownLargest : undefined;
  }

  async largestTimestamp(context: IndexContext): Promise<LargestTimestamp> {
    if (this.#loading === undefined) {
      const areThere = () => this.#indexes.files.every((file) => this.#disk.exists(file.path));
      const known =
        this.#indexes.knownLargest ?? (areThere() ? await this.#indexes.readLargest(context.endOffset) : undefined);
      if (known !== undefined) return known;
    }
    await this.indexes(context);
    return this.#indexes.knownLargest!;
  }

  /** Visits the headers of the batches from a position on. */
  walk(from: number, visit: VisitBatch): Promise<number> {
    return walkBatches(this.#log, from, this.#sizeBytes, visit);
  }

  /**
   * Reads what follows the last index entry, so that batches can be appended; the indexes must be in memory. Returns the
   * offset behind the last whole batch, and where it ends in the file.
   */
  async readTail(): Promise<{ readonly endOffset: number; readonly endPosition: number }> {
    const { offsets } = this.#indexes.loaded!;
    let endOffset = this.baseOffset;
    this.#firstTimestampMs = await this.#readFirstTimestamp();
    this.#isActive = true;
    const lastEntry = offsets.entryCount - 1;
    const endPosition = await this.walk(lastEntry < 0 ? 0 : offsets.position(lastEntry), (batch) => {
      this.#indexes.noticeTimestamp(batch);
      endOffset = batch.lastOffset + 1;
    });
    return { endOffset, endPosition };
  }

  /** Cuts off all from a position on, where the batch with `offset` begins; the indexes must be in memory. */
  truncateTo(position: number, offset: number): void {
    this.#log.truncate(position);
    this.#sizeBytes = position;
    this.#isTorn = false;
    this.#indexes.truncateTo(offset);
    if (position === 0) this.#firstTimestampMs = undefined;
  }

  /** Cuts off bytes that no index knows of. */
  cutAt(position: number): void {
    this.#log.truncate(position);
    this.#sizeBytes = position;
  }

  /** The transactions whose abort marker lies here. */
  get transactions(): TransactionIndex {
    return this.#transactions;
  }

  /** Makes the batches safe from a loss of power. The indexes can be rebuilt, and are not worth the time. */
  flush(): Promise<void> {
    return this.#log.flush();
  }

  /** All its files: afterwards a start need not look at the segment. */
  async flushAll(): Promise<void> {
    await Promise.all([this.#log.flush(), this.#indexes.flush(), this.#transactions.flush()]);
  }

  /** Gives its files other names; what reads them goes on. Throws `DiskError`, when some may have their new names. */
  changeSuffix(from: string, to: string): void {
    for (const file of this.#files()) file.rename(file.path.slice(0, file.path.length - from.length) + to);
  }

  removeFiles(): void {
    this.closeFiles();
    for (const file of this.#files()) this.#disk.remove(file.path);
  }

  async #readFirstTimestamp(): Promise<number | undefined> {
    const header = await this.#log.read(0, batchHeaderBytes);
    if (header.length === 0) return undefined;
    refuseNoBatch(this.#log, header, 0, 0);
    return readStoredBatch(header, 0, 0).maxTimestampMs;
  }

  #cutBack(): void {
    this.#log.truncate(this.#sizeBytes);
    this.#isTorn = false;
  }

  #files(): readonly SegmentFile[] {
    return [this.#log, ...this.#indexes.files, this.#transactions.file];
  }
}
