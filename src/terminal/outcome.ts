import type { Level, StoryEvent } from '../narration/index.ts';
import type { Told } from '../world/world.ts';
import type { WhyAnswer } from './why-answer.ts';

/** What came of a line: plain data, so that it can cross from a worker to a page. */
export interface Outcome {
  /** The line was understood, and what it asked for succeeded, or its expectation holds. */
  readonly ok: boolean;
  /** It could not be done at all, so nothing was tried: another word, or another state, is needed. */
  readonly isRefused: boolean;
  /** What is printed, in order. */
  readonly lines: readonly SaidLine[];
  /** One run, or two that are to be compared: the second is the one with the change. */
  readonly runs: readonly ShownRun[];
  /** Of `expect`. */
  readonly expectation?: Expectation;
  /** Of `why`: what is printed, as data. */
  readonly why?: WhyAnswer;
  /** The line of the page's story that `next` typed. */
  readonly ran?: string;
  /** The instant at which the prompt stands now. */
  readonly nowUs: number;
}

/** What is printed of a run, and what the stage plays. */
export interface ShownRun {
  /** What makes it different from the other one; empty where it is alone. */
  readonly name: string;
  /** How many of the events that were shown before are still true; those below stand behind them. */
  readonly kept: number;
  readonly events: readonly Told<StoryEvent>[];
  readonly story: readonly TellingSentence[];
}

/** What is said of an event that matters. */
export interface TellingSentence {
  /** Index of the event in the whole run. */
  readonly event: number;
  readonly text: string;
  readonly mark: string | undefined;
  readonly level: Level;
}

/** A line of the transcript. */
export interface SaidLine {
  readonly text: string;
  readonly tone: SaidTone;
  /** Index, in the whole run, of the event that it tells of; undefined for what no event says. */
  readonly event: number | undefined;
  /** Of a line that says how many are not shown: those lines, or the first of them. */
  readonly folded?: readonly SaidLine[];
  /** A command that the line offers, as it can be typed: of a hint, or what was probably meant. */
  readonly command?: string;
}

/**
 * What kind of line it is: a headline, a step or a detail of the story; an answer to a question; a hint what to try; an
 * error; a comment, such as what was folded.
 */
export type SaidTone = 'headline' | 'story' | 'detail' | 'answer' | 'hint' | 'error' | 'comment';

export interface Expectation {
  /** As it was typed: `log of payments-0 holds "42 EUR to Ada" 2 times`. */
  readonly condition: string;
  readonly holds: boolean;
}

export function said(tone: SaidTone, ...texts: readonly string[]): readonly SaidLine[] {
  return texts.map((text) => ({ text, tone, event: undefined }));
}

/** Lines that offer a command to be run. */
export function offering(command: string, lines: readonly SaidLine[]): readonly SaidLine[] {
  return lines.map((line) => ({ ...line, command }));
}
