import type { Told } from '../world/world.ts';
import { answers } from './english-answers.ts';
import { clients } from './english-clients.ts';
import { folded } from './english-folded.ts';
import { compaction } from './english-compaction.ts';
import { amount, nodeAt, quoted, seconds, unended } from './english-words.ts';
import type { Language, SentenceTable } from './language.ts';
import { detail, headline, quiet, type Sentence, step } from './sentence.ts';
import type { MessageUnderWay, Story } from './story.ts';
import type { StoryEvent } from './story-event.ts';

type Of<Name extends StoryEvent['name']> = Told<Extract<StoryEvent, { readonly name: Name }>>;

const logs = {
  'log opened': (event) =>
    quiet(`${event.node} opens ${event.partition}, offsets ${event.logStartOffset} to ${event.logEndOffset}.`),
  recovered: (event) =>
    (isInternal(event.partition) ? quietly : headline)(
      `${event.node} was not stopped cleanly and checks ${event.partition}: ${amount(event.segments, 'segment')} read, ` +
        `${event.truncatedBytes === 0 ? 'all of it whole' : `${amount(event.truncatedBytes, 'byte')} not whole and cut off`}; ` +
        `the next record gets offset ${event.logEndOffset} (log end offset).`,
    ),
  'recovery advanced': (event) =>
    detail(
      `${event.node} has checked ${megabytes(event.checkedBytes)} of ${megabytes(event.totalBytes)} of ${event.partition}.`,
    ),
  'log offline': (event) =>
    headline(`${event.node} cannot use the log of ${event.partition} (offline): ${event.because}.`, '✗'),
  'log folder failed': (event) =>
    headline(
      `The disk of ${event.node} failed: ${event.because}. The logs in ${event.path} are neither written nor read until the next start (offline).`,
      '✗',
    ),
  appended: (event, story) => (isInternal(event.partition) ? quiet(appending(event)) : appended(event, story)),
  'duplicate recognised': (event) =>
    headline(
      `${event.node} recognises the batch: sequence ${event.baseSequence} of producer ${event.producerId} is at offset ` +
        `${event.baseOffset} of ${event.partition} already. It writes nothing, and answers: stored.`,
      '✓',
    ),
  'append refused': (event) =>
    headline(`${event.node} does not take the batch for ${event.partition}: ${event.because} (${event.error}).`, '✗'),
  'segment rolled': (event) =>
    isInternal(event.partition)
      ? quiet(`${event.node} begins a segment of ${event.partition}.`)
      : step(
          `${event.node} begins a new file of ${event.partition} at offset ${event.baseOffset} (segment): ${reason(event.because, beginReasons)}.`,
        ),
  flushed: (event) =>
    isInternal(event.partition)
      ? quiet(`${event.node} flushes ${event.partition}.`)
      : detail(`${event.node} has ${event.partition} safe on its disk up to offset ${event.offset} (flush).`),
  truncated: (event) => headline(`${event.node} cuts off ${event.partition} from offset ${event.offset} on.`, '✂'),
  'records deleted': (event) =>
    step(
      `In ${event.partition} nothing before offset ${event.logStartOffset} can be read any more (log start offset).`,
    ),
  'segment deleted': (event) =>
    step(
      `${event.node} takes the file of ${event.partition} that begins at offset ${event.baseOffset} out of the log: ${reason(event.because, deletionReasons)}.`,
    ),
  'file mended': (event) => step(`${event.node} does not believe ${event.path} and writes it anew: ${event.because}.`),
  'log removed': (event) => detail(`${event.node} has removed ${event.partition}.`),
} satisfies Partial<SentenceTable>;

function megabytes(sizeBytes: number): string {
  return `${Math.ceil(sizeBytes / 1_048_576)} MiB`;
}

const isNew = {
  new: 'its number (sequence) is new, so it is a new record.',
  'of a new producer': 'it comes under another producer id, so it is a new record.',
};

function appended(event: Of<'appended'>, story: Story): Sentence {
  const [first] = event.records;
  const earlier = first === undefined ? [] : story.offsetsOf(event.node, event.partition, first.value);
  if (earlier.length === 0 || event.records.length > 1) return step(appending(event));
  const times = earlier.length === 1 ? 'twice' : `${earlier.length + 1} times`;
  if (event.producerId >= 0) {
    const number = story.numberOf(event);
    if (number !== 'the same')
      return step(`${appending(event)} The same text is at offset ${earlier[0]}; ${isNew[number]}`);
    return headline(
      `${appending(event)} It is there ${times} now, under one number (sequence): nobody looked at it.`,
      '✗',
    );
  }
  return headline(
    `${appending(event)} It is there ${times} now: ` +
      'to a broker that remembers nothing of its sender, this is a new record.',
    '✗',
  );
}

function appending({ node, partition, baseOffset, lastOffset, sizeBytes, records }: Of<'appended'>): string {
  const count = lastOffset - baseOffset + 1;
  if (count === 1 && records.length === 1) {
    return `${node} appends ${quoted(records[0]!.value)} to ${partition} at offset ${baseOffset}.`;
  }
  return `${node} appends ${count} records to ${partition} at offsets ${baseOffset} to ${lastOffset}, one batch of ${sizeBytes} bytes.`;
}

/** Why a new segment is begun: by the rule of rolling, or because retention takes the last one too. */
const beginReasons: Readonly<Record<string, string>> = {
  size: 'the last one is large enough (segment.bytes, or retention.bytes)',
  age: 'the last one is old enough (segment.ms, or retention.ms)',
  'full index': 'the index is full (segment.index.bytes)',
  distance: 'an index cannot count so far from the first offset',
};

const deletionReasons: Readonly<Record<string, string>> = {
  size: 'without it the log is large enough (retention.bytes)',
  age: 'its newest record is too old (retention.ms)',
  'log start offset': 'everything in it was deleted',
};

function reason(because: string, reasons: Readonly<Record<string, string>>): string {
  return Object.hasOwn(reasons, because) ? reasons[because]! : because;
}

/** As `step`, but only counted. */
const quietly = (text: string): Sentence => quiet(text);

/** Kafka's own topics: their records belong to another story. */
function isInternal(partition: string): boolean {
  return partition.startsWith('__');
}

const brokers = {
  'broker started': ({ node, address, advertised }) =>
    step(
      `${node} is up and serves at ${address}.` +
        `${advertised === undefined ? '' : ` It tells clients to come to ${advertised} (advertised.listeners).`}`,
    ),
  'broker stopped': (event) => step(`${event.node} has stopped in good order: all that it has is flushed.`),
  'request received': () => undefined,
  'response sent': (event) => {
    const errors = event.errors.filter((error) => error !== 'NONE');
    return errors.length === 0 ? undefined : detail(`${event.node} answers ${event.api} with ${errors.join(', ')}.`);
  },
  'connection refused': (event) => step(`${event.node} closes the connection of ${event.from}: ${event.because}.`),
} satisfies Partial<SentenceTable>;

const metadata = {
  'controller elected': (event) => quiet(`${event.node} is the active controller, in epoch ${event.epoch}.`),
  'broker registered': (event) => quiet(`Broker ${event.brokerId} is registered.`),
  'topic created': (event) =>
    step(`${event.node} makes the topic ${event.topic}: ${amount(event.partitions, 'partition')}.`),
  'partitions added': (event) => step(`The topic ${event.topic} has ${amount(event.partitions, 'partition')} now.`),
  'topic deleted': (event) => step(`The topic ${event.topic} is gone, with all its records.`),
  // What a new cluster sets for itself belongs to no story.
  'configuration changed': (event, story) =>
    (story.hasBegun ? step : quietly)(
      event.value === null
        ? `For ${event.resource}, ${event.key} is what it was by default.`
        : `For ${event.resource}, ${event.key} is ${event.value} now.`,
    ),
  'producer ids allocated': (event) =>
    detail(`${event.node} may hand out the producer ids ${event.first} to ${event.first + event.count - 1}.`),
} satisfies Partial<SentenceTable>;

const network = {
  'message left': (event, story) => {
    const label = story.message(event.message)?.label;
    return quiet(
      `${event.from} → ${event.to}: ${label === undefined ? `${event.sizeBytes} bytes` : `${label.api} ${label.kind}`}`,
    );
  },
  'message arrived': () => undefined,
  'message lost': (event, story) => losing(story.message(event.message), event.because),
  connected: (event) => quiet(`${event.node} is connected to ${nodeAt(event.to)}.`),
  'connection failed': (event) => detail(`${event.node} cannot reach ${nodeAt(event.to)}: ${event.because}.`),
  'connection lost': (event, story) =>
    story.hasJustTimedOut(event)
      ? detail(
          `${event.node} closes its connection to ${nodeAt(event.to)}: a late answer could not be told from the next.`,
        )
      : detail(`${event.node} has lost its connection to ${nodeAt(event.to)}: ${unended(event.because)}.`),
  'request sent': () => undefined,
  'response received': () => undefined,
  'request timed out': (event) => {
    const heardNothing = `${event.node} has heard nothing from ${nodeAt(event.to)} for ${seconds(event.timeoutMs)} (request.timeout.ms).`;
    return event.api === 'Produce'
      ? headline(`${heardNothing} It cannot know whether the record was stored.`)
      : step(heardNothing);
  },
} satisfies Partial<SentenceTable>;

function losing(message: MessageUnderWay | undefined, because: string): Sentence {
  if (message?.label === undefined) return quiet(`A message is lost: ${because}.`);
  const { from, to, label } = message;
  const wasAsked = because === 'it was dropped';
  const why = wasAsked ? ', as you asked' : `: ${because}`;
  const isProduce = label.api === 'Produce';
  // That a question which only waits for news gets lost changes little, unless somebody wanted to see it.
  const weigh = isProduce || wasAsked ? headline : detail;
  if (label.kind === 'request') {
    const knows = isProduce ? ` ${to} never hears of the record.` : '';
    return weigh(`The ${label.api} request of ${from} is lost on its way to ${to}${why}.${knows}`, '✂');
  }
  const knows = isProduce ? ` ${from} has the record; ${to} does not know.` : '';
  return weigh(`The answer of ${from} to ${to} (${label.api}) is lost on the way${why}.${knows}`, '✂');
}

/** What dies with a client: it has no disk. Undefined of a broker. */
function dying(node: string, story: Story): string | undefined {
  switch (story.kindOf(node)) {
    case 'producer':
      return 'The records that it had gathered die with it (record accumulator), and nobody is there to hear an answer or to send again.';
    case 'consumer':
      return 'How far it had read, its position, was in its memory alone: it is forgotten.';
    default:
      return undefined;
  }
}

const nodes = {
  'node started': (event) =>
    event.kind === 'producer' || (event.kind === 'consumer' && event.node !== 'console')
      ? step(`${event.node} starts (${event.kind}).`)
      : quiet(`${event.node} starts (${event.kind}).`),
  'node stopped': (event) => headline(`${event.node} is shut down in good order.`, '❚❚'),
  'node killed': (event, story) =>
    headline(
      `${event.node} is killed. ${dying(event.node, story) ?? 'What it wrote is in the page cache, and outlives it.'}`,
      '☠',
    ),
  'node unplugged': (event, story) =>
    headline(
      `${event.node} has no power. ${dying(event.node, story) ?? 'What was not flushed is gone, or torn.'}`,
      '☠',
    ),
  'node paused': (event) =>
    headline(
      `${event.node} stands still${event.forMs === undefined ? '' : ` for ${seconds(event.forMs)}`}. It does not know that time passes.`,
      '❚❚',
    ),
  'node resumed': (event) => headline(`${event.node} goes on where it was.`, '▶'),
  'link cut': (event) => headline(`Nothing gets from ${event.from} to ${event.to}.`, '✂'),
  'link slowed': (event) =>
    headline(`From ${event.from} to ${event.to} every message takes ${seconds(event.delayMs)} longer.`, '⚡'),
  healed: () => headline('What was cut, slowed, damaged or skewed is healed.', '✚'),
  'node failed': (event) => headline(`${event.node} cannot go on: ${event.because}`, '✗'),
  'link made lossy': (event) =>
    headline(`One message of ${event.oneIn} from ${event.from} to ${event.to} is lost, by chance.`, '⚡'),
  'messages released': () => headline('What was held goes on its way.', '▶'),
  'clock skewed': (event) =>
    headline(
      `The clock of ${event.node} is ${seconds(Math.abs(event.byMs))} ${event.byMs < 0 ? 'behind' : 'ahead'}.`,
      '⚡',
    ),
  'fault armed': (event) => detail(`It waits for its moment: ${event.fault}.`, '⚡'),
  'fault struck': (event) =>
    detail(`${event.message === undefined ? 'It happens' : 'It meets its message'}: ${event.fault}.`, '⚡'),
  'disk damaged': (event) =>
    headline(
      event.how.startsWith('a byte of ')
        ? `On the disk of ${event.node} ${event.how} has changed.`
        : `The disk of ${event.node}: ${event.how}.`,
      '✗',
    ),
} satisfies Partial<SentenceTable>;

/**
 * What happened, in English: one sentence for each event that has something to say. Plain words first, Kafka's word for it in
 * parentheses, the run's own numbers, and who knows what.
 */
export const english: Language = {
  code: 'en',
  sentences: { ...clients, ...logs, ...compaction, ...brokers, ...metadata, ...network, ...nodes },
  answers,
  folded,
  foldedBeyond: (count) => `… and ${count} more: show timeline has the latest of all.`,
};
