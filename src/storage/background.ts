import { type Clock, type Done, DiskError, type Timer } from '../world/world.ts';

/**
 * What a log does later, or beside its callers. A disk that refuses is told to `refused`, and nobody else: no caller waits for
 * this work.
 */
export class Background {
  readonly #clock: Clock;
  readonly #refused: (error: DiskError) => void;
  readonly #waiting = new Set<Timer>();
  #isCancelled = false;

  constructor(clock: Clock, refused: (error: DiskError) => void) {
    this.#clock = clock;
    this.#refused = refused;
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  later(delayMs: number, work: () => Done): void {
    const timer = this.#clock.after(delayMs, async () => {
      this.#waiting.delete(timer);
      try {
        await work();
      } catch (error) {
        if (!(error instanceof DiskError)) throw error;
        this.#refused(error);
      }
    });
    this.#waiting.add(timer);
  }

  /** Again and again, so long after the end of the time before; `Infinity`: never. */
  every(intervalMs: number, work: () => Done): void {
    if (intervalMs === Infinity) return;
    this.later(intervalMs, async () => {
      try {
        await work();
      } finally {
        if (!this.#isCancelled) this.every(intervalMs, work);
      }
    });
  }

  /** What has not begun never will. */
  cancel(): void {
    this.#isCancelled = true;
    for (const timer of this.#waiting) timer.cancel();
    this.#waiting.clear();
  }
}
