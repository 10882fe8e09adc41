import { englishExercises as words } from '../narration/english-exercises.ts';
import type { TraceChoice, TraceExercise } from './exercise.ts';
import type { Verdict } from './verdict.ts';

/** @param chosen the place of the choice, from 0 */
export function judgeChoice({ choices }: TraceExercise, chosen: number): Verdict {
  const choice = choices[chosen];
  return choice === undefined ? notThis(words.noSuchChoice(choices.length)) : saidOf(choice);
}

/** @param first, last the bytes that were chosen, both included, counted from 0 */
export function judgeBytes({ choices }: TraceExercise, first: number, last: number): Verdict {
  const exact = choices.find(({ range }) => range !== undefined && range[0] === first && range[1] === last);
  if (exact !== undefined) return saidOf(exact);
  const around = choices.filter(({ range }) => range !== undefined && range[0] <= last && first <= range[1]);
  const [only] = around;
  if (only === undefined) return notThis(words.bytesOfNothing);
  if (around.length > 1) return notThis(words.bytesOfSeveral(around.map(({ says }) => says)));
  return notThis(only.isRight ? words.notAllOfThem : only.because);
}

function saidOf({ isRight, because }: TraceChoice): Verdict {
  return isRight ? { passed: true, says: because } : notThis(because);
}

function notThis(because: string): Verdict {
  return { passed: false, stage: 'choice', inputs: [], because };
}
