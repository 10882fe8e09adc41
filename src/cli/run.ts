import { runExperiment } from '../terminal/experiment.ts';
import { nextTurn } from '../world/node/next-turn.ts';
import type { Command } from './command.ts';
import { readText } from './experiment-file.ts';
import { write } from './said.ts';

/** `kafka-on-trial run FILE.experiment`: runs an experiment and prints its transcript. */
export const run: Command = {
  name: 'run',
  summary: 'run an experiment; the exit status is 0 when its expectations hold',
  positionals: { form: 'FILE.experiment', least: 1, most: 1 },
  options: { json: { help: 'prints what came of every line, and the hash of the run, as JSON' } },
  notes: 'The exit status is 1 when an expectation does not hold, a command fails, or a line cannot be read.',
  async run(given) {
    const result = await runExperiment(readText(given.positionals[0]!), { loop: { settleBy: nextTurn } });
    if (given.has('json')) process.stdout.write(`${JSON.stringify(result)}\n`);
    else write(result.lines);
    return result.ok ? 0 : 1;
  },
};
