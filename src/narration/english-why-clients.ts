import { amount, quoted, seconds } from './english-words.ts';

/** Why a producer, a consumer or their application did what they did. */
export const clientReasons = {
  byKey: (key: string, partition: number, count: number) =>
    `The record has the key ${quoted(key)}, and the hash of its bytes, divided among ${amount(count, 'partition')}, leads to partition ${partition}. Equal keys go the same way.`,
  byWish: (partition: number) => `The record names its partition, ${partition}: nothing is left to choose.`,
  sticky: (partition: number) =>
    `The record has no key, so it goes to the partition that the producer sticks to until a batch's worth of bytes went there: partition ${partition}.`,
  drawn: (partition: number) =>
    `The record has no key, so any partition will do; the producer drew ${partition}, and sticks to it until a batch's worth of bytes went there (sticky partitioner).`,

  full: (lingerMs: string) =>
    `The batch was full, or another waited behind it, so it left at once; else it would have waited ${lingerMs} (linger.ms).`,
  urgent:
    'Somebody waits for all batches to leave (flush or close), or for the memory that they hold, so it left at once.',
  lingered: (ageMs: string, lingerMs: string) =>
    `The batch had waited ${ageMs} for company, and linger.ms=${lingerMs} allows no more.`,
  sentAgain: (attempt: number, backoffMs: string) =>
    `Attempt ${attempt - 1} failed in a way that allows to try again, and the pause is over (${backoffMs}, retry.backoff.ms).`,
  waitedForTurn: 'The batch was due; it left when those before it allowed it.',
  acknowledged: (node: string, error: string) =>
    error === 'NONE'
      ? `The broker's answer names no error, and that is what ${node} was waiting for (acks).`
      : `The broker answers ${error}: it had the batch already. The record is there once, and that is what ${node} wants.`,
  acknowledgedUnasked: (node: string) =>
    `With acks=0 ${node} expects no answer: a record counts as sent when it has left.`,
  overdue: (ageMs: string, timeoutMs: string) =>
    `The batch was ${ageMs} old, and delivery.timeout.ms=${timeoutMs} is all the time that waiting, sending and sending again may take.`,
  fatal: (error: string) => `${error} is final: the same request would fail again, so it is not sent again.`,
  noRetries: (retries: string) => `It might succeed later, but retries=${retries} allows no more attempts.`,
  noTimeLeft: (timeoutMs: string) => `It might succeed later, but delivery.timeout.ms=${timeoutMs} is over.`,
  neverGathered: (because: string) => `The record came into no batch: ${because}.`,
  abandoned: (because: string) => `The producer gave up everything that it had: ${because}.`,
  retriable: (attempts: number, retries: string, ageMs: string, timeoutMs: string) =>
    `The failure may pass, attempt ${attempts} is not the last (retries=${retries}), and the batch is ${ageMs} old where ${timeoutMs} are allowed (delivery.timeout.ms): it is sent again.`,
  producerId: (producerId: number, first: number, last: number) =>
    `The broker may hand out ${first} to ${last}, each once, counting up: ${producerId} was the next.`,
  raised: (because: string) =>
    `${because}, and everything behind it would be refused: the producer begins to count anew, in its next epoch.`,

  polled: (count: number, position: number) =>
    `The broker sends whole batches; ${count === 1 ? 'the record' : `of them ${amount(count, 'record')}`} from the position on ${count === 1 ? 'is' : 'are'} for the application, and the next offset is ${position}.`,
  polledNothing: 'The broker had nothing behind the position.',
  reset: (policy: string, position: number) =>
    `The consumer had no position, and auto.offset.reset=${policy} says where it begins: offset ${position}.`,
  sought: (position: number) => `Somebody moved the consumer there (seek): offset ${position}.`,
  processed: (entry: string) =>
    `The application does its work for every record that it polled; Kafka does not decide that. So ${quoted(entry)} is in the ledger.`,
  copied: (one: string, other: string) =>
    `It did the same for ${one}, and ${other} has the same text: the log holds it twice, and to a consumer these are two records.`,
  polledTwice: 'It polled the record a second time, so it did the work a second time.',

  connected: (node: string) =>
    `${node} had something to ask, and a client asks a partition's broker itself: it opened a connection, and asked which versions are served (ApiVersions).`,
  connectionFailed: (because: string) => `No rule of Kafka decides that: ${because}.`,
  connectionLost: (because: string) => `No rule of Kafka decides that: ${because}.`,
  closedAfterTimeout:
    'The request was given up, and a late answer could not be told from the next: so the client closed the connection.',
  timedOut: (timeoutMs: number) =>
    `request.timeout.ms=${timeoutMs}: no answer came within ${seconds(timeoutMs)}, so the client stops waiting for it.`,
  asks: {
    ApiVersions: 'A new connection begins with the question which versions the broker serves.',
    Metadata: 'A client must know which broker leads which partition before it can ask it.',
    Produce: 'A batch was due.',
    Fetch: 'The consumer has room for records, and its position says from where.',
    ListOffsets: 'The consumer needs an offset for a place such as the start, the end, or a time.',
    InitProducerId: 'An idempotent producer needs a number of its own before it sends its first batch.',
    other: (api: string) => `An administrator's command became the request ${api}.`,
  },
  responseReceived: (api: string) => `The broker answered, and the network carried it: ${api}.`,
};
