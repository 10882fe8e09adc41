import type { Clock, Deferred, Disk, Done, Network, Random, Timer, World } from '../world.ts';
import type { Process } from './process.ts';

/** The parts of a World that outlive a process, or are common to all. */
export interface WorldParts {
  readonly startMs: number;
  readonly skewMs: () => number;
  readonly random: Random;
  readonly disk: Disk;
  readonly network: Network;
}

/** The World as one life of a node sees it. */
export function worldOf(process: Process, { startMs, skewMs, random, disk, network }: WorldParts): World {
  return {
    node: process.node,
    clock: new SimulatedClock(process, startMs, skewMs),
    random: new ProcessRandom(process, random),
    disk,
    network,
    get tell() {
      return process.tell;
    },
    deferred: <T>(): Deferred<T> => process.deferred<T>(),
  };
}

/** The two clocks of a node: one that says what time it is, and may be wrong, and one that measures. */
class SimulatedClock implements Clock {
  readonly #process: Process;
  readonly #startMs: number;
  readonly #skewMs: () => number;

  constructor(process: Process, startMs: number, skewMs: () => number) {
    this.#process = process;
    this.#startMs = startMs;
    this.#skewMs = skewMs;
  }

  wallMs(): number {
    this.#process.enter('clock.wallMs');
    return this.#startMs + Math.floor(this.#process.loop.nowUs / 1000) + this.#skewMs();
  }

  monotonicMs(): number {
    this.#process.enter('clock.monotonicMs');
    return this.#process.loop.nowUs / 1000;
  }

  after(delayMs: number, callback: () => Done): Timer {
    this.#process.enter('clock.after');
    if (Number.isNaN(delayMs)) throw new RangeError('a timer wants a delay in milliseconds, not NaN');
    if (delayMs === Infinity) return { cancel: () => undefined };
    const event = this.#process.after(Math.ceil(Math.max(0, delayMs) * 1000), callback);
    return { cancel: () => this.#process.loop.cancel(event) };
  }

  sleep(delayMs: number): Promise<void> {
    const { promise, resolve } = this.#process.deferred();
    this.after(delayMs, () => resolve());
    return promise;
  }
}

/** Draws of a process: counted as calls into the World, and refused once it has died. */
class ProcessRandom implements Random {
  readonly #process: Process;
  readonly #random: Random;

  constructor(process: Process, random: Random) {
    this.#process = process;
    this.#random = random;
  }

  below(limit: number): number {
    this.#process.enter('random.below');
    return this.#random.below(limit);
  }

  bytes(length: number): Uint8Array {
    this.#process.enter('random.bytes');
    return this.#random.bytes(length);
  }

  stream(name: string): Random {
    return new ProcessRandom(this.#process, this.#random.stream(name));
  }
}
