import { clientReasons } from './english-why-clients.ts';
import { compactionReasons } from './english-why-compaction.ts';
import { logReasons } from './english-why-logs.ts';
import { nodeReasons } from './english-why-nodes.ts';
import { valueReasons } from './english-why-values.ts';
import { amount, nodeAt, quoted } from './english-words.ts';

/** What led to something, as far as no sentence of the story says it. */
const causes = {
  typed: (number: number, line: string) => `You typed it: #${number} ${line}`,
  began: 'So every cluster begins: it was there before the first command.',
  sent: (node: string, to: string, api: string, number: number) =>
    `${node} sent request ${number} to ${nodeAt(to)} (${api}).`,
  arrived: (from: string, to: string, what: string, tookMs: string) =>
    `The ${what} of ${from} arrived at ${to}, ${tookMs} after it left.`,
  left: (from: string, to: string, what: string) => `The ${what} of ${from} left for ${to}.`,
  requestArrived: (node: string, from: string, api: string, number: number) =>
    `Request ${number} of ${from} arrived at ${node} (${api}).`,
  answered: (node: string, to: string, api: string, number: number) =>
    `${node} answered request ${number} of ${to} (${api}).`,
  answerArrived: (node: string, from: string, api: string, number: number) =>
    `The answer of ${nodeAt(from)} to request ${number} arrived at ${node} (${api}).`,
};

/** How an answer of `why` is printed. */
const lines = {
  because: (sentence: string) => `Why: ${sentence}`,
  rule: (name: string, asks: string, node: string, instant: string) =>
    `  rule    ${name}: ${asks} ${node} asked it at ${instant}.`,
  source: (file: string, region: string) => `  source  ${file}, ${region}`,
  given: (name: string, value: string) => `  given   ${name}: ${value}`,
  said: (value: string) => `  said    ${value}`,
  cause: (sentence: string) => `  ←  ${sentence}`,
  replaced: "Another rule stands in its place here; rule … now puts today's back.",
};

/** Values of rules in words. */
const values = {
  yes: 'yes',
  no: 'no',
  nothing: 'nothing',
  none: 'none',
  noLimit: 'no limit',
  milliseconds: (value: number) => `${value} ms`,
  bytes: (value: number) => amount(value, 'byte'),
  instant: (ms: number) => `${ms} ms of this run`,
  noTimestamp: 'none (-1)',
  text: (value: string) => quoted(value),
};

/** What cannot be answered, in words. */
const refusals = {
  tooLongAgo: (rule: string) => `${rule} decided, but too long ago: of every rule only the latest calls are kept.`,
  notNoted: (rule: string) => `${rule} decides that; in real time its calls are not noted.`,
  nothingTold: 'Nothing has happened yet.',
  noEvent: (event: number, count: number) => `There is no event ${event}; there are ${count}, from 0.`,
  noMessage: (message: number) => `There is no message ${message}.`,
  noCommand: (number: number) => `There is no command #${number}; show history lists them.`,
  nothingCame: (number: number, line: string) => `Nothing came of #${number} ${line}: nothing was told.`,
  noRecord: (record: string) => `There is no record ${record}, and none was ever appended there.`,
  noPartition: (partition: string) => `There is no partition ${partition}.`,
  noTopic: (topic: string) => `There is no topic ${topic}.`,
  isDown: (node: string) => `${node} is not running, so nobody holds that value now; wait until it is started.`,
  noPosition: (consumer: string) => `${consumer} has no position yet: it has no partition.`,
  noSetting: (key: string, owner: string) => `${owner} has no setting ${key}.`,
  nobody: (name: string) => `Nothing here is called ${name}.`,
};

/** Why something is as it is, in English: who decided what, with the run's own numbers. */
export const englishWhy = {
  causes,
  lines,
  values,
  refusals,
  logs: logReasons,
  compaction: compactionReasons,
  clients: clientReasons,
  nodes: nodeReasons,
  nouns: valueReasons,
};

export type WhyWords = typeof englishWhy;
