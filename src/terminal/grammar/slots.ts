import { isName, isServer, type KnownNames, readPartition, readRecord, writePartition, writeRecord } from './names.ts';
import { isSetting, settingKeys } from './settings.ts';
import { positions, readPosition, writePosition } from './positions.ts';
import { readShift, readTime, writeShift, writeTime } from './times.ts';
import { quote, quoteIfNeeded } from './words.ts';

/** A place in a form that one word fills: what it reads, how it is written again, and what may be offered for it. */
export interface Slot<Value> {
  /** What is expected here, in words, for errors and help: `a time, as in 30s`. */
  readonly expects: string;
  /** Undefined where the word is not what is expected. */
  read(text: string, quoted: boolean): Value | undefined;
  write(value: Value): string;
  /** What completion offers. */
  candidates(names: KnownNames): readonly string[];
  /** How much a word says that fits: a known `choice`, a `shape` such as a time, a `name`, or any `text` at all. */
  readonly kind: 'choice' | 'shape' | 'name' | 'text';
}

function name(expects: string, candidates: (names: KnownNames) => readonly string[] = () => []): Slot<string> {
  return {
    expects,
    kind: 'name',
    read: (text, quoted) => (isName(text) && !quoted ? text : undefined),
    write: (value) => value,
    candidates,
  };
}

function shape<Value>(
  expects: string,
  read: (text: string) => Value | undefined,
  write: (value: Value) => string,
  candidates: (names: KnownNames) => readonly string[] = () => [],
): Slot<Value> {
  return { expects, kind: 'shape', read: (text) => read(text), write, candidates };
}

function choice<const Choices extends readonly string[]>(what: string, choices: Choices): Slot<Choices[number]> {
  return {
    expects: `${what}: ${listed(choices)}`,
    kind: 'choice',
    read: (text) => choices.find((each) => each === text.toLowerCase()),
    write: (value) => value,
    candidates: () => choices,
  };
}

/** `a, b or c`; a long list is cut. */
export function listed(words: readonly string[], most = 8): string {
  if (words.length > most) return `${words.slice(0, most).join(', ')} …`;
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function integer(expects: string, least: number, most: number): Slot<number> {
  return shape(
    expects,
    (text) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
      return value !== undefined && value >= least && value <= most ? value : undefined;
    },
    String,
  );
}

const clients = (names: KnownNames) => [...names.producers, ...names.consumers];
const nodes = (names: KnownNames) => [...names.brokers, ...clients(names)];
export type { Position } from './positions.ts';

const comparisons = ['is', 'is-not', '>=', '<=', '>', '<'] as const;
export type Comparison = (typeof comparisons)[number];

function readComparison(text: string): Comparison | undefined {
  if (text === '=' || text === '==') return 'is';
  if (text === '!=') return 'is-not';
  return comparisons.find((each) => each === text);
}

/** Kafka's names of the APIs, as they are typed: `end-txn` is EndTxn. */
export const apiNames = [
  'produce',
  'fetch',
  'metadata',
  'list-offsets',
  'init-producer-id',
  'create-topics',
  'delete-topics',
  'create-partitions',
  'delete-records',
  'describe-configs',
  'alter-configs',
  'incremental-alter-configs',
  'describe-cluster',
  'describe-topic-partitions',
  'describe-log-dirs',
  'offset-for-leader-epoch',
  'api-versions',
  'find-coordinator',
  'join-group',
  'sync-group',
  'heartbeat',
  'leave-group',
  'consumer-group-heartbeat',
  'offset-commit',
  'offset-fetch',
  'describe-groups',
  'list-groups',
  'add-partitions-to-txn',
  'add-offsets-to-txn',
  'txn-offset-commit',
  'end-txn',
  'write-txn-markers',
  'elect-leaders',
  'alter-partition',
  'vote',
  'begin-quorum-epoch',
  'end-quorum-epoch',
  'fetch-snapshot',
  'broker-registration',
  'broker-heartbeat',
  'allocate-producer-ids',
] as const;

/** Also as Kafka writes it: `EndTxn`. */
function readApi(text: string): string | undefined {
  const letters = text.toLowerCase().replaceAll('-', '');
  return apiNames.find((each) => each.replaceAll('-', '') === letters);
}

const errorsOffered = [
  'NOT_LEADER_OR_FOLLOWER',
  'REQUEST_TIMED_OUT',
  'NOT_ENOUGH_REPLICAS',
  'KAFKA_STORAGE_ERROR',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'CORRUPT_MESSAGE',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_SERVER_ERROR',
];

/** What is no error: a broker's answer, or with acks=0 that the record has left, which nobody answers. */
const outcomes: readonly string[] = ['acknowledgement', 'sent'];

const anomalies = [
  ...['lost-write', 'duplicate', 'inconsistent-offsets', 'aborted-read', 'phantom', 'poll-skip', 'nonmonotonic-poll'],
  ...['internal-poll-skip', 'internal-nonmonotonic-poll', 'nonmonotonic-send', 'order-violation', 'precommitted-read'],
  ...['torn-transaction', 'write-cycle', 'read-write-cycle', 'output-duplicate', 'output-missing', 'commit-ahead'],
  ...['commit-regression', 'zombie-commit', 'double-ownership', 'unrepeatable-read', 'hanging-transaction', 'unseen'],
  'stuck',
] as const;

const topicList: Slot<readonly string[]> = {
  expects: 'topics, as in payments,orders',
  kind: 'shape',
  read: (text) => (text.split(',').every(isName) ? text.split(',') : undefined),
  write: (value) => value.join(','),
  candidates: (names) => names.topics,
};

const brokerList: Slot<readonly string[]> = {
  expects: 'brokers, as in broker-1,broker-2',
  kind: 'shape',
  read: (text) => (text.split(',').every(isServer) ? text.split(',') : undefined),
  write: (value) => value.join(','),
  candidates: (names) => names.brokers,
};

/** A record's value; `null` without quotes is a record without one. */
const value: Slot<string | null> = {
  expects: 'a value, as in "42 EUR to Ada"',
  kind: 'text',
  read: (text, quoted) => (!quoted && text === 'null' ? null : text),
  write: (text) => (text === null ? 'null' : quote(text)),
  candidates: () => [],
};

const anyText: Slot<string> = {
  expects: 'a text',
  kind: 'text',
  read: (text) => text,
  write: quoteIfNeeded,
  candidates: () => [],
};

const peer = name('a node, as in broker-2, or all', (names) => [...nodes(names), 'all']);

/** Every slot by the word that stands for it in a form. The word in small letters is the name of the command's field. */
export const slots = {
  TOPIC: name('a topic, as in payments', (names) => names.topics),
  PARTITION: shape('a partition, as in payments-0', readPartition, writePartition, (names) => names.partitions),
  RECORD: shape('a record, as in payments-0@7', readRecord, writeRecord, (names) =>
    names.partitions.map((each) => `${each}@`),
  ),
  PLACE: name('a topic or a partition, as in payments or payments-0', (names) => [
    ...names.topics,
    ...names.partitions,
  ]),
  TOPICS: topicList,
  NEW: name('a new name, as in teller'),
  CLIENT: name('a client, as in teller', clients),
  PRODUCER: name('a producer, as in teller', (names) => names.producers),
  CONSUMER: name('a consumer, as in clerk', (names) => names.consumers),
  BROKER: shape(
    'a broker, as in broker-1',
    (text) => (isServer(text) ? text : undefined),
    String,
    (names) => names.brokers,
  ),
  BROKERS: brokerList,
  NODE: name('a node, as in broker-1 or teller', nodes),
  PEER: peer,
  SENDER: peer,
  RECEIVER: peer,
  GROUP: name('a group, as in billing', (names) => names.groups),
  NAME: name('a broker, a topic, a client or cluster', (names) => ['cluster', ...nodes(names), ...names.topics]),
  COUNT: integer('a number of at least 1', 1, 1_000_000),
  TIMES: integer('a number', 0, 1_000_000),
  BYTES: integer('a number of bytes, as in 4096', 0, 999_999_999_999),
  SIZE: integer('a number of bytes, as in 10000', 1, 10_000_000),
  INDEX: integer('the number of a partition, as in 0', 0, 1_000_000),
  SEED: integer('a number', 0, 4_294_967_295),
  OFFSET: integer('an offset, as in 5', 0, 999_999_999_999_999),
  NUMBER: shape(
    'the number of a command, as in #4',
    (text) => (/^#\d{1,6}$/.test(text) ? Number(text.slice(1)) : undefined),
    (number) => `#${number}`,
    (names) => Array.from({ length: Math.min(names.commands, 20) }, (_, index) => `#${index + 1}`),
  ),
  MESSAGE: integer('the number of a message, as in 17', 0, 999_999_999),
  EVENT: integer('the number of an event, as in 12', 0, 999_999_999),
  SETTING: shape(
    "one of Kafka's settings, as in acks",
    (text) => (isSetting('any', text) ? text : undefined),
    String,
    () => settingKeys('any'),
  ),
  TIME: shape('a time, as in 30s or 200ms', readTime, writeTime),
  SHIFT: shape('a time with a sign, as in -10s', readShift, writeShift),
  RATE: shape(
    'a number of records a second, as in 50/s',
    (text) => (/^[1-9]\d{0,5}\/s$/.test(text) ? Number(text.slice(0, -2)) : undefined),
    (rate) => `${rate}/s`,
  ),
  POSITION: shape(
    'earliest, latest, an offset, an instant or a time of day, as in 5, 30s or 9:00',
    readPosition,
    writePosition,
    () => positions,
  ),
  COMPARISON: shape<Comparison>('a comparison: is, >=, <=, > or <', readComparison, String, () => comparisons),
  API: shape('the name of an API, as in produce or end-txn', readApi, String, () => apiNames),
  DIRECTION: choice('which message', ['request', 'response']),
  ERROR: shape(
    "one of Kafka's errors, as in NOT_LEADER_OR_FOLLOWER",
    (text) => (/^[A-Z][A-Z0-9_]{2,60}$/.test(text) ? text : undefined),
    String,
    () => errorsOffered,
  ),
  OUTCOME: shape(
    "an acknowledgement, sent, or one of Kafka's exceptions, as in TimeoutException",
    (text) => (outcomes.includes(text) || /^[A-Z][A-Za-z]{3,60}(Exception|Error)$/.test(text) ? text : undefined),
    String,
    () => [...outcomes, 'TimeoutException', 'NotLeaderOrFollowerException', 'RecordTooLargeException'],
  ),
  DISK: choice('what is wrong with it', ['full', 'slow', 'failing', 'lost']),
  OPERATION: choice('what the disk is asked to do', ['write', 'read', 'flush']),
  HOW: choice('what becomes of it', ['failed', 'lost', 'torn', 'misplaced']),
  EMPTY: choice('only one thing can be said', ['empty']),
  ADDRESS: choice('only one thing can be said', ['new']),
  LOOP: choice('who asks for records, and when it commits', ['manual', 'auto', 'at-most-once', 'at-least-once']),
  YES: choice('yes or no', ['true', 'false']),
  GUARANTEE: choice('a guarantee', ['at-most-once', 'at-least-once', 'exactly-once']),
  ANOMALY: choice('what was seen', anomalies),
  STATE: choice("a group's state", ['stable', 'empty', 'rebalancing', 'dead']),
  RULE: name('a rule, as in truncation', (names) => names.rules),
  WHICH: choice('which version of the rule', ['now', 'old', 'mine']),
  VALUE: value,
  KEY: anyText,
  VERB: anyText,
  NOUN: anyText,
  FILE: { ...anyText, expects: 'the name of an experiment', candidates: (names: KnownNames) => names.experiments },
};

export type SlotName = keyof typeof slots;
export type ValueOf<Name> = Name extends SlotName
  ? (typeof slots)[Name] extends Slot<infer Value>
    ? Value
    : never
  : never;
