/**
 * The site, with a Kafka broker in the tab:   npm start
 * On another port:                            npm start -- --port 8080
 *
 * Builds the site where it is missing or older than its sources, then serves it on this machine alone.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { built, serveSite } from './serve.js';

const top = resolve(import.meta.dirname, '..');
const sources = ['docs', 'src', 'package-lock.json'];
const usualPort = 4173;
/** How many ports are tried, one after the other, before giving up. */
const portsTried = 20;

const port = readPort();
if (isStale()) await build();
const address = await serve(port);
console.log(`\n  Kafka on trial:  ${address}\n\n  Ctrl+C stops it.`);

function readPort() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: String(usualPort) } } });
    const number = Number(values.port);
    if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
    fail(`--port takes a number from 0 to 65535, not '${values.port}'.`);
  } catch (error) {
    fail(`${error.message} The only option is --port NUMBER.`);
  }
}

function fail(says) {
  console.error(says);
  process.exit(1);
}

/** Whether any source is newer than what was built from it. */
function isStale() {
  const index = join(built, 'index.html');
  if (!existsSync(index)) return true;
  const builtMs = statSync(index).mtimeMs;
  return sources.some((source) => newest(join(top, source)) > builtMs);
}

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const inside = readdirSync(path, { withFileTypes: true }).filter(
    ({ name }) => !['dist', 'cache', '.temp'].includes(name),
  );
  const files = inside.filter((entry) => entry.isFile()).map(({ name }) => statSync(join(path, name)).mtimeMs);
  const folders = inside.filter((entry) => entry.isDirectory()).map(({ name }) => newest(join(path, name)));
  return Math.max(0, ...files, ...folders);
}

/** Runs VitePress and says every second that it still does; what it prints is shown only when it fails. */
async function build() {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  console.log('Building the site. This takes some seconds, and is done again only when its sources have changed.');
  const vitepress = join(top, 'node_modules', 'vitepress', 'bin', 'vitepress.js');
  const child = spawn(process.execPath, [vitepress, 'build', 'docs'], { cwd: top, stdio: ['ignore', 'pipe', 'pipe'] });
  let kept = '';
  child.stdout.on('data', (text) => (kept += text));
  child.stderr.on('data', (text) => (kept += text));
  const progress = setInterval(() => {
    if (process.stdout.isTTY) process.stdout.write(`\r  ${seconds()} s`);
  }, 1000);
  const status = await new Promise((done) => child.on('close', done));
  clearInterval(progress);
  if (process.stdout.isTTY) process.stdout.write('\r');
  if (status !== 0) fail(`${kept}\nThe site could not be built. Does 'npm ci' succeed?`);
  console.log(`Built in ${seconds()} s.`);
}

/** Serves what was built; where the port is taken, on the next one that is free. */
async function serve(first) {
  for (let candidate = first; candidate <= Math.min(65535, first + portsTried); candidate++) {
    try {
      return (await serveSite(candidate)).address;
    } catch (error) {
      if (!/port|EADDRINUSE|EACCES/i.test(error.message)) throw error;
      console.log(`Port ${candidate} is taken; trying ${candidate + 1}.`);
    }
  }
  return fail(`No free port from ${first} on. Name another one: npm start -- --port NUMBER`);
}
