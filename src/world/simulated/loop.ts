import type { Deferred, Done } from '../world.ts';
import { EventQueue, type Planned } from './queue.ts';

/** Something that will happen, and to whom: an event of a process that has died meanwhile does not happen any more. */
export interface LoopEvent extends Planned {
  readonly owner: Owner | undefined;
  readonly callback: () => Done;
}

/** Whose an event is. */
export interface Owner {
  readonly node: string;
  readonly isAlive: boolean;
  readonly isPaused: boolean;
  /** Keeps an event that came due while the owner is paused. */
  holdBack(event: LoopEvent): void;
}

export interface LoopOptions {
  /**
   * Another way of settling: awaited instead of counting turns. In Node a promise that `setImmediate` resolves, which is also
   * quicker. A run has the same hash with either, or some chain of promises is longer than the bound.
   */
  readonly settleBy?: () => Promise<void>;
  /** Waits after every event, also where nothing says that it must: the hash must be the same. */
  readonly settlesAlways?: boolean;
  /**
   * Asked every few hundred events whether the host wants to breathe; what it returns is awaited. A page gives its worker's
   * messages a chance so; a call into the World meanwhile is an error.
   */
  readonly breathe?: () => Promise<void> | undefined;
}

/** How a run ended: what was waited for came; its time was over; or nothing is left that could ever happen. */
export type RunEnd = 'reached' | 'time is over' | 'nothing left';

/** A node ended with an error that nobody caught: a mistake in its code, or a rule that must not throw. */
export class NodeFailure extends Error {
  override readonly name = 'NodeFailure';
  readonly node: string;

  constructor(node: string, cause: unknown) {
    super(`${node} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.node = node;
  }
}

const eventsPerBreath = 256;
const eventsPerInstant = 1_000_000;

const quietTurns = 32;

/**
 * Awaited, it gives way to all other promises, turn after turn, until so many turns in a row saw no call. A thenable that
 * resolves to itself makes no promise per turn: that is what keeps a turn cheap, most of all where something observes promises.
 */
class Rest {
  readonly #countCalls: () => number;
  #calls: number;
  #turns = 0;

  constructor(countCalls: () => number) {
    this.#countCalls = countCalls;
    this.#calls = countCalls();
  }

  then(resolve: (rested: unknown) => void): void {
    const calls = this.#countCalls();
    this.#turns = calls === this.#calls ? this.#turns + 1 : 0;
    this.#calls = calls;
    resolve(this.#turns > quietTurns ? undefined : this);
  }
}

/**
 * One event after the other, in virtual time. Between two events everything comes to rest: where an event resolved a promise
 * of the World, or its callback returned one, the loop waits until 32 turns in a row saw no call into the World. An event
 * that only called back needs no waiting, and most are of that kind.
 */
export class Loop {
  nowUs = 0;
  /** How many events happened, and after how many the loop had to wait for promises. */
  eventCount = 0;
  settledCount = 0;
  /** Whose callback runs now; undefined while it is nobody's. */
  #owner: Owner | undefined;
  #inCallback = false;
  readonly #queue = new EventQueue<LoopEvent>();
  readonly #options: LoopOptions;
  #sequence = 0;
  #phase: 'inside' | 'outside' | 'yielded' = 'outside';
  #calls = 0;
  #mustSettle = false;
  #failure: Error | undefined;
  #eventsNow = 0;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /** Whether no node's code is running or waiting to go on in this event: only then may a node die at once. */
  get mayInterrupt(): boolean {
    return this.#phase === 'outside' || (this.#inCallback && this.#owner === undefined);
  }

  /** Plans an event; never before now. */
  at(atUs: number, owner: Owner | undefined, callback: () => Done): LoopEvent {
    const event = { atUs: Math.max(atUs, this.nowUs), sequence: this.#sequence++, position: -1, owner, callback };
    this.#queue.add(event);
    return event;
  }

  /** What was held back when it came due happens now, behind all that is planned for this instant. */
  again(event: LoopEvent): void {
    event.atUs = this.nowUs;
    event.sequence = this.#sequence++;
    this.#queue.add(event);
  }

  cancel(event: LoopEvent): void {
    this.#queue.remove(event);
  }

  /** Every call into the World goes through here, so that the loop knows that a chain of promises still moves. */
  enter(node: string, call: string): void {
    this.#calls++;
    if (this.#phase === 'inside') return;
    const error = new Error(
      this.#phase === 'yielded'
        ? `${node} called ${call} while the loop had yielded to its host: a chain of more than ${quietTurns} promises lay ` +
            'between two calls into the World. Let it hang on a promise of the World, such as deferred().'
        : `${node} called ${call} between two events: only the simulation runs code of a node; use simulation.act().`,
    );
    this.#failure ??= error;
    throw error;
  }

  /** A promise of the World was resolved or rejected: after this event the loop waits until all has come to rest. */
  willSettle(): void {
    this.#mustSettle = true;
  }

  deferred<T>(node: string, isAlive: () => boolean): Deferred<T> {
    let settle: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
    // eslint-disable-next-line no-restricted-syntax -- here the World's promises are made
    const promise = new Promise<T>((resolve, reject) => {
      settle = { resolve, reject };
    });
    return {
      promise,
      resolve: (value) => {
        if (!isAlive()) return;
        this.enter(node, 'deferred().resolve');
        this.willSettle();
        settle!.resolve(value);
      },
      reject: (error) => {
        if (!isAlive()) return;
        this.enter(node, 'deferred().reject');
        this.willSettle();
        settle!.reject(error);
      },
    };
  }

  /** Runs what somebody outside does (a user at a prompt, a test) as an event of its own, and waits until all is at rest. */
  async once(callback: () => Done): Promise<void> {
    await this.#inside(async () => {
      this.call(undefined, callback);
      await this.#settle();
    });
  }

  /**
   * Runs events until the condition holds, at most until the instant `limitUs`, at which the clock then stands.
   * Throws `NodeFailure`.
   */
  async run(until: () => boolean, limitUs: number): Promise<RunEnd> {
    return this.#inside(async () => {
      for (let count = 1; !until(); count++) {
        const event = this.#queue.first();
        if (event === undefined) return 'nothing left';
        if (event.atUs > limitUs) {
          this.#moveTo(limitUs);
          return 'time is over';
        }
        this.#queue.remove(event);
        this.#happen(event);
        if (this.#mustSettle || this.#options.settlesAlways) await this.#settle();
        else this.#throwFailure();
        if (count % eventsPerBreath === 0) await this.#breathe();
      }
      return 'reached';
    });
  }

  async #inside<T>(body: () => Promise<T>): Promise<T> {
    if (this.#phase !== 'outside') throw new Error('the simulation is running already: wait for it');
    this.#throwFailure();
    this.#phase = 'inside';
    try {
      return await body();
    } finally {
      this.#phase = 'outside';
    }
  }

  #happen(event: LoopEvent): void {
    this.#moveTo(event.atUs);
    const owner = event.owner;
    if (owner !== undefined) {
      if (!owner.isAlive) return;
      if (owner.isPaused) return owner.holdBack(event);
    }
    this.#eventsNow++;
    if (this.#eventsNow > eventsPerInstant) {
      throw new Error(`more than ${eventsPerInstant} events at ${this.nowUs} µs: something calls itself without end`);
    }
    this.eventCount++;
    this.call(owner, event.callback);
  }

  #moveTo(atUs: number): void {
    if (atUs > this.nowUs) {
      this.nowUs = atUs;
      this.#eventsNow = 0;
    }
  }

  /** Runs a callback as part of the present event, in the name of its owner. */
  call(owner: Owner | undefined, callback: () => Done): void {
    const outer = this.#owner;
    const wasInCallback = this.#inCallback;
    this.#owner = owner;
    this.#inCallback = true;
    try {
      const done = callback();
      if (done instanceof Promise) {
        this.#mustSettle = true;
        done.then(undefined, (error: unknown) => this.#fail(owner, error));
      }
    } catch (error) {
      this.#fail(owner, error);
    }
    this.#owner = outer;
    this.#inCallback = wasInCallback;
  }

  #fail(owner: Owner | undefined, error: unknown): void {
    if (owner !== undefined && !owner.isAlive) return;
    this.#failure ??=
      owner === undefined && error instanceof Error ? error : new NodeFailure(owner?.node ?? 'the simulation', error);
  }

  async #settle(): Promise<void> {
    this.#mustSettle = false;
    this.settledCount++;
    if (this.#options.settleBy !== undefined) await this.#options.settleBy();
    else await new Rest(() => this.#calls);
    this.#mustSettle = false;
    this.#throwFailure();
  }

  async #breathe(): Promise<void> {
    const breath = this.#options.breathe?.();
    if (breath === undefined) return;
    this.#phase = 'yielded';
    await breath;
    this.#phase = 'inside';
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
