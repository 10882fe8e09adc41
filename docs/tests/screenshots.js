/**
 * Every page at two widths, light and dark, to be looked at:   node docs/tests/screenshots.js [FOLDER]
 *
 * With --readme it also draws the README's picture anew.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openSite, promptIdle, promptReady, type, whyNot } from './site.js';

const top = resolve(import.meta.dirname, '..', '..');
const words = process.argv.slice(2);
const folder = resolve(words.find((word) => !word.startsWith('--')) ?? join(top, 'build', 'screenshots'));

const missing = whyNot();
if (missing !== undefined) {
  console.log(`no screenshots: ${missing}`);
  process.exit(0);
}

const sizes = { wide: [1440, 900], narrow: [390, 844] };

/** What is to be seen: a page, and what is done there first. */
const scenes = {
  home: { path: '/', act: promptReady },
  'home-lost': { path: '/', act: lose },
  'home-both': { path: '/', act: cure },
  'home-turn': { path: '/', act: turn },
  start: { path: '/start.html', act: promptReady },
  'start-run': { path: '/start.html', act: followLesson },
  play: { path: '/play.html', act: promptReady },
  'play-killed': { path: '/play.html', act: kill },
  'what-kafka-is': { path: '/what-kafka-is.html', act: promptReady },
  install: { path: '/install.html', act: promptReady },
  'lesson-1.1': { path: '/1-storage/1-why-a-queue-on-disk-can-be-fast.html', act: promptReady },
  'lesson-1.1-counted': { path: '/1-storage/1-why-a-queue-on-disk-can-be-fast.html', act: countOperations },
  questions: { path: '/questions.html', act: promptReady },
  words: { path: '/words.html', act: () => {} },
  search: { path: '/words.html', act: search },
  commands: { path: '/commands.html', act: () => {} },
  missing: { path: '/nothing-here.html', act: () => {} },
};

const site = await openSite();
mkdirSync(folder, { recursive: true });
try {
  for (const [name, { path, act }] of Object.entries(scenes)) {
    for (const [width, size] of Object.entries(sizes)) {
      for (const dark of [false, true])
        await take(join(folder, `${name}-${width}-${dark ? 'dark' : 'light'}.png`), path, act, { size, dark });
    }
  }
  if (words.includes('--readme')) await drawReadme();
} finally {
  await site.close();
}
console.log(folder);

async function take(file, path, act, options) {
  const { page, errors, close } = await site.visit(path, options);
  await act(page);
  await page.waitForTimeout(150);
  await page.screenshot({ path: file });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (overflow > 0) console.log(`${file}: ${overflow} pixels too wide`);
  for (const error of errors) console.log(`${file}: ${error}`);
  await close();
}

async function search(page) {
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('offset');
  await page.getByRole('option').first().waitFor();
}

async function lose(page) {
  await promptReady(page);
  await page.getByRole('button', { name: 'Lose one answer' }).click();
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).waitFor();
}

async function cure(page) {
  await lose(page);
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).click();
  await page.getByText('Your turn').waitFor();
}

async function turn(page) {
  await cure(page);
  await page.getByRole('button', { name: 'To the prompt' }).click();
  await page.getByRole('button', { name: 'A hint' }).click();
}

async function followLesson(page) {
  await promptReady(page);
  for (const button of (await page.locator('.run button').all()).slice(0, 5)) {
    await button.click();
    await page.waitForTimeout(300);
  }
}

async function countOperations(page) {
  await promptReady(page);
  await page.locator('.predict').getByRole('radio', { name: '1', exact: true }).check();
  for (const button of (await page.locator('.run button').all()).slice(0, 7)) {
    await button.click();
    await promptIdle(page);
  }
  await page.getByText('You said 1. It is 2.').first().waitFor();
  await page.locator('.operations').evaluate((table) => table.scrollIntoView({ block: 'center' }));
}

async function kill(page) {
  await promptReady(page);
  await type(page, 'produce payments "42 EUR to Ada"');
  await type(page, 'kill broker-1');
}

/** The two runs side by side, as they stand at the end. */
async function drawReadme() {
  const { page, close } = await site.visit('/', { size: [1440, 1000] });
  await cure(page);
  await page.locator('.figure').screenshot({ path: join(top, 'docs', 'public', 'was-ada-paid-once.png') });
  await close();
}
