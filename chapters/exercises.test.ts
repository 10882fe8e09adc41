import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { AnyRule, Exercise, RuleExercise } from '../src/exercises/exercise.ts';
import { judgeRule } from '../src/exercises/judge-rule.ts';
import { runExperiment } from '../src/terminal/experiment.ts';

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
  if (exercise.kind === 'rule') await ruleExercise(exercise, folder);
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

  test(`${exercise.title}: at least three wrong answers are known`, () => {
    assert.ok(Object.keys(wrong).length >= 3);
  });

  for (const [mistake, rule] of Object.entries(wrong)) {
    test(`${exercise.title}: ${mistake}`, async () => {
      const verdict = await judgeRule(exercise, rule);
      assert.ok(!verdict.passed, 'it was not noticed');
      assert.ok(verdict.because.length > 10);
    });
  }

  if (exercise.cluster !== undefined) {
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

  test(`${exercise.title}: three hints`, () => {
    const source = [folder, folder.replace(`${join('/', 'build')}`, '')].find((path) =>
      existsSync(join(path, 'hints.md')),
    );
    const hints = readFileSync(join(source!, 'hints.md'), 'utf8').split('\n---\n');
    assert.equal(hints.length, 3);
  });
}
