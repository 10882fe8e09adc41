import { startBroker } from '../broker/start-broker.ts';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import type { Texts } from '../configuration/tables.ts';
import { createNodeWorld } from '../world/node/world.ts';
import { type Address, DiskError, type DiskErrorCode, NetworkError, type NetworkErrorCode } from '../world/world.ts';
import { type Command, type Given, UsageError } from './command.ts';

/** `kafka-on-trial broker`: one broker, which is the controller of its own cluster, until it is told to stop. */
export const broker: Command = {
  name: 'broker',
  summary: 'a broker on TCP for any Kafka client',
  options: {
    listen: { form: 'HOST:PORT', help: 'where clients reach it; port 0 takes a free one', default: '127.0.0.1:9092' },
    data: {
      form: 'DIR[,DIR...]',
      help: 'the folder of its data, made where it is missing; several, on several disks: where one fails the others serve',
      required: true,
    },
    config: {
      form: 'key=value',
      help: "one of Kafka's broker settings, such as log.segment.bytes=1048576",
      multiple: true,
    },
  },
  notes: "Prints a line with 'ready' and its address when it serves. SIGINT and SIGTERM stop it in good order.",
  run,
};

async function run(given: Given): Promise<number> {
  const stopped = stopSignal();
  let halt = () => {};
  const halted = new Promise<'halted'>((done) => (halt = () => done('halted')));
  const world = createNodeWorld({ node: 'broker' });
  await loadZstdWriter(); // a topic may ask for it at any time
  const settings = settingsOf(given);
  const options = { world, settings, dataFolder: given.text('data'), log, halted: () => halt() };
  const running = await advising(startAdvice, () => startBroker(options));
  process.stdout.write(`ready: ${running.addresses.map(text).join(', ')}\n`);
  const end = await Promise.race([stopped, halted]);
  if (end === 'halted') return 1;
  log(`${end} received: flushing and closing`);
  await advising(stopAdvice, () => running.stop());
  return 0;
}

type Advice = Partial<Record<DiskErrorCode | NetworkErrorCode, string>>;

/** What the operator can do about it; the other errors say so themselves. */
const startAdvice: Advice = {
  'in use': 'stop it, or give another port with --listen; port 0 takes a free one',
  locked: 'stop it, or give another folder with --data',
  denied: 'give that user the right to, or another folder with --data',
  failed: 'give another folder with --data',
  full: 'make room there, or give a folder on another disk with --data',
};

const stopAdvice: Advice = {
  full: 'make room there; what was acknowledged is kept, and the next start checks it',
};

/** The machine refused something: what it was, and what can be done. */
class HostError extends Error {
  override readonly name = 'HostError';
}

async function advising<Result>(advice: Advice, attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    const sentence = error instanceof DiskError || error instanceof NetworkError ? advice[error.code] : undefined;
    throw sentence === undefined ? error : new HostError(`${(error as Error).message}; ${sentence}`);
  }
}

function settingsOf(given: Given): Texts {
  const settings: Record<string, string> = { listeners: `PLAINTEXT://${addressIn(given.text('listen'))}` };
  for (const pair of given.texts('config')) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--config takes key=value, not '${pair}'`);
    settings[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
  }
  return settings;
}

function addressIn(listen: string): string {
  const [, port] = /^.+:(\d+)$/.exec(listen) ?? [];
  if (port === undefined || Number(port) > 65535) {
    throw new UsageError(`--listen takes HOST:PORT, such as 127.0.0.1:9092, not '${listen}'`);
  }
  return listen;
}

function text({ host, port }: Address): string {
  return `${host}:${port}`;
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Resolves with the first signal to stop; a second one ends the process at once, as if it had no handler. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
}
