import { englishExercises as words } from '../narration/english-exercises.ts';
import { parseLines } from '../terminal/plan.ts';
import { lineOf } from '../terminal/history.ts';
import type { Run } from '../terminal/run.ts';
import { createSession } from '../terminal/session.ts';
import type { AnyRule, ClusterTrial } from './exercise.ts';
import { plain } from './in-words.ts';
import { isSame } from './same.ts';
import type { JudgedRun } from './verdict.ts';

/** Where the learner's function and Kafka's own first parted, and what came of it. */
export interface Parted {
  readonly inputs: readonly unknown[];
  readonly expected: unknown;
  readonly found?: unknown;
  readonly threw?: string;
  readonly because: string;
}

/**
 * Runs an experiment with the learner's function in the broker. `parted` is undefined where it never said anything else than
 * Kafka's; the run is then to be looked at where it ends.
 */
export async function runWith(
  { experiment, kafkas, rules }: ClusterTrial<AnyRule>,
  rule: AnyRule,
): Promise<{ readonly run: JudgedRun; readonly parted: Parted | undefined }> {
  const commands = await parseLines(experiment.split('\n'));
  let running: Run | undefined;
  let parted: Parted | undefined;
  let atUs = 0;
  const compared: AnyRule = (...inputs) => {
    const expected = kafkas(...inputs);
    // What parted once is no longer asked to be right: one failure is told, the first.
    if (parted !== undefined) return answerOf(rule, inputs, expected);
    const before = structuredClone(inputs);
    try {
      const found = rule(...inputs);
      if (!isSame(found, expected))
        parted = { inputs: before, expected, found: plain(found), because: words.partsFromKafka };
      if (parted !== undefined) atUs = running?.nowUs ?? 0;
      return found;
    } catch (error) {
      const threw = error instanceof Error ? error.message : String(error);
      parted = { inputs: before, expected, threw, because: words.cannotGoOn };
      atUs = running?.nowUs ?? 0;
      return expected;
    }
  };

  const session = await createSession({ rules: rules(compared) });
  const consequences: string[] = [];
  for (const parsed of commands) {
    running = parsed.command.does === 'create cluster' ? undefined : session.run;
    const { ok, isRefused, expectation, lines } = await session.executeParsed(parsed);
    if (isRefused || expectation?.holds === false) consequences.push(...lines.map(({ text }) => text));
    else if (!ok && parted !== undefined) consequences.push(...lines.map(({ text }) => text));
  }
  const lines = commands.map(lineOf);
  if (parted === undefined) return { run: { commands: lines, atUs: session.run.nowUs, consequences: [] }, parted };
  return { run: { commands: lines, atUs, consequences }, parted };
}

function answerOf(rule: AnyRule, inputs: readonly unknown[], otherwise: unknown): unknown {
  try {
    return rule(...inputs);
  } catch {
    return otherwise;
  }
}
