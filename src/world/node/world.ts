import { randomBytes, randomInt } from 'node:crypto';
import type { Deferred, Done, Happening, Random, Tell, Told, World } from '../world.ts';
import { NodeClock } from './clock.ts';
import { NodeDisk } from './disk.ts';
import { NodeNetwork } from './network.ts';

export interface NodeWorldOptions {
  /** The name that stands in events. */
  readonly node: string;
  /** Hears every event; left out, none is built. */
  readonly tell?: Tell<Told>;
  /** What happens when a callback throws or rejects; left out, the error is thrown where nobody catches it, and ends the process. */
  readonly onFailure?: (error: Error) => void;
}

/** The World as it is: the operating system's clock, files and sockets. Several may live in one process. */
export function createNodeWorld({ node, tell, onFailure = throwUncaught }: NodeWorldOptions): World {
  const run = guard(onFailure);
  return {
    node,
    clock: new NodeClock(run),
    random: systemRandom,
    disk: new NodeDisk(),
    network: new NodeNetwork(run),
    tell: tell === undefined ? undefined : telling(node, tell),
    deferred: makeDeferred,
  };
}

/** Runs a callback of the World, and hears of its failure, also when it comes later. */
export type Run = (callback: () => Done) => void;

function guard(onFailure: (error: Error) => void): Run {
  const fail = (thrown: unknown) => onFailure(thrown instanceof Error ? thrown : new Error(String(thrown)));
  return (callback) => {
    try {
      const done = callback();
      if (done instanceof Promise) done.catch(fail);
    } catch (thrown) {
      fail(thrown);
    }
  };
}

function throwUncaught(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

function telling(node: string, tell: Tell<Told>): Tell<Happening> {
  return (event) => tell({ ...event, node, atUs: Math.floor(performance.now() * 1000) });
}

function makeDeferred<T>(): Deferred<T> {
  let settle: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: (value) => settle!.resolve(value), reject: (error) => settle!.reject(error) };
}

/** What nobody can foresee; its streams need no seeds of their own. */
const systemRandom: Random = {
  below: (limit) => randomInt(limit),
  bytes: (length) => new Uint8Array(randomBytes(length)),
  stream: () => systemRandom,
};
