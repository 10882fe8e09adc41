import { DecodeError } from '../bytes/reader.ts';
import { DiskError, type World } from '../world/world.ts';
import type { Background } from './background.ts';
import { DamagedBatch } from './batch-cleaner.ts';
import { CleaningAbandoned, type CleanerSettings } from './cleaning-pace.ts';
import { LogFileError } from './errors.ts';
import type { Log } from './log.ts';
import type { Dirt } from './log-dirt.ts';
import type { StorageRules } from './rules.ts';

interface Candidate extends Dirt {
  /** `payments-0` */
  readonly partition: string;
}

export interface CleanedLogs {
  readonly world: World;
  readonly rules: Pick<StorageRules, 'logToClean'>;
  /** Asked for each time, as both may change. */
  readonly settings: () => CleanerSettings;
  readonly logs: () => readonly Log[];
  /** Resolves when it is safe from a loss of power up to where each log is compacted. Rejects with a `DiskError`. */
  readonly saveOffsets: () => Promise<void>;
  /** Deletes what retention no longer holds of a compacted log (`compact,delete`). */
  readonly deleteOldSegments: (log: Log) => Promise<void>;
}

/**
 * The log cleaner of a data folder: compacts the log that deserves it most, then looks again; where none does it rests for
 * `log.cleaner.backoff.ms`. A log whose files are damaged is left alone until the next start. `log.cleaner.threads` is not a
 * number of threads, as there is one for everything: it says how much is cleaned before others have their turn.
 */
export class LogCleaner {
  readonly #cleaned: CleanedLogs;
  readonly #background: Background;
  /** Somebody has to look at their files. */
  readonly #uncleanable = new WeakSet<Log>();
  #turn: Promise<boolean> = Promise.resolve(false);

  constructor(cleaned: CleanedLogs, background: Background) {
    this.#cleaned = cleaned;
    this.#background = background;
  }

  start(): void {
    this.#later(this.#cleaned.settings().backoffMs);
  }

  /** Resolves when nothing is written any more; the background must have been cancelled. Never rejects. */
  async atRest(): Promise<void> {
    try {
      await this.#turn;
    } catch {
      // Who waited for the turn has heard of it.
    }
  }

  #later(delayMs: number): void {
    this.#background.later(delayMs, async () => {
      let hasCleaned = false;
      try {
        hasCleaned = await this.cleanDirtiest();
      } finally {
        if (!this.#background.isCancelled) this.#later(hasCleaned ? 0 : this.#cleaned.settings().backoffMs);
      }
    });
  }

  /**
   * One turn, behind the one that is under way: false where there was nothing to clean. Rejects with a `DiskError` where the
   * disk is broken.
   */
  async cleanDirtiest(): Promise<boolean> {
    await this.atRest();
    this.#turn = this.#takeTurn();
    return this.#turn;
  }

  async #takeTurn(): Promise<boolean> {
    const { isEnabled, threads } = this.#cleaned.settings();
    if (!isEnabled || threads === 0) return false;
    const dirtiest = await this.#dirtiest();
    const log = this.#compactedLogs().find(({ partition }) => partition === dirtiest?.partition);
    const hasCleaned = dirtiest !== undefined && log !== undefined && (await this.#clean(log, dirtiest));
    for (const each of this.#compactedLogs()) {
      if (!this.#background.isCancelled) await this.#cleaned.deleteOldSegments(each);
    }
    return hasCleaned;
  }

  #compactedLogs(): readonly Log[] {
    return this.#cleaned.logs().filter((log) => log.settings.isCompacted && !this.#uncleanable.has(log));
  }

  async #dirtiest(): Promise<Candidate | undefined> {
    const { world, rules } = this.#cleaned;
    const nowMs = world.clock.wallMs();
    const candidates: Candidate[] = [];
    for (const log of this.#compactedLogs()) {
      try {
        const dirt = await log.compactor.measureDirt(nowMs);
        if (dirt !== undefined) candidates.push({ ...dirt, partition: log.partition });
      } catch (error) {
        this.#judge(error, log);
      }
    }
    return rules.logToClean(candidates, nowMs);
  }

  async #clean(log: Log, dirt: Dirt): Promise<boolean> {
    const { settings, saveOffsets } = this.#cleaned;
    const { compactor } = log;
    try {
      compactor.expectGaps();
      await saveOffsets();
      await compactor.compact(dirt, { settings, isStopped: () => this.#background.isCancelled });
      await saveOffsets();
      return true;
    } catch (error) {
      this.#judge(error, log);
      return false;
    }
  }

  /** What another turn may not meet again is let be; a disk that is broken concerns more than this log. */
  #judge(error: unknown, log: Log): void {
    const isGone = log.failure !== undefined || this.#background.isCancelled;
    if (error instanceof CleaningAbandoned || isGone) return;
    if (error instanceof DiskError) {
      if (error.code === 'failed') throw error;
      return;
    }
    const isDamaged = error instanceof DamagedBatch || error instanceof LogFileError || error instanceof DecodeError;
    if (!isDamaged) throw error;
    this.#uncleanable.add(log);
  }
}
