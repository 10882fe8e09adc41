import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const top = resolve(import.meta.dirname, '..');
export const apacheFolder = resolve(top, '../shared/apache-kafka');

/** Apache Kafka can be started and its load generator can be run. */
export const hasApacheKafka = existsSync(join(apacheFolder, 'start'));

/** A broker in a process of its own, ours or Apache Kafka's, on a fresh folder. */
export interface Broker {
  readonly name: 'ours' | 'theirs';
  readonly bootstrap: string;
  /** Where its logs lie. */
  readonly dataFolder: string;
  /** From the start of the process until it said that it was ready. */
  readonly startSeconds: number;
  /** Processor time that it has used so far, user and system. */
  processorSeconds(): number;
  residentBytes(): number;
  stop(): Promise<void>;
}

/** Starts the built package, as a user would. */
export async function startOurs(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-on-trial-bench-'));
  const started = performance.now();
  const child = spawn(process.execPath, [
    join(top, 'dist/cli.js'),
    'broker',
    '--listen',
    '127.0.0.1:0',
    '--data',
    folder,
  ]);
  const line = await lineOf(child, /ready.*?([\w.]+:\d+)/);
  return brokerOf('ours', line[1]!, started, child, child.pid!, folder);
}

/**
 * Starts Apache Kafka by its script. It is started twice, and the second start counts: the first formats the folder with a
 * program of its own, which is not what is compared.
 */
export async function startTheirs(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'apache-kafka-bench-'));
  const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
  const start = async () => {
    const started = performance.now();
    const child = spawn(join(apacheFolder, 'start'), ['--port', String(port), '--dir', folder]);
    await lineOf(child, /ready/);
    return { started, child };
  };
  const first = await start();
  await endOf(first.child);
  const { started, child } = await start();
  return brokerOf('theirs', `127.0.0.1:${port}`, started, child, javaBelow(child.pid!), folder);
}

async function endOf(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

function brokerOf(
  name: Broker['name'],
  bootstrap: string,
  started: number,
  child: ChildProcess,
  pid: number,
  folder: string,
): Broker {
  return {
    name,
    bootstrap,
    dataFolder: name === 'ours' ? folder : join(folder, '1'),
    startSeconds: (performance.now() - started) / 1000,
    processorSeconds: () => processorSecondsOf(pid),
    residentBytes: () => residentBytesOf(pid),
    async stop() {
      await endOf(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function lineOf(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((found, failed) => {
    let printed = '';
    const look = (text: Buffer) => {
      printed += text.toString();
      const match = pattern.exec(printed);
      if (match !== null) found(match);
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    child.once('exit', (status) => failed(new Error(`the broker ended with ${status}:\n${printed}`)));
  });
}

/** The script starts Java as a child of a child; the process whose name is java is the broker. */
function javaBelow(pid: number): number {
  const children = execFileSync('bash', ['-c', `pgrep -P ${pid} || true`])
    .toString()
    .trim()
    .split('\n')
    .filter(Boolean)
    .map(Number);
  for (const child of children) {
    if (readFileSync(`/proc/${child}/comm`, 'utf8').trim() === 'java') return child;
    const deeper = javaBelow(child);
    if (deeper > 0) return deeper;
  }
  return 0;
}

function processorSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function residentBytesOf(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line![1]) * 1024;
}

/** Runs a program to its end and returns what it printed. */
export function output(program: string, parameters: readonly string[]): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let errors = '';
    child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    child.once('error', failed);
    child.once('close', (status) =>
      status === 0 ? done(printed) : failed(new Error(`${program} ended with ${status}: ${errors}`)),
    );
  });
}

export function apacheTool(name: string, ...parameters: readonly string[]): Promise<string> {
  return output(join(apacheFolder, 'tool'), [name, ...parameters]);
}
