import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, promptIdle, promptReady, type, whyNot } from './site.js';

/** A lesson on a phone: the workbench as a sheet of three heights under the text. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const phone = { size: [390, 844], touch: true };

async function onPhone(path = '/start.html') {
  const visited = await site.visit(path, phone);
  await promptReady(visited.page);
  return visited;
}

const heightOf = async (page) => Math.round((await page.locator('.side').boundingBox()).height);
const raise = (page) => page.getByRole('button', { name: 'Raise the workbench' });
const lower = (page) => page.getByRole('button', { name: 'Lower the workbench' });

const command = (page, index) => page.locator('.run button').nth(index);
/** Whether a part of the text is seen, above the sheet. */
const isSeen = (element) =>
  element.evaluate((seen) => {
    const { top, bottom } = seen.getBoundingClientRect();
    return top >= 0 && bottom <= document.querySelector('.side').getBoundingClientRect().top;
  });

test('low it is 72 pixels: the sentence and next, which raises it once, and takes the text along', {
  skip,
}, async () => {
  const { page, errors, close } = await onPhone();
  assert.equal(await heightOf(page), 72);
  const next = page.locator('.peek-row').getByRole('button', { name: 'next' });
  await next.tap();
  await promptIdle(page);
  assert.ok((await heightOf(page)) > 400, 'the picture is seen');
  assert.ok(await isSeen(command(page, 0)), 'the command that ran is seen');
  await lower(page).tap();
  for (let step = 0; step < 2; step++) {
    await next.tap();
    await promptIdle(page);
  }
  assert.equal(await heightOf(page), 72, 'who lowers it is left in peace');
  assert.ok(await isSeen(command(page, 2)));
  assert.match(await page.locator('.peek-row .said').innerText(), /teller/);
  assert.match(await page.locator('.run button').nth(2).innerText(), /again/, 'the text ticks it off');
  assert.deepEqual(errors, []);
  await close();
});

test('half shows an answer in the place of the picture, until something happens again', { skip }, async () => {
  const { page, errors, close } = await onPhone('/1-storage/4-the-offset-index.html');
  const screen = page.locator('.prompt .screen');
  const stage = page.locator('.stage');
  await page.locator('.run button', { hasText: 'create cluster' }).first().tap();
  await promptIdle(page);
  await stage.waitFor();
  assert.equal(await screen.isVisible(), false);
  await page.locator('.run button', { hasText: 'show index of payments-0' }).first().tap();
  await screen.waitFor();
  assert.equal(await stage.isVisible(), false);
  await page.locator('.run button', { hasText: 'create topic payments' }).first().tap();
  await stage.waitFor();
  assert.equal(await screen.isVisible(), false);
  assert.deepEqual(errors, []);
  await close();
});

test('at the end of the commands next is the next page', { skip }, async () => {
  const { page, errors, close } = await onPhone('/install.html');
  const commands = await page.locator('.run button').count();
  for (let step = 0; step < commands; step++) {
    await page.locator('.peek-row').getByRole('button', { name: 'next' }).tap();
    await promptIdle(page);
  }
  const onwards = page.locator('.peek-row').getByRole('link', { name: 'next page' });
  await onwards.waitFor();
  assert.equal(await onwards.getAttribute('href'), await page.locator('.lesson-foot a').getAttribute('href'));
  assert.deepEqual(errors, []);
  await close();
});

test('what went wrong is said in the head, and a command that failed has no tick', { skip }, async () => {
  const { page, close } = await onPhone();
  await command(page, 1).tap();
  await promptIdle(page);
  await type(page, 'create topic payments partitions=1');
  await command(page, 1).evaluate((button) => button.click());
  await promptIdle(page);
  assert.match(await page.locator('.peek-row .said').innerText(), /payments/);
  await page.locator('.peek-row .problem').waitFor();
  await page.reload();
  await promptReady(page);
  const send = page.locator('.run button').filter({ hasText: 'produce payments' }).first();
  await type(page, 'create producer other');
  await send.evaluate((button) => button.click());
  await promptIdle(page);
  assert.doesNotMatch(await send.innerText(), /again/, 'there is no teller yet: it was refused');
  await close();
});

test('a tap on the head raises it', { skip }, async () => {
  const { page, close } = await onPhone();
  await page.locator('.peek-row .said').tap();
  assert.ok((await heightOf(page)) > 400);
  await close();
});

test('half shows the picture and the time; full the transcript and chips besides', { skip }, async () => {
  const { page, close } = await onPhone();
  await raise(page).tap();
  assert.ok((await heightOf(page)) > 400 && (await heightOf(page)) < 560);
  assert.ok(await page.locator('.stage svg').first().isVisible());
  assert.equal(await page.locator('.prompt').isVisible(), false);
  const slider = await page.locator('.time [role=slider]').boundingBox();
  assert.ok(slider.y + slider.height <= 844, 'the time is not cut off');
  await raise(page).tap();
  assert.ok((await heightOf(page)) > 700);
  assert.ok(await page.locator('.chips').first().isVisible());
  assert.equal(await raise(page).getAttribute('aria-disabled'), 'true');
  assert.ok(await page.locator('.stage svg').first().isVisible(), 'the picture stays');
  await page.locator('.chips').getByRole('button', { name: 'next' }).tap();
  await promptIdle(page);
  assert.match(await page.getByRole('log').innerText(), /broker-1/);
  await lower(page).tap();
  await lower(page).tap();
  assert.equal(await heightOf(page), 72);
  await close();
});

test('it is dragged, and comes to rest at one of its heights', { skip }, async () => {
  const { page, close } = await onPhone();
  await drag(page, 790, 400);
  assert.equal(await heightOf(page), Math.round(844 * 0.66));
  await drag(page, 844 - Math.round(844 * 0.66) + 20, 820);
  assert.equal(await heightOf(page), 72);
  await close();
});

test('a command of the text raises it once; who lowers it is left in peace', { skip }, async () => {
  const { page, close } = await onPhone();
  const [first, second] = await page.locator('.run button').all();
  await first.tap();
  await promptIdle(page);
  assert.ok((await heightOf(page)) > 400);
  await lower(page).tap();
  await second.tap();
  await promptIdle(page);
  assert.equal(await heightOf(page), 72);
  await close();
});

test('the focus goes through the text and on, never into what is not seen, nor under the sheet', { skip }, async () => {
  const { page, close } = await onPhone();
  const seen = new Set();
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      const element = document.activeElement;
      const { top, bottom } = element.getBoundingClientRect();
      const inSheet = element.closest('.side') !== null;
      const sheetTop = document.querySelector('.side').getBoundingClientRect().top;
      return {
        name: element.tagName + (element.textContent ?? '').trim().slice(0, 40),
        isHidden: inSheet && element.closest('.peek-row') === null,
        isCovered: !inSheet && element !== document.body && (top > sheetTop || bottom < 0),
      };
    });
    assert.ok(!place.isHidden, place.name);
    assert.ok(!place.isCovered, place.name);
    seen.add(place.name);
  }
  assert.ok([...seen].some((name) => /Raise the workbench/.test(name)));
  await close();
});

test('the end of the text can be read over the sheet', { skip }, async () => {
  const { page, close } = await onPhone();
  await raise(page).tap();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const [end, top] = await page.evaluate(() => {
    const last = [...document.querySelectorAll('article p, article li, article a')].at(-1);
    return [last.getBoundingClientRect().bottom, document.querySelector('.side').getBoundingClientRect().top];
  });
  assert.ok(end < top, `${end} < ${top}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await close();
});

async function drag(page, fromY, toY) {
  await page.mouse.move(120, fromY);
  await page.mouse.down();
  for (const share of [0.2, 0.4, 0.6, 0.8, 1]) await page.mouse.move(120, fromY + share * (toY - fromY));
  await page.mouse.up();
  await page.waitForTimeout(50);
}
