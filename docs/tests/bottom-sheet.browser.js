import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, promptIdle, promptReady, transcript, whyNot } from './site.js';

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

test('low it is 72 pixels: the sentence and next, which runs the text', { skip }, async () => {
  const { page, errors, close } = await onPhone();
  assert.equal(await heightOf(page), 72);
  const next = page.locator('.peek-row').getByRole('button', { name: 'next' });
  for (let step = 0; step < 3; step++) {
    await next.tap();
    await promptIdle(page);
  }
  assert.equal(await heightOf(page), 72, 'it stays where the reader has it');
  assert.match(await page.locator('.peek-row .said').innerText(), /teller/);
  assert.match(await page.locator('.run button').nth(2).innerText(), /again/, 'the text ticks it off');
  assert.deepEqual(errors, []);
  await close();
});

test('half shows the picture, full the transcript and chips; buttons lead there and back', { skip }, async () => {
  const { page, close } = await onPhone();
  await raise(page).tap();
  assert.ok((await heightOf(page)) > 400 && (await heightOf(page)) < 560);
  assert.ok(await page.locator('.stage svg').first().isVisible());
  assert.equal(await page.locator('.prompt').isVisible(), false);
  await raise(page).tap();
  assert.ok((await heightOf(page)) > 700);
  assert.ok(await page.locator('.chips').first().isVisible());
  assert.ok(await raise(page).isDisabled());
  await page.locator('.chips').getByRole('button', { name: 'next' }).tap();
  await promptIdle(page);
  assert.match(await transcript(page), /broker-1/);
  await lower(page).tap();
  await lower(page).tap();
  assert.equal(await heightOf(page), 72);
  await close();
});

test('it is dragged, and comes to rest at one of its heights', { skip }, async () => {
  const { page, close } = await onPhone();
  await drag(page, 790, 400);
  assert.equal(await heightOf(page), Math.round(844 * 0.6));
  await drag(page, 844 - Math.round(844 * 0.6) + 20, 820);
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
