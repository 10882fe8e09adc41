import type { FindLaboratory } from '../workbench/shared-laboratory.ts';

/**
 * Which of these conditions held in a session's run behind the first command `after`. They are asked of the same run, made
 * again in a session of its own, so that asking leaves no trace in the reader's history, and nothing that came later decides.
 */
export async function judge(
  find: FindLaboratory,
  session: string,
  after: string,
  conditions: readonly string[],
): Promise<readonly boolean[]> {
  const laboratory = await find();
  const { lines } = await laboratory.execute(session, 'link');
  const link = lines.map(({ text }) => text).join('');
  const judging = `${session} judged`;
  await laboratory.open(judging, { commands: [], story: [], link, upTo: after, greets: false });
  const holding: boolean[] = [];
  for (const condition of conditions) {
    const { expectation } = await laboratory.execute(judging, `expect ${condition}`);
    holding.push(expectation?.holds ?? false);
  }
  return holding;
}
