import { lineOf } from './history.ts';
import { type Outcome, type SaidLine, said } from './outcome.ts';
import { parseLines, type Plan } from './plan.ts';
import type { ParsedCommand } from './grammar/index.ts';
import { usualSeed } from './plan.ts';
import { createSession, type SessionOptions } from './session.ts';

/** What came of a whole experiment or plan. */
export interface ExperimentResult {
  /** Every expectation holds, and every command could be done. */
  readonly ok: boolean;
  /** The hash of the trace: the same plan has the same hash, wherever it runs. */
  readonly hash: string;
  readonly lines: readonly SaidLine[];
  readonly commands: readonly CommandResult[];
}

export interface CommandResult {
  readonly command: string;
  readonly ok: boolean;
  readonly lines: readonly SaidLine[];
}

/** Runs an experiment: a command a line, comments behind `#`. Throws `PlanError` where a line cannot be read. */
export async function runExperiment(text: string, options: RunningOptions = {}): Promise<ExperimentResult> {
  return runCommands(await parseLines(text.split('\n')), { seed: usualSeed, ...options });
}

/** Runs a plan. Throws `PlanError` where a command cannot be read. */
export async function runPlan({ seed, commands }: Plan, options: RunningOptions = {}): Promise<ExperimentResult> {
  return runCommands(await parseLines(commands, 'command'), { seed, ...options });
}

/** Language and way of settling: nothing that changes the run. */
export type RunningOptions = Pick<SessionOptions, 'language' | 'loop'>;

async function runCommands(commands: readonly ParsedCommand[], options: SessionOptions): Promise<ExperimentResult> {
  const session = await createSession(options);
  const results: CommandResult[] = [];
  const lines: SaidLine[] = [];
  let ok = true;
  for (const parsed of commands) {
    const outcome: Outcome = await session.executeParsed(parsed);
    const command = lineOf(parsed);
    results.push({ command, ok: outcome.ok, lines: outcome.lines });
    lines.push(...said('comment', `> ${command}`), ...outcome.lines);
    if (outcome.expectation !== undefined) ok &&= outcome.expectation.holds;
    else ok &&= !outcome.isRefused;
  }
  return { ok, hash: session.hash, lines, commands: results };
}
