import type { Command, Does } from '../grammar/index.ts';
import type { Run } from '../run.ts';
import { type Answer, type Actions, type How } from './action.ts';
import { clients } from './clients.ts';
import { faults } from './faults.ts';
import { judge } from './judge.ts';
import { look } from './look.ts';
import { setUp } from './set-up.ts';
import { time } from './time.ts';
import { why } from './why.ts';

/** Everything that happens within one run; what goes from one run to another is the session's. */
const actions = { ...setUp, ...clients, ...faults, ...time, ...look, ...why, ...judge };

type Acted = keyof typeof actions;

/** Whether a command is done within a run. */
export function isActed(command: Command): command is Extract<Command, { readonly does: Acted }> {
  return Object.hasOwn(actions, command.does);
}

/** Looking leaves no trace, so it is no part of a history. */
export function isLook({ does }: Command): boolean {
  return Object.hasOwn(look, does) || Object.hasOwn(why, does);
}

/** Throws what is foreseen, as `isForeseen` says, where the command cannot be done. */
export async function act(command: Extract<Command, { readonly does: Acted }>, run: Run, how: How): Promise<Answer> {
  const action = (actions as Actions<Does>)[command.does] as (
    command: Command,
    run: Run,
    how: How,
  ) => Promise<Answer> | Answer;
  return action(command, run, how);
}
