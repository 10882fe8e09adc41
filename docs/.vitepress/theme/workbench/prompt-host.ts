import type { Completion } from '../../../../src/terminal/grammar/complete.ts';

/** Whom the prompt's terminal works for. */
export interface PromptHost {
  /** A line was entered. The prompt comes back when the promise resolves. `hasMore`: others wait behind it. */
  enter(line: string, hasMore: boolean): Promise<void>;
  complete(line: string, cursor: number): Promise<Completion>;
  /** The line changed: for what is said under the prompt. */
  changed(line: string, cursor: number): void;
  /** A key was pressed while a run plays: the reader has seen enough. */
  hurry(): void;
  /** Esc was pressed: the next Tab leaves, and that should be said. False: it no longer does. */
  leaving(leaves: boolean): void;
  /** A paste was longer than what is taken at once; `left` are the lines that were not. */
  pasteCut(taken: number, left: readonly string[]): void;
  /** A fold was opened, and these lines are shown; none where it was closed. */
  folded(opened: readonly string[]): void;
}
