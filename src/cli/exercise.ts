import { fork } from 'node:child_process';
import { watch } from 'node:fs';
import { resolve } from 'node:path';
import type { Exercise } from '../exercises/exercise.ts';
import type { Verdict } from '../exercises/verdict.ts';
import { englishExercises as words } from '../narration/english-exercises.ts';
import { said } from '../terminal/outcome.ts';
import { type Command, type Given, table, UsageError } from './command.ts';
import type { FromJudge, JudgeRequest } from './exercise/judge.ts';
import {
  answerFile,
  findExercises,
  type Found,
  hintsOf,
  loadExercise,
  Progress,
  solutionOf,
} from './exercise/shelf.ts';
import { told } from './exercise/told.ts';
import { write } from './said.ts';

/** A check takes well under two seconds; what takes ten never ends. */
const patienceMs = 10_000;

/** `kafka-on-trial exercise [NAME] [--watch]`: gives an exercise, and checks the learner's answer. */
export const exercise: Command = {
  name: 'exercise',
  summary: 'give an exercise, and check what you wrote; without a name, list them',
  positionals: { form: '[NAME]', least: 0, most: 1 },
  options: {
    watch: { help: 'checks again whenever you save' },
    hint: { form: 'NUMBER', help: 'prints a hint; there are three, each says more' },
    solution: { help: 'prints a solution' },
    folder: { form: 'FOLDER', default: 'my-exercises', help: 'where your answers are' },
    seed: { form: 'NUMBER', default: '1', help: 'draws other inputs' },
  },
  notes: 'The exit status is 0 when your answer holds. Your file is begun for you, and never written over.',
  async run(given) {
    const [name] = given.positionals;
    const progress = new Progress(given.text('folder'));
    if (name === undefined) return list(progress);
    const found = namedExercise(name);
    const exercise = await loadExercise(found);
    if (given.optional('hint') !== undefined) return hint(found, given.integer('hint', 1));
    if (given.has('solution')) {
      process.stdout.write(`${solutionOf(found, exercise).trimEnd()}\n`);
      return 0;
    }
    return check(found, exercise, progress, given);
  },
};

function namedExercise(name: string): Found {
  const all = findExercises();
  const found = all.find((each) => name === each.name || name === `${each.chapter}/${each.name}`);
  if (found !== undefined) return found;
  throw new UsageError(`there is no exercise '${name}'; there are ${all.map((each) => each.name).join(', ')}`);
}

async function list(progress: Progress): Promise<number> {
  const { solved } = progress;
  const rows = await Promise.all(
    findExercises().map(async (found): Promise<[string, string]> => {
      const { title, minutes, kind } = await loadExercise(found);
      return [`${solved.has(found.name) ? '✓' : ' '} ${found.name}`, `${title} (${kind}, ${minutes} min)`];
    }),
  );
  process.stdout.write(`${[...table(rows), '', words.beginWith].join('\n')}\n`);
  return 0;
}

function hint(found: Found, number: number): number {
  const hints = hintsOf(found);
  const text = hints[number - 1];
  if (text === undefined) throw new UsageError(`there are ${hints.length} hints, and no hint ${number}`);
  process.stdout.write(`${text}\n`);
  return 0;
}

async function check(found: Found, exercise: Exercise, progress: Progress, given: Given): Promise<number> {
  const { path, isNew } = answerFile(found, exercise, given.text('folder'));
  write(said('comment', isNew ? words.begun(path) : words.checking(path)));
  const request = { folder: found.folder, answer: path, seed: given.integer('seed', 0) };
  const judgeOnce = async () => {
    const verdict = await judge(request);
    write(verdict === undefined ? said('error', words.neverEnds(patienceMs / 1000)) : told(verdict));
    if (verdict?.passed) progress.add(found.name);
    return verdict?.passed ? 0 : 1;
  };
  const status = await judgeOnce();
  if (!given.has('watch')) return status;
  for await (const _ of saves(path)) await judgeOnce();
  return status;
}

/** In a process of its own; undefined where it did not come to an end. Rejects where the check itself fails. */
function judge(request: JudgeRequest): Promise<Verdict | undefined> {
  return new Promise((done, failed) => {
    const child = fork(resolve(import.meta.dirname, 'exercise/judge.ts'), { serialization: 'advanced' });
    let timer: NodeJS.Timeout | undefined;
    let verdict: Verdict | undefined;
    child.on('message', (message) => {
      const said = message as FromJudge;
      // To load it all takes a busy machine a while, which is no fault of the answer.
      if (said === 'begins') timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      else verdict = said;
    });
    child.on('exit', (_, signal) => {
      clearTimeout(timer);
      if (verdict === undefined && signal === null) failed(new Error(words.checkFailed));
      else done(verdict);
    });
    child.send(request);
  });
}

/** Yields whenever the file was saved; editors write a file in several steps, which count as one. */
async function* saves(path: string): AsyncGenerator<void> {
  for (;;) {
    await new Promise<void>((saved) => {
      const watcher = watch(path, () => {
        watcher.close();
        setTimeout(saved, 100);
      });
    });
    yield;
  }
}
