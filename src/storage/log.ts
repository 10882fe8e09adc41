import { DiskError } from '../world/world.ts';
import type { AppendOptions, AppendResult } from './append.ts';
import { Appender } from './appender.ts';
import { Background } from './background.ts';
import { LogError } from './errors.ts';
import { Flusher } from './flusher.ts';
import { asLogErrors, offlineBecause } from './log-errors.ts';
import { LogCompactor } from './log-compactor.ts';
import { type FoundRecord, LogReader, type ReadLimits } from './log-reader.ts';
import type { LogState } from './log-state.ts';
import type { ProducerState } from './producer-states.ts';
import type { EpochEnd, EpochStart } from './rules/epochs.ts';
import type { SegmentDescription } from './segment-list.ts';
import { SegmentRemover } from './segment-remover.ts';
import type { LogSettings } from './settings.ts';
import type { AbortedTransaction } from './transaction-index.ts';
import { truncateLog } from './truncation.ts';

/**
 * One partition's log on one broker: records in the order in which they came, numbered by their offsets, in files to which
 * is only ever appended. `openLog` opens it.
 *
 * An append is one step and done when it returns. Reads, searches and flushes take time; they reject with a `LogError`.
 */
export class Log {
  readonly compactor: LogCompactor;
  readonly #state: LogState;
  readonly #flusher: Flusher;
  readonly #background: Background;
  readonly #appender: Appender;
  readonly #reader: LogReader;
  readonly #remover: SegmentRemover;
  #isFlushPlanned = false;
  #isClosed = false;

  /** @param flushed what is on the disk already: the records below an offset, and perhaps the names of all files */
  constructor(state: LogState, flushed: { readonly offset: number; readonly areNamesSafe: boolean }) {
    const { world } = state.surroundings;
    this.#state = state;
    this.#flusher = new Flusher(state, flushed.offset);
    if (!flushed.areNamesSafe) this.#flusher.namesChanged();
    this.#background = new Background(world.clock, (error) => this.#notice('write', error));
    this.#appender = new Appender(state, this.#flusher, this.#background, (error) => this.#notice('write', error));
    this.#reader = new LogReader(state);
    this.#remover = new SegmentRemover(state, this.#appender, this.#flusher, this.#background);
    this.compactor = new LogCompactor(state, {
      reader: this.#reader,
      flusher: this.#flusher,
      background: this.#background,
    });
    if (!state.epochs.isSaved) this.#background.later(0, () => this.#flusher.saveEpochs());
  }

  /** `payments-0` */
  get partition(): string {
    return this.#state.partition;
  }

  get folder(): string {
    return this.#state.folder;
  }

  get settings(): LogSettings {
    return this.#state.settings;
  }

  /** The offset of the first record that can be read. */
  get logStartOffset(): number {
    return this.#state.logStartOffset;
  }

  /** The offset that the next record gets. */
  get logEndOffset(): number {
    return this.#state.logEndOffset;
  }

  get highWatermark(): number {
    return this.#state.highWatermark;
  }

  /** Below it no transaction is open: as far as consumers of committed records may read. */
  get lastStableOffset(): number {
    const { producers, highWatermark, surroundings } = this.#state;
    return surroundings.rules.lastStableOffset(highWatermark, producers.firstUnstableOffset());
  }

  /** All below it is safe from a loss of power; a start after a crash checks the segments that go beyond it. */
  get recoveryPoint(): number {
    return this.#flusher.recoveryPoint;
  }

  /** Whether a start could not tell the log start offset from the files. */
  get needsStartOffset(): boolean {
    return this.logStartOffset > this.#state.segments.first.baseOffset || this.#remover.isRemoving;
  }

  /** Of all `.log` files. */
  get sizeBytes(): number {
    return this.#state.segments.sizeBytes;
  }

  get segments(): readonly SegmentDescription[] {
    return this.#state.segments.all().map(({ baseOffset, sizeBytes }) => ({ baseOffset, sizeBytes }));
  }

  get leaderEpochs(): readonly EpochStart[] {
    return this.#state.epochs.starts;
  }

  /** Producers with a producer id that wrote lately, sorted by it. */
  get producers(): readonly ProducerState[] {
    return this.#state.producers.all();
  }

  /** Why nothing can be appended any more, until the log is opened again; undefined while all is well. */
  get failure(): string | undefined {
    return this.#state.failure;
  }

  /** Nothing is written or read from now on, until the log is opened again. */
  takeOffline(because: string): void {
    this.#state.failure ??= because;
    this.#state.isOffline = true;
    this.#background.cancel();
  }

  get isOffline(): boolean {
    return this.#state.isOffline;
  }

  /** Takes effect with the next append, read or cleaning. */
  changeSettings(settings: LogSettings): void {
    this.#state.settings = settings;
  }

  /**
   * Appends batches: of a `client` one, as its Produce request has it. Offsets, leader epoch and, if need be, timestamp are
   * written into the bytes that were given; they are free again on return.
   *
   * Where `flushDue` is set the append is acknowledged only after `flush`.
   */
  append(records: Uint8Array, options: AppendOptions): AppendResult {
    const result = this.#appender.append(records, options);
    if (result.outcome === 'appended' && this.settings.flushMs < Infinity) this.#flushInTime();
    return result;
  }

  /** Resolves when all that is appended now is safe from a loss of power; those who wait at one time share one flush. */
  async flush(): Promise<void> {
    if (this.#state.failure !== undefined) throw new LogError('KAFKA_STORAGE_ERROR', this.#state.failure);
    try {
      await this.#flusher.flush();
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      this.#notice('write', error);
      throw new LogError('KAFKA_STORAGE_ERROR', error.message);
    }
  }

  /**
   * Batches as they lie in the file, beginning with the one that has the offset, which may have smaller offsets too; the last
   * one may be cut. Empty at `upToOffset`, and at the log's end. OFFSET_OUT_OF_RANGE outside of the log.
   *
   * @param limits.upToOffset the high watermark, the last stable offset, or the log's end
   */
  async read(offset: number, limits: ReadLimits): Promise<Uint8Array> {
    this.#refuseOutside(offset);
    try {
      return await this.#storageErrors(() => this.#reader.read(offset, limits));
    } catch (error) {
      // Its segment may have been deleted meanwhile.
      this.#refuseOutside(offset);
      throw error;
    }
  }

  /** The first record with this timestamp or a later one; undefined where there is none. */
  firstSince(timestampMs: number): Promise<FoundRecord | undefined> {
    return this.#storageErrors(() => this.#reader.firstSince(timestampMs));
  }

  /** The first of the records with the largest timestamp; undefined where no record has one. */
  newest(): Promise<FoundRecord | undefined> {
    return this.#storageErrors(() => this.#reader.newest());
  }

  /** What a reader of committed records must leave out between two offsets. */
  abortedTransactions(offset: number, endOffset: number): Promise<readonly AbortedTransaction[]> {
    return this.#storageErrors(() => this.#reader.abortedBetween(offset, endOffset));
  }

  /** Where an epoch ends here, or the largest known one below it; -1 and -1 where nothing is known. */
  endOffsetOfEpoch(epoch: number): EpochEnd {
    const { epochs, logEndOffset, surroundings } = this.#state;
    return surroundings.rules.endOffsetOfEpoch(epochs.starts, epoch, logEndOffset);
  }

  /** The epoch in which the record with the offset was written; -1 where it is not known. */
  epochOf(offset: number): number {
    return this.#state.epochs.epochOf(offset);
  }

  /** A leader's time begins: what is appended from now on is its. */
  beginEpoch(epoch: number): void {
    this.#appender.beginEpoch(epoch, this.logEndOffset);
  }

  /** Who decides how far records are copied says so here; what lies outside of the log is cut to it. */
  updateHighWatermark(offset: number): void {
    const { logStartOffset, logEndOffset, producers } = this.#state;
    this.#state.highWatermark = Math.min(Math.max(offset, logStartOffset), logEndOffset);
    producers.decideUpTo(this.#state.highWatermark);
  }

  /**
   * Deletes all records below an offset, for good when it resolves. Whole segments go at once, the rest is only hidden.
   * Returns the log start offset; OFFSET_OUT_OF_RANGE above the high watermark.
   */
  async deleteRecordsTo(offset: number): Promise<number> {
    if (offset < 0 || offset > this.highWatermark) {
      const because = `offset ${offset} of ${this.partition} is not within 0 and the high watermark ${this.highWatermark}`;
      throw new LogError('OFFSET_OUT_OF_RANGE', because);
    }
    await this.#storageErrors(() => this.#remover.deleteRecordsTo(offset));
    return this.logStartOffset;
  }

  /** Deletes what retention no longer holds, and returns how many segments those were. */
  deleteOldSegments(): Promise<number> {
    return this.#storageErrors(() => this.#remover.deleteOldSegments());
  }

  /** Cuts off all from an offset on, for good when it resolves: a follower whose leader has other records there. */
  async truncateTo(offset: number): Promise<void> {
    if (offset >= this.logEndOffset) return;
    await this.#storageErrors(() =>
      truncateLog(this.#state, Math.max(offset, this.logStartOffset), {
        reader: this.#reader,
        remover: this.#remover,
        flusher: this.#flusher,
      }),
    );
  }

  /** Forgets producers that wrote nothing for `producer.id.expiration.ms`. */
  removeExpiredProducers(): void {
    const { world, producerIdExpirationMs } = this.#state.surroundings;
    this.#state.producers.removeExpired(world.clock.wallMs(), producerIdExpirationMs);
  }

  /** Flushes and closes in good order: the next start need not read the log. Later calls are harmless. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { segments, snapshots, producers, logEndOffset } = this.#state;
    const failedBefore = this.#state.failure;
    this.#state.failure = `the log ${this.partition} is closed`;
    if (failedBefore !== undefined) throw new LogError('KAFKA_STORAGE_ERROR', failedBefore);
    await this.#storageErrors(async () => {
      segments.active.finish();
      snapshots.take(logEndOffset, producers);
      this.#flusher.namesChanged();
      await this.#flusher.flush();
      await segments.active.flushAll();
    });
    this.abandon();
  }

  /** Lets go of everything without writing anything. */
  abandon(): void {
    this.#isClosed = true;
    this.#background.cancel();
    for (const segment of this.#state.segments.all()) {
      this.#state.surroundings.openSegments.forget(segment);
      segment.release();
    }
    this.#state.failure = `the log ${this.partition} is closed`;
  }

  /** `flush.ms`: what is appended now is flushed by then. */
  #flushInTime(): void {
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    this.#background.later(this.settings.flushMs, async () => {
      this.#isFlushPlanned = false;
      await this.#flusher.flush();
    });
  }

  #refuseOutside(offset: number): void {
    const { logStartOffset, logEndOffset, partition } = this.#state;
    if (offset >= logStartOffset && offset <= logEndOffset) return;
    const because = `offset ${offset} of ${partition} is not within ${logStartOffset} and ${logEndOffset}`;
    throw new LogError('OFFSET_OUT_OF_RANGE', because);
  }

  #storageErrors<Result>(work: () => Promise<Result>): Promise<Result> {
    return asLogErrors(this.folder, async () => {
      const { failure, isOffline } = this.#state;
      if (isOffline) throw new LogError('KAFKA_STORAGE_ERROR', failure!);
      try {
        return await work();
      } catch (error) {
        if (error instanceof DiskError) this.#notice('read', error);
        throw error;
      }
    });
  }

  #notice(operation: 'read' | 'write', error: DiskError): void {
    const { rules, noticeFailure } = this.#state.surroundings;
    if (this.#isClosed || !rules.takesFolderOffline(operation, error.code)) return;
    this.takeOffline(offlineBecause(error));
    noticeFailure(error);
  }
}
