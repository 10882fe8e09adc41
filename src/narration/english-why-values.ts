import { amount, listOfValues, quoted } from './english-words.ts';

/** Why a value is what it is. */
export const valueReasons = {
  highWatermark: (partition: string, offset: number, node: string) =>
    `The high watermark of ${partition} is ${offset}: ${node} leads it, is the only replica in sync, and has it up to there.`,
  highWatermarkBehind: (partition: string, offset: number, end: number) =>
    `The high watermark of ${partition} is ${offset}, though the log ends at ${end}: flush.messages is set, and what is not on the disk may not be read.`,
  lastStable: (partition: string, offset: number) =>
    `The last stable offset of ${partition} is ${offset}, the high watermark: no transaction is open before it.`,
  lastStableBehind: (partition: string, offset: number, highWatermark: number) =>
    `The last stable offset of ${partition} is ${offset}, before the high watermark ${highWatermark}: a transaction that begins there is open.`,
  logEnd: (partition: string, offset: number) =>
    `${partition} ends at ${offset}: that is one more than the last record's offset, and the next record's.`,
  logEndEmpty: (partition: string) => `${partition} ends at 0: nothing was ever appended.`,
  logEndCut: (partition: string, offset: number) =>
    `${partition} ends at ${offset}: the batch that was to follow is not whole, and all from there on was cut off after the crash.`,
  logEndFound: (partition: string, offset: number) =>
    `${partition} ends at ${offset}: so far its files reached when they were checked after the crash.`,
  logStart: (partition: string, offset: number) => `${partition} begins at ${offset}: what was before it was deleted.`,
  logStartZero: (partition: string) => `${partition} begins at 0: nothing was ever deleted from it.`,
  leader: (partition: string, broker: string, epoch: number) =>
    `${broker} leads ${partition}, in leader epoch ${epoch}: it is the first of its replicas, and in touch with the controller.`,
  leaderAgain: (partition: string, broker: string, epoch: number) =>
    `${broker} leads ${partition}; it came back and was named again, which begins a new leader epoch, ${epoch}.`,
  nobodyLeads: (partition: string, broker: string) =>
    `Nobody leads ${partition}: its only replica is on ${broker}, which is not running.`,
  inSync: (partition: string, brokers: string) =>
    `In sync for ${partition}: ${brokers}. A partition begins with all replicas in sync that the controller is in touch with, and nobody has fallen behind.`,
  position: (consumer: string, partition: string, offset: number) =>
    `${consumer} reads offset ${offset} of ${partition} next.`,
  positionNever: (consumer: string, partition: string) => `${consumer} does not read ${partition}.`,
  record: (record: string, sentence: string) => `${record}: ${sentence}`,
  recordGone: (record: string, start: number) =>
    `${record} was appended, and can no longer be read: the log begins at ${start} now.`,
  recordLost: (record: string) => `${record} was appended, and is not there any more.`,
  recordUnflushed: (record: string, node: string, flushMessages: string) =>
    `${record} was appended, and is gone: ${node} lost its power while the record was in the page cache alone, since nothing asks for a flush before the acknowledgement (flush.messages: ${flushMessages}).`,
  readable: (offset: number, highWatermark: number) =>
    offset < highWatermark
      ? `Consumers may read it: it lies below the high watermark, ${highWatermark}.`
      : `Consumers may not read it yet: the high watermark is ${highWatermark}.`,
  log: (partition: string, count: number) =>
    `${partition} holds ${amount(count, 'record')}; the last to come is decided like each before it.`,
  index: (partition: string, interval: string) =>
    `An index entry of ${partition} is made when ${interval} of batches came since the last one (index.interval.bytes).`,
  files: (broker: string) => `A log is cut into files; ${broker} begins one when the last is large or old enough.`,
  ledger: (entry: string, count: number, by: string) =>
    `${quoted(entry)} is in the ledger ${times(count)}, because ${by} did the work ${times(count)}. Kafka does not see the ledger.`,
  readAgain: (record: string) => `The log holds it once, as ${record}: it was read more than once.`,
  appendedAgain: (records: readonly string[]) =>
    `The log holds it more than once, as ${records.slice(0, 4).join(' and ')}: to the consumer these are different records.`,
  ledgerEmpty: 'The ledger is empty: no application has processed a record.',
  ledgerNever: (entry: string) => `${quoted(entry)} is not in the ledger: nobody has processed such a record.`,
  got: (client: string, outcome: string, outcomes: readonly string[]) =>
    outcomes.includes(outcome)
      ? `${client} was told ${outcome}.`
      : `${client} was never told ${outcome}; it was told ${outcomes.join(', ')}.`,
  gotNothing: (client: string) => `${client} was told nothing yet: none of its records has an answer.`,
  quiet:
    'All is quiet: no call is open, no message of meaning is under way, and who reads by himself has read everything.',
  notQuiet: (waiting: string) => `It is not quiet: ${waiting}`,
  waitsForMessages: 'a message is under way.',
  waitsForCall: 'a call of a client is open.',
  waitsForReader: 'a consumer has not read everything yet.',
  topic: (topic: string, partitions: number) => `${topic} has ${amount(partitions, 'partition')}: so it was made.`,
  topics: (topics: readonly string[]) =>
    topics.length === 0
      ? 'There is no topic: nobody has made one, or asked for one.'
      : `There are ${listOfValues(topics, topics.length)}: each was made by a command, or by being asked for.`,
  cluster: (node: string, state: string) => `${node} is ${state}: nothing has happened to it since what stands below.`,
  producerId: (client: string, id: number, epoch: number) => `${client} is producer ${id}, epoch ${epoch}.`,
  noProducerId: (client: string) => `${client} has no producer id: it is not idempotent, or has not sent a record yet.`,
  setting: (key: string, text: string, owner: string, by: string) => `${key} of ${owner} is ${text}: ${by}.`,
  sources: {
    DYNAMIC_TOPIC_CONFIG: 'it was given to the topic',
    DYNAMIC_BROKER_CONFIG: 'it was given to this broker while it ran',
    DYNAMIC_DEFAULT_BROKER_CONFIG: 'it was given to all brokers while they ran',
    STATIC_BROKER_CONFIG: 'the broker was started with it',
    DEFAULT_CONFIG: "nobody set it, so it is Kafka's default",
    client: 'the client was created with it',
  },
  under: (by: string, key: string) => `${by}, as ${key}`,
  idempotenceOn: 'nobody said otherwise, and no other setting stands against it',
  idempotenceOff: (conflicts: string) =>
    `it is on by default, but a default yields, and ${conflicts} stands against it`,
  rules: (old: readonly string[]) =>
    old.length === 0
      ? 'Every rule is as Kafka has it now: nobody has swapped one.'
      : `${old.join(', ')}: as an older Kafka had it.`,
  faults: (count: number) =>
    count === 0
      ? 'Nothing goes wrong at present: no fault was ordered that is not over.'
      : 'Every fault was ordered; none happens by itself.',
  timeline: 'The timeline shows the last thing that happened last.',
  history: 'The history is what you typed.',
  bytes: (record: string) =>
    `${record} lies in the file as its producer sent it: the broker set only the batch's first offset and the leader's epoch, which the checksum does not cover.`,
  bytesChanged: (record: string) =>
    `The batch with ${record} was whole when the broker let it in. Since then a byte has changed on the disk: the checksum, which its producer reckoned, no longer fits. The broker does not look again; who reads does.`,
  writes: (partition: string, count: number) =>
    count === 0
      ? `Nothing was written to ${partition}: no batch has come.`
      : `${partition} was written to ${times(count)}, once for each batch: a producer gathers records, and how long a batch waits for more decides how many there are.`,
  flush: (partition: string, offset: number, end: number) =>
    offset >= end
      ? `All of ${partition}, up to offset ${end}, is on the disk.`
      : `${partition} is on the disk up to offset ${offset} and ends at ${end}: nothing has asked for a flush since.`,
  notFlushed: (unflushed: number, flushMessages: string) =>
    `${amount(unflushed, 'record')} ${unflushed === 1 ? 'is' : 'are'} in the page cache alone; flush.messages says when an append must wait for the disk: ${flushMessages}.`,
};

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
