import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../src/broker/start-broker.ts';
import { createAdmin, createConsumer } from '../src/index.ts';
import type { Log } from '../src/storage/log.ts';
import { createNodeWorld } from '../src/world/node/world.ts';
import { apacheFolder, top } from './brokers.ts';

/** How much of everything there is:  BENCH_SCALE=0.05 npm run bench -- recovery   is a quick look. */
export const scale = Number(process.env['BENCH_SCALE'] ?? 1);

export interface Prepared {
  readonly partitions: number;
  /** Of the topic. */
  readonly configs: Readonly<Record<string, string>>;
  /** Fills one partition. */
  readonly fill: (log: Log, partition: number) => Promise<void>;
}

/** What a broker left, after a stop in good order and after a crash: both ours and Apache Kafka's start on copies of it. */
export interface PreparedFolder {
  readonly ends: readonly number[];
  /** From the start of the process until it has said where the last partition ends. */
  seconds(who: 'ours' | 'theirs', after: 'stop' | 'crash'): Promise<number>;
  remove(): void;
}

const topic = 'payments';

export async function prepareFolder({ partitions, configs, fill }: Prepared): Promise<PreparedFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-on-trial-prepared-'));
  const [work, stopped, crashed] = ['work', 'stop', 'crash'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const world = createNodeWorld({ node: 'broker-1' });
  const settings = { listeners: 'PLAINTEXT://127.0.0.1:0' };
  const running = await startBroker({ world, dataFolder: join(work, '1'), settings });
  const admin = createAdmin({ 'bootstrap.servers': `127.0.0.1:${running.address.port}` });
  await admin.createTopics([{ name: topic, partitions, configs: { 'retention.ms': '-1', ...configs } }]);
  await admin.close();
  const ends: number[] = [];
  for (let partition = 0; partition < partitions; partition++) {
    const { log } = running.broker.partitions.named(topic, partition);
    await fill(log, partition);
    log.updateHighWatermark(log.logEndOffset);
    ends.push(log.logEndOffset);
  }
  // What lies in the folder now, page cache and all, is what a process leaves that ends without a word.
  cpSync(work, crashed, { recursive: true });
  await running.stop();
  cpSync(work, stopped, { recursive: true });
  rmSync(work, { recursive: true });
  return {
    ends,
    seconds: (who, after) => secondsOnCopy(join(folder, after), folder, who, ends),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function secondsOnCopy(
  from: string,
  folder: string,
  who: 'ours' | 'theirs',
  ends: readonly number[],
): Promise<number> {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(from, copy, { recursive: true });
  rmSync(join(copy, '1', '.lock'), { force: true });
  const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
  const started = performance.now();
  const child =
    who === 'theirs'
      ? spawn(join(apacheFolder, 'start'), ['--port', String(port), '--dir', copy], { stdio: 'ignore' })
      : spawn(
          process.execPath,
          [join(top, 'dist/cli.js'), 'broker', '--listen', `127.0.0.1:${port}`, '--data', join(copy, '1')],
          { stdio: 'ignore' },
        );
  try {
    await accepted(child, port);
    await serves(port, ends);
    return (performance.now() - started) / 1000;
  } finally {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Somebody listens at the port. */
async function accepted(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the broker ended with ${child.exitCode}`);
    const isOpen = await new Promise<boolean>((found) => {
      const socket = createConnection({ host: '127.0.0.1', port });
      socket.once('connect', () => found(socket.destroy() !== undefined));
      socket.once('error', () => found(false));
    });
    if (isOpen) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** It says where the last partition ends, and that is where it was left. */
async function serves(port: number, ends: readonly number[]): Promise<void> {
  const consumer = createConsumer({ 'bootstrap.servers': `127.0.0.1:${port}`, 'retry.backoff.ms': 20 });
  try {
    const last = ends.length - 1;
    const [end] = await consumer.endOffsets([{ topic, partition: last }], 300_000);
    if (end!.offset !== ends[last]) throw new Error(`${topic}-${last} ends at ${end!.offset}, not at ${ends[last]}`);
  } finally {
    await consumer.close();
  }
}
