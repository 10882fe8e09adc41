/**
 * The vocabulary in which Kafka's settings are described. One description gives the reading of a text with its checks, the
 * default, the TypeScript type, and what the reference pages and DescribeConfigs say.
 *
 *     'retention.ms': long(7 * day).atLeast(-1).about('…'),
 *
 * The names of the types are Kafka's (`ConfigDef.Type`). 9223372036854775807, its 'no limit', is `Infinity` here.
 */
export type SettingType = 'boolean' | 'string' | 'int' | 'short' | 'long' | 'double' | 'list' | 'class' | 'password';

/** Whether a running broker takes a new value, and for whom it can be set; topics and clients have no such difference. */
export type Update = 'read-only' | 'per-broker' | 'cluster-wide';

interface SettingOptions<Value> {
  readonly type: SettingType;
  readonly initial: Value;
  readonly required: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** A number outside the range that is allowed all the same. */
  readonly exception: number | undefined;
  readonly choices: readonly string[] | undefined;
  readonly ignoresCase: boolean;
  readonly mayBeEmpty: boolean;
  readonly about: string | undefined;
  readonly update: Update;
  readonly hasEffect: boolean;
  readonly isInternal: boolean;
}

/** A text that is not a value of the setting; the message is a phrase for behind `key=text: `. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

/** One setting, described by chaining; each call returns a new description. */
export class Setting<Value> {
  readonly options: SettingOptions<Value>;
  declare readonly value: Value;

  constructor(options: SettingOptions<Value>) {
    this.options = options;
  }

  get type(): SettingType {
    return this.options.type;
  }

  /** The value where nobody gave one. */
  get initial(): Value {
    return this.options.initial;
  }

  /** Never shown: passwords and keys. */
  get isSensitive(): boolean {
    return this.options.type === 'password';
  }

  atLeast(minimum: number): Setting<Value> {
    return new Setting({ ...this.options, minimum });
  }

  between(minimum: number, maximum: number): Setting<Value> {
    return new Setting({ ...this.options, minimum, maximum });
  }

  or(exception: number): Setting<Value> {
    return new Setting({ ...this.options, exception });
  }

  /** The only texts allowed; in a list, the only elements. */
  oneOf(...choices: readonly string[]): Setting<Value> {
    return new Setting({ ...this.options, choices });
  }

  ignoringCase(): Setting<Value> {
    return new Setting({ ...this.options, ignoresCase: true });
  }

  notEmpty(): Setting<Value> {
    return new Setting({ ...this.options, mayBeEmpty: false });
  }

  /** Has no default: somebody must give it. */
  required(): Setting<Exclude<Value, null>> {
    return new Setting({ ...this.options, initial: this.options.initial as Exclude<Value, null>, required: true });
  }

  /** One sentence for users. */
  about(text: string): Setting<Value> {
    return new Setting({ ...this.options, about: text });
  }

  /** May be changed while the broker runs. */
  dynamic(update: Update): Setting<Value> {
    return new Setting({ ...this.options, update });
  }

  /** Accepted because Kafka knows it; nothing here reads it. */
  withoutEffect(): Setting<Value> {
    return new Setting({ ...this.options, hasEffect: false });
  }

  /** Kafka's tests and ours use it; it is not listed to users. */
  internal(): Setting<Value> {
    return new Setting({ ...this.options, isInternal: true });
  }

  /** Throws `ValueError`. */
  parse(text: string): Value {
    const value = parseAs(this.options.type, text.trim());
    const problem = this.#problemOf(value);
    if (problem !== undefined) throw new ValueError(problem);
    return this.#normalized(value) as Value;
  }

  /** As DescribeConfigs shows it and as it could be given again; null where there is no value. */
  format(value: Value): string | null {
    if (value === null) return null;
    if (Array.isArray(value)) return value.join(',');
    if (value === Infinity) return '9223372036854775807';
    if (typeof value === 'number' && this.options.type === 'double') return formatDouble(value);
    return String(value);
  }

  /** What is allowed, in words: `at least 0`, `one of compact, delete`; undefined where everything of the type is. */
  range(): string | undefined {
    const { minimum, maximum, exception, choices, mayBeEmpty } = this.options;
    if (choices !== undefined) return `one of ${choices.join(', ')}`;
    const more = exception === undefined ? '' : ` or ${exception}`;
    if (minimum !== -Infinity && maximum !== Infinity) return `from ${minimum} to ${maximum}${more}`;
    if (minimum !== -Infinity) return `at least ${minimum}${more}`;
    return mayBeEmpty ? undefined : 'not empty';
  }

  #problemOf(value: unknown): string | undefined {
    const { minimum, maximum, exception, choices, mayBeEmpty, ignoresCase } = this.options;
    if (typeof value === 'number') {
      const inside = (value >= minimum && value <= maximum) || value === exception;
      return inside ? undefined : `it must be ${this.range()}`;
    }
    const texts = (Array.isArray(value) ? value : [value]) as readonly unknown[];
    if (!mayBeEmpty && (texts.length === 0 || texts.includes(''))) return 'it must not be empty';
    if (choices === undefined) return undefined;
    const allowed = ignoresCase ? choices.map((choice) => choice.toLowerCase()) : choices;
    const stranger = texts.find((text) => !allowed.includes(ignoresCase ? String(text).toLowerCase() : String(text)));
    return stranger === undefined ? undefined : `it must be ${this.range()}`;
  }

  /** A choice is taken as it is spelt in the description. */
  #normalized(value: unknown): unknown {
    const { choices, ignoresCase } = this.options;
    if (!ignoresCase || typeof value !== 'string') return value;
    return choices?.find((choice) => choice.toLowerCase() === value.toLowerCase()) ?? value;
  }
}

export type Settings = { readonly [key: string]: Setting<unknown> };

/** A value for every setting of a table, under Kafka's own keys. */
export type Values<Table extends Settings> = {
  readonly [Key in keyof Table]: Table[Key] extends Setting<infer Value> ? Value : never;
};

export const boolean = <Initial extends boolean | null>(initial: Initial) =>
  described<boolean | Initial>('boolean', initial);
export const string = <Initial extends string | null>(initial: Initial) =>
  described<string | Initial>('string', initial);
export const int = <Initial extends number | null>(initial: Initial) => described<number | Initial>('int', initial);
export const short = <Initial extends number | null>(initial: Initial) => described<number | Initial>('short', initial);
export const long = <Initial extends number | null>(initial: Initial) => described<number | Initial>('long', initial);
export const double = <Initial extends number | null>(initial: Initial) =>
  described<number | Initial>('double', initial);
export const list = (...initial: readonly string[]) => described<readonly string[]>('list', initial);
/** A list whose absence differs from its being empty. */
export const optionalList = () => described<readonly string[] | null>('list', null);
/** The name of a Java class: kept as a text. */
export const className = (initial: string | null = null) => described<string | null>('class', initial);
export const password = () => described<string | null>('password', null);

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const kibibyte = 1024;
export const mebibyte = 1024 * kibibyte;
export const noLimit = Infinity;

/** What a type can hold at all; a long is a safe integer or 'no limit'. */
const typeLimits: Partial<Record<SettingType, readonly [number, number]>> = {
  int: [-2147483648, 2147483647],
  short: [-32768, 32767],
};

/** Where the type is known only as data. */
export function described<Value>(type: SettingType, initial: Value): Setting<Value> {
  return new Setting<Value>({
    type,
    initial,
    required: false,
    minimum: -Infinity,
    maximum: Infinity,
    exception: undefined,
    choices: undefined,
    ignoresCase: false,
    mayBeEmpty: true,
    about: undefined,
    update: 'read-only',
    hasEffect: true,
    isInternal: false,
  });
}

function parseAs(type: SettingType, text: string): unknown {
  switch (type) {
    case 'boolean':
      return parseBoolean(text);
    case 'int':
    case 'short':
    case 'long':
      return parseInteger(type, text);
    case 'double':
      return parseDouble(text);
    case 'list':
      return parseList(text);
    case 'string':
    case 'class':
    case 'password':
      return text;
  }
}

function parseBoolean(text: string): boolean {
  const word = text.toLowerCase();
  if (word === 'true') return true;
  if (word === 'false') return false;
  throw new ValueError('it must be true or false');
}

function parseInteger(type: 'int' | 'short' | 'long', text: string): number {
  if (!/^[+-]?\d{1,25}$/.test(text)) throw new ValueError('it must be a whole number, in digits only');
  if (type === 'long' && text.replace('+', '') === '9223372036854775807') return noLimit;
  const value = Number(text);
  const [smallest, largest] = typeLimits[type] ?? [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  if (value >= smallest && value <= largest) return value;
  const unless = type === 'long' ? ', or 9223372036854775807 for no limit' : '';
  throw new ValueError(`it must lie between ${smallest} and ${largest}${unless}`);
}

function parseDouble(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new ValueError('it must be a number, such as 0.5');
  return Number(text);
}

function parseList(text: string): readonly string[] {
  if (text === '') return [];
  const elements = text.split(',').map((element) => element.trim());
  if (elements.includes('')) throw new ValueError('it must have something between and around its commas');
  return [...new Set(elements)];
}

/** As Java writes a double: `1.0`, `0.5`, `1.7976931348623157E308`. */
function formatDouble(value: number): string {
  const text = String(value).replace('e+', 'E').replace('e', 'E');
  return Number.isInteger(value) && !text.includes('E') ? `${text}.0` : text;
}
