/**
 * How soon the exercise editor answers a key, and how long a check takes:   node docs/tests/keystrokes.js
 *
 * Prints a table, and ends with status 1 where a budget is exceeded. A key is answered when the frame is drawn that shows it; with
 * types, when the list is drawn that TypeScript suggests. It is measured by the clock: a machine that does other things may be this
 * much slower before it counts as a failure.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { built } from '../../scripts/serve.js';
import { openSite, promptReady, whyNot } from './site.js';

const budgets = { keyMs: 50, suggestionMs: 50, checkMs: 2000, editorKb: 1331 };
const tolerance = 3;
const keys = 40;

const head = `export interface IndexEntry {
  readonly offset: number;
  readonly position: number;
}
export function positionFor(entries: readonly IndexEntry[], offset: number): number {
`;
const solved = `${head}  return entries.findLast((entry) => entry.offset <= offset)?.position ?? 0;\n}\n`;

const missing = whyNot();
if (missing !== undefined) {
  console.log(`skipped: ${missing}`);
  process.exit(0);
}

const site = await openSite();
const failures = [];
try {
  await measure();
} finally {
  await site.close();
}
for (const failure of failures) console.log(`FAIL ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function measure() {
  const { page, close } = await site.visit('/exercises.html');
  const before = new Set();
  page.context().on('request', (request) => before.add(new URL(request.url()).pathname));
  await promptReady(page);
  const exercise = page.getByRole('region', { name: 'Exercise: Look up an offset' });
  const startedAt = Date.now();
  await exercise.scrollIntoViewIfNeeded();
  await exercise.locator('.cm-content').waitFor();
  console.log(`${String(Date.now() - startedAt).padStart(7)} ms  until the editor takes keys`);
  await write(page, exercise, `${head}  return entries[0]`);
  await page.keyboard.type('.po');
  await exercise.locator('.cm-tooltip-autocomplete').waitFor();
  console.log(`${String(Date.now() - startedAt).padStart(7)} ms  until the types are there`);

  await write(page, exercise, `${head}  // \n`);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  const typed = [];
  for (let key = 0; key < keys; key++) typed.push(await timed(page, 'frame', () => page.keyboard.press('x')));
  report('a key, drawn (median)', median(typed), tolerance * budgets.keyMs, budgets.keyMs);

  const suggested = [];
  for (let key = 0; key < keys; key++) {
    await write(page, exercise, `${head}  const it${key} = entries[0]!`);
    suggested.push(await timed(page, 'list', () => page.keyboard.press('.')));
    await page.keyboard.press('Escape');
  }
  report(
    'a key, its suggestions drawn (median)',
    median(suggested),
    tolerance * budgets.suggestionMs,
    budgets.suggestionMs,
  );

  const checks = [];
  for (let check = 0; check < 5; check++) {
    await write(page, exercise, check % 2 === 0 ? solved : solved.replace('<=', '<'));
    const from = Date.now();
    await page.keyboard.press('Control+Enter');
    await exercise.locator(check % 2 === 0 ? '.verdict.passed' : '.verdict:not(.passed)').waitFor();
    checks.push(Date.now() - from);
  }
  report('the first check, with its worker', checks[0], tolerance * budgets.checkMs, budgets.checkMs);
  report('a check (median)', median(checks.slice(1)), tolerance * budgets.checkMs, budgets.checkMs);
  const files = [...before].filter((name) => /code-editor|language-worker/.test(name));
  const sizeKb = files.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(built, name)), { level: 9 }).length / 1024,
    0,
  );
  report('KB, editor and TypeScript, compressed', sizeKb, budgets.editorKb, budgets.editorKb);
  await close();
}

async function write(page, exercise, text) {
  await exercise.locator('.cm-content').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** From the key to the frame that shows what was waited for, as the page's own clock has it. */
async function timed(page, what, press) {
  await page.evaluate((wanted) => {
    globalThis.answered = new Promise((done) => {
      addEventListener(
        'keydown',
        ({ timeStamp }) => {
          const shown = () => wanted === 'frame' || document.querySelector('.cm-tooltip-autocomplete li') !== null;
          const look = () =>
            shown() ? setTimeout(() => done(performance.now() - timeStamp)) : requestAnimationFrame(look);
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
  }, what);
  await press();
  return page.evaluate(() => globalThis.answered);
}

function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

function report(what, value, most, budget) {
  console.log(`${value.toFixed(0).padStart(7)} ${/^KB/.test(what) ? '' : 'ms  '}${what} (budget ${budget})`);
  if (value > most) failures.push(`${what}: ${value.toFixed(0)}`);
}
