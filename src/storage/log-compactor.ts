import type { Background } from './background.ts';
import { BatchCleaner } from './batch-cleaner.ts';
import { CleanedTransactions } from './cleaned-transactions.ts';
import { CleaningAbandoned, type CleanerSettings, CleaningPace } from './cleaning-pace.ts';
import { noteDirtyKeys } from './dirty-keys.ts';
import type { Flusher } from './flusher.ts';
import { cleanGroup } from './group-cleaning.ts';
import { groupsUpTo } from './log-groups.ts';
import type { LogReader } from './log-reader.ts';
import { type LogState, tellOf } from './log-state.ts';
import { type Dirt, measureDirt } from './log-dirt.ts';
import { OffsetMap } from './offset-map.ts';
import type { Segment } from './segment.ts';
import { swapSegments } from './segment-swap.ts';

/** What is given to a round of the cleaner. */
export interface CompactionOptions {
  readonly settings: () => CleanerSettings;
  readonly isStopped: () => boolean;
}

interface Parts {
  readonly reader: LogReader;
  readonly flusher: Flusher;
  readonly background: Background;
}

interface Sizes {
  bytesBefore: number;
  bytesAfter: number;
}

/** Compacts one log. One round at a time. */
export class LogCompactor {
  readonly #state: LogState;
  readonly #parts: Parts;

  constructor(state: LogState, parts: Parts) {
    this.#state = state;
    this.#parts = parts;
  }

  /** Up to where the log is compacted, as the cleaner's checkpoint has it; undefined where it never was. */
  get cleanedOffset(): number | undefined {
    return this.#state.cleanedOffset;
  }

  /** From now on gaps between offsets are as they should be: to be saved before the first of them is made. */
  expectGaps(): void {
    this.#state.cleanedOffset ??= this.#state.logStartOffset;
  }

  /** What speaks for compacting the log now; undefined where it is not compacted, or cannot be. */
  measureDirt(nowMs: number): Promise<Dirt | undefined> {
    return measureDirt(this.#state, nowMs);
  }

  /**
   * One round: keys are noted from the first dirty offset on, then all segments up to there are cleaned, group by group. What is
   * done is done for good when it resolves. Others have their turn meanwhile.
   *
   * @throws CleaningAbandoned, DamagedBatch, LogFileError, DecodeError and `DiskError`; groups that were done stay done
   */
  async compact(dirt: Dirt, options: CompactionOptions): Promise<void> {
    const state = this.#state;
    const { partition } = state;
    const { firstDirtyOffset, firstUncleanableOffset, dirtyRatio, isOverdue } = dirt;
    const range = { firstDirtyOffset, firstUncleanableOffset };
    tellOf(state, { name: 'compaction began', partition, ...range, dirtyRatio, isOverdue });
    try {
      const pace = new CleaningPace(state, options.settings, options.isStopped);
      // What takes a record's place is safe before the record goes.
      if (this.#parts.flusher.flushedOffset < firstUncleanableOffset) await this.#parts.flusher.flush();
      pace.check();
      const map = await this.#noteKeys(dirt, options.settings(), pace);
      const sizes: Sizes = { bytesBefore: 0, bytesAfter: 0 };
      const cleaner = await this.#cleanerFor(map, firstUncleanableOffset);
      for (const group of await groupsUpTo(state, map.endOffset)) await this.#cleanGroup(group, cleaner, pace, sizes);
      state.cleanedOffset = map.endOffset;
      const records = { recordsBefore: cleaner.recordsRead, recordsAfter: cleaner.recordsKept };
      tellOf(state, { name: 'compaction ended', partition, cleanedOffset: map.endOffset, ...sizes, ...records });
    } catch (error) {
      if (error instanceof Error) tellOf(state, { name: 'compaction abandoned', partition, because: error.message });
      throw error;
    }
  }

  async #noteKeys(dirt: Dirt, settings: CleanerSettings, pace: CleaningPace): Promise<OffsetMap> {
    const { random } = this.#state.surroundings.world;
    const seed = random.stream(`keys of ${this.#state.partition}`).below(0x1_0000_0000);
    const map = new OffsetMap(settings.dedupeBufferBytes, settings.loadFactor, seed | 0);
    const aborted = await this.#parts.reader.abortedBetween(dirt.firstDirtyOffset, dirt.firstUncleanableOffset);
    await noteDirtyKeys(this.#state, dirt, map, aborted, pace);
    return map;
  }

  /** @param endOffset where the round ends, at the furthest */
  async #cleanerFor(map: OffsetMap, endOffset: number): Promise<BatchCleaner> {
    const state = this.#state;
    const { rules, memory, world } = state.surroundings;
    const aborted = await this.#parts.reader.abortedBetween(state.segments.first.baseOffset, endOffset);
    return new BatchCleaner({
      rules,
      map,
      transactions: new CleanedTransactions(aborted),
      producers: () => state.producers,
      endOffset,
      nowMs: world.clock.wallMs(),
      deleteRetentionMs: state.settings.deleteRetentionMs,
      memory,
    });
  }

  async #cleanGroup(group: readonly Segment[], cleaner: BatchCleaner, pace: CleaningPace, sizes: Sizes): Promise<void> {
    const state = this.#state;
    const { partition, segments, logEndOffset } = state;
    const endOffset = segments.endOffsetOf(group[group.length - 1]!, logEndOffset);
    const bytesBefore = group.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const cleaned = await cleanGroup(state, group, cleaner, pace);
    const { baseOffset, sizeBytes: bytesAfter } = cleaned;
    const removed = cleaner.takeRemoved();
    if (!(await swapSegments(state, group, cleaned, this.#parts))) {
      throw new CleaningAbandoned('segments were deleted while they were compacted');
    }
    sizes.bytesBefore += bytesBefore;
    sizes.bytesAfter += bytesAfter;
    const facts = { baseOffset, endOffset, segments: group.length, bytesBefore, bytesAfter, removed };
    tellOf(state, { name: 'segments compacted', partition, ...facts });
  }
}
