import type { Arbitrary } from 'fast-check';
import type { Rules } from '../broker/rules.ts';

/**
 * What a learner does, and how it is judged. Four kinds: *rule* (write the function), *schedule* (make it happen with few
 * commands), *settings* (make it hold, and see its price), *trace* (find the first wrong event, or name the byte).
 *
 * An exercise is a folder of `chapters/…/exercises`: `check.ts` exports it as `exercise`; what the learner begins with, the
 * solution and `hints.md` lie beside it.
 */
export type Exercise = RuleExercise | ScheduleExercise | SettingsExercise | TraceExercise;

interface Told {
  /** `Choose the segment` */
  readonly title: string;
  readonly minutes: number;
  /** The view of the stage on which its run is best seen, where the page has introduced it; the one that is open, if left out. */
  readonly view?: 'logs' | 'files';
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any function may be an answer; each exercise names its own
export type AnyRule = (...inputs: any[]) => unknown;

/** A function to write: `exercise.ts` has its types, its doc comment, and a `throw` where the work is; `solution.ts` does it. */
export interface RuleExercise<Rule extends AnyRule = AnyRule> extends Told {
  readonly kind: 'rule';
  /** The name of the function, which both files export. */
  readonly writes: string;
  /** How its inputs are called, in their order. */
  readonly inputs: readonly string[];
  /** Tried first, and in this order: the simplest that can go wrong. */
  readonly examples: readonly Example<Rule>[];
  /** Tried with many inputs; the smallest that breaks it is told. */
  readonly law: ExerciseLaw<Rule>;
  /** The broker with the function in the place of its own. Left out where the broker has no such rule. */
  readonly cluster?: ClusterTrial<Rule>;
  /** Where the function gives bytes: which of them are what, so that two rows of bytes can be compared by their names. */
  readonly fields?: (bytes: Uint8Array) => readonly ByteField[];
}

/** Bytes with a name, from `first` to `last`, both included, counted from 0. */
export interface ByteField {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

export interface Example<Rule extends AnyRule> {
  readonly inputs: Parameters<Rule>;
  readonly expected: ReturnType<Rule>;
  /** A sentence that says why it is so. */
  readonly because: string;
}

export interface ExerciseLaw<Rule extends AnyRule> {
  /** The law in one sentence. */
  readonly says: string;
  readonly inputs: Arbitrary<Parameters<Rule>>;
  /** 1,000, if left out. */
  readonly runs?: number;
  /** What is wrong with what the function returned; undefined where nothing is. */
  flaw(found: ReturnType<Rule>, ...inputs: Parameters<Rule>): Flaw | undefined;
}

export interface Flaw {
  readonly expected: unknown;
  readonly because: string;
}

export interface ClusterTrial<Rule extends AnyRule> {
  /** An experiment, whose expectations hold with Kafka's own rule. */
  readonly experiment: string;
  /** Kafka's own, to be compared with at each call. */
  readonly kafkas: Rule;
  /** The rules of a broker that asks this function. */
  rules(rule: Rule): Partial<Rules>;
}

/** Commands to write behind those that are given. */
export interface ScheduleExercise extends Told {
  readonly kind: 'schedule';
  /** What has to come about, in a sentence. */
  readonly task: string;
  /** Run before the learner's commands. */
  readonly given: readonly string[];
  /** Conditions of `expect` that hold afterwards. */
  readonly goal: readonly string[];
  /** As many commands as the solution needs. */
  readonly par: number;
  readonly solution: readonly string[];
}

/** Settings to choose; in one of the commands stands `{settings}` where they come. */
export interface SettingsExercise extends Told {
  readonly kind: 'settings';
  readonly task: string;
  readonly commands: readonly string[];
  readonly fields: readonly SettingField[];
  /** Conditions of `expect` that hold afterwards. */
  readonly goal: readonly string[];
  /** No record waits longer for its acknowledgement. */
  readonly mostWaitMs?: number;
  /** What of the price means something here; writes and the longest wait, if left out. */
  readonly prices?: readonly PriceName[];
}

export type PriceName = 'requests' | 'writes' | 'wait' | 'rate';

export interface SettingField {
  /** `linger.ms` */
  readonly setting: string;
  /** Kafka's, which does not reach the goal. */
  readonly default: string;
  readonly solution: string;
}

/** A run or some bytes to be read: one of the run's sentences, or one range of the bytes, is the answer. */
export interface TraceExercise extends Told {
  readonly kind: 'trace';
  readonly ask: string;
  /** The run of which the choices are sentences, in their order. Left out where bytes are given. */
  readonly experiment?: string;
  /** The bytes of which the choices are names. */
  readonly bytes?: Uint8Array;
  /** One of several answers is right; each of the others says what it would mean. */
  readonly choices: readonly TraceChoice[];
}

export interface TraceChoice {
  /** A sentence of the run, word for word; or what these bytes are called. */
  readonly says: string;
  /** Of bytes: the first and the last, counted from 0. */
  readonly range?: readonly [first: number, last: number];
  readonly isRight: boolean;
  readonly because: string;
}
