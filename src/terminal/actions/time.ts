import { said } from '../outcome.ts';
import { longestWaitUs, type Run } from '../run.ts';
import { isSo } from '../conditions.ts';
import { type Actions, answered, fine } from './action.ts';

/** Letting time pass. It never passes otherwise but while something is waited for. */
export const time: Actions<'wait' | 'wait until' | 'step'> = {
  async wait({ timeMs }, run) {
    await run.pass(timeMs * 1000);
    return answered(run.language.answers.passed(milliseconds(run)));
  },

  async 'wait until'({ condition, withinMs }, run) {
    const { answers } = run.language;
    const withinUs = withinMs === undefined ? longestWaitUs : withinMs * 1000;
    let looked = -1;
    const becomesSo = () => {
      // What can be seen changes only where something is told.
      if (looked === run.told.length) return false;
      looked = run.told.length;
      return isSo(condition, run).holds;
    };
    const isReached = (await run.until(becomesSo, withinUs)) || isSo(condition, run).holds;
    if (isReached)
      return answered(
        condition.is === 'quiet' ? answers.reachedQuiet(milliseconds(run)) : answers.passed(milliseconds(run)),
      );
    if (run.nowUs >= run.stopAtUs) return fine;
    return { ok: false, lines: said('error', answers.notReached(withinUs / 1000)) };
  },

  async step({ count = 1 }, run) {
    const before = run.steps;
    await run.until(() => run.steps >= before + count, longestWaitUs);
    return run.steps === before ? answered(run.language.answers.nothingLeft) : fine;
  },
};

export function milliseconds(run: Run): number {
  return Math.floor(run.nowUs / 1000);
}
