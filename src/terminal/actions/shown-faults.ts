import { faultInWords } from '../../cluster/faults.ts';
import type { Run } from '../run.ts';

/** What waits to go wrong, and what goes wrong at present. */
export function showFaults(run: Run): readonly string[] {
  const { answers } = run.language;
  const { cluster } = run;
  const waiting = cluster.interceptions.armed.map(({ fault, left }) => answers.faultWaits(faultInWords(fault), left));
  const traps = cluster.brokers.flatMap(({ node }) =>
    node.platter.traps.all.map(({ label, left }) => answers.faultWaits(label, left)),
  );
  const paused = cluster.members.filter(({ node }) => node.isPaused).map(({ name }) => answers.isPaused(name));
  const disks = cluster.brokers.flatMap(({ name, node }) => {
    const { capacityBytes, slowUs, failingWrites, isLost } = node.platter.trouble;
    const how = isLost
      ? 'lost'
      : failingWrites > 0
        ? 'failing'
        : capacityBytes < Infinity
          ? 'full'
          : slowUs > 0
            ? 'slow'
            : undefined;
    return how === undefined ? [] : [answers.diskTrouble(name, how)];
  });
  const all = [...waiting, ...traps, ...lasting(run), ...paused, ...disks];
  return all.length === 0 ? [answers.noFaults] : all;
}

/** Links that are cut or slow: what was told of them since they were healed last. */
function lasting(run: Run): readonly string[] {
  let lines: { readonly nodes: readonly string[]; readonly text: string }[] = [];
  for (const { event, text } of run.story) {
    const told = run.told[event]!;
    if (told.name === 'link cut' || told.name === 'link slowed' || told.name === 'link made lossy') {
      lines.push({ nodes: [told.from, told.to], text });
    }
    if (told.name === 'healed') lines = [];
  }
  return lines.map(({ text }) => text);
}
