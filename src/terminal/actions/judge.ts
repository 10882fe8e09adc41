import { isSo } from '../conditions.ts';
import { format } from '../grammar/index.ts';
import { said } from '../outcome.ts';
import type { Actions } from './action.ts';

/** `expect`: whether something is so now. */
export const judge: Actions<'expect'> = {
  expect(command, run) {
    const { answers } = run.language;
    const condition = format(command).replace(/^expect /, '');
    const { holds, found } = isSo(command.condition, run);
    return {
      ok: holds,
      lines: holds ? said('answer', answers.holds(condition)) : said('error', answers.doesNotHold(condition, found)),
      expectation: { condition, holds },
    };
  },
};
