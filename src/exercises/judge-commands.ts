import { englishExercises as words } from '../narration/english-exercises.ts';
import { lineOf } from '../terminal/history.ts';
import { parseLines, PlanError } from '../terminal/plan.ts';
import { createSession } from '../terminal/session.ts';
import type { ScheduleExercise, SettingsExercise } from './exercise.ts';
import type { Failure, Verdict } from './verdict.ts';

/** Judges commands that a learner wrote, one a line: whether the goal is reached behind those that were given. */
export async function judgeSchedule(exercise: ScheduleExercise, answer: string): Promise<Verdict> {
  const { given, goal, par } = exercise;
  try {
    const written = parseLines(answer.split('\n'));
    const restart = written.find(({ command }) => command.does === 'create cluster');
    if (restart !== undefined) return failed('commands', `${lineOf(restart)}: ${words.noNewCluster}`);
    const failure = await run([...given, ...written.map(lineOf)], goal);
    if (failure !== undefined) return { passed: false, ...failure };
    return { passed: true, says: words.goalReached(written.length, par) };
  } catch (error) {
    return unreadable(error);
  }
}

/** Judges settings, one `key=value` a line; what is left out is as Kafka has it. */
export async function judgeSettings(exercise: SettingsExercise, answer: string): Promise<Verdict> {
  const { fields, goal } = exercise;
  const known = fields.map(({ setting }) => setting);
  const lines = answer.split('\n').map((line) => line.replace(/#.*/, '').trim());
  const given = lines.filter((line) => line !== '');
  const strange = given.find((line) => !known.includes(line.split('=')[0]!.trim()) || !line.includes('='));
  if (strange !== undefined) return failed('commands', words.notASetting(strange, known.join(', ')));
  try {
    const failure = await run(
      withSettings(
        exercise,
        given.map((line) => line.replaceAll(' ', '')),
      ),
      goal,
    );
    return failure === undefined ? { passed: true, says: words.settingsHold } : { passed: false, ...failure };
  } catch (error) {
    return unreadable(error);
  }
}

/** The workload with settings in their place. */
export function withSettings({ commands }: SettingsExercise, settings: readonly string[]): readonly string[] {
  return commands.map((line) => line.replace('{settings}', settings.join(' ')).trim());
}

/** The first command that cannot be done, or the first condition that does not hold. */
async function run(commands: readonly string[], goal: readonly string[]): Promise<Failure | undefined> {
  const session = await createSession();
  const failureAt = (stage: 'commands' | 'goal', texts: readonly string[]): Failure => ({
    stage,
    inputs: [],
    because: texts.join('\n'),
    run: { commands, atUs: session.run.nowUs, consequences: [] },
  });
  for (const parsed of parseLines(commands)) {
    const { isRefused, lines } = await session.executeParsed(parsed);
    if (isRefused) return failureAt('commands', [lineOf(parsed), ...lines.map(({ text }) => text)]);
  }
  for (const condition of goal) {
    const { ok, lines } = await session.execute(`expect ${condition}`);
    if (!ok)
      return failureAt(
        'goal',
        lines.map(({ text }) => text),
      );
  }
  return undefined;
}

function failed(stage: Failure['stage'], because: string): Verdict {
  return { passed: false, stage, inputs: [], because };
}

function unreadable(error: unknown): Verdict {
  if (error instanceof PlanError) return failed('commands', error.message);
  throw error;
}
