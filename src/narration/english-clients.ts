import type { Told } from '../world/world.ts';
import { amount, listOfValues, quoted, unended, withClockTimes } from './english-words.ts';
import type { SentenceTable } from './language.ts';
import { detail, headline, quiet, step, turn } from './sentence.ts';
import type { Story } from './story.ts';
import type { StoryEvent } from './story-event.ts';

type Of<Name extends StoryEvent['name']> = Told<Extract<StoryEvent, { readonly name: Name }>>;

/** What producers, consumers and the application around them do. */
export const clients = {
  'record accepted': (event) =>
    detail(
      `${event.node} puts ${quoted(event.value)} into the batch for ${event.topic}-${event.partition} (record accumulator).`,
    ),
  'batch sent': (event, story) => (event.attempt > 1 ? turn : step)(sending(event, story)),
  'batch will be retried': (event, story) => {
    const { values = [], attempt } = story.aboutTo(event) ?? {};
    const what = values.length === 1 ? quoted(values[0]!) : 'it';
    const pause = pausing(event.backoffMs, attempt);
    return story.hasJustTimedOut(event)
      ? detail(`${event.node} will send ${what} again in ${pause}.`)
      : turn(`${event.node} will send ${what} again in ${pause}: ${unended(event.because)}.`);
  },
  'record sent': (event) =>
    step(
      `${event.node} counts ${quoted(event.value)} as sent. With acks=0 no answer is asked for: whether it is stored, nobody will say.`,
    ),
  'record acknowledged': (event) =>
    step(
      event.offset < 0
        ? `${event.node} is told: ${quoted(event.value)} is stored already; the broker no longer knows its offset.`
        : `${event.node} is told: ${quoted(event.value)} is stored at offset ${event.offset} of ${event.partition}.`,
    ),
  'record failed': (event, story) => {
    // Of what is not known the exception speaks, too; whether it was sent at all the story knows better.
    const because = unended(event.because).replace(/; whether .*$/, '');
    const knows = !isUnknown(event.error)
      ? ''
      : story.wasSent(event.node, event.partition, event.value)
        ? ' Whether it was stored, it does not know.'
        : ' It was never sent, so it is not stored.';
    return headline(`${event.node} gives up on ${quoted(event.value)} (${event.error}): ${because}.${knows}`, '✗');
  },
  'producer id received': (event) =>
    detail(
      `${event.node} is given the producer id ${event.producerId}, epoch ${event.producerEpoch} (InitProducerId).`,
    ),
  'producer epoch raised': (event) =>
    step(`${event.node} counts its records from 0 again, in epoch ${event.producerEpoch}: ${event.because}.`),
  'records polled': (event) =>
    event.count === 0
      ? quiet(`${event.node} asks for records of ${event.partition}; there are none.`)
      : step(
          `${event.node} receives ${amount(event.count, 'record')} of ${event.partition}: ` +
            `${listOfValues(
              event.records.map(({ value }) => value),
              event.count,
            )}. It reads offset ${event.position} next.`,
        ),
  'position reset': (event) =>
    step(
      event.because.startsWith('auto.offset.reset')
        ? `${event.node} has no place in ${event.partition} yet, and starts at offset ${event.position} (${event.because.replace(': ', '=')}).`
        : `${event.node} goes to offset ${event.position} of ${event.partition} (${withClockTimes(event.because)}).`,
    ),
  processed: (event, story) => {
    const times = story.timesDone(event.entry) + 1;
    const done = `${event.node} does the work for ${event.partition}@${event.offset}: ${quoted(event.entry)} is in the ledger`;
    return times === 1 ? step(`${done}.`) : headline(`${done} ${times === 2 ? 'twice' : `${times} times`} now.`, '✗');
  },
} satisfies Partial<SentenceTable>;

function sending(event: Of<'batch sent'>, story: Story): string {
  const { node, partition, attempt, records, sizeBytes } = event;
  const { values = [] } = story.aboutTo(event) ?? {};
  const what =
    records === 1
      ? values.length === 0
        ? 'one record'
        : quoted(values[0]!)
      : `${records} records, in one batch of ${sizeBytes} bytes,`;
  if (attempt > 1) return `${node} sends ${what} to ${partition} again (attempt ${attempt}).`;
  return `${node} sends ${what} to ${partition}.`;
}

/** How long a pause is, and which settings make it so (KIP-580). */
function pausing(backoffMs: number, attempt = 1): string {
  const doubled = attempt === 1 ? '' : ', doubled with each attempt up to retry.backoff.max.ms';
  return `${backoffMs} ms (retry.backoff.ms${doubled}, give or take a fifth)`;
}

/** After these nobody can say whether the record is in the log. */
function isUnknown(error: string): boolean {
  return ['TimeoutException', 'NetworkException', 'DisconnectException'].includes(error);
}
