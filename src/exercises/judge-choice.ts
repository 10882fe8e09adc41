import type { TraceExercise } from './exercise.ts';
import type { Verdict } from './verdict.ts';

/** @param chosen the place of the choice, from 0 */
export function judgeChoice({ choices }: TraceExercise, chosen: number): Verdict {
  const choice = choices[chosen];
  if (choice === undefined) throw new RangeError(`there are ${choices.length} choices, and none at ${chosen}`);
  const { isRight, because } = choice;
  return isRight ? { passed: true, says: because } : { passed: false, stage: 'choice', inputs: [], because };
}
