import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The command line as a user starts it, from the same form of the code that the test itself was started from. */
export const commandLine: readonly string[] = import.meta.filename.endsWith('.ts')
  ? ['--import', 'tsx', resolve(import.meta.dirname, '../cli.ts')]
  : ['--enable-source-maps', resolve(import.meta.dirname, '../cli.js')];

export interface BrokerProcess {
  readonly host: string;
  readonly port: number;
  /** HOST:PORT */
  readonly bootstrap: string;
  readonly pid: number;
  readonly dataFolder: string;
  /** All that it has printed, standard output and standard error. */
  output(): string;
  /** Sends the signal and waits for the end; the exit status, or the signal's name. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/**
 * Starts a broker in a process of its own on a free port of the loopback interface, and waits until it is ready.
 *
 * @param through a program, with its parameters, that becomes the broker's process
 */
export async function startBrokerProcess(
  dataFolder: string,
  config: Readonly<Record<string, string | number>> = {},
  through: readonly string[] = [],
): Promise<BrokerProcess> {
  const settings = Object.entries(config).flatMap(([key, value]) => ['--config', `${key}=${value}`]);
  const parameters = ['broker', '--listen', '127.0.0.1:0', '--data', dataFolder, ...settings];
  const [program, ...rest] = [...through, process.execPath, ...commandLine, ...parameters] as [string, ...string[]];
  const child = spawn(program, rest);
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  child.stderr.on('data', (text: Buffer) => (printed += text.toString()));
  const address = await readyAddress(child, () => printed);
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    ...address,
    bootstrap: `${address.host}:${address.port}`,
    pid: child.pid!,
    dataFolder,
    output: () => printed,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [status, by] = await ended;
      return by ?? status!;
    },
  };
}

function readyAddress(child: ChildProcess, printed: () => string): Promise<{ host: string; port: number }> {
  return new Promise((found, failed) => {
    const look = () => {
      const line = /^.*ready.*?([\w.]+):(\d+)/m.exec(printed());
      if (line === null) return;
      child.stdout!.off('data', look);
      found({ host: line[1]!, port: Number(line[2]) });
    };
    child.stdout!.on('data', look);
    child.once('exit', (status) =>
      failed(new Error(`the broker ended with ${status} before it was ready:\n${printed()}`)),
    );
  });
}

/** A folder that is removed when `use` has ended. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-on-trial-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A broker on a fresh folder, stopped when `use` has ended. */
export async function withBroker<Result>(
  use: (broker: BrokerProcess) => Promise<Result>,
  config: Readonly<Record<string, string | number>> = {},
): Promise<Result> {
  return withFolder(async (folder) => {
    const broker = await startBrokerProcess(folder, config);
    try {
      return await use(broker);
    } finally {
      await broker.stop();
    }
  });
}
