import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { top } from './mirror.js';
import { openSite, promptReady, whyNot } from './site.js';

/** Exercises on the pages of their lessons: which run is shown, where, and on which view. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const wide = { size: [1440, 900] };

/** Right wherever it is asked, except in a broker, by whose clock it is later than in any example. */
const nothingGoes = (solution) => solution.replace('{\n  let', '{\n  if (limits.nowMs > 1e9) return 0;\n  let');

test('a run in which nothing came of the answer is opened at its instant; that of a right answer too', {
  skip,
}, async () => {
  const { page, errors, close } = await site.visit('/1-storage/7-retention.html', wide);
  await promptReady(page);
  const exercise = page.getByRole('region', { name: 'Exercise: Choose what retention deletes', includeHidden: true });
  await exercise.evaluate((element) => {
    for (let room = element.closest('details'); room; room = room.parentElement.closest('details')) room.open = true;
    element.scrollIntoView();
  });
  const solution = readFileSync(
    join(top, 'chapters/1-storage/exercises/choose-what-retention-deletes/solution.ts'),
    'utf8',
  );
  const write = async (text) => {
    await exercise.getByRole('textbox', { name: /in TypeScript/ }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Control+Enter');
  };
  const see = exercise.getByRole('button', { name: 'See this run on the stage' });
  await write(nothingGoes(solution));
  await exercise.locator('.verdict').getByText('At 60 s your function said 0; Kafka says 1.').waitFor();
  await see.click();
  const sentence = page.locator('.sentence').first();
  await sentence.getByText('At 60 s your function said 0; Kafka says 1.').waitFor();
  assert.match(await page.locator('.time .now').innerText(), /^60(\.\d+)? s/);
  await page.getByRole('button', { name: 'Files', pressed: true }).waitFor();
  await page.locator('.sentence .why').first().click();
  await page.locator('.sheet[aria-busy="false"]').getByText('At 60 s your function said 0').waitFor();
  await page.keyboard.press('Escape');

  await write(solution);
  await exercise.locator('.verdict').getByText('and a broker that ran with it').waitFor();
  await see.click();
  await sentence.getByText('takes the file of payments-0 that begins at offset 0 out of the log').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('where one byte is asked for, a click takes the place of the one before', { skip }, async () => {
  const { page, errors, close } = await site.visit('/1-storage/2-a-batch-byte-by-byte.html', wide);
  await promptReady(page);
  const exercise = page.getByRole('region', { name: 'Exercise: Name the byte', includeHidden: true });
  await exercise.evaluate((element) => {
    for (let room = element.closest('details'); room; room = room.parentElement.closest('details')) room.open = true;
    element.scrollIntoView();
  });
  await exercise.getByRole('button', { name: /^byte 3:/ }).click();
  await exercise.getByRole('button', { name: /^byte 4:/ }).click();
  await exercise.getByText('byte 4', { exact: true }).waitFor();
  await exercise.getByRole('button', { name: 'Check' }).click();
  await exercise.locator('.verdict').getByText('1 stands for −1').waitFor();
  assert.deepEqual(errors, []);
  await close();
});
