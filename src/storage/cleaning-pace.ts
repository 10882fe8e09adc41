import type { Clock } from '../world/world.ts';
import type { LogState } from './log-state.ts';

/** How the cleaner works, as `log.cleaner.*` says. */
export interface CleanerSettings {
  /** `log.cleaner.enable` */
  readonly isEnabled: boolean;
  /** `log.cleaner.threads`: so many pieces are read before others have their turn; 0: nothing is cleaned. */
  readonly threads: number;
  /** `log.cleaner.io.buffer.size`, in bytes: a piece. */
  readonly ioBufferBytes: number;
  /** `log.cleaner.dedupe.buffer.size`, in bytes: what the map of keys may take. */
  readonly dedupeBufferBytes: number;
  /** `log.cleaner.io.buffer.load.factor`, 0 to 1 */
  readonly loadFactor: number;
  /** `log.cleaner.io.max.bytes.per.second`, of what is read and written; `Infinity`: as fast as it goes. */
  readonly mostBytesPerSecond: number;
  /** `log.cleaner.backoff.ms`: how long nothing is looked for where nothing was to be cleaned. */
  readonly backoffMs: number;
}

/** Kafka's defaults. */
export const defaultCleanerSettings: CleanerSettings = {
  isEnabled: true,
  threads: 1,
  ioBufferBytes: 524_288,
  dedupeBufferBytes: 134_217_728,
  loadFactor: 0.9,
  mostBytesPerSecond: Infinity,
  backoffMs: 15_000,
};

/** A round of the cleaner is given up: the log is as it was, or as far cleaned as it is. The message says why. */
export class CleaningAbandoned extends Error {
  override readonly name = 'CleaningAbandoned';
}

/**
 * Lets others have their turn while a log is cleaned, holds the cleaner to its bytes a second, and notices when what it does is
 * no longer wanted.
 */
export class CleaningPace {
  readonly #state: LogState;
  readonly #settings: () => CleanerSettings;
  readonly #isStopped: () => boolean;
  readonly #clock: Clock;
  readonly #truncations: number;
  #bytesInTurn = 0;

  constructor(state: LogState, settings: () => CleanerSettings, isStopped: () => boolean) {
    this.#state = state;
    this.#settings = settings;
    this.#isStopped = isStopped;
    this.#clock = state.surroundings.world.clock;
    this.#truncations = state.truncations;
  }

  get pieceBytes(): number {
    return Math.max(1, this.#settings().ioBufferBytes);
  }

  /** So many bytes were read or written. Throws `CleaningAbandoned`. */
  async took(sizeBytes: number): Promise<void> {
    const { threads, mostBytesPerSecond } = this.#settings();
    this.#bytesInTurn += sizeBytes;
    if (this.#bytesInTurn >= Math.max(1, threads) * this.pieceBytes || mostBytesPerSecond < Infinity) {
      const delayMs = Math.ceil((this.#bytesInTurn * 1000) / mostBytesPerSecond);
      this.#bytesInTurn = 0;
      await this.#clock.sleep(delayMs);
    }
    this.check();
  }

  /** Throws `CleaningAbandoned`. */
  check(): void {
    const because = this.#reasonToStop();
    if (because !== undefined) throw new CleaningAbandoned(because);
  }

  #reasonToStop(): string | undefined {
    const { failure, settings, truncations } = this.#state;
    if (this.#isStopped()) return 'the cleaner was stopped';
    if (failure !== undefined) return failure;
    if (!settings.isCompacted) return 'cleanup.policy has no compact any more';
    return truncations === this.#truncations ? undefined : 'the log was truncated';
  }
}
