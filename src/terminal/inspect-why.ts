import { Refusal } from './actions/action.ts';
import type { Run } from './run.ts';
import { type Question, type WhyAnswer, whyAnswer } from './why-answer.ts';

/** Why; undefined where there is nothing to ask about. */
export function whyOf(question: Question, run: Run): WhyAnswer | undefined {
  try {
    return whyAnswer(question, run);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
