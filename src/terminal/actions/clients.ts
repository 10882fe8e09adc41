import { utf8LengthBytes } from '../../bytes/utf8.ts';
import { type Consumer, createConsumer } from '../../delivery/consumer/consumer.ts';
import { partitionName, type TopicPartition } from '../../delivery/partitions.ts';
import type { Producer } from '../../delivery/producer/producer.ts';
import type { ConsumerRecord } from '../../delivery/consumer/record.ts';
import type { Position } from '../grammar/slots.ts';
import { readPartition } from '../grammar/names.ts';
import { pollMs } from '../consuming.ts';
import { partitionsNamed, topicsOf } from '../look.ts';
import { type Run, startMs } from '../run.ts';
import { type Actions, type Answer, answered, answerOf, type CommandThat, fine, Refusal, withHint } from './action.ts';

/** What producers and consumers do when they are told to. */
export const clients: Actions<'produce' | 'consume' | 'poll' | 'process' | 'seek'> = {
  async produce(command, run, how) {
    const name = run.cast.producerMeant(command.producer);
    const before = run.told.length;
    const ended = await run.perform(() => sendAll(command, name, run), how, name);
    return answerOf(ended, run, how, (failed) => {
      const hint = isWrittenTwice(run, name, before) ? withHint(run.language.answers.againIdempotent(name)) : fine;
      return { ...hint, ok: failed === 0 };
    });
  },

  async consume({ place, from = 'earliest', max = 1000 }, run, how) {
    const partitions = partitionsNamed(run, place);
    if (partitions.length === 0) throw new Refusal(run.language.answers.noSuchTopic(place));
    const ended = await run.perform(() => readAll(run, partitions, from, max), how);
    return answerOf(ended, run, how, (records) => printed(records, place, partitions.length > 1, run));
  },

  async poll({ max, consumer }, run, how) {
    const name = run.cast.consumerMeant(consumer);
    const ended = await run.perform(() => run.cast.consumer(name).poll(max), how, name);
    if (ended.state === 'failed') run.noteFailure(name, ended.error);
    return answerOf(ended, run, how, (records) =>
      records.length > 0 ? fine : answered(run.language.answers.polledNothing(name, pollMs)),
    );
  },

  async process({ consumer }, run, how) {
    const name = run.cast.consumerMeant(consumer);
    const ended = await run.perform(() => run.cast.consumer(name).process(), how, name);
    return answerOf(ended, run, how, (count) =>
      count > 0 ? fine : answered(run.language.answers.nothingToProcess(name)),
    );
  },

  async seek({ consumer, partition, position }, run, how) {
    const application = run.cast.consumer(consumer);
    const to =
      typeof position === 'string'
        ? position
        : 'offset' in position
          ? position.offset
          : { timestampMs: startMs + position.atMs };
    const ended = await run.perform(() => application.seek(partition, to), how, consumer);
    return answerOf(ended, run, how, (offset) =>
      answered(run.language.answers.at(consumer, partitionName(partition), offset)),
    );
  },
};

/** Whether the client, without idempotence, sent something again of which the broker had a copy already. */
function isWrittenTwice(run: Run, client: string, since: number): boolean {
  const told = run.told.slice(since);
  const isSentAgain = told.some(
    (event) => event.name === 'batch sent' && event.node === client && event.attempt > 1 && event.producerId < 0,
  );
  return isSentAgain && told.filter(({ name }) => name === 'appended').length > 1;
}

/** Sends the records; resolves with how many failed, when all have their answer. */
async function sendAll(command: CommandThat<'produce'>, name: string, run: Run): Promise<number> {
  const { place, value, key, count = 1, size = 0, rate, partition } = command;
  const producer = run.cast.producer(name);
  const target = targetOf(run, place, partition);
  const { clock } = run.cast.worldOf(name);
  const sends: Promise<boolean>[] = [];
  for (let number = 1; number <= count; number++) {
    if (number > 1 && rate !== undefined) await clock.sleep(1000 / rate);
    await producer.room();
    const text = count === 1 || value === null ? value : `${value} ${number}`;
    sends.push(sent(run, name, producer, { ...target, key: key ?? null, value: filledUp(text, size) }));
  }
  const results = await Promise.all(sends);
  return results.filter((isSent) => !isSent).length;
}

/** Dots behind a text that is shorter, so that the value has so many bytes. */
function filledUp(text: string | null, sizeBytes: number): string | null {
  return text === null ? null : text + '.'.repeat(Math.max(0, sizeBytes - utf8LengthBytes(text)));
}

/** That a record failed is told by the story; whoever asks later what a client got, asks the run. */
async function sent(
  run: Run,
  name: string,
  producer: Producer,
  record: Parameters<Producer['send']>[0],
): Promise<boolean> {
  try {
    await producer.send(record);
    run.noteOutcome(name, producer.asksForAnswers ? 'acknowledgement' : 'sent');
    return true;
  } catch (error) {
    run.noteFailure(name, error as Error);
    return false;
  }
}

/** `payments-0` is a partition where there is no topic of that name, and one that ends so. */
function targetOf(
  run: Run,
  place: string,
  partition: number | undefined,
): { readonly topic: string; readonly partition?: number } {
  const named = readPartition(place);
  const topics = topicsOf(run);
  if (named !== undefined && !topics.includes(place) && topics.includes(named.topic)) return named;
  return partition === undefined ? { topic: place } : { topic: place, partition };
}

const consoleName = 'console';

/** Reads with a client of its own, which belongs to no group, from a place up to where the partitions end now. */
async function readAll(
  run: Run,
  partitions: readonly TopicPartition[],
  from: Position,
  max: number,
): Promise<readonly ConsumerRecord[]> {
  const consumer = consoleOf(run);
  consumer.assign([]);
  consumer.assign(partitions);
  const ends = new Map(
    (await consumer.endOffsets(partitions)).map((answer) => [partitionName(answer), answer.offset] as const),
  );
  for (const partition of partitions) {
    consumer.seek(
      partition,
      typeof from === 'string' ? from : 'offset' in from ? from.offset : { timestampMs: startMs + from.atMs },
    );
  }
  const records: ConsumerRecord[] = [];
  while (records.length < max && (await isBehind(consumer, partitions, ends))) {
    records.push(...(await consumer.poll(pollMs, max - records.length)));
  }
  consumer.assign([]);
  return records;
}

async function isBehind(
  consumer: Consumer,
  partitions: readonly TopicPartition[],
  ends: ReadonlyMap<string, number>,
): Promise<boolean> {
  for (const partition of partitions) {
    if ((await consumer.position(partition)) < (ends.get(partitionName(partition)) ?? 0)) return true;
  }
  return false;
}

function consoleOf(run: Run): Consumer {
  const { cluster } = run;
  const settings = { 'bootstrap.servers': cluster.bootstrap, 'client.id': consoleName };
  const known = cluster.clients.find(({ name }) => name === consoleName);
  if (known !== undefined && known.state === 'down') known.start();
  const client = known ?? cluster.addClient(consoleName, 'consumer', (world) => createConsumer(world, settings));
  return client.application as Consumer;
}

function printed(records: readonly ConsumerRecord[], place: string, many: boolean, run: Run): Answer {
  const { answers } = run.language;
  if (records.length === 0) return answered(answers.noRecords(place));
  return answered(
    ...records.map((record) => {
      const line = answers.record(record.offset, record.key, record.value);
      return many ? answers.recordOf(partitionName(record), line) : line;
    }),
  );
}
