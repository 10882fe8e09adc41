/**
 * Whether the page stays at hand while a long run plays, and how soon any of its instants is shown:   node docs/tests/smooth.js
 *
 * Prints a table, and ends with status 1 where a budget is far exceeded. `--slow N` makes the processor N times slower.
 */
import { openSite, promptReady, whyNot } from './site.js';

const budgets = { longestTaskMs: 50, jumpMs: 300 };
/** A machine that does other things meanwhile may be this much slower before it counts as a failure. */
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
  await page.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) globalThis.longTasks.push([startTime, duration]);
    }).observe({ entryTypes: ['longtask'] });
  });
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
  const tasks = await page.evaluate(() => globalThis.longTasks.splice(0).map(([, duration]) => Math.round(duration)));
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.prompt').getAttribute('aria-busy') === 'false');
  await page.evaluate(() => globalThis.longTasks.splice(0));
  const jumps = await jump(page);
  const steps = await page.getByRole('slider').getAttribute('aria-valuemax');
  const jumpTasks = await page.evaluate(() => globalThis.longTasks.map(([, duration]) => Math.round(duration)));
  console.log(`\n${name}: ${steps} steps, all there after ${arrivedMs} ms`);
  report(name, 'longest task while it plays', Math.max(0, ...tasks), budgets.longestTaskMs, tasks);
  report(name, 'slowest jump to an instant', Math.max(...jumps), budgets.jumpMs, jumpTasks);
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

function report(run, what, ms, budgetMs, tasks) {
  console.log(
    `${ms.toFixed(0).padStart(7)} ms  ${what} (budget ${budgetMs})${tasks.length > 0 ? `  tasks: ${tasks.join(' ')}` : ''}`,
  );
  if (ms > tolerance * budgetMs) failures.push(`${run}: ${what}: ${ms.toFixed(0)} ms`);
}
