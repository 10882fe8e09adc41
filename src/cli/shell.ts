import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createSession, type Session } from '../terminal/session.ts';
import { nextTurn } from '../world/node/next-turn.ts';
import { type Command, type Given, UsageError } from './command.ts';
import { experiments, keepText, readText } from './experiment-file.ts';
import { mayUseColours, write } from './said.ts';

/** `kafka-on-trial shell`: the terminal of the pages, in a real terminal. */
export const shell: Command = {
  name: 'shell',
  summary: 'a prompt with a simulated cluster behind it',
  options: {
    seed: { form: 'N', help: 'the same seed and the same commands give the same run', default: '7' },
    live: { help: 'a real broker in real time, which any Kafka client can use, in the place of the simulated one' },
    listen: {
      form: 'HOST:PORT',
      help: 'where the live broker listens; port 0 takes a free one',
      default: '127.0.0.1:9092',
    },
    data: { form: 'DIR', help: 'the folder of the live broker; a new one that goes with the shell, if left out' },
    json: { help: 'prints what comes of every line as one line of JSON' },
  },
  notes: 'Commands may also come through a pipe, one a line: echo "show cluster" | kafka-on-trial shell',
  async run(given) {
    if (given.has('live')) return runLive(given);
    const options = { seed: given.integer('seed', 0), experiments: experimentFiles(), loop: { settleBy: nextTurn } };
    const session = await createSession(options);
    return attend(session, given);
  },
};

function attend(session: Session, given: Given): Promise<number> {
  return process.stdin.isTTY ? talk(session, given) : readThrough(session, given);
}

async function runLive(given: Given): Promise<number> {
  const { LiveCluster } = await import('./live-cluster.ts');
  const data = given.optional('data') ?? mkdtempSync(join(tmpdir(), 'kafka-on-trial-'));
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(given.text('listen')) ?? [];
  if (host === undefined) throw new UsageError(`--listen takes HOST:PORT, not '${given.text('listen')}'`);
  const cluster = new LiveCluster({ listen: { host, port: Number(port) }, data });
  try {
    const session = await createSession({ experiments: experimentFiles(), live: () => cluster });
    process.stdout.write(`broker-1 serves at ${cluster.bootstrap}; its data is in ${data}\n`);
    return await attend(session, given);
  } finally {
    await cluster.close();
    if (given.optional('data') === undefined) rmSync(data, { recursive: true });
  }
}

/** What `run NAME` finds. */
function experimentFiles() {
  return {
    names: () => experiments().map((path) => basename(path, '.experiment')),
    read: (name: string) => {
      const path = experiments().find((each) => basename(each, '.experiment') === name) ?? name;
      return existsSync(path) ? readText(path) : undefined;
    },
    save: (name: string, text: string) => keepText(`${name}.experiment`, text),
  };
}

const prompt = '> ';

async function talk(session: Session, given: Given): Promise<number> {
  const history = join(homedir(), '.kafka-on-trial-history');
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt,
    history: readHistory(history),
    historySize: 1000,
    removeHistoryDuplicates: true,
    completer: (line: string) => completions(session, line),
  });
  process.stdout.write(`${session.greeting.join('\n')}\n`);
  lines.prompt();
  for await (const line of lines) {
    if (['exit', 'quit'].includes(line.trim())) break;
    if (line.trim() !== '') remember(history, line);
    await execute(session, line, given);
    lines.prompt();
  }
  lines.close();
  return 0;
}

/** Through a pipe a shell is a program: the first command that fails makes it fail. */
async function readThrough(session: Session, given: Given): Promise<number> {
  let ok = true;
  for await (const line of createInterface({ input: process.stdin })) {
    if (!given.has('json') && line.trim() !== '') process.stdout.write(`${prompt}${line}\n`);
    ok = (await execute(session, line, given)) && ok;
  }
  return ok ? 0 : 1;
}

async function execute(session: Session, line: string, given: Given): Promise<boolean> {
  const outcome = await session.execute(line);
  if (given.has('json')) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  else write(outcome.lines, { coloured: mayUseColours() });
  return outcome.ok;
}

function completions(session: Session, line: string): [string[], string] {
  const { from, candidates } = session.complete(line, line.length);
  return [
    candidates.map(({ text }) => (text.endsWith('=') || text.endsWith('@') ? text : `${text} `)),
    line.slice(from),
  ];
}

function readHistory(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean).slice(-1000).reverse();
  } catch {
    return []; // The first time there is none, and a history that cannot be read is no reason not to start.
  }
}

function remember(path: string, line: string): void {
  try {
    appendFileSync(path, `${line}\n`);
  } catch {
    // A home that cannot be written to costs the history, not the session.
  }
}
