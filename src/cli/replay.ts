import { runPlan } from '../terminal/experiment.ts';
import { readPlan } from '../terminal/plan.ts';
import { nextTurn } from '../world/node/next-turn.ts';
import type { Command } from './command.ts';
import { readText } from './experiment-file.ts';
import { write } from './said.ts';

/** `kafka-on-trial replay PLAN.json`: the same run again. */
export const replay: Command = {
  name: 'replay',
  summary: 'run a plan again; the same plan gives the same run',
  positionals: { form: 'PLAN.json', least: 1, most: 1 },
  options: {
    hash: { help: "prints the hash of the run's trace, and nothing else" },
    json: { help: 'prints what came of every command, and the hash, as JSON' },
  },
  notes: 'A plan: {"version":1,"seed":7,"commands":["create topic payments","produce payments \\"hello\\""]}',
  async run(given) {
    const result = await runPlan(await readPlan(readText(given.positionals[0]!)), { loop: { settleBy: nextTurn } });
    if (given.has('hash')) process.stdout.write(`${result.hash}\n`);
    else if (given.has('json')) process.stdout.write(`${JSON.stringify(result)}\n`);
    else write(result.lines);
    return result.ok || given.has('hash') ? 0 : 1;
  },
};
