import type { Completion } from '../../../../src/terminal/grammar/complete.ts';
import type { IndexesSeen, Inspection, Sheet } from '../../../../src/terminal/inspect.ts';
import type { Outcome, ShownRun } from '../../../../src/terminal/outcome.ts';
import type { Told } from '../stage/told.ts';
import type { Verdict } from '../../../../src/exercises/verdict.ts';
import type { GivenAnswer } from './checking.ts';
import type { Beginning } from './sessions.ts';

/**
 * What page and worker say to each other: plain data, and never more of it than a frame can bear. A call is answered by its
 * runs' events, in portions that the page asks for one by one, and then by what came of it.
 */
export type ToWorker =
  | { readonly kind: 'open'; readonly call: number; readonly session: string; readonly beginning: Beginning }
  | { readonly kind: 'execute'; readonly call: number; readonly session: string; readonly line: string }
  | {
      readonly kind: 'complete';
      readonly call: number;
      readonly session: string;
      readonly line: string;
      readonly cursor: number;
    }
  | { readonly kind: 'replay'; readonly call: number; readonly plan: string }
  | { readonly kind: 'inspect'; readonly call: number; readonly session: string; readonly inspection: Inspection }
  /** What the files of all logs hold, in one of the session's runs. */
  | {
      readonly kind: 'files';
      readonly call: number;
      readonly session: string;
      readonly when: Omit<Inspection, 'subject'>;
    }
  /** Judges an answer to an exercise; without one it only loads what that needs. */
  | {
      readonly kind: 'check';
      readonly call: number;
      readonly exercise: string;
      readonly answer: GivenAnswer | undefined;
    }
  | { readonly kind: 'more'; readonly call: number };

export type FromWorker =
  /** Events of one of the call's runs, behind those that were sent before. */
  | { readonly kind: 'events'; readonly call: number; readonly run: number; readonly events: readonly Told[] }
  | { readonly kind: 'outcome'; readonly call: number; readonly outcome: OutcomeWithoutEvents }
  | { readonly kind: 'completed'; readonly call: number; readonly completion: Completion }
  | { readonly kind: 'replayed'; readonly call: number; readonly hash: string }
  | { readonly kind: 'inspected'; readonly call: number; readonly sheet: Sheet }
  | { readonly kind: 'files seen'; readonly call: number; readonly files: readonly IndexesSeen[] }
  | { readonly kind: 'checked'; readonly call: number; readonly verdict: Verdict | undefined }
  /** The implementation failed, not the command: a command that is wrong is an outcome. */
  | { readonly kind: 'failed'; readonly call: number; readonly message: string };

export interface OutcomeWithoutEvents extends Omit<Outcome, 'runs'> {
  readonly runs: readonly Omit<ShownRun, 'events'>[];
  /** The instant at which a link wants the reader to look. */
  readonly lookAtUs: number | undefined;
}

/** Events in one message. A thousand small objects are copied in about a millisecond. */
export const eventsInPortion = 1000;
