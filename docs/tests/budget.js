/**
 * What a reader has to load before the prompt takes commands, and how long that takes:   node docs/tests/budget.js
 *
 * Prints a table and ends with status 1 where a budget is exceeded, or where the worker was lowered below ES2022.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { built } from '../../scripts/serve.js';
import { openSite, promptReady, whyNot } from './site.js';

const budgets = { scriptAndStyleKb: 350, promptMs: 1000 };
/** A machine that does other things meanwhile may be this much slower before it counts as a failure. */
const tolerance = 3;
const pages = ['/', '/start.html', '/1-storage/1-why-a-queue-on-disk-can-be-fast.html', '/play.html', '/review.html'];

const missing = whyNot();
if (missing !== undefined) {
  console.log(`skipped: ${missing}`);
  process.exit(0);
}

/** Each page is opened so often, after one time that does not count; the middle one is taken. */
const times = 3;

const site = await openSite();
const failures = [];
try {
  await load('/commands.html', false);
  for (const path of pages) await look(path);
} finally {
  await site.close();
}
for (const failure of failures) console.log(`FAIL ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function look(path) {
  const opened = [];
  for (let time = 0; time < times; time++) opened.push(await load(path));
  const [{ loaded }] = opened;
  const promptMs = opened.map((one) => one.promptMs).sort((one, other) => one - other)[Math.floor(times / 2)];
  const files = [...loaded].filter((name) => /\.(js|css)$/.test(name)).map(sizesOf);
  const sumKb = files.reduce((sum, { gzipKb }) => sum + gzipKb, 0);
  console.log(`\n${path}   prompt after ${Math.round(promptMs)} ms (budget ${budgets.promptMs})`);
  for (const { name, rawKb, gzipKb } of files.sort((one, other) => other.gzipKb - one.gzipKb)) {
    console.log(`${gzipKb.toFixed(1).padStart(9)} KB  ${rawKb.toFixed(0).padStart(6)} KB raw  ${name}`);
  }
  console.log(`${sumKb.toFixed(1).padStart(9)} KB  script and style, compressed (budget ${budgets.scriptAndStyleKb})`);
  if (sumKb > budgets.scriptAndStyleKb) failures.push(`${path} loads ${sumKb.toFixed(1)} KB before its prompt`);
  if (promptMs > tolerance * budgets.promptMs)
    failures.push(`${path} has a prompt only after ${Math.round(promptMs)} ms`);
  const worker = files.find(({ name }) => /worker/.test(name));
  if (worker === undefined) failures.push(`${path} started no worker`);
  else if (!isModern(worker.name)) failures.push(`${worker.name} was lowered: its private fields are gone`);
}

/** Opens the page with an empty cache and takes down what it asks for until its prompt is ready. */
async function load(path, hasPrompt = true) {
  const loaded = new Set();
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.on('request', (request) => loaded.add(new URL(request.url()).pathname));
  const page = await context.newPage();
  await page.goto(`${site.address}${path}`, { waitUntil: 'commit' });
  if (hasPrompt) await promptReady(page);
  const asked = [...loaded];
  // What was asked for behind the prompt is known as such when it has come.
  await page.waitForLoadState('networkidle');
  const { promptMs, later } = await page.evaluate(() => {
    const promptMs = performance.getEntriesByName('prompt ready')[0]?.startTime;
    const later = performance.getEntriesByType('resource').filter(({ startTime }) => startTime > promptMs);
    return { promptMs, later: later.map(({ name }) => new URL(name).pathname) };
  });
  const result = { loaded: new Set(asked.filter((name) => !later.includes(name))), promptMs };
  await context.close();
  return result;
}

function sizesOf(name) {
  const bytes = readFileSync(join(built, name));
  return { name, rawKb: bytes.length / 1024, gzipKb: gzipSync(bytes, { level: 9 }).length / 1024 };
}

/** Private fields are still private fields, and not WeakMaps with functions around them. */
function isModern(name) {
  const text = readFileSync(join(built, name), 'utf8');
  return /this\.#\w+/.test(text) && !/__privateGet|__classPrivateFieldGet/.test(text);
}
