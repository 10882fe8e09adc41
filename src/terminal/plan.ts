import { parseHelpfully, type ParsedCommand, type Problem } from './grammar/index.ts';

/**
 * A run as data: the commands, and the seed of the world in which they run. The same plan gives the same run, in Node and in
 * a page. A command begins when the one before it has ended, and not before its own instant, if it has one (`at 31ms …`).
 */
export interface Plan {
  readonly version: 1;
  readonly seed: number;
  readonly commands: readonly string[];
}

export const usualSeed = 7;

/** More commands than that are no plan that somebody wrote or a machine shrank. */
const mostCommands = 10_000;

/** What is wrong with a plan or an experiment; the message names the part and the line. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

/** Reads a plan from JSON. Throws `PlanError`. */
export async function readPlan(text: string): Promise<Plan> {
  const plan = parseJson(text);
  if (typeof plan !== 'object' || plan === null)
    throw new PlanError('A plan is an object: {"version":1,"seed":7,"commands":[…]}');
  const { version, seed = usualSeed, commands } = plan as Partial<Record<keyof Plan, unknown>>;
  if (version !== 1)
    throw new PlanError(`version is ${JSON.stringify(version)}; plans of version 1 are understood here`);
  if (typeof seed !== 'number' || !Number.isSafeInteger(seed) || seed < 0)
    throw new PlanError('seed is not a whole number of at least 0');
  if (!Array.isArray(commands) || commands.length > mostCommands)
    throw new PlanError(`commands is not a list of at most ${mostCommands} lines`);
  for (const [index, line] of commands.entries()) {
    if (typeof line !== 'string') throw new PlanError(`command ${index + 1} is not a text`);
  }
  await parseLines(commands as string[], 'command');
  return { version, seed, commands };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own words differ from one engine to another.
    throw new PlanError('The plan is not JSON');
  }
}

/** The commands of an experiment's text, or of a plan. Throws a `PlanError` that names every line that cannot be read. */
export async function parseLines(
  lines: readonly string[],
  called: 'line' | 'command' = 'line',
): Promise<readonly ParsedCommand[]> {
  const commands: ParsedCommand[] = [];
  const problems: string[] = [];
  for (const [index, line] of lines.entries()) {
    const parsed = await parseHelpfully(line);
    if (parsed.kind === 'command') commands.push(parsed);
    if (parsed.kind === 'problem') problems.push(`${called} ${index + 1}: ${explain(parsed)}`);
  }
  if (problems.length > 0) throw new PlanError(problems.join('\n'));
  return commands;
}

/** A problem as one line of text. */
export function explain({ says, nearest, form }: Problem): string {
  if (nearest !== undefined) return `${says} Did you mean: ${nearest}`;
  return form === undefined ? says : `${says} The form is: ${form}`;
}
