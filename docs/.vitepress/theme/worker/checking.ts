import type { Rules } from '../../../../src/broker/rules.ts';
import type { Exercise } from '../../../../src/exercises/exercise.ts';
import { judge } from '../../../../src/exercises/judge.ts';
import type { Verdict } from '../../../../src/exercises/verdict.ts';

const checks = import.meta.glob<{ exercise: Exercise }>('../../../../chapters/*/exercises/*/check.ts');

/** What a learner gave. */
export interface GivenAnswer {
  readonly text: string;
  /** Of a rule: the text without its types. */
  readonly javaScript?: string;
}

/** @param name `1-storage/look-up-an-offset`. Without an answer it only loads what a check needs. */
export async function check(name: string, answer: GivenAnswer | undefined): Promise<Verdict | undefined> {
  const exercise = await exerciseNamed(name);
  if (answer === undefined) return undefined;
  return judge(exercise, { text: answer.text, exported: (what) => exportOf(answer, what) });
}

/** The rules of a broker that asks a learner's function in the place of its own. */
export async function rulesWith(name: string, answer: GivenAnswer): Promise<Partial<Rules>> {
  const exercise = await exerciseNamed(name);
  if (exercise.kind !== 'rule' || exercise.cluster === undefined) return {};
  const learned = await exportOf(answer, exercise.writes);
  return typeof learned === 'function' ? exercise.cluster.rules(learned as (...inputs: unknown[]) => unknown) : {};
}

async function exerciseNamed(name: string): Promise<Exercise> {
  const [chapter, own] = name.split('/');
  const load = checks[`../../../../chapters/${chapter}/exercises/${own}/check.ts`];
  if (load === undefined) throw new Error(`there is no exercise ${name}`);
  return (await load()).exercise;
}

async function exportOf({ javaScript = '' }: GivenAnswer, name: string): Promise<unknown> {
  const address = URL.createObjectURL(new Blob([javaScript], { type: 'text/javascript' }));
  try {
    return ((await import(/* @vite-ignore */ address)) as Record<string, unknown>)[name];
  } finally {
    URL.revokeObjectURL(address);
  }
}
