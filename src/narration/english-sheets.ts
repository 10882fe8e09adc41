import { compare } from './english-compare.ts';
import { amount, seconds } from './english-words.ts';

/** What stands on the sheet of a thing that was looked at, in English. */
export const sheets = {
  // a record
  record: (record: string, broker: string) => `${record} on ${broker}`,
  saysRecord: (value: string | null) => (value === null ? 'A record without a value.' : `"${value}"`),
  noRecord: (record: string, broker: string) =>
    `${broker} has no ${record} at this instant: it was cut off, deleted or lost with the power.`,
  partOf: { record: 'Record', batch: 'Its batch', place: 'Where it lies' },
  offset: 'offset',
  key: 'key',
  value: 'value',
  none: 'none',
  timestamp: 'timestamp',
  afterStart: (timestampMs: number, sinceMs: number) =>
    sinceMs < 0 ? `${timestampMs}, before the run began` : `${timestampMs}, ${seconds(sinceMs)} after the start`,
  readable: 'may be read',
  isReadable: (highWatermark: number) => `yes, the high watermark is ${highWatermark}`,
  isNotReadable: (highWatermark: number) => `not yet, the high watermark is ${highWatermark}`,
  brokerIsDown: 'by nobody: its broker does not serve',
  file: 'segment file',
  atByte: (file: string, position: number) => `${file}, byte ${position}`,
  unflushed: 'flushed',
  isFlushed: 'yes, all of this file is on the disk',
  isNotFlushed: (unflushedBytes: number) => `${amount(unflushedBytes, 'byte')} of this file only in the page cache`,
  offsets: 'offsets',
  fromTo: (first: number, last: number) => (first === last ? String(first) : `${first} to ${last}`),
  records: 'records',
  size: 'size',
  bytes: (count: number) => amount(count, 'byte'),
  compression: 'compression',
  producer: 'producer id',
  notIdempotent: 'none: not idempotent',
  noIdYet: 'none yet: it asks for one before it sends',
  producerIs: (id: number, epoch: number) => `${id}, epoch ${epoch}`,
  sequence: 'base sequence',
  leaderEpoch: 'leader epoch',
  checksum: 'checksum',
  isRight: 'right',

  // a message
  message: (kind: 'request' | 'response', api: string) => (kind === 'request' ? `${api} request` : `Answer to ${api}`),
  unnamedMessage: 'Bytes of no known message',
  noMessage: 'There is no such message in this run.',
  fromNodeTo: (from: string, to: string) => `From ${from} to ${to}.`,
  fate: {
    underWay: 'It is under way.',
    arrived: (atUs: number) => `It arrived at ${instant(atUs)}.`,
    lost: (because: string) => `It is lost: ${because}.`,
    struck: (fault: string) => `It met a fault: ${fault}.`,
  },
  onItsWay: 'On its way',
  itSays: 'What it says',
  from: 'from',
  to: 'to',
  left: 'left at',
  version: 'version',
  correlation: 'correlation id',
  answers: 'answers',
  question: (left: string) => `the request of ${left}`,
  instant,
  frameIsForgotten: 'Its bytes are not kept any more: so many messages came after it.',

  // another future
  future: {
    drop: 'Lose it',
    delay: (byMs: number) => `Delay it by ${seconds(byMs)}`,
    repeat: 'Send it twice',
    flip: (offset: number) => `Flip a byte of offset ${offset}`,
    fail: 'Let the next write fail',
    tear: 'Tear the next write',
  },

  // a node
  kindOf: { broker: 'a broker', producer: 'a producer', consumer: 'a consumer', admin: 'a client that sets things up' },
  node: (kind: string, state: string) => `${kind[0]!.toUpperCase()}${kind.slice(1)}, ${state}.`,
  noNode: (name: string) => `There is no ${name} at this instant.`,
  itKnows: 'What it knows',
  latestMessages: 'Its latest messages',
  messageTo: (what: string, to: string) => `${what} to ${to}`,
  messageFrom: (what: string, from: string) => `${what} from ${from}`,
  logs: 'Its logs',
  settings: 'Settings that matter here',
  nodeId: 'node.id',
  address: 'address',
  log: (start: number, end: number, highWatermark: number) =>
    `log start ${start}, high watermark ${highWatermark}, log end ${end}`,
  noLogs: 'no topic yet',
  isNotDefault: 'not the default',
  nextSequence: (partition: string) => `next sequence in ${partition}`,
  got: 'was told',
  reads: (partition: string) => `reads next in ${partition}`,
  unprocessed: 'polled, not processed',
  disk: 'disk',
  armed: 'faults that wait',

  // a file
  fileOf: (partition: string, broker: string) => `A file of ${partition} on ${broker}.`,
  noFile: (file: string, broker: string) => `${broker} has no ${file} at this instant.`,
  fileKind: {
    log: 'The records themselves, batch behind batch.',
    index: 'Leads from an offset to a place in the .log of the same name.',
    timeindex: 'Leads from a time to an offset.',
    txnindex: 'Names the transactions that were aborted.',
    snapshot: 'What is known of producers, up to the offset that names it.',
  },
  baseOffset: 'base offset',
  entries: (count: number) => (count === 0 ? 'No entry yet' : count === 1 ? 'Its entry' : `Its ${count} entries`),
  entry: (position: number) => `byte ${position} of the .log`,
  timeEntry: (offset: number) => `offset ${offset}`,

  compare,

  // an event
  event: (node: string) => `What ${node} did`,
  noEvent: 'There is no such event in this run.',
  fields: 'What was told',
};

export type Sheets = typeof sheets;

/** `31.204 ms`: messages of one millisecond can be told apart. */
function instant(atUs: number): string {
  const digits = String(atUs % 1000).padStart(3, '0');
  return `${Math.floor(atUs / 1000)}.${digits} ms`;
}
