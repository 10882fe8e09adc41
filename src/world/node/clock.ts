import type { Clock, Done, Timer } from '../world.ts';
import type { Run } from './world.ts';

/** The longest that a timer of the host waits; what is later is asked for again. */
const longestDelayMs = 2 ** 31 - 1;

export class NodeClock implements Clock {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  wallMs(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now();
  }

  after(delayMs: number, callback: () => Done): Timer {
    if (Number.isNaN(delayMs)) throw new RangeError('a timer wants a delay in milliseconds, not NaN');
    if (delayMs === Infinity) return { cancel: () => undefined };
    if (delayMs <= 0) {
      const immediate = setImmediate(() => this.#run(callback));
      return { cancel: () => clearImmediate(immediate) };
    }
    return this.#afterSomeTime(performance.now() + delayMs, callback);
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delayMs, resolve);
    });
  }

  /** A timer of the host may fire a little too early: it is asked again for what is missing. */
  #afterSomeTime(dueMs: number, callback: () => Done): Timer {
    let timeout: NodeJS.Timeout;
    const wait = (): void => {
      const missingMs = dueMs - performance.now();
      if (missingMs <= 0) this.#run(callback);
      else timeout = setTimeout(wait, Math.min(longestDelayMs, Math.ceil(missingMs)));
    };
    timeout = setTimeout(wait, Math.min(longestDelayMs, Math.ceil(dueMs - performance.now())));
    return { cancel: () => clearTimeout(timeout) };
  }
}
