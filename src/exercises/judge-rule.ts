import fc from 'fast-check';
import { englishExercises as words } from '../narration/english-exercises.ts';
import type { AnyRule, RuleExercise } from './exercise.ts';
import { plain } from './in-words.ts';
import { runWith } from './run-with.ts';
import { isSame } from './same.ts';
import type { Failure, NamedInput, Verdict } from './verdict.ts';

export interface JudgeOptions {
  /** Of the inputs that are drawn: the same seed draws the same, so that a verdict can be had again. */
  readonly seed?: number;
}

const usualRuns = 1000;

/**
 * Judges a learner's function: by the examples, then by the law, then in a broker that runs with it. The first failure ends
 * it. Whoever calls sees to it that a function that never returns is stopped: nothing here can.
 *
 * @param learned what the learner's file exports under the exercise's name
 */
export async function judgeRule(
  exercise: RuleExercise,
  learned: unknown,
  { seed = 1 }: JudgeOptions = {},
): Promise<Verdict> {
  if (typeof learned !== 'function') {
    return failed({ stage: 'code', inputs: [], because: words.noFunction(exercise.writes) });
  }
  const rule = learned as AnyRule;
  const failure = failureOfExamples(exercise, rule) ?? failureOfLaw(exercise, rule, seed);
  if (failure !== undefined) return failed({ ...failure, ...fieldsOf(exercise, failure) });
  const { examples, law, cluster } = exercise;
  const says = words.rulePassed(examples.length, law.runs ?? usualRuns, cluster !== undefined);
  if (cluster === undefined) return { passed: true, says };
  const { parted, run } = await runWith(cluster, rule);
  if (parted === undefined) return { passed: true, says, run };
  const ofCluster: Failure = { stage: 'cluster', ...parted, inputs: named(exercise, parted.inputs), run };
  return failed({ ...ofCluster, ...fieldsOf(exercise, ofCluster) });
}

/** Bytes are compared by their names, where the exercise gives them. */
function fieldsOf({ fields }: RuleExercise, { expected }: Failure): Pick<Failure, 'fields'> {
  return fields !== undefined && expected instanceof Uint8Array ? { fields: fields(expected) } : {};
}

function failed(failure: Failure): Verdict {
  return { passed: false, ...failure };
}

function failureOfExamples(exercise: RuleExercise, rule: AnyRule): Failure | undefined {
  for (const { inputs, expected, because } of exercise.examples) {
    const answer = ask(rule, inputs);
    const about = { stage: 'example', inputs: named(exercise, inputs), expected, because } as const;
    if ('threw' in answer) return { ...about, threw: answer.threw };
    if (!isSame(answer.found, expected)) return { ...about, found: answer.found };
  }
  return undefined;
}

function failureOfLaw(exercise: RuleExercise, rule: AnyRule, seed: number): Failure | undefined {
  const { law } = exercise;
  const failureOf = (inputs: readonly unknown[]) => {
    const answer = ask(rule, inputs);
    if ('threw' in answer) return { threw: answer.threw, because: words.lawNeedsAnswer(law.says) };
    const flaw = law.flaw(answer.found, ...inputs);
    return flaw === undefined ? undefined : { found: answer.found, ...flaw };
  };
  const property = fc.property(law.inputs, (inputs) => failureOf(inputs as readonly unknown[]) === undefined);
  const outcome = fc.check(property, { seed, numRuns: law.runs ?? usualRuns });
  if (!outcome.failed) return undefined;
  const inputs = outcome.counterexample![0] as readonly unknown[];
  const heldBefore = outcome.numRuns - 1;
  return {
    stage: 'law',
    inputs: named(exercise, inputs),
    law: { says: law.says, heldBefore },
    ...failureOf(inputs)!,
  };
}

type Answer = { readonly found: unknown } | { readonly threw: string };

/** It gets copies: a function that changes its inputs must not change what it is judged by. */
export function ask(rule: AnyRule, inputs: readonly unknown[]): Answer {
  try {
    return { found: plain(rule(...structuredClone(inputs))) };
  } catch (error) {
    return { threw: error instanceof Error ? error.message : String(error) };
  }
}

function named({ inputs: names }: RuleExercise, inputs: readonly unknown[]): readonly NamedInput[] {
  return inputs.map((value, index) => ({ name: names[index] ?? `input ${index + 1}`, value }));
}
