import { explain, type Question } from './why/explain.ts';
import type { Run } from './run.ts';

/** Why something is as it is: plain data, so that it can cross from a worker to a page. */
export interface WhyAnswer {
  /** What was asked about, as a line that can be typed: `why high-watermark of payments-0`. */
  readonly question: string;
  /** One sentence in plain words: who decided what. */
  readonly says: string;
  /** The rule that decided, as it was really called; undefined where none did, and then `says` tells who or what did. */
  readonly rule?: RuleAtWork;
  /** A rule decided, at this instant, but its call is not remembered any more: the same run up to there would tell. */
  readonly forgottenAtUs?: number;
  /** What led to it, the nearest first: the last one is a command that was typed, or how the cluster began. */
  readonly causes: readonly Cause[];
}

/** One call of a rule, with what it was given and what it said. */
export interface RuleAtWork {
  /** `judgeSequence` */
  readonly name: string;
  /** The question that it answers, in words. */
  readonly asks: string;
  /** Who asked it, and when. */
  readonly node: string;
  readonly atUs: number;
  /** From the top of the project: `src/storage/rules/sequence.ts`. */
  readonly file: string;
  /** What to look for in the file: the exported function of this name, with the comment above it. */
  readonly region: string;
  /** It is not the rule of today's Kafka: somebody has put another one in its place. */
  readonly isReplaced: boolean;
  readonly inputs: readonly NamedValue[];
  readonly result: string;
}

/** `ageMs`, `5 ms` */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** One thing that led to another. */
export interface Cause {
  /** A sentence. */
  readonly says: string;
  /** Index of the event in the whole run. */
  readonly event?: number;
  /** The number of the command in the history, from 1. */
  readonly command?: number;
}

export type { Question };

/** Answers about a run; throws `Refusal` where there is no such thing to ask about. */
export function whyAnswer(question: Question, run: Run): WhyAnswer {
  return explain(question, run);
}

/** Why an event happened, by its index in the whole run. */
export function whyEvent(event: number, run: Run): WhyAnswer {
  return explain({ about: 'event', event }, run);
}
