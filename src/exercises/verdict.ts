import type { ByteField } from './exercise.ts';
import type { Price } from './price.ts';

/** What came of an answer: plain data, so that it can cross from a worker to a page. */
export type Verdict = Pass | ({ readonly passed: false } & Failure);

export interface Pass {
  readonly passed: true;
  /** What it was held against, in a sentence. */
  readonly says: string;
  /** Of commands and settings: what had to hold. */
  readonly conditions?: readonly Condition[];
  /** Of settings. */
  readonly price?: Price;
  readonly run?: JudgedRun;
}

/** Something that had to come about, and whether it did. */
export interface Condition {
  /** `writes of payments-0 <= 10` */
  readonly says: string;
  readonly holds: boolean;
}

/** The first thing that is wrong, and no other. */
export interface Failure {
  /** Where it came to light. */
  readonly stage: 'code' | 'example' | 'law' | 'cluster' | 'commands' | 'goal' | 'choice';
  /** The function's inputs, by their names. */
  readonly inputs: readonly NamedInput[];
  readonly expected?: unknown;
  readonly found?: unknown;
  /** It returned nothing, because it threw this. */
  readonly threw?: string;
  readonly because: string;
  /** Of a law: in its own words, and how many inputs held before. */
  readonly law?: { readonly says: string; readonly heldBefore: number };
  /** Of bytes: what those that were expected are called. */
  readonly fields?: readonly ByteField[];
  /** Of commands and settings: all that had to hold. */
  readonly conditions?: readonly Condition[];
  /** Of settings. */
  readonly price?: Price;
  /** Of a cluster: the run with the learner's function. Of commands: the run that they made. */
  readonly run?: JudgedRun;
}

export interface NamedInput {
  readonly name: string;
  readonly value: unknown;
}

export interface JudgedRun {
  /** The commands of the run, so that it can be made again. */
  readonly commands: readonly string[];
  /** The instant to look at: where the function first said something else than Kafka's, or where the run ends. */
  readonly atUs: number;
  /** What went wrong because of it: lines of the run's transcript. */
  readonly consequences: readonly string[];
}
