import type { ParsedCommand } from './grammar/index.ts';
import { writeTime } from './grammar/times.ts';

/** A command of a run. */
export interface Entry {
  readonly parsed: ParsedCommand;
  /** The instant at which it began; undefined as long as it has not. */
  readonly atUs: number | undefined;
  /** How many events had been told when it began. */
  readonly eventsBefore: number;
}

/**
 * The line as it is typed again. `at` stands in front where it was said, or where it is needed because the command before it
 * was not waited for.
 */
export function lineOf({ text, atMs, background }: ParsedCommand): string {
  return `${atMs === undefined ? '' : `at ${writeTime(atMs)} `}${text}${background ? ' &' : ''}`;
}

/** Every command with the instant at which it began, in whole milliseconds: an experiment that gives the same run. */
export function stampedLine({ parsed, atUs }: Entry): string {
  const stamp = atUs === undefined ? parsed.atMs : Math.floor(atUs / 1000);
  return lineOf({ ...parsed, atMs: stamp });
}
