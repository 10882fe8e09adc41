/** What came of an answer: plain data, so that it can cross from a worker to a page. */
export type Verdict = Pass | ({ readonly passed: false } & Failure);

export interface Pass {
  readonly passed: true;
  /** What it was held against, in a sentence. */
  readonly says: string;
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
  /** Of a cluster: the run with the learner's function. */
  readonly run?: FailedRun;
}

export interface NamedInput {
  readonly name: string;
  readonly value: unknown;
}

export interface FailedRun {
  /** The commands of the run, so that it can be made again. */
  readonly commands: readonly string[];
  /** The instant at which the function first said something else than Kafka's. */
  readonly atUs: number;
  /** What went wrong because of it: lines of the run's transcript. */
  readonly consequences: readonly string[];
}
