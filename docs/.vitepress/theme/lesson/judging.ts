import type { FindLaboratory } from '../workbench/shared-laboratory.ts';

/**
 * Which of these conditions hold now in a session's run. They are asked of the same run, made again in a session of its own,
 * so that asking leaves no trace in the reader's history.
 */
export async function judge(
  find: FindLaboratory,
  session: string,
  conditions: readonly string[],
): Promise<readonly boolean[]> {
  const laboratory = await find();
  const { lines } = await laboratory.execute(session, 'link');
  const link = lines.map(({ text }) => text).join('');
  const judging = `${session} judged`;
  await laboratory.open(judging, { commands: [], story: [], link, greets: false });
  const holding: boolean[] = [];
  for (const condition of conditions) {
    const { expectation } = await laboratory.execute(judging, `expect ${condition}`);
    holding.push(expectation?.holds ?? false);
  }
  return holding;
}
