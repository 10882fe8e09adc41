import { createServer } from 'node:http';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { output } from './brokers.ts';
import type { Exchange } from './exchange.ts';
import { type Benchmark, median, type Row } from './table.ts';

const virtualSeconds = 120;
const rounds = 5;
const chromiumPath = '/usr/bin/chromium';

/** How many times faster than real time the simulated world runs, in Node and in a worker of Chromium. */
export const simulated: Benchmark = {
  name: 'simulated',
  about: 'one broker, a producer and a consumer, 100 records a second, in virtual time',
  async run(say) {
    const rows = rowsOf('Node', await inNode(), 200);
    if (!existsSync(chromiumPath)) {
      say('there is no Chromium here: the worker is left out');
      return rows;
    }
    return [...rows, ...rowsOf('a Chromium worker', await inChromium(), 100)];
  },
};

function rowsOf(where: string, exchanges: readonly Exchange[], wanted: number): Row[] {
  const { events, settled, records } = exchanges[0]!;
  const speed = median(exchanges.map(({ virtualMs, hostMs }) => virtualMs / hostMs));
  return [
    { what: `simulated in ${where}`, unit: 'times real time', ours: speed, wanted: { least: wanted } },
    { what: '  events of a record', unit: 'events', ours: events / records },
    { what: '  of these with promises to wait for', unit: 'events', ours: settled / records },
  ];
}

/** Bundled as for the page, in a process of its own: what transpiles the other benchmarks as they run would slow it down. */
async function inNode(): Promise<readonly Exchange[]> {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-'));
  const script = join(folder, 'exchange.mjs');
  writeFileSync(script, await bundled('node', '{ settleBy: nextTurn }', 'console.log(JSON.stringify(measured))'));
  try {
    return JSON.parse(await output(process.execPath, [script])) as readonly Exchange[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function inChromium(): Promise<readonly Exchange[]> {
  const script = await bundled('browser', '{}', 'postMessage(measured)');
  const server = createServer((request, response) => {
    const isScript = request.url === '/worker.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>simulated</title>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate(
      () =>
        new Promise<Exchange[]>((done, failed) => {
          const worker = new (
            globalThis as unknown as {
              Worker: new (url: string, options: object) => { onmessage: unknown; onerror: unknown };
            }
          ).Worker('/worker.js', { type: 'module' });
          worker.onmessage = ({ data }: { data: Exchange[] }) => done(data);
          worker.onerror = ({ message }: { message: string }) => failed(new Error(message));
        }),
    );
  } finally {
    await browser.close();
    server.close();
  }
}

/** @param loop how the simulated world settles there, as code */
async function bundled(platform: 'node' | 'browser', loop: string, tell: string): Promise<string> {
  const contents = `
    import { exchange } from './exchange.ts';
    import { nextTurn } from '../src/world/node/next-turn.ts';
    const measured = [];
    for (let round = 0; round <= ${rounds}; round++)
      measured.push(await exchange(${virtualSeconds}, () => performance.now(), ${loop}));
    measured.shift();
    ${tell};
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: resolve(import.meta.dirname), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform,
    target: 'es2022',
    write: false,
    loader: { '.wasm': 'binary' },
  });
  return outputFiles[0]!.text;
}
