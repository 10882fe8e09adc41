import { promptReady } from './site.js';

/** The review as it is gone through. The seed says what is drawn. */
const path = '/review.html?seed=7';
const lessons = [
  '/1-storage/1-why-a-queue-on-disk-can-be-fast',
  '/1-storage/4-the-offset-index',
  '/1-storage/8-compaction',
];

export const reviewScenes = {
  'review-due': { path, act: beginDay },
  'review-asked': { path, act: ask, whole: true },
  'review-wrong': { path, act: (page) => answer(page, 'not right'), whole: true },
  'review-right': { path, act: (page) => answer(page, 'right'), whole: true },
  'review-half': { path, act: seeRun, sizes: ['narrow'] },
  'review-over': { path, act: endDay },
  'review-done': { path, act: closeDay },
  'review-progress': { path, act: openProgress, whole: true },
};

/** As somebody who has read these lessons on another day. */
async function beginDay(page) {
  await promptReady(page);
  await page.evaluate((read) => {
    for (const lesson of read) localStorage.setItem(`lesson ${lesson} read to its end`, 'yes');
  }, lessons);
  await page.reload();
  await promptReady(page);
  await page.locator('.today').getByRole('button', { name: 'Begin' }).waitFor();
}

async function ask(page) {
  await beginDay(page);
  await page.locator('.today').getByRole('button', { name: 'Begin' }).click();
  await page.locator('.card .answers button').first().waitFor();
  await page.mouse.move(0, 0);
}

/** Which one is right is known when one was chosen: until it is as wanted, the card is asked anew. */
async function answer(page, wanted) {
  for (let place = 0; ; place++) {
    await ask(page);
    await page.locator('.card .answers button').nth(place).click();
    await page.locator('.card .said').waitFor();
    const isRight = (await page.locator('.card .chosen.right').count()) > 0;
    if (isRight === (wanted === 'right')) break;
    await page.evaluate(() => localStorage.clear());
  }
  await page.getByRole('button', { name: 'Why?' }).and(page.locator('[aria-disabled=false]')).first().waitFor();
  await page.evaluate(() => scrollTo(0, 0));
}

async function seeRun(page) {
  await answer(page, 'right');
  await page.locator('.card').getByRole('button', { name: 'Why?' }).click();
  await page.locator('.sheet[aria-busy="false"]').waitFor();
}

/** The last card of the day was answered. */
async function endDay(page) {
  await ask(page);
  for (;;) {
    await page.locator('.card .answers button').first().click();
    await page.locator('.card .said').waitFor();
    const next = page.getByRole('button', { name: 'Next card' });
    if ((await next.count()) === 0) break;
    await next.click();
    await page.locator('.card .answers button').first().waitFor();
  }
  await page
    .locator('.card')
    .getByRole('button', { name: 'Why?' })
    .and(page.locator('[aria-disabled=false]'))
    .waitFor();
}

async function closeDay(page) {
  await endDay(page);
  await page.getByRole('button', { name: 'Stop here' }).click();
  await page.getByText('Nothing is due today').waitFor();
}

async function openProgress(page) {
  await closeDay(page);
  await page.getByText('Take your progress along').click();
  await page.getByRole('button', { name: 'Read it in' }).click();
}
