import { lessonScenes } from './lesson-scenes.js';
import { reviewScenes } from './review-scenes.js';
import { promptIdle, promptReady, type } from './site.js';

/**
 * What is to be seen of the site: a page, and what is done there first. `sizes` says at which widths, both unless it does;
 * `whole`: all of the page, not only what the window shows.
 */
const lesson = '/1-storage/1-why-a-queue-on-disk-can-be-fast.html';

export const scenes = {
  home: { path: '/', act: promptReady, whole: true },
  'home-lost': { path: '/', act: lose, whole: true },
  'home-both': { path: '/', act: cure, whole: true },
  'home-turn': { path: '/', act: turn, whole: true },
  'home-solved': { path: '/', act: solve, whole: true },
  start: { path: '/start.html', act: promptReady, whole: true },
  'start-run': { path: '/start.html', act: followLesson },
  'what-kafka-is': { path: '/what-kafka-is.html', act: promptReady, whole: true },
  install: { path: '/install.html', act: promptReady, whole: true },
  'install-run': { path: '/install.html', act: followLesson },
  'lesson-1.1': { path: lesson, act: promptReady, whole: true },
  'lesson-1.1-counted': { path: lesson, act: countOperations },
  questions: { path: '/questions.html', act: pageReady, whole: true },
  words: { path: '/words.html', act: pageReady, whole: true },
  search: { path: '/words.html', act: search },
  commands: { path: '/commands.html', act: pageReady, whole: true },
  missing: { path: '/nothing-here.html', act: pageReady },
  play: { path: '/play.html', act: promptReady, whole: true },
  'play-killed': { path: '/play.html', act: kill },
  'play-again': { path: '/play.html', act: again },
  'play-logs': { path: '/play.html', act: logs },
  files: { path: '/play.html', act: files },
  'files-choice': { path: '/play.html', act: chooseFile },
  'files-compared': { path: '/play.html', act: compareFiles },
  'play-builder': { path: '/play.html', act: build },
  'play-filled': { path: '/play.html', act: fill },
  'sheet-record': { path: '/play.html', act: openRecord },
  'sheet-bytes': { path: '/play.html', act: openBytes },
  'sheet-message': { path: '/play.html', act: openMessage },
  'sheet-node': { path: '/play.html', act: openNode },
  'sheet-why': { path: '/play.html', act: openWhy },
  'sheet-why-code': { path: '/play.html', act: readRule },
  embed: { path: '/embed.html', act: promptReady },
  'lesson-half': { path: lesson, act: half, sizes: ['narrow'] },
  'lesson-full': { path: lesson, act: full, sizes: ['narrow'] },
  'start-half': { path: '/start.html', act: halfAfterRun, sizes: ['narrow'] },
  'start-half-two': { path: '/start.html', act: halfOfTwo, sizes: ['narrow'] },
  'start-full': { path: '/start.html', act: fullAfterRun, sizes: ['narrow'] },
  'start-half-sheet': { path: '/start.html', act: sheetOverHalf, sizes: ['narrow'] },
  ...lessonScenes,
  ...reviewScenes,
  'start-over': { path: '/start.html', act: followAll },
};

export async function pageReady(page) {
  await page.locator('main, .missing').first().waitFor();
}

async function search(page) {
  const field = page.getByRole('combobox');
  // The page may be seen before it listens to keys.
  for (let tries = 0; tries < 50 && (await field.count()) === 0; tries++) {
    await page.keyboard.press('/');
    await page.waitForTimeout(100);
  }
  await field.fill('offset');
  await page.getByRole('option').first().waitFor();
}

export async function lose(page) {
  await promptReady(page);
  await page.getByRole('button', { name: 'Lose one answer' }).click();
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).waitFor();
}

export async function cure(page) {
  await lose(page);
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).click();
  await page.getByRole('button', { name: 'To the prompt' }).waitFor();
}

async function turn(page) {
  await cure(page);
  await page.getByRole('button', { name: 'To the prompt' }).click();
  await page.getByRole('button', { name: 'A hint' }).click();
}

async function solve(page) {
  await cure(page);
  await page.getByRole('button', { name: 'To the prompt' }).click();
  await type(page, 'set teller acks=0');
  await type(page, 'drop next produce request from teller');
  await type(page, 'produce payments "42 EUR to Ada" key=ada as teller');
}

export async function followLesson(page) {
  await promptReady(page);
  for (const button of (await page.locator('.run button').all()).slice(0, 5)) {
    await button.click();
    await promptIdle(page);
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

async function pay(page) {
  await promptReady(page);
  await type(page, 'create topic payments partitions=1');
  await type(page, 'create producer teller enable.idempotence=false request.timeout.ms=1000');
  await type(page, 'create consumer bank topics=payments loop=auto auto.offset.reset=earliest');
  await type(page, 'drop next produce response to teller');
  await type(page, 'produce payments "42 EUR to Ada" as teller');
}

async function kill(page) {
  await promptReady(page);
  await type(page, 'produce payments "42 EUR to Ada"');
  await type(page, 'kill broker-1');
}

export async function again(page) {
  await pay(page);
  await type(page, 'again set teller enable.idempotence=true');
}

async function logs(page) {
  await pay(page);
  await page
    .getByRole('radio', { name: 'Logs' })
    .or(page.getByRole('button', { name: 'Logs' }))
    .first()
    .click();
}

/** One byte of the second of three batches is flipped. */
export async function files(page) {
  await promptReady(page);
  await type(page, 'create topic payments partitions=1');
  for (const value of ['42 EUR to Ada', '7 EUR to Bo', '9 EUR to Cy']) await type(page, `produce payments "${value}"`);
  await type(page, 'damage payments-0@1');
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.locator('.thing.file').first().waitFor();
}

export async function chooseFile(page) {
  await files(page);
  await page.locator('.thing.file[aria-label*=".log of"]').first().press('Enter');
  await sheetReady(page);
  await page.getByRole('tab', { name: 'Compare with …' }).click();
}

async function compareFiles(page) {
  await chooseFile(page);
  await page.getByRole('button', { name: /^before the disk was damaged/ }).click();
  await page.locator('.sheet .compared').waitFor();
}

async function build(page) {
  await pay(page);
  await page.getByRole('button', { name: 'build a command' }).click();
}

async function fill(page) {
  await pay(page);
  await page.getByRole('button', { name: 'Use the whole screen' }).click();
}

export async function openRecord(page) {
  await pay(page);
  await page.locator('.thing.record').first().press('Enter');
  await sheetReady(page);
}

export async function openBytes(page) {
  await openRecord(page);
  await page.getByRole('tab', { name: 'Bytes' }).click();
}

export async function openMessage(page) {
  await pay(page);
  for (let step = 0; step < 40 && (await page.locator('.thing.message').count()) === 0; step++) {
    await page.getByRole('button', { name: 'One step back' }).click();
  }
  await page.locator('.thing.message').first().press('Enter');
  await sheetReady(page);
}

export async function openNode(page) {
  await pay(page);
  await page.locator('.thing.node').first().press('Enter');
  await sheetReady(page);
}

export async function openWhy(page) {
  await pay(page);
  await page.locator('.sentence .why').first().click();
  await sheetReady(page);
}

async function readRule(page) {
  await openWhy(page);
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.locator('.sheet pre').waitFor();
}

export async function sheetReady(page) {
  await page.locator('.sheet[aria-busy="false"]').waitFor();
}

export async function raise(page, times) {
  for (let time = 0; time < times; time++) await page.getByRole('button', { name: 'Raise the workbench' }).click();
  await page.waitForTimeout(300);
}

async function half(page) {
  await promptReady(page);
  await raise(page, 1);
}

async function full(page) {
  await promptReady(page);
  await raise(page, 2);
}

async function followAll(page) {
  await promptReady(page);
  for (const button of await page.locator('.run button').all()) {
    await button.click();
    await promptIdle(page);
  }
}

export async function halfAfterRun(page) {
  await promptReady(page);
  await raise(page, 1);
  for (let step = 0; step < 5; step++) await goOn(page);
}

async function halfOfTwo(page) {
  await halfAfterRun(page);
  for (let step = 0; step < 2; step++) await goOn(page);
}

export async function fullAfterRun(page) {
  await halfAfterRun(page);
  await raise(page, 1);
}

export async function sheetOverHalf(page) {
  await halfAfterRun(page);
  await page.locator('.thing.record').first().press('Enter');
  await sheetReady(page);
}

async function goOn(page) {
  await page.locator('.peek-row').getByRole('button', { name: 'next' }).click();
  await promptIdle(page);
}
