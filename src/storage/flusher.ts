import type { Disk } from '../world/world.ts';
import { formatEpochs } from './checkpoints.ts';
import { leaderEpochFile } from './file-names.ts';
import type { LeaderEpochs } from './leader-epochs.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import { replaceFile } from './safe-file.ts';
import type { SegmentList } from './segment-list.ts';

/** What there is to flush. */
export interface FlushableLog {
  readonly segments: SegmentList;
  readonly snapshots: ProducerSnapshots;
  readonly epochs: LeaderEpochs;
  readonly logEndOffset: number;
}

/**
 * Brings a log to the disk, so far as it was when `flush` was called. One flush is under way at a time; those who come
 * meanwhile share the next one, so that many waiting appends cost one flush.
 */
export class Flusher {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #log: FlushableLog;
  #underWay: Promise<void> | undefined;
  #flushedOffset: number;
  /** How often names in the folder changed, and how often they had when it was last flushed. */
  #nameChanges = 0;
  #flushedNameChanges = 0;
  #savedEpochs: number;
  #savingEpochs: Promise<void> | undefined;
  /** Rises when offsets below the end come to mean other records: what was under way then says nothing about them. */
  #rewritings = 0;

  constructor(disk: Disk, folder: string, log: FlushableLog, flushedOffset: number) {
    this.#disk = disk;
    this.#folder = folder;
    this.#log = log;
    this.#flushedOffset = flushedOffset;
    this.#savedEpochs = log.epochs.version;
  }

  /** All below is safe from a loss of power. */
  get flushedOffset(): number {
    return this.#flushedOffset;
  }

  get isUpToDate(): boolean {
    return this.#flushedOffset >= this.#log.logEndOffset && this.#areNamesSafe() && this.#areEpochsSafe();
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
    while (this.#flushedOffset < wanted || !this.#areNamesSafe() || !this.#areEpochsSafe()) {
      if (this.#underWay === undefined) await this.#startFlush();
      else await this.#underWay;
    }
  }

  /** Writes the leader epochs into their file, where they changed. Rejects with a `DiskError`. */
  async saveEpochs(): Promise<void> {
    while (!this.#areEpochsSafe()) await (this.#savingEpochs ?? this.#startSavingEpochs());
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
    for (const segment of segments.from(this.#flushedOffset)) {
      await (segment === active ? segment.flush() : segment.flushAll());
    }
    await snapshots.flush();
    if (!this.#areNamesSafe()) await this.#flushNames();
    await this.saveEpochs();
    if (rewritings === this.#rewritings) this.#flushedOffset = Math.max(this.#flushedOffset, logEndOffset);
  }

  #areNamesSafe(): boolean {
    return this.#flushedNameChanges === this.#nameChanges;
  }

  #areEpochsSafe(): boolean {
    return this.#savedEpochs === this.#log.epochs.version;
  }

  async #flushNames(): Promise<void> {
    const nameChanges = this.#nameChanges;
    await this.#disk.flushFolder(this.#folder);
    this.#flushedNameChanges = nameChanges;
  }

  async #startSavingEpochs(): Promise<void> {
    const { version, starts } = this.#log.epochs;
    this.#savingEpochs = replaceFile(this.#disk, this.#folder, leaderEpochFile, formatEpochs(starts));
    try {
      await this.#savingEpochs;
      this.#savedEpochs = version;
    } finally {
      this.#savingEpochs = undefined;
    }
  }
}
