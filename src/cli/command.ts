import { parseArgs } from 'node:util';

/** The form in which a command of `kafka-on-trial` is described: its help, its parsing and its mistakes follow from it. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the options, such as `FILE`. */
  readonly positionals?: { readonly form: string; readonly least: number; readonly most: number };
  readonly options: Readonly<Record<string, Option>>;
  /** More to say at the end of the command's help. */
  readonly notes?: string;
  /** Returns the exit status. Throws `UsageError`, or any error whose message says what to do. */
  run(given: Given): Promise<number>;
}

export interface Option {
  /** What stands behind `--name`, such as `HOST:PORT`; without it the option is a switch. */
  readonly form?: string;
  readonly help: string;
  readonly default?: string;
  readonly required?: boolean;
  /** May be given more than once. */
  readonly multiple?: boolean;
}

/** What the user typed, checked against the command's description. */
export class Given {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>, positionals: readonly string[]) {
    this.#values = values;
    this.positionals = positionals;
  }

  has(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string {
    return this.#values[name] as string;
  }

  optional(name: string): string | undefined {
    return this.#values[name] as string | undefined;
  }

  texts(name: string): readonly string[] {
    return (this.#values[name] ?? []) as readonly string[];
  }

  /** An integer of at least `least`. */
  integer(name: string, least: number): number {
    const value = Number(this.text(name));
    if (!Number.isSafeInteger(value) || value < least) {
      throw new UsageError(`--${name} takes a whole number of at least ${least}, not '${this.text(name)}'`);
    }
    return value;
  }
}

/** The command was called wrongly: the exit status is 2, and the message is followed by where to read more. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function parse(command: Command, parameters: readonly string[]): Given {
  const { values, positionals } = parseLoosely(command, parameters);
  for (const [name, value] of Object.entries(values)) {
    const option = command.options[name];
    if (option === undefined) throw unknownOption(command, name);
    const missing = option.form !== undefined && [value].flat().some((each) => typeof each !== 'string');
    if (missing) throw new UsageError(`--${name} needs a value: --${name} ${option.form}`);
    if (option.form === undefined && value !== true) throw new UsageError(`--${name} takes no value`);
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (values[name] !== undefined) continue;
    if (option.required) throw new UsageError(`--${name} is missing: ${option.help}`);
    if (option.default !== undefined) values[name] = option.default;
  }
  const { form, least, most } = command.positionals ?? { form: '', least: 0, most: 0 };
  if (positionals.length < least) throw new UsageError(`${form} is missing`);
  if (positionals.length > most) throw new UsageError(`'${positionals[most]}' is one word too many`);
  return new Given(values, positionals);
}

function parseLoosely(command: Command, parameters: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [
      name,
      {
        type: option.form === undefined ? ('boolean' as const) : ('string' as const),
        multiple: option.multiple ?? false,
      },
    ]),
  );
  const { values, positionals } = parseArgs({ args: [...parameters], options, strict: false, allowPositionals: true });
  return { values: { ...values } as Record<string, unknown>, positionals };
}

function unknownOption(command: Command, name: string): UsageError {
  const known = Object.keys(command.options).map((option) => `--${option}`);
  return new UsageError(`--${name} is not an option of ${command.name}; it has ${known.join(', ')}`);
}

export function helpOf(command: Command): string {
  const rows: [string, string][] = Object.entries(command.options).map(([name, option]) => [
    option.form === undefined ? `--${name}` : `--${name} ${option.form}`,
    option.help +
      (option.default === undefined ? '' : ` (${option.default})`) +
      (option.multiple ? '; may be repeated' : ''),
  ]);
  const required = Object.entries(command.options).filter(([, option]) => option.required);
  const usage = [
    'kafka-on-trial',
    command.name,
    ...required.map(([name, option]) => `--${name} ${option.form}`),
    ...(rows.length > required.length ? ['[options]'] : []),
    ...(command.positionals === undefined ? [] : [command.positionals.form]),
  ].join(' ');
  return [
    usage,
    '',
    command.summary,
    '',
    ...table(rows),
    ...(command.notes === undefined ? [] : ['', command.notes]),
  ].join('\n');
}

/** Two columns, the second in line. */
export function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length), 0);
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
