import type { Completion } from '../../../../src/terminal/grammar/complete.ts';
import type { Told } from '../stage/told.ts';

/**
 * What page and worker say to each other: plain data, and never more of it than a frame can bear. A call is answered by its
 * events, in portions that the page asks for one by one, and then by what came of it.
 */
export type ToWorker =
  | { readonly kind: 'open'; readonly call: number; readonly session: string }
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
  | { readonly kind: 'events'; readonly call: number; readonly events: readonly Told[] }
  | { readonly kind: 'executed'; readonly call: number; readonly outcome: ExecutedLine }
  | { readonly kind: 'completed'; readonly call: number; readonly completion: Completion }
  | { readonly kind: 'replayed'; readonly call: number; readonly hash: string }
  | { readonly kind: 'opened'; readonly call: number }
  /** The implementation failed, not the command: a command that is wrong is an outcome. */
  | { readonly kind: 'failed'; readonly call: number; readonly message: string };

/** Events in one message. A thousand small objects are copied in about a millisecond. */
export const eventsInPortion = 1000;

/** What came of a line, without its events. */
export interface ExecutedLine {
  readonly echo: string;
  readonly ok: boolean;
  readonly lines: readonly SaidLine[];
}

/** A line of the transcript. */
export interface SaidLine {
  readonly text: string;
  readonly tone: SaidTone;
  /** The event that it tells of: it is printed when the picture has got there. Undefined: when the line before it is. */
  readonly event: number | undefined;
}

export type SaidTone = 'headline' | 'story' | 'detail' | 'answer' | 'hint' | 'error' | 'comment';
