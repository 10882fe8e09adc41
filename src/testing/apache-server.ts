import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Address } from '../world/world.ts';
import { startApacheKafka } from './apache.ts';

/**
 * Runs Apache Kafka, broker and controller in one process, while `use` does; then it is stopped in good order. The data of its
 * one node, 1, lie in the folder `1` below the one given.
 */
export async function withApacheKafka<Result>(
  folder: string,
  use: (address: Address) => Promise<Result>,
  settings: readonly string[] = [],
): Promise<Result> {
  const port = await freePort();
  const given = settings.flatMap((setting) => ['--set', setting]);
  const process = spawn(startApacheKafka!, ['--port', String(port), '--dir', folder, ...given]);
  const ended = once(process, 'exit');
  try {
    await ready(process);
    return await use({ host: '127.0.0.1', port });
  } finally {
    process.kill('SIGTERM');
    await ended;
  }
}

function ready(process: ChildProcess): Promise<void> {
  return new Promise((serves, failed) => {
    let printed = '';
    const look = (text: Buffer) => {
      printed += text.toString();
      if (printed.includes('ready')) serves();
    };
    process.stdout!.on('data', look);
    process.stderr!.on('data', look);
    process.once('exit', () => failed(new Error(`Apache Kafka ended:\n${printed}`)));
  });
}

/** One that was free a moment ago, and so, very likely, the one a hundred above it, where its controller listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port > 65_000 ? port - 1000 : port;
}
