import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { AnyRule, Exercise, RuleExercise, SettingsExercise, TraceExercise } from '../src/exercises/exercise.ts';
import { judge } from '../src/exercises/judge.ts';
import { judgeRule } from '../src/exercises/judge-rule.ts';
import type { Verdict } from '../src/exercises/verdict.ts';
import { runExperiment } from '../src/terminal/experiment.ts';
import { createSession } from '../src/terminal/session.ts';

/** Every exercise of the chapters fails unsolved, passes solved, and catches what learners would plausibly get wrong. */
const chapters = import.meta.dirname;
const ending = import.meta.filename.endsWith('.ts') ? 'ts' : 'js';
const folders = readdirSync(chapters, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith(join('/', `check.${ending}`)))
  .map((name) => resolve(chapters, name, '..'))
  .sort();

async function load(folder: string, file: string): Promise<Record<string, unknown>> {
  return (await import(join(folder, `${file}.${ending}`))) as Record<string, unknown>;
}

for (const folder of folders) {
  const { exercise } = (await load(folder, 'check')) as { exercise: Exercise };
  threeHints(exercise, folder);
  if (exercise.kind === 'rule') await ruleExercise(exercise, folder);
  else await writtenExercise(exercise, folder);
  if (exercise.kind === 'trace') traceExercise(exercise);
}

function threeHints({ title }: Exercise, folder: string): void {
  test(`${title}: three hints`, () => {
    const source = [folder, folder.replace(`${join('/', 'build')}`, '')].find((path) =>
      existsSync(join(path, 'hints.md')),
    );
    const hints = readFileSync(join(source!, 'hints.md'), 'utf8').split('\n---\n');
    assert.equal(hints.filter((hint) => hint.trim().length > 20).length, 3);
  });
}

async function ruleExercise(exercise: RuleExercise, folder: string): Promise<void> {
  const given = (await load(folder, 'exercise'))[exercise.writes];
  const solution = (await load(folder, 'solution'))[exercise.writes];
  const wrong = (await load(folder, 'wrong'))['wrong'] as Readonly<Record<string, AnyRule>>;

  test(`${exercise.title}: unsolved it fails at its first example`, async () => {
    const verdict = await judgeRule(exercise, given);
    assert.ok(!verdict.passed && verdict.stage === 'example' && verdict.threw !== undefined, JSON.stringify(verdict));
  });

  test(`${exercise.title}: solved it passes`, async () => {
    const verdict = await judgeRule(exercise, solution);
    assert.ok(verdict.passed, JSON.stringify(verdict));
  });

  wrongAnswers(exercise, wrong, (rule) => judgeRule(exercise, rule));

  if (exercise.cluster === undefined) return;
  const { experiment } = exercise.cluster;
  test(`${exercise.title}: with Kafka's own rule its run is as it expects`, async () => {
    const { ok, lines } = await runExperiment(experiment);
    assert.ok(ok, lines.map(({ text }) => text).join('\n'));
  });

  test(`${exercise.title}: a broker with a wrong answer goes wrong, and the run says when`, async () => {
    const broken = { ...exercise, examples: [], law: { ...exercise.law, runs: 0 } };
    const verdicts = await Promise.all(Object.values(wrong).map((rule) => judgeRule(broken, rule)));
    const runs = verdicts.flatMap((verdict) => (!verdict.passed && verdict.run !== undefined ? [verdict.run] : []));
    assert.ok(runs.length > 0, 'no run differed');
    assert.ok(
      runs.some(({ consequences }) => consequences.length > 0),
      'nothing came of it',
    );
  });
}

/** What is answered with a text: commands, settings, or the place of a choice. */
async function writtenExercise(exercise: Exclude<Exercise, RuleExercise>, folder: string): Promise<void> {
  const wrong = (await load(folder, 'wrong'))['wrong'] as Readonly<Record<string, string>>;
  const judgeText = (text: string) =>
    judge(exercise, { text, exported: () => Promise.reject(new Error('it is no rule')) });

  test(`${exercise.title}: unsolved it fails`, async () => {
    const unsolved = exercise.kind === 'settings' ? usualSettings(exercise) : '';
    const verdict = await judgeText(unsolved);
    assert.ok(!verdict.passed && verdict.because.length > 10, JSON.stringify(verdict));
  });

  test(`${exercise.title}: solved it passes`, async () => {
    const verdict = await judgeText(solutionOf(exercise));
    assert.ok(verdict.passed, JSON.stringify(verdict));
    if (exercise.kind === 'schedule') assert.equal(exercise.solution.length, exercise.par);
  });

  wrongAnswers(exercise, wrong, judgeText);
}

function wrongAnswers<Answer>(
  { title }: Exercise,
  wrong: Readonly<Record<string, Answer>>,
  judgeOne: (answer: Answer) => Promise<Verdict>,
): void {
  test(`${title}: at least three wrong answers are known`, () => {
    assert.ok(Object.keys(wrong).length >= 3);
  });
  for (const [mistake, answer] of Object.entries(wrong)) {
    test(`${title}: ${mistake}`, async () => {
      const verdict = await judgeOne(answer);
      assert.ok(!verdict.passed, 'it was not noticed');
      assert.ok(verdict.because.length > 10);
    });
  }
}

function usualSettings({ fields }: SettingsExercise): string {
  return fields.map(({ setting, default: usual }) => `${setting}=${usual}`).join('\n');
}

function solutionOf(exercise: Exclude<Exercise, RuleExercise>): string {
  switch (exercise.kind) {
    case 'schedule':
      return exercise.solution.join('\n');
    case 'settings':
      return exercise.fields.map(({ setting, solution }) => `${setting}=${solution}`).join('\n');
    case 'trace': {
      const right = exercise.choices.findIndex(({ isRight }) => isRight);
      return exercise.choices[right]?.range?.join('-') ?? String(right + 1);
    }
  }
}

function traceExercise({ title, choices, experiment, bytes }: TraceExercise): void {
  test(`${title}: one choice is right`, () => {
    assert.equal(choices.filter(({ isRight }) => isRight).length, 1);
  });
  if (bytes !== undefined) {
    test(`${title}: every byte belongs to one choice`, () => {
      const named = choices.flatMap(({ range: [first, last] = [0, -1] }) =>
        Array.from({ length: last - first + 1 }, (_, index) => first + index),
      );
      assert.deepEqual(named, [...bytes.keys()]);
    });
    return;
  }
  test(`${title}: the choices are sentences of a run that is as it expects, in their order`, async () => {
    const session = await createSession();
    const told = await runExperiment(experiment ?? '');
    assert.ok(told.ok, told.lines.map(({ text }) => text).join('\n'));
    for (const line of (experiment ?? '').split('\n')) await session.execute(line);
    const [run] = session.outcomeAnew(true, []).runs;
    const places = choices.map(({ says }) => run!.story.findIndex(({ text }) => text === says));
    assert.ok(
      places.every((place) => place >= 0),
      `not said: ${choices.filter((_, index) => places[index]! < 0).map(({ says }) => says)}`,
    );
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
  });
}
