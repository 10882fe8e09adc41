import { createSession } from '../../../src/terminal/session.ts';
import {
  faultsOf,
  type Given,
  linesFor,
  type SettingField,
  type SettingsExercise,
} from '../theme/lesson/exercise/workload.ts';
import { operationsIn } from '../theme/lesson/operations/operations.ts';
import type { Rehearsed } from './rehearsal.ts';
import type { Tag } from './tags.ts';

/**
 * An exercise of settings, made of an experiment that solves it: the settings that `settings` names are taken out of the
 * command that creates `client`. Throws unless the experiment reaches the goal and Kafka's defaults do not.
 */
export async function exerciseOf({ attributes }: Tag, { name, commands }: Rehearsed): Promise<SettingsExercise> {
  const settings = (attributes['settings'] ?? '').split(' ').filter((each) => each !== '');
  const fields: SettingField[] = [];
  const lines = commands
    .map(({ line }) => line)
    .filter((line) => !line.startsWith('expect '))
    .map((line) => {
      if (!line.startsWith(`create producer ${attributes['client']} `)) return line;
      const words = line.split(' ');
      const chosen = words.filter((word) => settings.includes(word.split('=')[0]!));
      for (const word of chosen) fields.push(fieldOf(word));
      return [...words.filter((word) => !chosen.includes(word)), '{settings}'].join(' ');
    });
  if (fields.length !== settings.length || fields.length === 0) {
    throw new Error(`${name} does not create producer ${attributes['client']} with ${settings.join(' and ')}`);
  }
  const exercise: SettingsExercise = {
    commands: lines,
    fields,
    goal: { mostWrites: Number(attributes['writes']), mostWaitMs: Number(attributes['wait-ms']) },
    partition: attributes['partition'] ?? '',
  };
  if (!(await isReached(exercise, 'solution'))) throw new Error(`${name} does not reach the goal of its exercise`);
  if (await isReached(exercise, 'default')) throw new Error(`${name}: Kafka's defaults reach the goal already`);
  return exercise;
}

function fieldOf(word: string): SettingField {
  const [setting = '', solution = ''] = word.split('=');
  const known = defaults[setting];
  if (known === undefined) throw new Error(`the default of ${setting} is not known to exercises`);
  return { setting, default: known, solution };
}

/** Of Kafka 4's Java producer. */
const defaults: Readonly<Record<string, string>> = {
  'linger.ms': '5',
  'batch.size': '16384',
  'compression.type': 'none',
  acks: 'all',
};

async function isReached(exercise: SettingsExercise, which: 'default' | 'solution'): Promise<boolean> {
  const given: Given = Object.fromEntries(exercise.fields.map((field) => [field.setting, field[which]]));
  const session = await createSession();
  for (const line of linesFor(exercise, given)) {
    const { ok, lines } = await session.execute(line);
    if (!ok) throw new Error(`${line}: ${lines.map(({ text }) => text).join(' ')}`);
  }
  const [run] = session.outcomeAnew(true, []).runs;
  const operations = operationsIn(run!.events).find(({ partition }) => partition === exercise.partition);
  if (operations === undefined) throw new Error(`nothing is sent to ${exercise.partition}`);
  return faultsOf(operations, exercise.goal).length === 0;
}
