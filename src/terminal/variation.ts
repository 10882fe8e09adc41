import { type Command, format, type ParsedCommand } from './grammar/index.ts';

/** The same commands with one change, for `again`; or why there can be none. */
export type Variation = { readonly commands: readonly ParsedCommand[] } | { readonly impossible: string };

type Settings = Readonly<Record<string, string>>;

export function withoutCommand(commands: readonly ParsedCommand[], number: number): Variation {
  if (commands[number - 1] === undefined) {
    return { impossible: `There is no command #${number}; show history lists them.` };
  }
  return { commands: commands.filter((_, index) => index !== number - 1) };
}

export function withSeed(commands: readonly ParsedCommand[], seed: number): Variation {
  const first = commands[0];
  if (first?.command.does === 'create cluster') {
    return { commands: [rewritten(first, { ...first.command, seed }), ...commands.slice(1)] };
  }
  return { commands: [typed({ does: 'create cluster', seed, settings: {} }), ...commands] };
}

/** A rule is swapped before anything else happens, behind the cluster that it is swapped in. */
export function withRule(commands: readonly ParsedCommand[], rule: string, which: 'now' | 'old' | 'mine'): Variation {
  const others = commands.filter(({ command }) => command.does !== 'rule' || command.rule !== rule);
  return { commands: behindCluster(others, typed({ does: 'rule', rule, which })) };
}

/**
 * The settings are those of the thing from its beginning on: they are put where it is created, or else a command that creates
 * it is put before its first use.
 */
export function withSettings(commands: readonly ParsedCommand[], name: string, settings: Settings): Variation {
  const index = commands.findIndex(({ command }) => creates(command, name));
  const created = commands[index];
  if (created !== undefined) {
    const command = created.command as Extract<Command, { readonly does: 'create producer' }>;
    const changed = rewritten(created, { ...command, settings: { ...command.settings, ...settings } });
    return { commands: commands.map((each, at) => (at === index ? changed : each)) };
  }
  if (name === 'cluster' || /^broker-\d+$/.test(name)) {
    return { commands: [typed({ does: 'create cluster', settings }), ...commands] };
  }
  const creation = creationOf(commands, name, settings);
  if (creation === undefined) return { impossible: `Nothing in this run is called ${name}.` };
  return { commands: behindCluster(commands, typed(creation)) };
}

function creates(command: Command, name: string): boolean {
  switch (command.does) {
    case 'create producer':
    case 'create consumer':
      return command.new === name;
    case 'create topic':
      return command.topic === name;
    case 'create cluster':
      return name === 'cluster' || /^broker-\d+$/.test(name);
    default:
      return false;
  }
}

/** What made it without being asked: a client that acted, or a topic that was produced to. */
function creationOf(commands: readonly ParsedCommand[], name: string, settings: Settings): Command | undefined {
  const producers = new Set<string>();
  for (const { command } of commands) {
    if (command.does === 'create producer') producers.add(command.new);
    if (command.does === 'produce' && command.place === name) return { does: 'create topic', topic: name, settings };
    if (command.does !== 'produce') continue;
    const [only] = producers;
    const meant = command.producer ?? (only !== undefined && producers.size === 1 ? only : defaultProducer);
    if (meant === name) return { does: 'create producer', new: name, settings };
    producers.add(meant);
  }
  return undefined;
}

/** The client that acts where none is named. */
export const defaultProducer = 'producer';
export const defaultConsumer = 'consumer';

function behindCluster(commands: readonly ParsedCommand[], added: ParsedCommand): readonly ParsedCommand[] {
  const isCluster = commands[0]?.command.does === 'create cluster';
  return isCluster ? [commands[0]!, added, ...commands.slice(1)] : [added, ...commands];
}

function rewritten(parsed: ParsedCommand, command: Command): ParsedCommand {
  return { ...parsed, command, text: format(command) };
}

function typed(command: Command): ParsedCommand {
  return {
    kind: 'command',
    command,
    text: format(command),
    atMs: undefined,
    background: false,
    translated: false,
    notes: [],
  };
}
