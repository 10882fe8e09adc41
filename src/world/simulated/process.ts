import type { Deferred, Done, Happening, Tell } from '../world.ts';
import type { Loop, LoopEvent, Owner } from './loop.ts';
import type { Trace } from './trace.ts';

/** What a process asks of the simulation that it lives in. */
export interface Surroundings {
  readonly loop: Loop;
  readonly trace: Trace;
  /** The instant 0 of the run, in milliseconds since 1970. */
  readonly startMs: number;
}

/**
 * One life of a node: from its start until it is killed. After that nothing that it waited for ever comes, and whatever it
 * still asks of its World is refused. The next life has a process, and a World, of its own.
 */
export class Process implements Owner {
  readonly node: string;
  readonly loop: Loop;
  readonly #trace: Trace;
  readonly #atDeath = new Set<() => void>();
  #isAlive = true;
  #heldBack: LoopEvent[] | undefined;

  constructor(node: string, { loop, trace }: Surroundings) {
    this.node = node;
    this.loop = loop;
    this.#trace = trace;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get isPaused(): boolean {
    return this.#heldBack !== undefined;
  }

  get tell(): Tell<Happening> | undefined {
    return this.#trace.isWanted ? this.#tell : undefined;
  }

  readonly #tell = (event: Happening): void => {
    if (!this.#isAlive) return;
    this.loop.enter(this.node, `tell(${event.name})`);
    this.#trace.tell(event, this.node, this.loop.nowUs);
  };

  /** Every call into this World goes through here. Throws in a dead process. */
  enter(call: string): void {
    if (!this.#isAlive) throw new Error(`${this.node} called ${call}, but that process has ended`);
    this.loop.enter(this.node, call);
  }

  after(delayUs: number, callback: () => Done): LoopEvent {
    return this.loop.at(this.loop.nowUs + delayUs, this, callback);
  }

  /** Runs a callback of this process as part of the present event, or when the process is resumed. */
  run(callback: () => Done): void {
    if (!this.#isAlive) return;
    if (this.isPaused) this.after(0, callback);
    else this.loop.call(this, callback);
  }

  deferred<T = void>(): Deferred<T> {
    this.enter('deferred');
    return this.loop.deferred<T>(this.node, () => this.#isAlive);
  }

  /** Called when this process dies, unless the returned function was called before. */
  atDeath(callback: () => void): () => void {
    this.#atDeath.add(callback);
    return () => this.#atDeath.delete(callback);
  }

  holdBack(event: LoopEvent): void {
    this.#heldBack?.push(event);
  }

  pause(): void {
    this.#heldBack ??= [];
  }

  /** What came due meanwhile happens now, in its order. */
  resume(): void {
    const heldBack = this.#heldBack ?? [];
    this.#heldBack = undefined;
    for (const event of heldBack) this.loop.again(event);
  }

  die(): void {
    this.#isAlive = false;
    this.#heldBack = undefined;
    for (const callback of this.#atDeath) callback();
    this.#atDeath.clear();
  }
}
