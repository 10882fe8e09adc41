import type { Texts } from '../configuration/tables.ts';
import type { Fault } from './faults.ts';

/** What clients are asked to do. */
export type Work =
  | { readonly do: 'create topic'; readonly topic: string; readonly partitions?: number; readonly settings?: Texts }
  | { readonly do: 'create producer'; readonly client: string; readonly settings?: Texts }
  | {
      readonly do: 'produce';
      readonly client: string;
      readonly topic: string;
      readonly value: string;
      readonly key?: string;
      readonly partition?: number;
    };

/** One thing that happens at an instant of the run, whatever else is under way. */
export type Step = { readonly atMs: number } & (Work | Fault);

/**
 * What machines write, shrink and run again: the cluster, what its clients do and what goes wrong, each at its instant whatever
 * else is under way, and the seed from which all that nobody said is drawn. The same schedule gives the same run. (A *plan* is
 * the same for people: the commands that were typed, one after the other.)
 */
export interface Schedule {
  readonly seed: number;
  /** Of every broker. */
  readonly settings?: Texts;
  readonly steps: readonly Step[];
  /** How long it runs, in virtual time. */
  readonly forMs: number;
}

const works: ReadonlySet<string> = new Set<Work['do']>(['create topic', 'create producer', 'produce']);

export function isWork(step: Work | Fault): step is Work {
  return works.has(step.do);
}
