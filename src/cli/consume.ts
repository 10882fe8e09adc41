import { once } from 'node:events';
import { type ConsumerRecord, createConsumer } from '../delivery/consumer/consumer.ts';
import { bootstrapOption, clientConfigOption, clientSettings, clientWorld } from './bootstrap.ts';
import { type Command, type Given, UsageError } from './command.ts';

/** `kafka-on-trial consume TOPIC`: prints the records of a topic, one a line, and waits for more. */
export const consume: Command = {
  name: 'consume',
  summary: 'print the records of a topic',
  positionals: { form: 'TOPIC', least: 1, most: 1 },
  options: {
    ...bootstrapOption,
    ...clientConfigOption,
    from: { form: 'WHERE', help: 'earliest, latest or an offset', default: 'latest' },
    partition: { form: 'N', help: 'only this partition' },
    count: { form: 'N', help: 'ends after so many records' },
    'until-end': { help: 'ends where the partitions ended when it began' },
    keys: { help: 'prints the key before the value, and a tab' },
    json: { help: 'prints each record as JSON, with all that it has' },
  },
  run,
};

const pollMs = 250;

async function run(given: Given): Promise<number> {
  const topic = given.positionals[0]!;
  let left = given.optional('count') === undefined ? Infinity : given.integer('count', 1);
  const from = startOf(given.text('from'));
  const consumer = createConsumer(clientWorld('consume'), clientSettings(given));
  let interrupted = false;
  process.once('SIGINT', () => (interrupted = true));
  try {
    const chosen = given.optional('partition') === undefined ? undefined : given.integer('partition', 0);
    const partitions = (chosen === undefined ? await consumer.partitionsFor(topic) : [chosen]).map((partition) => ({
      topic,
      partition,
    }));
    consumer.assign(partitions);
    for (const partition of partitions) consumer.seek(partition, from);
    const ends = given.has('until-end') ? await consumer.endOffsets(partitions) : undefined;
    const isDone = async () => {
      if (interrupted || left <= 0) return true;
      if (ends === undefined) return false;
      const positions = await Promise.all(ends.map((end) => consumer.position(end)));
      return ends.every(({ offset }, index) => positions[index]! >= offset);
    };
    while (!(await isDone())) {
      const records = (await consumer.poll(pollMs)).slice(0, left);
      left -= records.length;
      await print(records, given);
    }
  } finally {
    await consumer.close();
  }
  return 0;
}

function startOf(from: string): number | 'earliest' | 'latest' {
  if (from === 'earliest' || from === 'latest') return from;
  const offset = Number(from);
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new UsageError(`--from takes earliest, latest or an offset, not '${from}'`);
}

/** Waits where the reader of standard output is slower than the broker. */
async function print(records: readonly ConsumerRecord[], given: Given): Promise<void> {
  const lines = records.map((record) => {
    if (given.has('json'))
      return JSON.stringify({ ...record, headers: record.headers.map(({ key, value }) => [key, textOf(value)]) });
    return given.has('keys') ? `${record.key ?? ''}\t${record.value ?? ''}` : (record.value ?? '');
  });
  if (lines.length > 0 && !process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain');
}

function textOf(value: Uint8Array | null): string | null {
  return value === null ? null : new TextDecoder().decode(value);
}
