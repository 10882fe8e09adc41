import type { Run } from './run.ts';
import { type WhyAnswer, whyEvent } from './why-answer.ts';

/** Why an event happened, by its index in the whole run. */
export function whyOf(event: number, run: Run): WhyAnswer | undefined {
  return whyEvent(event, run);
}
