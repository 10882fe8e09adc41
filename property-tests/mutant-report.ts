import { AssertionError } from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import fc from 'fast-check';

/** What became of one mutant, as `npm run mutants` shows it. */
export interface MutantReport {
  /** The folder of the law, and its file. */
  readonly chapter: string;
  readonly file: string;
  readonly law: string;
  readonly mutant: string;
  /** Which rules it replaces. */
  readonly rules: readonly string[];
  readonly isNoticed: boolean;
  /** The smallest input that was found for which the law is broken, and what the law then says. */
  readonly counterexample: string;
  readonly says: string;
  readonly shrinks: number;
}

const reportFile = process.env['MUTANT_REPORT'] ?? '';

/** Whether somebody wants the smallest input for every mutant, and not only to know that it is noticed. */
export const isReporting = reportFile !== '';

export function reportMutant<Input>(
  law: string,
  mutant: string,
  rules: readonly string[],
  outcome: fc.RunDetails<[Input]>,
): void {
  const path = process.argv[1] ?? '';
  const report: MutantReport = {
    chapter: basename(dirname(path)),
    file: basename(path).replace(/\.test\.[jt]s$/, ''),
    law,
    mutant,
    rules,
    isNoticed: outcome.failed,
    counterexample: outcome.counterexample === null ? '' : fc.stringify(outcome.counterexample[0]),
    says: saysOf(outcome.errorInstance),
    shrinks: outcome.numShrinks,
  };
  appendFileSync(reportFile, `${JSON.stringify(report)}\n`);
}

/** The law's own words; where it only compared, what it compared. */
function saysOf(error: unknown): string {
  if (error instanceof AssertionError && error.generatedMessage) {
    return `expected ${fc.stringify(error.expected)}, found ${fc.stringify(error.actual)}`;
  }
  const message = error instanceof Error ? error.message : String(error ?? '');
  return message.split('\n').find((line) => line.trim() !== '') ?? '';
}
