import { nearest } from '../../configuration/nearest.ts';
import { quote, quoteIfNeeded } from './words.ts';

/**
 * The tools that come with Kafka, understood and said in our words: `kafka-topics.sh --create --topic payments` is
 * `create topic payments`. So whoever knows them learns this language by using them.
 */
export type Translation =
  | { readonly kind: 'translated'; readonly text: string; readonly notes: readonly string[] }
  | { readonly kind: 'refused'; readonly says: string; readonly form: string | undefined };

interface Tool {
  /** The flags that take a value, and those that take none; all others are unknown. */
  readonly values: readonly string[];
  readonly switches: readonly string[];
  translate(flags: Flags): Said;
}

type Said =
  | string
  | { readonly text: string; readonly note: string }
  | { readonly refused: string; readonly form?: string };

/** What was given to a tool. */
class Flags {
  readonly #given = new Map<string, string[]>();
  /** Words that belong to no flag. */
  readonly rest: readonly string[];
  readonly unknown: readonly string[];

  constructor(tool: Tool, words: readonly string[]) {
    const rest: string[] = [];
    const unknown: string[] = [];
    for (let index = 0; index < words.length; index++) {
      const [, flag, attached] = /^--([a-z-]+)(?:=(.*))?$/s.exec(words[index]!) ?? [];
      if (flag === undefined) rest.push(words[index]!);
      else if (tool.switches.includes(flag)) this.#given.set(flag, []);
      else if (tool.values.includes(flag) || ignored.has(flag)) {
        const value = attached ?? words[++index];
        if (value !== undefined) this.#given.set(flag, [...(this.#given.get(flag) ?? []), value]);
      } else unknown.push(flag);
    }
    this.rest = rest;
    this.unknown = unknown;
  }

  has(flag: string): boolean {
    return this.#given.has(flag);
  }

  get(flag: string): string | undefined {
    return this.#given.get(flag)?.[0];
  }

  all(flag: string): readonly string[] {
    return this.#given.get(flag) ?? [];
  }
}

/** Where the cluster is needs no saying here: there is one. */
const ignored = new Set(['bootstrap-server', 'broker-list', 'zookeeper', 'command-config', 'bootstrap-controller']);

const needsTopic = { refused: 'Which topic? It is named by --topic.' } as const;

const topics: Tool = {
  values: ['topic', 'partitions', 'replication-factor', 'config'],
  switches: ['create', 'list', 'describe', 'delete', 'alter', 'if-not-exists', 'if-exists'],
  translate(flags) {
    const topic = flags.get('topic') ?? flags.rest[0];
    if (flags.has('list') || (flags.has('describe') && topic === undefined)) return 'show topics';
    if (topic === undefined) return needsTopic;
    if (flags.has('describe')) return `show topic ${topic}`;
    if (flags.has('delete')) return `delete topic ${topic}`;
    const partitions = option('partitions', flags.get('partitions'));
    if (flags.has('alter')) return `set ${topic}${partitions}`;
    if (!flags.has('create'))
      return { refused: 'What is to be done? Say --create, --list, --describe, --alter or --delete.' };
    const settings = flags.all('config').map((setting) => ` ${setting}`);
    return `create topic ${topic}${partitions}${option('replicas', flags.get('replication-factor'))}${settings.join('')}`;
  },
};

const consoleProducer: Tool = {
  values: ['topic', 'property', 'producer-property', 'compression-codec', 'request-required-acks', 'reader-property'],
  switches: ['sync'],
  translate(flags) {
    const topic = flags.get('topic');
    if (topic === undefined) return needsTopic;
    const form = `produce ${topic} "VALUE"`;
    const value = flags.rest.join(' ');
    if (value === '') return { refused: 'Here the record stands in the same line.', form };
    return `produce ${topic} ${quote(value)}`;
  },
};

const consoleConsumer: Tool = {
  values: [
    'topic',
    'partition',
    'offset',
    'max-messages',
    'property',
    'consumer-property',
    'timeout-ms',
    'group',
    'formatter-property',
  ],
  switches: ['from-beginning', 'skip-message-on-error', 'enable-systest-events'],
  translate(flags) {
    const topic = flags.get('topic');
    if (topic === undefined) return needsTopic;
    const partition = flags.get('partition');
    const place = partition === undefined ? topic : `${topic}-${partition}`;
    const from = flags.has('from-beginning') ? 'earliest' : (flags.get('offset') ?? 'latest');
    const text = `consume ${place} from=${from}${option('max', flags.get('max-messages'))}`;
    if (flags.has('group'))
      return { text, note: 'consume reads without a group; a member is made by create consumer.' };
    if (from !== 'latest') return text;
    return { text, note: 'Without --from-beginning the console consumer starts at the end, where nothing is yet.' };
  },
};

const consumerGroups: Tool = {
  values: ['group'],
  switches: ['list', 'describe', 'all-groups', 'members', 'state', 'offsets', 'verbose'],
  translate(flags) {
    const group = flags.get('group');
    if (group !== undefined && flags.has('describe')) return `show group ${group}`;
    return 'show groups';
  },
};

const dumpLog: Tool = {
  values: ['files', 'max-message-size', 'max-bytes'],
  switches: ['print-data-log', 'deep-iteration', 'verify-index-only', 'index-sanity-check', 'skip-record-metadata'],
  translate(flags) {
    const file = flags.get('files');
    const [, partition, kind] = /([A-Za-z0-9._-]+-\d+)\/\d+\.([a-z]+)$/.exec(file ?? '') ?? [];
    const form = 'kafka-dump-log --files payments-0/00000000000000000000.log';
    if (partition === undefined) return { refused: 'Which file? It is named by --files.', form };
    return kind === 'log' || kind === 'snapshot' ? `show log of ${partition}` : `show index of ${partition}`;
  },
};

const leaderElection: Tool = {
  values: ['topic', 'partition', 'election-type', 'path-to-json-file'],
  switches: ['all-topic-partitions'],
  translate(flags) {
    const [topic, partition] = [flags.get('topic'), flags.get('partition')];
    if (topic === undefined || partition === undefined)
      return { refused: 'Which partition? It is named by --topic and --partition.' };
    const unclean = flags.get('election-type')?.toLowerCase() === 'unclean' ? ' unclean=true' : '';
    return `elect for ${topic}-${partition}${unclean}`;
  },
};

const configs: Tool = {
  values: ['entity-type', 'entity-name', 'add-config', 'delete-config', 'topic', 'broker'],
  switches: ['alter', 'describe', 'all', 'entity-default'],
  translate(flags) {
    const name = configured(flags);
    if (name === undefined) return { refused: 'Whose settings? Say --entity-type topics --entity-name payments.' };
    if (flags.has('describe')) return `show settings of ${name}`;
    if (flags.get('delete-config') !== undefined)
      return { refused: 'A setting is not deleted here; set it to its default.' };
    const settings = splitSettings(flags.get('add-config') ?? '');
    return settings.length === 0
      ? { refused: 'Which setting? It is given by --add-config KEY=VALUE.', form: `set ${name} KEY=VALUE` }
      : `set ${name} ${settings.join(' ')}`;
  },
};

const getOffsets: Tool = {
  values: ['topic', 'time', 'partitions', 'topic-partitions'],
  switches: ['exclude-internal-topics'],
  translate: (flags) => (flags.get('topic') === undefined ? needsTopic : `show topic ${flags.get('topic')}`),
};

const logDirs: Tool = {
  values: ['topic-list', 'broker-list'],
  switches: ['describe'],
  translate: (flags) => `show files of broker-${flags.get('broker-list')?.split(',')[0] ?? '1'}`,
};

const always = (text: string): Tool => ({
  values: [],
  switches: ['status', 'describe', 'replication'],
  translate: () => text,
});

const tools: Readonly<Record<string, Tool>> = {
  'kafka-topics': topics,
  'kafka-console-producer': consoleProducer,
  'kafka-console-consumer': consoleConsumer,
  'kafka-consumer-groups': consumerGroups,
  'kafka-dump-log': dumpLog,
  'kafka-leader-election': leaderElection,
  'kafka-configs': configs,
  'kafka-get-offsets': getOffsets,
  'kafka-log-dirs': logDirs,
  'kafka-cluster': always('show cluster'),
  'kafka-metadata-quorum': always('show cluster'),
  'kafka-server-start': always('start broker-1'),
  'kafka-server-stop': always('stop broker-1'),
};

export const toolNames: readonly string[] = Object.keys(tools);

/** `bin/kafka-topics.sh` is kafka-topics; undefined where the word names no tool of Kafka's at all. */
function toolNamed(word: string): string | undefined {
  const name = word
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/\.(sh|bat)$/, '');
  return name.startsWith('kafka') ? name : undefined;
}

/** The same call with the slips in the tool's name and in its flags mended; undefined where none of Kafka's tools is meant. */
export function mendToolCall(words: readonly string[]): readonly string[] | undefined {
  const glued = words[0]?.toLowerCase() === 'kafka' && words[1] !== undefined;
  const said = toolNamed(glued ? `kafka-${words[1]}` : (words[0] ?? ''));
  const meant = said === undefined ? undefined : nearest(said, toolNames);
  if (meant === undefined) return undefined;
  const tool = tools[meant]!;
  const flags = [...tool.switches, ...tool.values, ...ignored];
  return [meant, ...words.slice(glued ? 2 : 1).map((word) => mendFlag(word, flags))];
}

function mendFlag(word: string, flags: readonly string[]): string {
  const [, flag, rest] = /^--?([A-Za-z-]{2,})(=.*)?$/s.exec(word) ?? [];
  if (flag === undefined || flags.includes(flag)) return word;
  const meant = nearest(flag, flags);
  return meant === undefined ? word : `--${meant}${rest ?? ''}`;
}

/** Undefined where the line calls no tool of Kafka's. */
export function translateTool(words: readonly string[]): Translation | undefined {
  const piped = words.indexOf('|');
  if (words[0] === 'echo' && piped > 0) {
    return translateTool([...words.slice(piped + 1), ...words.slice(1, piped)]);
  }
  const name = toolNamed(words[0] ?? '');
  if (name === undefined) return undefined;
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (tool === undefined) {
    const meant = nearest(name, toolNames);
    const says = `${name} is not among the tools of Kafka that are understood here.`;
    return { kind: 'refused', says, form: meant };
  }
  return translate(tool, name, words.slice(1));
}

function translate(tool: Tool, name: string, words: readonly string[]): Translation {
  const flags = new Flags(tool, words);
  const unknown = flags.unknown[0];
  if (unknown !== undefined) {
    const known = [...tool.switches, ...tool.values];
    const says = `${name} has no --${unknown} here; it has ${known.map((flag) => `--${flag}`).join(', ')}.`;
    const meant = nearest(unknown, known);
    return { kind: 'refused', says, form: meant === undefined ? undefined : `${name} --${meant}` };
  }
  const said = tool.translate(flags);
  if (typeof said === 'object' && 'refused' in said) return { kind: 'refused', says: said.refused, form: said.form };
  const notes = [...ignored]
    .filter((flag) => flags.has(flag) && !tool.values.includes(flag))
    .map((flag) => `--${flag} is ignored: there is one cluster here.`);
  if (typeof said === 'string') return { kind: 'translated', text: said, notes };
  return { kind: 'translated', text: said.text, notes: [...notes, said.note] };
}

function option(key: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${key}=${quoteIfNeeded(value)}`;
}

function configured(flags: Flags): string | undefined {
  if (flags.get('topic') !== undefined) return flags.get('topic');
  if (flags.get('broker') !== undefined) return `broker-${flags.get('broker')}`;
  const name = flags.get('entity-name');
  if (flags.get('entity-type')?.startsWith('broker')) return name === undefined ? 'cluster' : `broker-${name}`;
  return name;
}

/** `a=1,b=[2,3]`: a list's value stands in brackets. */
function splitSettings(text: string): readonly string[] {
  return [...text.matchAll(/([A-Za-z0-9._-]+)=(\[[^\]]*\]|[^,]*)/g)].map(
    ([, key, value]) => `${key}=${quoteIfNeeded(value!.replace(/^\[|\]$/g, ''))}`,
  );
}
