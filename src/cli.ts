#!/usr/bin/env node
import { type Command, helpOf, parse, table, UsageError } from './cli/command.ts';

/** The command line: finds the command, checks what was typed, and turns every error into a sentence and an exit status. */

/** Each is loaded only when it is called, so that a broker starts without the terminal, and the other way round. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  broker: async () => (await import('./cli/broker.ts')).broker,
  topics: async () => (await import('./cli/topics.ts')).topics,
  produce: async () => (await import('./cli/produce.ts')).produce,
  consume: async () => (await import('./cli/consume.ts')).consume,
  shell: async () => (await import('./cli/shell.ts')).shell,
  run: async () => (await import('./cli/run.ts')).run,
  replay: async () => (await import('./cli/replay.ts')).replay,
  exercise: async () => (await import('./cli/exercise.ts')).exercise,
  dump: async () => (await import('./cli/dump.ts')).dump,
};

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return [
    'kafka-on-trial COMMAND [options]',
    '',
    'A Kafka that you can read in a weekend, run for real, and put on trial.',
    '',
    ...table(all.map(({ name, summary }) => [name, summary])),
    '',
    'kafka-on-trial COMMAND --help says more about one of them.',
  ].join('\n');
}

async function main([name, ...parameters]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${await help()}\n`);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    throw new UsageError(`'${name}' is not a command; there are ${Object.keys(commands).join(', ')}`);
  }
  const command = await load();
  if (parameters.includes('--help') || parameters.includes('-h')) {
    process.stdout.write(`${helpOf(command)}\n`);
    return 0;
  }
  return command.run(parse(command, parameters));
}

/** One sentence for an error that was foreseen; the stack as well for one that was not, so that it can be reported. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError)
    return `${error.message}\nkafka-on-trial --help, or COMMAND --help, says what can be typed.`;
  const foreseen = error.constructor !== Error && !(error instanceof TypeError || error instanceof RangeError);
  return foreseen ? error.message : (error.stack ?? error.message);
}

// A reader that has seen enough (`| head`) closes the pipe: that ends the command, and is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`kafka-on-trial: ${explain(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
