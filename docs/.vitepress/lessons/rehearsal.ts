import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lineOf } from '../../../src/terminal/history.ts';
import { writeLink } from '../../../src/terminal/link.ts';
import type { SaidLine } from '../../../src/terminal/outcome.ts';
import { parseLines } from '../../../src/terminal/plan.ts';
import { createSession, type Shelf } from '../../../src/terminal/session.ts';
import { runOf } from '../theme/workbench/run.ts';
import type { Scene } from '../theme/stage/film.ts';

/** An experiment that was run while the site was built, and whose expectations hold. */
export interface Rehearsed {
  /** As it can be named at the prompt: `run one-by-one-and-batched`. */
  readonly name: string;
  /** Its first line, a comment that says what it is about; empty where there is none. */
  readonly says: string;
  readonly commands: readonly RehearsedCommand[];
  /** What stands behind # of a link that runs it. */
  readonly link: string;
  /** The figure at its end. */
  readonly scene: Scene;
}

export interface RehearsedCommand {
  readonly line: string;
  readonly lines: readonly SaidLine[];
}

/** Runs an experiment; throws where a command is refused or an expectation does not hold, and says which. */
export async function rehearse(top: string, path: string): Promise<Rehearsed> {
  const text = readFileSync(join(top, path), 'utf8');
  const session = await createSession();
  const commands: RehearsedCommand[] = [];
  for (const parsed of await parseLines(text.split('\n'))) {
    const { isRefused, expectation, lines } = await session.executeParsed(parsed);
    const line = lineOf(parsed);
    if (isRefused || expectation?.holds === false) {
      throw new Error(`${path} no longer holds: ${line}\n${lines.map((each) => each.text).join('\n')}`);
    }
    commands.push({ line, lines });
  }
  const [run] = session.outcomeAnew(true, []).runs;
  const { film } = runOf(run!.events, run!.story);
  return {
    name: basename(path, '.experiment'),
    says: /^# (.+)/.exec(text)?.[1] ?? '',
    commands,
    link: writeLink({ commands: commands.map(({ line }) => line), hash: session.hash }),
    scene: film.at({ beat: film.lastBeat, share: 0 }),
  };
}

/** What a lesson asks of its own commands, in the order in which it stands there. */
export type Step =
  | {
      readonly does: 'run';
      readonly line: string;
      readonly mayFail: boolean;
      /** What the text says of it, as it is printed. */
      readonly prints: readonly string[];
    }
  /** Of these conditions one must hold then, the one that is said to be right. */
  | {
      readonly does: 'decide';
      readonly question: string;
      readonly conditions: readonly string[];
      readonly right: string;
    };

/** Runs a lesson's commands as a reader would, one after the other, and returns what went another way than it says. */
export async function rehearseLesson(steps: readonly Step[], experiments: Shelf): Promise<readonly string[]> {
  const session = await createSession({ experiments });
  const problems: string[] = [];
  for (const step of steps) {
    if (step.does === 'run') {
      const { ok, lines } = await session.execute(step.line);
      if (!ok && !step.mayFail) problems.push(`${step.line}: ${lines.map(({ text }) => text).join(' ')}`);
      if (ok && step.mayFail) problems.push(`${step.line} is said to fail, and does not`);
      const printed = lines.map(({ text }) => text).join('\n');
      const missing = step.prints.filter((each) => !printed.includes(each));
      problems.push(...missing.map((each) => `${step.line} no longer prints “${each}”, but:\n${printed}`));
      continue;
    }
    const holding: string[] = [];
    for (const condition of step.conditions) {
      const { expectation, lines } = await session.execute(`expect ${condition}`);
      if (expectation === undefined) problems.push(`${condition}: ${lines.map(({ text }) => text).join(' ')}`);
      else if (expectation.holds) holding.push(condition);
    }
    if (holding.length !== 1 || holding[0] !== step.right) {
      problems.push(`${step.question} The run gives ${holding.join(', ') || 'none of the answers'}, not ${step.right}`);
    }
  }
  return problems;
}
