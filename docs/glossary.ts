/**
 * Every term of Kafka that these pages use, once. The page of words is made from it; on other pages the first use of a term
 * is marked, and says this sentence; and what the narration puts in parentheses stands here (glossary.test.ts).
 *
 * A page introduces a term by writing it in _italics_ where it explains it. No page may use a term before that: pages have an
 * order, and a test can compare it with `introducedBy`.
 */
export interface Term {
  /** As Kafka calls it, in small letters unless Kafka writes it otherwise. */
  readonly term: string;
  /** Other forms that mean the same in a text; a plural in -s need not be given. */
  readonly aliases: readonly string[];
  /** One or two plain sentences; the term's own word for it stands beside the plain one. */
  readonly text: string;
  /** The page that explains it, without its ending; undefined where only the narration says it so far, beside a plain word. */
  readonly introducedBy: string | undefined;
}

const basics = '/what-kafka-is';
const lostAnswer = '/start';
const promises = '/three-promises';
const install = '/install';
const fastQueue = '/1-storage/1-why-a-queue-on-disk-can-be-fast';
const oneBatch = '/1-storage/2-a-batch-byte-by-byte';
const manyFiles = '/1-storage/3-one-log-many-files';
const offsetIndex = '/1-storage/4-the-offset-index';
const timeIndex = '/1-storage/5-the-time-index';
const afterCrash = '/1-storage/6-after-the-crash';
const retention = '/1-storage/7-retention';
const compaction = '/1-storage/8-compaction';
const remembered = '/1-storage/9-what-a-broker-remembers-of-a-producer';

export const glossary: readonly Term[] = [
  {
    term: 'broker',
    aliases: [],
    text: 'A server that keeps records and hands them out. Several of them are a cluster.',
    introducedBy: basics,
  },
  {
    term: 'topic',
    aliases: [],
    text: 'A name under which records are kept, such as payments. It is cut into partitions.',
    introducedBy: basics,
  },
  {
    term: 'partition',
    aliases: [],
    text: 'One of the logs of a topic: payments-0 is the first one of payments. Order is kept within a partition, and only there.',
    introducedBy: basics,
  },
  {
    term: 'producer',
    aliases: [],
    text: 'A program that sends records to a topic. Here it is teller.',
    introducedBy: basics,
  },
  {
    term: 'record',
    aliases: [],
    text: 'What is sent and kept: a value, perhaps a key, headers and a time. To Kafka key and value are bytes without a meaning.',
    introducedBy: basics,
  },
  {
    term: 'batch',
    aliases: ['batches', 'record batch', 'record batches'],
    text: 'Records that travel, and are stored, together. The producer gathers them in its record accumulator; one record alone is a batch of one.',
    introducedBy: basics,
  },
  {
    term: 'log',
    aliases: [],
    text: 'What a partition is: records in a row. New ones are appended at the end, and none is ever changed.',
    introducedBy: basics,
  },
  {
    term: 'offset',
    aliases: [],
    text: 'The number of a record in its partition, counted from 0. With the partition’s name it is an address: payments-0@7.',
    introducedBy: basics,
  },
  {
    term: 'acknowledgement',
    aliases: ['acknowledged', 'acknowledges', 'acknowledge'],
    text: 'The broker’s answer to a producer: your record is stored, at this offset. The setting acks says who must have it before the answer is given.',
    introducedBy: basics,
  },
  {
    term: 'consumer',
    aliases: [],
    text: 'A program that asks for records and does something with them. It remembers which offset it reads next. Here it is bank.',
    introducedBy: basics,
  },
  {
    term: 'retry',
    aliases: ['retries'],
    text: 'To send the same batch again because no answer came (retries, delivery.timeout.ms). Whoever is to lose nothing must do it.',
    introducedBy: lostAnswer,
  },
  {
    term: 'at least once',
    aliases: ['at-least-once'],
    text: 'A promise: what was sent, and not given up, is there; it may be there twice.',
    introducedBy: lostAnswer,
  },
  {
    term: 'at most once',
    aliases: ['at-most-once'],
    text: 'A promise: nothing is there twice; something may be lost. It is what a producer gives that never sends again.',
    introducedBy: lostAnswer,
  },
  {
    term: 'exactly once',
    aliases: ['exactly-once'],
    text: 'A promise that nothing is lost and nothing is there twice. It has to be said between which two points, such as a producer and one log.',
    introducedBy: promises,
  },
  {
    term: 'idempotent producer',
    aliases: ['idempotence', 'enable.idempotence'],
    text: 'A producer whose batches are numbered, so that the broker recognises one that comes twice and stores it once (enable.idempotence).',
    introducedBy: lostAnswer,
  },
  {
    term: 'bootstrap address',
    aliases: ['bootstrap.servers', 'bootstrap server', 'bootstrap-server'],
    text: 'Where a client asks first who is there (bootstrap.servers). It comes back only when it reaches none of the brokers that it was told.',
    introducedBy: install,
  },
  {
    term: 'metadata',
    aliases: [],
    text: 'What a broker tells a client of the cluster: its brokers and their addresses, its topics, and which broker leads which partition.',
    introducedBy: install,
  },
  {
    term: 'advertised address',
    aliases: ['advertised.listeners', 'advertised listener', 'advertised addresses'],
    text: 'The address under which a broker tells clients to reach it (advertised.listeners). Clients go there, and nowhere else, to write and read.',
    introducedBy: install,
  },
  {
    term: 'page cache',
    aliases: [],
    text: 'The memory in which the operating system keeps what was written to files. It outlives a process, and not the power.',
    introducedBy: fastQueue,
  },
  {
    term: 'flush',
    aliases: ['flushed', 'flushes', 'fsync'],
    text: 'To make the operating system bring what was written to the disk. Only what was flushed outlives a loss of power.',
    introducedBy: fastQueue,
  },
  {
    term: 'lost write',
    aliases: [],
    text: 'A record that was acknowledged and is gone. What acknowledged means, and so when this can happen, settings decide: acks, flush.messages.',
    introducedBy: fastQueue,
  },
  {
    term: 'checksum',
    aliases: ['CRC-32C'],
    text: 'Four bytes that are reckoned from all the others of a batch (CRC-32C). When one bit has turned, it no longer fits, and the batch is not believed.',
    introducedBy: oneBatch,
  },
  {
    term: 'base offset',
    aliases: [],
    text: 'The offset of a batch’s first record, and of a file’s first record. What comes behind it is counted from there.',
    introducedBy: oneBatch,
  },
  {
    term: 'varint',
    aliases: [],
    text: 'A number in as few bytes as it needs: seven bits in each, and the eighth says whether another follows.',
    introducedBy: oneBatch,
  },
  {
    term: 'segment',
    aliases: [],
    text: 'One of the files that a log consists of, with its indexes beside it. It is named by the offset of its first record, its base offset.',
    introducedBy: manyFiles,
  },
  {
    term: 'active segment',
    aliases: [],
    text: 'The last file of a log, and the only one that is written to. It ends when the next batch would make it too large, or is too much newer than its first.',
    introducedBy: manyFiles,
  },
  {
    term: 'offset index',
    aliases: [],
    text: 'The .index file beside a segment: now and then a batch’s last offset, and the byte at which the batch begins. It leads near an offset; the rest of the way is read.',
    introducedBy: offsetIndex,
  },
  {
    term: 'index entry',
    aliases: ['index entries'],
    text: 'One line of an index: eight bytes for an offset, twelve for a time. A batch gets one when 4,096 bytes were written since the last (index.interval.bytes).',
    introducedBy: offsetIndex,
  },
  {
    term: 'timestamp',
    aliases: ['CreateTime', 'LogAppendTime', 'message.timestamp.type'],
    text: 'The time that a record bears, in ms since 1970: its producer’s clock when it was made (CreateTime), or the broker’s when it was appended (LogAppendTime).',
    introducedBy: timeIndex,
  },
  {
    term: 'time index',
    aliases: ['time indexes'],
    text: 'The .timeindex file beside a segment: the latest timestamp so far, and the offset of its record. It rises even where the records’ timestamps do not.',
    introducedBy: timeIndex,
  },
  {
    term: 'recovery',
    aliases: [],
    text: 'What a broker does when it starts after a crash: it reads what may not have been flushed, and cuts off what is not whole.',
    introducedBy: afterCrash,
  },
  {
    term: 'torn write',
    aliases: ['torn', 'torn writes'],
    text: 'A write of which only a part reached the disk before the power was lost.',
    introducedBy: afterCrash,
  },
  {
    term: 'recovery point',
    aliases: [],
    text: 'The offset up to which a log is known to be flushed. After a crash the broker checks what lies behind it.',
    introducedBy: afterCrash,
  },
  {
    term: 'retention',
    aliases: ['retention.ms', 'retention.bytes'],
    text: 'What is deleted from the front of a log, by age or by size: whole segments, whether anybody has read them or not.',
    introducedBy: retention,
  },
  {
    term: 'log start offset',
    aliases: [],
    text: 'The first offset of a partition that can still be read. What lay before it was deleted.',
    introducedBy: retention,
  },
  {
    term: 'compaction',
    aliases: ['compacted', 'compacts'],
    text: 'What takes the place of retention where cleanup.policy=compact: of the records with one key the last stays, and the others go.',
    introducedBy: compaction,
  },
  {
    term: 'log cleaner',
    aliases: ['cleaner'],
    text: 'What compacts logs, in the background of a broker: of the records with the same key it keeps the last.',
    introducedBy: compaction,
  },
  {
    term: 'tombstone',
    aliases: [],
    text: 'A record with a key and without a value: the key is deleted. In a compacted log it stays for delete.retention.ms, and then goes too.',
    introducedBy: compaction,
  },
  {
    term: 'producer id',
    aliases: ['InitProducerId'],
    text: 'The number by which brokers know an idempotent producer. It asks for one before it first sends (InitProducerId).',
    introducedBy: remembered,
  },
  {
    term: 'sequence',
    aliases: ['sequence number', 'sequence numbers'],
    text: 'The number that an idempotent producer gives each record, counted from 0 for each partition. The broker stores the next one only.',
    introducedBy: remembered,
  },
  ...narrated(),
];

/** Kafka's words that the narration puts in parentheses, behind a plain one, before any page has explained them. */
function narrated(): readonly Term[] {
  const terms: readonly Omit<Term, 'introducedBy'>[] = [
    {
      term: 'record accumulator',
      aliases: [],
      text: 'Where a producer keeps records that wait for their batch: until it is full (batch.size) or has waited long enough (linger.ms).',
    },
    {
      term: 'log end offset',
      aliases: [],
      text: 'The offset that the next record of a partition will get.',
    },
    {
      term: 'sticky partitioner',
      aliases: [],
      text: 'How a producer chooses a partition for records without a key: it stays with one until a batch is full, then takes another.',
    },
    {
      term: 'offline',
      aliases: [],
      text: 'So is a partition that its broker cannot serve, because its files are damaged or their disk has failed. The others go on.',
    },
    {
      term: 'dirty ratio',
      aliases: [],
      text: 'How much of a log was written since it was last compacted. Above min.cleanable.dirty.ratio it is compacted again.',
    },
    {
      term: 'long poll',
      aliases: [],
      text: 'A question for records that the broker keeps until there are some, or until fetch.max.wait.ms is over.',
    },
    {
      term: 'high watermark',
      aliases: [],
      text: 'The offset up to which consumers may read. What lies before it is on every broker that has to have it.',
    },
  ];
  return terms.map((each) => ({ ...each, introducedBy: undefined }));
}

/** Every form of a term in a text, the longer ones first, so that `high watermark` is not taken for another word. */
export function formsOf({ term, aliases }: Term): readonly string[] {
  const all = [term, ...aliases];
  return all
    .flatMap((form) => (/[a-z]$/.test(form) && !form.includes('.') ? [form, plural(form)] : [form]))
    .sort((one, other) => other.length - one.length);
}

function plural(form: string): string {
  return /[^aeo]y$/.test(form) ? `${form.slice(0, -1)}ies` : `${form}s`;
}

/** The term that a word stands for, whether one or many, in capital letters or not. */
export function termOf(word: string): Term | undefined {
  const sought = word.toLowerCase();
  return glossary.find((term) => formsOf(term).some((form) => form.toLowerCase() === sought));
}

/** The part of an address behind # at which the page of words has a term. */
export function anchorOf({ term }: Term): string {
  return term.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
