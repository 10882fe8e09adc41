import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promptIdle, promptReady } from './site.js';

/** The chapters' lessons and their exercises: whole pages, and what a learner has begun, failed and solved. */
const docs = join(import.meta.dirname, '..');
const lookUp = '/1-storage/4-the-offset-index.html';

const signature = `export interface IndexEntry {
  readonly offset: number;
  readonly position: number;
}
export function positionFor(entries: readonly IndexEntry[], offset: number): number {
`;
const begun = `${signature}  const found = entries.find((entry) => entry.offset >= offset);\n`;
const failed = `${signature}  return entries.findLast((entry) => entry.offset < offset)?.position ?? 0;\n}\n`;
const solved = failed.replace('< offset', '<= offset');

export const lessonScenes = {
  ...Object.fromEntries(
    lessonsOf('1-storage').map(({ name, path }) => [name, { path, act: readThrough, whole: true }]),
  ),
  'three-promises': { path: '/three-promises.html', act: readThrough, whole: true },
  exercises: { path: '/exercises.html', act: readThrough, whole: true },
  'exercise-begun': { path: lookUp, act: (page) => write(page, begun) },
  'exercise-failed': { path: lookUp, act: (page) => check(page, failed, 'An example does not come out yet.') },
  'exercise-solved': { path: lookUp, act: (page) => check(page, solved, 'It holds:') },
  'exercise-settings': { path: '/exercises.html', act: trySettings },
  'exercise-commands': { path: '/exercises.html', act: runCommands },
  'lesson-half-answer': { path: lookUp, act: askOnHalf, sizes: ['narrow'] },
  'play-experiment': { path: '/play/torn-by-the-power/', act: promptReady },
};

/** `lesson-1.2` and its address, from `2-a-batch-byte-by-byte.md`; the first has scenes of its own. */
function lessonsOf(chapter) {
  return readdirSync(join(docs, chapter))
    .filter((file) => /^\d+-.*\.md$/.test(file) && !file.startsWith('1-'))
    .sort((one, other) => Number.parseInt(one) - Number.parseInt(other))
    .map((file) => ({
      name: `lesson-${Number.parseInt(chapter)}.${Number.parseInt(file)}`,
      path: `/${chapter}/${file.replace(/\.md$/, '.html')}`,
    }));
}

/** A line that asks for an answer, and tells of nothing that happens. */
async function askOnHalf(page) {
  await promptReady(page);
  for (const line of ['create cluster', 'create topic payments', 'show index']) {
    await page.locator('.run button', { hasText: line }).first().click();
    await promptIdle(page);
  }
  await page.waitForTimeout(500);
}

/** What is loaded when it comes into view has come. */
async function readThrough(page) {
  await promptReady(page);
  for (const exercise of await page.locator('.exercise').all()) {
    await exercise.scrollIntoViewIfNeeded();
    await page.waitForTimeout(400);
  }
  await page.evaluate(() => scrollTo(0, 0));
}

async function write(page, text) {
  await promptReady(page);
  await page.locator('summary', { hasText: 'Build' }).click();
  const exercise = page.getByRole('region', { name: 'Exercise: Look up an offset' });
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByRole('textbox', { name: 'Your positionFor, in TypeScript' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.waitForTimeout(1500);
  await exercise.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  return exercise;
}

async function check(page, text, verdict) {
  const exercise = await write(page, text);
  await page.keyboard.press('Control+Enter');
  await exercise.locator('.verdict').getByText(verdict).first().waitFor();
  await exercise.locator('.verdict').evaluate((element) => element.scrollIntoView({ block: 'center' }));
}

async function trySettings(page) {
  await promptReady(page);
  const exercise = page.getByRole('region', { name: 'Exercise: Ten writes' });
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByRole('button', { name: 'Run it' }).click();
  await exercise.locator('.latest').waitFor();
  await exercise.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

async function runCommands(page) {
  await promptReady(page);
  const exercise = page.getByRole('region', { name: 'Exercise: Lose what was acknowledged' });
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByLabel('Your commands, one a line').fill('kill broker-1\nstart broker-1');
  await exercise.getByRole('button', { name: 'Run it' }).click();
  await exercise.locator('.verdict').getByText('it is 3').waitFor();
  await exercise.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}
