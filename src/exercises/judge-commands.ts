import { englishExercises as words } from '../narration/english-exercises.ts';
import { lineOf } from '../terminal/history.ts';
import { parseLines, PlanError } from '../terminal/plan.ts';
import { createSession } from '../terminal/session.ts';
import type { ScheduleExercise, SettingsExercise } from './exercise.ts';
import { type Price, priceOf } from './price.ts';
import type { Condition, Failure, JudgedRun, Verdict } from './verdict.ts';

/** Judges commands that a learner wrote, one a line: whether the goal is reached behind those that were given. */
export async function judgeSchedule({ given, goal, par }: ScheduleExercise, answer: string): Promise<Verdict> {
  return readable(async () => {
    const written = await parseLines(answer.split('\n'));
    const restart = written.find(({ command }) => command.does === 'create cluster');
    if (restart !== undefined) return failed('commands', `${lineOf(restart)}: ${words.noNewCluster}`);
    if (written.length === 0) return failed('commands', words.noCommands);
    const ran = await run([...given, ...written.map(lineOf)], goal);
    if (ran.failure !== undefined) return { passed: false, ...ran.failure };
    const { conditions, judged } = ran;
    return { passed: true, says: words.goalReached(written.length, par), conditions, run: judged };
  });
}

/** Judges settings, one `key=value` a line; what is left out is as Kafka has it. */
export async function judgeSettings(exercise: SettingsExercise, answer: string): Promise<Verdict> {
  const { fields, goal, mostWaitMs } = exercise;
  const known = fields.map(({ setting }) => setting);
  const lines = answer.split('\n').map((line) => line.replace(/#.*/, '').trim());
  const given = lines.filter((line) => line !== '');
  const strange = given.find((line) => !known.includes(line.split('=')[0]!.trim()) || !line.includes('='));
  if (strange !== undefined) return failed('commands', words.notASetting(strange, known.join(', ')));
  // A setting that stands there twice has the later value.
  const chosen = new Map(given.map((line) => line.replaceAll(' ', '')).map((line) => [line.split('=')[0], line]));
  const settings = [...chosen.values()];
  return readable(async () => {
    const ran = await run(withSettings(exercise, settings), goal, mostWaitMs);
    if (ran.failure !== undefined) return { passed: false, ...ran.failure };
    const { conditions, price, judged } = ran;
    return { passed: true, says: words.settingsHold, conditions, price, run: judged };
  });
}

/** The workload with settings in their place. */
export function withSettings({ commands }: SettingsExercise, settings: readonly string[]): readonly string[] {
  return commands.map((line) => line.replace('{settings}', settings.join(' ')).trim());
}

interface Ran {
  readonly conditions: readonly Condition[];
  readonly price: Price;
  readonly judged: JudgedRun;
  /** The first command that cannot be done, or the first condition that does not hold. */
  readonly failure: Failure | undefined;
}

async function run(commands: readonly string[], goal: readonly string[], mostWaitMs = Infinity): Promise<Ran> {
  const session = await createSession();
  for (const parsed of await parseLines(commands)) {
    const { isRefused, lines } = await session.executeParsed(parsed);
    if (!isRefused) continue;
    const because = [lineOf(parsed), ...lines.map(({ text }) => text)].join('\n');
    throw new PlanError(because);
  }
  const judged: JudgedRun = { commands, atUs: session.run.nowUs, consequences: [] };
  const price = priceOf(session.outcomeAnew(true, []).runs[0]!.events);
  const asked: (Condition & { readonly because: string })[] = [];
  for (const condition of goal) {
    const { ok, lines } = await session.execute(`expect ${condition}`);
    asked.push({ says: condition, holds: ok, because: lines.map(({ text }) => text).join('\n') });
  }
  if (mostWaitMs !== Infinity) {
    const holds = price.longestWaitUs <= mostWaitMs * 1000;
    asked.push({ says: words.mostWait(mostWaitMs), holds, because: words.waited(price.longestWaitUs) });
  }
  const conditions = asked.map(({ says, holds }) => ({ says, holds }));
  const broken = asked.find(({ holds }) => !holds);
  const failure: Failure | undefined = broken && {
    stage: 'goal',
    inputs: [],
    because: broken.because,
    conditions,
    price,
    run: judged,
  };
  return { conditions, price, judged, failure };
}

function failed(stage: Failure['stage'], because: string): Verdict {
  return { passed: false, stage, inputs: [], because };
}

/** A command that cannot be read, or not be done, is told. */
async function readable(judge: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof PlanError) return failed('commands', error.message);
    throw error;
  }
}
