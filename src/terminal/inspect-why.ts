import type { Run } from './run.ts';
import type { WhyAnswer } from './why-answer.ts';

/** Why an event happened, by its index in the whole run. */
export function whyOf(_event: number, _run: Run): WhyAnswer | undefined {
  return undefined;
}
