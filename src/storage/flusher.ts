import type { Disk } from '../world/world.ts';
import { formatEpochs } from './checkpoints.ts';
import { leaderEpochFile } from './file-names.ts';
import { type LogState, tellOf } from './log-state.ts';
import { replaceFile } from './safe-file.ts';
import type { Segment } from './segment.ts';

/**
 * Brings a log to the disk, so far as it was when `flush` was called. One flush is under way at a time; those who come
 * meanwhile share the next one, so that many waiting appends cost one flush.
 */
export class Flusher {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #log: LogState;
  #underWay: Promise<void> | undefined;
  #flushedOffset: number;
  /** Segments that are closed now, while their indexes may not be on the disk yet. */
  readonly #rolled: Segment[] = [];
  /** How often names in the folder changed, and how often they had when it was last flushed. */
  #nameChanges = 0;
  #flushedNameChanges = 0;
  #savingEpochs: Promise<void> | undefined;
  /** Rises when offsets below the end come to mean other records: what was under way then says nothing about them. */
  #rewritings = 0;

  constructor(log: LogState, flushedOffset: number) {
    this.#disk = log.surroundings.world.disk;
    this.#folder = log.folder;
    this.#log = log;
    this.#flushedOffset = flushedOffset;
  }

  /** All below is safe from a loss of power. */
  get flushedOffset(): number {
    return this.#flushedOffset;
  }

  /** A start need not look at segments that end before it: their batches and their indexes are safe. */
  get recoveryPoint(): number {
    const [oldest] = this.#rolled;
    return oldest === undefined ? this.#flushedOffset : Math.min(this.#flushedOffset, oldest.baseOffset);
  }

  /** The segment takes no more batches, and another one follows. */
  rolled(segment: Segment): void {
    this.#rolled.push(segment);
    this.namesChanged();
  }

  /** Nobody needs it flushed any more. */
  forget(segment: Segment): void {
    const position = this.#rolled.indexOf(segment);
    if (position >= 0) this.#rolled.splice(position, 1);
  }

  namesChanged(): void {
    this.#nameChanges++;
  }

  rewrittenFrom(offset: number): void {
    this.#rewritings++;
    this.#flushedOffset = Math.min(this.#flushedOffset, offset);
  }

  /** Rejects with a `DiskError`. */
  async flush(): Promise<void> {
    const wanted = this.#log.logEndOffset;
    while (this.#flushedOffset < Math.min(wanted, this.#log.logEndOffset) || !this.#isAllElseSafe()) {
      if (this.#underWay === undefined) await this.#startFlush();
      else await this.#underWay;
    }
  }

  /** Writes the leader epochs into their file, where they changed. Rejects with a `DiskError`. */
  async saveEpochs(): Promise<void> {
    while (!this.#log.epochs.isSaved) await (this.#savingEpochs ?? this.#startSavingEpochs());
  }

  async #startFlush(): Promise<void> {
    this.#underWay = this.#flushOnce();
    try {
      await this.#underWay;
    } finally {
      this.#underWay = undefined;
    }
  }

  async #flushOnce(): Promise<void> {
    const { segments, snapshots, logEndOffset } = this.#log;
    const rewritings = this.#rewritings;
    const { active } = segments;
    const rolled = [...this.#rolled];
    for (const segment of new Set([...rolled, ...segments.from(this.#flushedOffset)])) {
      await this.#flushSegment(segment, segment === active);
    }
    for (const segment of rolled) this.forget(segment);
    if (snapshots.hasUnflushed) await snapshots.flush();
    if (!this.#areNamesSafe()) await this.#flushNames();
    if (!this.#log.epochs.isSaved) await this.saveEpochs();
    if (rewritings !== this.#rewritings || logEndOffset <= this.#flushedOffset) return;
    this.#flushedOffset = logEndOffset;
    tellOf(this.#log, { name: 'flushed', partition: this.#log.partition, offset: logEndOffset });
  }

  async #flushSegment(segment: Segment, isActive: boolean): Promise<void> {
    this.#log.surroundings.openSegments.use(segment);
    try {
      await (isActive ? segment.flush() : segment.flushAll());
    } catch (error) {
      // It may have been deleted meanwhile, with its files.
      if (this.#log.segments.holding(segment.baseOffset) === segment) throw error;
    }
  }

  #isAllElseSafe(): boolean {
    return this.#rolled.length === 0 && this.#areNamesSafe() && this.#log.epochs.isSaved;
  }

  #areNamesSafe(): boolean {
    return this.#flushedNameChanges === this.#nameChanges;
  }

  async #flushNames(): Promise<void> {
    const nameChanges = this.#nameChanges;
    await this.#disk.flushFolder(this.#folder);
    this.#flushedNameChanges = nameChanges;
  }

  async #startSavingEpochs(): Promise<void> {
    const { epochs } = this.#log;
    const { starts } = epochs;
    const saved = epochs.beginSaving();
    this.#savingEpochs = replaceFile(this.#disk, this.#folder, leaderEpochFile, formatEpochs(starts));
    try {
      await this.#savingEpochs;
      saved();
    } finally {
      this.#savingEpochs = undefined;
    }
  }
}
