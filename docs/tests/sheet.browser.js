import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, promptReady, transcript, type, whyNot } from './site.js';

/** What the stage shows can be opened, by pointer, by keyboard and by finger. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const payment = [
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'create producer teller enable.idempotence=false request.timeout.ms=1000',
  'create consumer bank topics=payments loop=auto auto.offset.reset=earliest',
  'produce payments "42 EUR to Ada" key=ada as teller',
];

/** A workbench in which Ada has been paid. */
async function paid(how = {}) {
  const visit = await site.visit('/play.html', how);
  await promptReady(visit.page);
  for (const line of payment) await type(visit.page, line);
  return visit;
}

/** Steps on from the beginning until a message is drawn. */
async function toMessage(page) {
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  const last = Number(await page.getByRole('slider').getAttribute('aria-valuemax'));
  for (let step = 1; step < last; step++) {
    await page.keyboard.press('ArrowRight');
    if ((await page.locator('.thing.message').count()) > 0) return;
  }
  assert.fail('no message was seen');
}

const sheet = (page) => page.getByRole('dialog');

async function opened(page) {
  await page.locator('.sheet[aria-busy="false"]').waitFor();
  return sheet(page).getByRole('heading', { level: 2 }).innerText();
}

for (const [name, least, how] of [
  ['by pointer', 24, { size: [1440, 900] }],
  ['by finger', 44, { size: [390, 844], touch: true }],
]) {
  test(`${name}: every cell, message and node has a name and is large enough to be hit`, { skip }, async () => {
    const { page, errors, close } = await paid(how);
    await type(page, 'produce payments "x" count=30 as teller');
    await toMessage(page);
    const things = await page.locator('.thing').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        return { name: button.getAttribute('aria-label'), width, height };
      }),
    );
    assert.ok(things.length >= 4, JSON.stringify(things));
    assert.equal(new Set(things.map((thing) => thing.name)).size, things.length, 'no two are called the same');
    for (const thing of things) {
      assert.ok(thing.name.length > 3, JSON.stringify(thing));
      assert.ok(Math.min(thing.width, thing.height) >= least - 0.5, JSON.stringify(thing));
    }
    assert.deepEqual(errors, []);
    await close();
  });
}

test('by keyboard: one stop for Tab, arrow keys to everything, Enter opens, Esc gives the focus back', {
  skip,
}, async () => {
  const { page, errors, close } = await paid();
  await toMessage(page);
  assert.equal(await page.locator('.thing[tabindex="0"]').count(), 1);
  await page.locator('.thing[tabindex="0"]').focus();
  const names = await page.locator('.thing').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
  assert.deepEqual((await reachedByArrows(page)).sort(), [...names].sort());

  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await page.locator('.thing.record').first().focus();
  const record = await focused();
  await page.keyboard.press('Enter');
  assert.equal(await opened(page), 'payments-0@0 on broker-1');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2', 'it is told what was opened');
  await page.keyboard.press('Escape');
  assert.equal(await sheet(page).count(), 0);
  assert.equal(await focused(), record);

  await page.keyboard.press('Enter');
  await opened(page);
  for (let count = 0; count < 12; count++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.closest('.sheet') === null)) break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.closest('.sheet')), null, 'Tab leaves it');
  assert.equal(await sheet(page).count(), 1, 'and leaves it open');
  assert.deepEqual(errors, []);
  await close();
});

/** The names of all things that arrow keys lead to, from the one that has the focus. */
async function reachedByArrows(page) {
  const name = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  const found = new Set([await name()]);
  const open = [...found];
  while (open.length > 0) {
    const from = open.pop();
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
      await page.getByRole('button', { name: from, exact: true }).focus();
      await page.keyboard.press(key);
      const to = await name();
      if (!found.has(to)) open.push(to);
      found.add(to);
    }
  }
  return [...found];
}

test('bytes: a byte marks its field and a field its bytes, by pointer and by arrow keys', { skip }, async () => {
  const { page, errors, close } = await paid();
  await page.locator('.thing.record').first().click();
  await opened(page);
  await sheet(page).getByRole('tab', { name: 'Bytes' }).click();
  const marked = (list) => sheet(page).getByRole('listbox', { name: list }).locator('[aria-selected="true"]');

  await sheet(page)
    .getByRole('option', { name: /^byte 66: 61, key$/ })
    .hover();
  const field = async () => (await marked('Fields').locator('span:not([aria-hidden])').allInnerTexts()).join(', ');
  assert.equal(await field(), 'key, ada, bytes 66 to 68');
  assert.equal(await sheet(page).locator('.byte.of').count(), 3);

  await sheet(page)
    .getByRole('option', { name: /^value 42 EUR to Ada/ })
    .hover();
  assert.match(await marked('Bytes').getAttribute('aria-label'), /^byte 70: 34, value$/);

  await sheet(page).getByRole('listbox', { name: 'Bytes' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  assert.match(await field(), /^batch length, /);
  await sheet(page).getByRole('listbox', { name: 'Fields' }).focus();
  await page.keyboard.press('ArrowDown');
  assert.match(await marked('Bytes').getAttribute('aria-label'), /^byte 12: 00, partition leader epoch$/);
  assert.deepEqual(errors, []);
  await close();
});

test('a message: its fields, why it was sent, and another future by ordinary commands', { skip }, async () => {
  const { page, errors, close } = await paid();
  await toMessage(page);
  await page.locator('.thing.message').first().click();
  assert.equal(await opened(page), 'Answer to Produce');
  assert.match(await sheet(page).innerText(), /From broker-1 to teller\. It is under way\./);
  assert.match(await sheet(page).innerText(), /errorCode\s+0: NONE/);
  await sheet(page).getByRole('tab', { name: 'Why' }).click();
  assert.match(await sheet(page).innerText(), /What led to it/);
  await sheet(page).getByRole('tab', { name: 'Message' }).click();
  await sheet(page).getByRole('button', { name: 'Lose it' }).click();
  await page.waitForFunction(() => /All is quiet/.test(document.querySelector('.prompt [role=log]').textContent));
  const said = await transcript(page);
  assert.match(said, /drop next produce response from broker-1 to teller/);
  assert.match(said, /It is there twice now/);
  await page.getByRole('slider').focus();
  await page.keyboard.press('End');
  assert.equal(await page.locator('.thing.record').count(), 2, 'stored twice, since teller could not know');
  assert.deepEqual(errors, []);
  await close();
});

test('from sheet to sheet: a message that has long arrived is found at its node, and there is a way back', {
  skip,
}, async () => {
  const { page, errors, close } = await paid();
  await page.locator('.thing.node').first().focus();
  await page.keyboard.press('Enter');
  assert.equal(await opened(page), 'teller');
  await sheet(page).getByRole('button', { name: 'Produce request to broker-1' }).click();
  await sheet(page).getByRole('heading', { name: 'Produce request' }).waitFor();
  assert.match(await sheet(page).innerText(), /It arrived at/);
  assert.match(await sheet(page).innerText(), /acks\s+-1/);
  await sheet(page).getByRole('button', { name: 'Back to what was open before' }).click();
  await sheet(page).getByRole('heading', { name: 'teller' }).waitFor();
  await page.keyboard.press('Escape');
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /^teller/);
  assert.deepEqual(errors, []);
  await close();
});

test('what led to it can be followed: the picture goes there too', { skip }, async () => {
  const { page, errors, close } = await paid();
  await page.locator('.thing.record').first().click();
  await opened(page);
  await sheet(page).getByRole('tab', { name: 'Why' }).click();
  const before = Number(await page.getByRole('slider').getAttribute('aria-valuenow'));
  await sheet(page).getByRole('button', { name: 'teller sends "42 EUR to Ada" to payments-0.' }).click();
  await sheet(page).getByRole('heading', { name: 'What teller did' }).waitFor();
  assert.match(await sheet(page).innerText(), /lingersForMs/);
  assert.ok(Number(await page.getByRole('slider').getAttribute('aria-valuenow')) < before);
  assert.deepEqual(errors, []);
  await close();
});

test('of two runs each is looked into by itself', { skip }, async () => {
  const { page, errors, close } = await paid();
  await type(page, 'again set teller linger.ms=100');
  for (const [row, lingerMs] of [
    [0, 5],
    [1, 100],
  ]) {
    await page.locator('.row').nth(row).locator('.thing.node').first().click();
    await opened(page);
    await sheet(page)
      .locator('.fact', { hasText: new RegExp(`^linger\\.ms\\s*${lingerMs}(?!\\d)`) })
      .waitFor();
  }
  assert.deepEqual(errors, []);
  await close();
});

test('the logs are a view where a page has introduced it, and nowhere else', { skip }, async () => {
  const { page, errors, close } = await paid();
  await page.getByRole('button', { name: 'Logs', exact: true }).click();
  const said = await page.locator('.stage svg').innerHTML();
  assert.match(said, /log start 0/);
  assert.match(said, /high watermark, log end 1/);
  assert.match(said, /00000000000000000000\.log/);
  await page.locator('.thing.record').first().click();
  assert.equal(await opened(page), 'payments-0@0 on broker-1');
  assert.deepEqual(errors, []);
  await close();

  const home = await site.visit('/');
  await promptReady(home.page);
  assert.equal(await home.page.getByRole('button', { name: 'Logs', exact: true }).count(), 0);
  await home.close();
});

test('home: the message of the first picture can be read before anything has run', { skip }, async () => {
  const { page, errors, close } = await site.visit('/');
  await promptReady(page);
  await page.locator('.thing.message').first().click();
  assert.equal(await opened(page), 'Answer to Produce');
  assert.match(await sheet(page).innerText(), /From broker-1 to teller\. It is under way\./);
  assert.equal(await sheet(page).getByRole('button', { name: 'Lose it' }).count(), 0, 'the story has its own buttons');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Why\?/ })
    .first()
    .click();
  await opened(page);
  assert.match(await sheet(page).innerText(), /What led to it/);
  assert.deepEqual(errors, []);
  await close();
});
