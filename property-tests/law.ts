import { test } from 'node:test';
import fc from 'fast-check';
import { isReporting, reportMutant } from './mutant-report.ts';

/**
 * What must always be true, stated over random inputs, and the ways of being wrong that it must notice.
 *
 *     law('what a consumer has read is never taken back', replicationRules, clusterPlans(), async (plan, rules) => { … })
 *       .kills({ 'truncates to the high watermark': { truncationOffset: toHighWatermark } });
 *
 * The check is run with the rules as they are, and must hold; then with each mutant in their place, and must fail. So no
 * check can be one that cannot fail.
 *
 * @param check throws where the law is broken
 * @param options.runs of the rules as they are. A mutant may take a hundred times as many: the first that notices it ends
 *   them, so that many runs cost time only where a mutant survives, and none survives by bad luck.
 */
export function law<Rules extends object, Input>(
  name: string,
  rules: Rules,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input, rules: Rules) => void | Promise<void>,
  { runs = 200 }: { runs?: number } = {},
): { kills(mutants: Record<string, Partial<Rules>>): void } {
  const mutantRuns = 100 * runs;
  const property = (underTest: Rules) => fc.asyncProperty(inputs, async (input) => check(input, underTest));

  test(name, async () => {
    const outcome = await fc.check(property(rules), { numRuns: runs, includeErrorInReport: true, ...toReplay() });
    if (outcome.failed)
      throw new Error(`${fc.defaultReportMessage(outcome)}\n\nReplay it: ${replayCommand(name, outcome)}`);
  });

  return {
    kills(mutants) {
      for (const [mutant, change] of Object.entries(mutants)) {
        test(`${name}: notices '${mutant}'`, async () => {
          const mutated = property({ ...rules, ...change });
          const outcome = await fc.check(mutated, { numRuns: mutantRuns, endOnFailure: true });
          if (isReporting) reportMutant(name, mutant, Object.keys(change), await shrunk(mutated, outcome));
          if (!outcome.failed) throw new Error(`${mutantRuns} runs of '${name}' did not notice the mutant '${mutant}'`);
        });
      }
    },
  };
}

/** To shrink some counterexamples takes many runs, each of which takes long: then the smallest so far is told. */
async function shrunk<Input>(
  mutated: fc.IAsyncProperty<[Input]>,
  found: fc.RunDetails<[Input]>,
): Promise<fc.RunDetails<[Input]>> {
  if (!found.failed) return found;
  const { seed, counterexamplePath } = found;
  return fc.check(mutated, { seed, path: counterexamplePath!, interruptAfterTimeLimit: 20_000 });
}

function toReplay(): { seed?: number; path?: string } {
  const [seed, path] = (process.env['LAW_REPLAY'] ?? '').split(/:(.*)/);
  return seed ? { seed: Number(seed), ...(path ? { path } : {}) } : {};
}

function replayCommand<Input>(name: string, { seed, counterexamplePath }: fc.RunDetails<Input>): string {
  return `npm test -- --law '${name.replaceAll("'", "'\\''")}' --replay=${seed}:${counterexamplePath ?? ''}`;
}
