import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Exercise, RuleExercise, TraceExercise } from '../../../src/exercises/exercise.ts';
import { englishExercises as words } from '../../../src/narration/english-exercises.ts';
import { parseLines } from '../../../src/terminal/plan.ts';
import { lineOf } from '../../../src/terminal/history.ts';
import { createSession } from '../../../src/terminal/session.ts';
import type { Card } from '../theme/lesson/exercise/card.ts';
import { loadExercise } from './load-exercise.ts';

/** An exercise as a page has it: what its component is given, and its task in Markdown. */
export interface MadeExercise {
  readonly card: Card;
  readonly task: string;
  /** The files of the repository that it was made from. */
  readonly files: readonly string[];
}

/** @param name `1-storage/look-up-an-offset`. Throws where there is no such exercise. */
export async function exerciseNamed(name: string, top: string): Promise<MadeExercise> {
  const [chapter = '', own = ''] = name.split('/');
  const folder = join(top, 'chapters', chapter, 'exercises', own);
  if (!existsSync(join(folder, 'check.ts'))) throw new Error(`there is no exercise ${name}: ${folder} has no check.ts`);
  const { exercise, files } = await loadExercise(folder);
  if (exercise.kind !== 'rule') return { card: await cardOf(name, exercise), task: taskOf(exercise), files };
  const given = join(folder, 'exercise.ts');
  const task = commentOf(readFileSync(given, 'utf8'), exercise, name);
  return { card: await cardOf(name, exercise), task, files: [...files, given] };
}

async function cardOf(name: string, exercise: Exercise): Promise<Card> {
  const { title, minutes, view } = exercise;
  const head = { name, place: placeOf(name), title, minutes, ...(view === undefined ? {} : { view }) };
  switch (exercise.kind) {
    case 'rule':
      return { ...head, kind: 'rule', writes: exercise.writes, hasCluster: exercise.cluster !== undefined };
    case 'schedule': {
      const { given, goal, par, solution } = exercise;
      return { ...head, kind: 'schedule', given, goal, par, solution };
    }
    case 'settings': {
      const { commands, goal, fields, mostWaitMs, prices = ['writes', 'wait'] } = exercise;
      const wait = mostWaitMs === undefined ? [] : [words.mostWait(mostWaitMs)];
      return { ...head, kind: 'settings', commands, goal: [...goal, ...wait], fields, prices };
    }
    case 'trace':
      return { ...head, kind: 'trace', ...(await choicesOf(exercise)) };
  }
}

/** What the section of an exercise is called in a page's address. */
function placeOf(name: string): string {
  return `exercise-${name.slice(name.indexOf('/') + 1)}`;
}

async function choicesOf({ choices, experiment = '', bytes }: TraceExercise) {
  const right = choices.findIndex(({ isRight }) => isRight);
  const range = choices[right]?.range;
  const solution = range === undefined ? String(right + 1) : range.join('-');
  const commands = (await parseLines(experiment.split('\n'))).map(lineOf);
  if (bytes !== undefined)
    return { choices: choices.map(({ says }) => ({ says })), commands, bytes: [...bytes], solution };
  const session = await createSession();
  for (const line of commands) await session.execute(line);
  const [run] = session.outcomeAnew(true, []).runs;
  const said = choices.map(({ says }) => {
    const telling = run?.story.find(({ text }) => text === says);
    const atUs = telling === undefined ? undefined : run?.events[telling.event]?.atUs;
    return atUs === undefined ? { says } : { says, atUs };
  });
  return { choices: said, commands, solution };
}

function taskOf(exercise: Exclude<Exercise, RuleExercise>): string {
  return exercise.kind === 'trace' ? exercise.ask : exercise.task;
}

/** The comment of the function to write, as paragraphs; what it says of a parameter becomes a row of a list. */
function commentOf(source: string, { writes }: RuleExercise, name: string): string {
  const file = ts.createSourceFile('exercise.ts', source, ts.ScriptTarget.Latest, true);
  const declared = file.statements.find((each) => ts.isFunctionDeclaration(each) && each.name?.text === writes);
  const [range] = declared === undefined ? [] : (ts.getLeadingCommentRanges(source, declared.pos)?.slice(-1) ?? []);
  if (range === undefined) throw new Error(`exercise.ts of ${name} has no comment that states the task of ${writes}`);
  const text = source
    .slice(range.pos + 3, range.end - 2)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
  return text
    .replace(/^@param (\w+) (?:- )?/gm, '\n- `$1`: ')
    .replace(/^@returns? /gm, '\n- It returns ')
    .replaceAll(/(^- .*\n)\n(?=- )/gm, '$1');
}
