import { createInterface } from 'node:readline';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import { createProducer } from '../delivery/producer/producer.ts';
import { bootstrapOption, clientConfigOption, clientSettings, clientWorld } from './bootstrap.ts';
import type { Command, Given } from './command.ts';

/** `kafka-on-trial produce TOPIC`: every line of standard input becomes a record. */
export const produce: Command = {
  name: 'produce',
  summary: 'send the lines of standard input, a record each',
  positionals: { form: 'TOPIC', least: 1, most: 1 },
  options: {
    ...bootstrapOption,
    ...clientConfigOption,
    key: { form: 'TEXT', help: 'the key of all records' },
    separator: { form: 'TEXT', help: 'what stands before it in a line is the key' },
    json: { help: 'prints where each record went, as JSON' },
  },
  run,
};

async function run(given: Given): Promise<number> {
  const settings = clientSettings(given);
  if (settings['compression.type'] === 'zstd') await loadZstdWriter();
  const producer = createProducer(clientWorld('produce'), settings);
  const errors = new Map<string, number>();
  let sent = 0;
  try {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      await producer.room();
      sent++;
      producer.send({ topic: given.positionals[0]!, ...recordOf(line, given) }).then(
        (metadata) => given.has('json') && process.stdout.write(`${JSON.stringify(metadata)}\n`),
        (error: Error) => errors.set(error.message, (errors.get(error.message) ?? 0) + 1),
      );
    }
    await producer.flush();
  } finally {
    await producer.close();
  }
  for (const [message, count] of errors)
    process.stderr.write(`${count} of ${sent} records were not stored: ${message}\n`);
  return errors.size === 0 ? 0 : 1;
}

function recordOf(line: string, given: Given): { key: string | null; value: string } {
  const separator = given.optional('separator');
  const at = separator === undefined ? -1 : line.indexOf(separator);
  if (at < 0) return { key: given.optional('key') ?? null, value: line };
  return { key: line.slice(0, at), value: line.slice(at + separator!.length) };
}
