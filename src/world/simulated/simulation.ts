import type { Deferred, Done, Happening } from '../world.ts';

import { Loop, type LoopOptions, type RunEnd } from './loop.ts';
import { type NetworkOptions, SimulatedNetwork } from './network.ts';
import { type NodeSurroundings, SimulatedNode } from './node.ts';
import { type DiskTimes, usualDiskTimes } from './platter.ts';
import { SeededRandom } from './random.ts';
import { Trace, type TraceOptions } from './trace.ts';

export interface SimulationOptions extends LoopOptions {
  /** The same seed and the same actions give the same run. */
  readonly seed: number;
  /** The instant 0 of the run, in milliseconds since 1970; the first of January 2026 unless said otherwise. */
  readonly startMs?: number;
  readonly trace?: TraceOptions;
  readonly network?: NetworkOptions;
  readonly disk?: Partial<DiskTimes>;
}

/** What somebody outside asked for: still under way, done with its value, or failed. */
export type Outcome<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: Error };

/** What somebody outside began; its outcome changes as the simulation runs. */
export interface Action<T> {
  readonly outcome: Outcome<T>;
}

/** What was waited for did not come: the time is over, or nothing is left that could bring it. */
export class StillWaiting extends Error {
  override readonly name = 'StillWaiting';
  readonly end: RunEnd;

  constructor(end: RunEnd, withinUs: number) {
    super(
      end === 'nothing left'
        ? 'nothing is left that could happen, and what was waited for did not come'
        : `what was waited for did not come within ${withinUs / 1000} ms`,
    );
    this.end = end;
  }
}

const firstOfJanuary2026Ms = 1_767_225_600_000;
const usualLimitUs = 600_000_000;

/**
 * Many nodes in one virtual world that a seed determines.
 *
 *     const simulation = createSimulation({ seed: 7 });
 *     const teller = new Teller(simulation.node('teller').world);
 *     await simulation.runUntilResolved(() => teller.pay(42));
 *
 * Code of a node runs only within `act`, `run` and `runUntilResolved`, and in what was planned with `at`: a call into a World
 * at any other moment would happen at a moment that no seed determines, and is an error.
 */
export interface Simulation {
  readonly nowUs: number;
  /** Events that happened, and how many of them had promises to wait for. */
  readonly eventCount: number;
  readonly settledCount: number;
  readonly trace: Trace;
  readonly network: SimulatedNetwork;
  /** Draws for faults and workloads; each user takes a `stream` of its own. */
  readonly random: SeededRandom;
  /** The node of that name; made, with its process running, when first asked for. */
  node(name: string, options?: { readonly host?: string }): SimulatedNode;
  nodes(): readonly SimulatedNode[];
  /** Plans an action from outside for an instant, such as a fault: it happens between the events of the nodes. */
  at(atUs: number, action: () => Done): void;
  /** A promise of somebody outside, which no node's death keeps from being resolved. To be called in the simulation. */
  deferred<T = void>(): Deferred<T>;
  /** Tells an event in the name of a node, alive or not. */
  tell(node: string, event: Happening): void;
  /** Does something from outside, now: calls a client, for example. Returns when all that can happen at this instant without another event has. */
  act<T>(start: () => T | Promise<T>): Promise<Action<T>>;
  /**
   * Runs until the condition holds, which is asked before each event, or for `withinUs` at most.
   * Throws `NodeFailure` when a node's callback throws or rejects.
   */
  run(until: () => boolean, withinUs?: number): Promise<RunEnd>;
  /** Runs for that long. */
  runFor(durationUs: number): Promise<void>;
  /** Runs the next event, if there is one. */
  step(): Promise<boolean>;
  /** Begins something, or goes on with it, and runs until it is done. Throws what it throws, or `StillWaiting`. */
  runUntilResolved<T>(start: (() => T | Promise<T>) | Action<T>, withinUs?: number): Promise<T>;
}

export function createSimulation(options: SimulationOptions): Simulation {
  const loop = new Loop(options);
  const trace = new Trace(options.trace ?? {});
  const random = new SeededRandom(String(options.seed));
  const network = new SimulatedNetwork(loop, trace, random.stream('network'), options.network);
  const surroundings: NodeSurroundings = {
    loop,
    trace,
    network,
    random: random.stream('nodes'),
    startMs: options.startMs ?? firstOfJanuary2026Ms,
    diskTimes: { ...usualDiskTimes, ...options.disk },
  };
  const nodes = new Map<string, SimulatedNode>();

  const simulation: Simulation = {
    get nowUs() {
      return loop.nowUs;
    },
    get eventCount() {
      return loop.eventCount;
    },
    get settledCount() {
      return loop.settledCount;
    },
    trace,
    network,
    random: random.stream('outside'),
    node(name, { host = name } = {}) {
      let node = nodes.get(name);
      if (node === undefined) {
        node = new SimulatedNode(name, host, surroundings);
        nodes.set(name, node);
      }
      return node;
    },
    nodes: () => [...nodes.values()],
    at: (atUs, action) => void loop.at(atUs, undefined, action),
    deferred: <T>() => loop.deferred<T>('somebody outside', () => true),
    tell: (node, event) => (trace.isWanted ? trace.tell(event, node, loop.nowUs) : undefined),
    act: (start) => act(loop, start),
    run: (until, withinUs = usualLimitUs) => loop.run(until, loop.nowUs + withinUs),
    async runFor(durationUs) {
      let isOver = false;
      loop.at(loop.nowUs + durationUs, undefined, () => {
        isOver = true;
      });
      await loop.run(() => isOver, Infinity);
    },
    async step() {
      const before = loop.eventCount;
      return (await loop.run(() => loop.eventCount > before, Infinity)) === 'reached';
    },
    async runUntilResolved(start, withinUs = usualLimitUs) {
      const action = typeof start === 'function' ? await simulation.act(start) : start;
      const end = await simulation.run(() => action.outcome.state !== 'waiting', withinUs);
      if (action.outcome.state === 'waiting') throw new StillWaiting(end, withinUs);
      if (action.outcome.state === 'failed') throw action.outcome.error;
      return action.outcome.value;
    },
  };
  return simulation;
}

async function act<T>(loop: Loop, start: () => T | Promise<T>): Promise<Action<T>> {
  const action: { outcome: Outcome<T> } = { outcome: { state: 'waiting' } };
  await loop.once(() => follow(action, start));
  return action;
}

/** An error of what somebody outside began is theirs, and does not end the run. */
async function follow<T>(action: { outcome: Outcome<T> }, start: () => T | Promise<T>): Promise<void> {
  try {
    action.outcome = { state: 'done', value: await start() };
  } catch (error) {
    action.outcome = { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}
