import type { Completion } from '../../../../src/terminal/grammar/complete.ts';
import type { Told } from '../stage/told.ts';

/**
 * What page and worker say to each other: plain data, and never more of it than a frame can bear. A call is answered by its
 * runs' events, in portions that the page asks for one by one, and then by what came of it.
 */
export type ToWorker =
  | { readonly kind: 'open'; readonly call: number; readonly session: string; readonly commands: readonly string[] }
  | { readonly kind: 'execute'; readonly call: number; readonly session: string; readonly line: string }
  | {
      readonly kind: 'complete';
      readonly call: number;
      readonly session: string;
      readonly line: string;
      readonly cursor: number;
    }
  | { readonly kind: 'replay'; readonly call: number; readonly plan: string }
  | { readonly kind: 'more'; readonly call: number };

export type FromWorker =
  /** Events of one of the call's runs, behind those that were sent before. */
  | { readonly kind: 'events'; readonly call: number; readonly run: number; readonly events: readonly Told[] }
  | { readonly kind: 'executed'; readonly call: number; readonly outcome: ExecutedLine }
  | { readonly kind: 'completed'; readonly call: number; readonly completion: Completion }
  | { readonly kind: 'replayed'; readonly call: number; readonly hash: string }
  /** The implementation failed, not the command: a command that is wrong is an outcome. */
  | { readonly kind: 'failed'; readonly call: number; readonly message: string };

/** Events in one message. A thousand small objects are copied in about a millisecond. */
export const eventsInPortion = 1000;

/** What came of a line, without the events of its runs. */
export interface ExecutedLine {
  readonly ok: boolean;
  readonly lines: readonly SaidLine[];
  /** One run, or two that are to be compared. */
  readonly runs: readonly ShownRun[];
}

export interface ShownRun {
  /** What makes it different from the other one; empty where it is alone. */
  readonly name: string;
  /** How many of the events that the page has of this session's run are still true; the new ones stand behind them. */
  readonly kept: number;
  readonly story: readonly TellingSentence[];
}

/** What is said of an event that matters; the sign in front of it is that of a fault, of something wrong, or of its cure. */
export interface TellingSentence {
  /** Index of the event in the run. */
  readonly event: number;
  readonly text: string;
  readonly mark: string | undefined;
}

/** A line of the transcript. */
export interface SaidLine {
  readonly text: string;
  readonly tone: SaidTone;
  /** Index, in the first run, of the event that it tells of: it is printed when the picture has got there. Undefined: with the line before it. */
  readonly event: number | undefined;
}

export type SaidTone = 'headline' | 'story' | 'detail' | 'answer' | 'hint' | 'error' | 'comment';
