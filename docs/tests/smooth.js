/**
 * Whether the page stays at hand while a long run plays, and how soon any of its instants is shown:   node docs/tests/smooth.js
 *
 * Prints a table, and ends with status 1 where a budget is exceeded. A task is measured by the processor time that the page's
 * own thread spent in it, so that what else the machine does meanwhile does not count. `--slow N` makes the processor N times
 * slower.
 */
import { openSite, promptReady, whyNot } from './site.js';

const budgets = { taskMs: 50, jumpMs: 300 };
/** A jump is measured by the clock: a machine that does other things may be this much slower before it counts as a failure. */
const tolerance = 3;

const runs = {
  '10,000 events, played': {
    lines: [
      'create consumer bank topics=payments loop=auto auto.offset.reset=earliest',
      'produce payments "42 EUR to Ada" count=460 rate=100/s',
    ],
    watchMs: 6000,
  },
  'a virtual hour': {
    lines: [
      'create consumer bank topics=payments loop=auto auto.offset.reset=earliest',
      'produce payments "42 EUR to Ada" count=700 rate=1/s &',
      'wait 1h',
    ],
    watchMs: 3000,
  },
};

const missing = whyNot();
if (missing !== undefined) {
  console.log(`skipped: ${missing}`);
  process.exit(0);
}

const slower = Number(process.argv[process.argv.indexOf('--slow') + 1] || 1);
const site = await openSite();
const failures = [];
try {
  for (const [name, run] of Object.entries(runs)) await measure(name, run);
} finally {
  await site.close();
}
for (const failure of failures) console.log(`FAIL ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function measure(name, { lines, watchMs }) {
  const { page, close } = await site.visit('/play.html', { still: false });
  await promptReady(page);
  if (process.argv.includes('--slow')) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  }
  await page.waitForTimeout(500);
  await site.browser.startTracing(page, { categories: ['toplevel'] });
  const startedAt = Date.now();
  for (const line of lines) {
    await page.evaluate(() => document.querySelector('.prompt textarea').focus());
    await page.keyboard.insertText(line);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      (last) => last || document.querySelector('.prompt').getAttribute('aria-busy') === 'false',
      line === lines.at(-1),
    );
  }
  await page.waitForFunction(() => document.querySelector('.prompt [role=log]')?.innerText.includes('42 EUR'));
  const arrivedMs = Date.now() - startedAt;
  await page.waitForTimeout(watchMs);
  const played = await tasksSoFar();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.prompt').getAttribute('aria-busy') === 'false');
  await site.browser.startTracing(page, { categories: ['toplevel'] });
  const jumps = await jump(page);
  const jumped = await tasksSoFar();
  const steps = await page.getByRole('slider').getAttribute('aria-valuemax');
  console.log(`\n${name}: ${steps} steps, all there after ${arrivedMs} ms`);
  report(name, 'longest task while it plays', played, budgets.taskMs);
  report(name, 'longest task while jumping', jumped, budgets.taskMs);
  report(name, 'slowest jump to an instant', Math.max(...jumps), tolerance * budgets.jumpMs);
  await close();
}

/** From the key or click on the time bar to the frame that shows it, for places all over the run. */
async function jump(page) {
  return page.evaluate(async () => {
    const bar = document.querySelector('[role=slider]');
    const { left, width, top } = bar.getBoundingClientRect();
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const times = [];
    for (const share of [0.9, 0.1, 0.5, 0.02, 0.99, 0.33, 0.66, 0.75, 0]) {
      const at = { clientX: left + share * width, clientY: top + 20, pointerId: 1, bubbles: true };
      const before = performance.now();
      bar.setPointerCapture = () => undefined;
      bar.dispatchEvent(new PointerEvent('pointerdown', at));
      await frame();
      times.push(performance.now() - before);
    }
    return times;
  });
}

/** The longest task on the page's thread since tracing began, in ms of processor time. */
async function tasksSoFar() {
  const { traceEvents } = JSON.parse((await site.browser.stopTracing()).toString());
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const ofPage = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith('RunTask') && ofPage.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('the trace holds no task: this browser names them otherwise');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

function report(run, what, ms, budgetMs) {
  console.log(`${ms.toFixed(0).padStart(7)} ms  ${what} (at most ${budgetMs})`);
  if (ms > budgetMs) failures.push(`${run}: ${what}: ${ms.toFixed(0)} ms`);
}
