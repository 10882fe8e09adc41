import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, promptIdle, promptReady, transcript, whyNot } from './site.js';

/** The introduction's pages, the words, the search: by mouse, by keyboard and by touch. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const phone = { size: [390, 700], touch: true };

test('the way of one record: Ada is paid, and nothing was pushed', { skip }, async () => {
  const { page, close } = await site.visit('/what-kafka-is.html');
  await promptReady(page);
  for (const button of await page.locator('.run button').all()) {
    await button.click();
    await promptIdle(page);
  }
  const row = await page.locator('.ledger tbody tr').innerText();
  assert.match(row.replace(/\s+/g, ' '), /Ada 42 EUR 42 EUR 0 right/i);
  await close();
});

const stops = [
  'in teller’s batch',
  'in a request to broker-1',
  'in the log, at offset 0',
  'in an answer to bank',
  'in bank’s memory',
  'in the ledger: Ada is paid',
];

test('the stops are put in order by keyboard; one that comes too early is answered with a question', {
  skip,
}, async () => {
  const { page, errors, close } = await site.visit('/what-kafka-is.html');
  await page.getByRole('button', { name: stops[2] }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('How does a record get from teller to broker-1?').waitFor();
  assert.equal(await page.locator('.stops .placed').count(), 0);
  for (const [place, stop] of stops.entries()) {
    await page.getByRole('button', { name: stop }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.stops .placed').count(), place + 1, stop);
  }
  await page.getByText('That is its whole way').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Once more');
  assert.deepEqual(errors, []);
  await close();
});

test('the stops are put in order by touch', { skip }, async () => {
  const { page, close } = await site.visit('/what-kafka-is.html', phone);
  for (const stop of stops) await page.getByRole('button', { name: stop }).tap();
  await page.getByText('That is its whole way').waitFor();
  await close();
});

test('the far client connects under one address, and hears under the others why it does not', { skip }, async () => {
  const { page, errors, close } = await site.visit('/install.html');
  await promptReady(page);
  const outcomes = {
    'localhost:9092': /knocked at its own machine/,
    '0.0.0.0:9092': /no address that a client could go to/,
    'kafka.internal:9092': /knows no host of the name/,
    'broker-1:9092': /Stored after/,
  };
  for (const [address, outcome] of Object.entries(outcomes)) {
    await page.getByRole('button', { name: address, exact: true }).click();
    await page.getByRole('button', { name: 'Start the broker' }).click();
    await page.locator('.reach .said p').filter({ hasText: outcome }).waitFor();
  }
  await page.getByRole('textbox', { name: 'advertised.listeners' }).fill('broker-1:9093');
  await page.keyboard.press('Enter');
  await page.locator('.reach .said p').filter({ hasText: 'nobody listens at broker-1:9093' }).waitFor();
  assert.match(await transcript(page), /advertised\.listeners/);
  assert.deepEqual(errors, []);
  await close();
});

test('a term says its sentence when it is pointed at, has the focus, or is touched; Esc puts it away', {
  skip,
}, async () => {
  const { page, errors, close } = await site.visit('/install.html');
  await promptReady(page);
  const term = page.locator('.term').first();
  const word = term.getByRole('button');
  const note = term.getByRole('note');
  await word.focus();
  await note.waitFor();
  assert.equal(await word.getAttribute('aria-describedby'), await note.getAttribute('id'));
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'detached' });
  await page.locator('h1').click();
  await word.hover();
  await note.waitFor();
  await note.getByRole('link').click();
  await page.waitForURL(/words\.html#broker$/);
  assert.deepEqual(errors, []);
  await close();

  const touched = await site.visit('/install.html', phone);
  await promptReady(touched.page);
  await touched.page.locator('.term button').first().tap();
  await touched.page.getByRole('note').waitFor();
  const box = await touched.page.getByRole('note').boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  await touched.close();
});

test('every word of the list leads to where it is explained', { skip }, async () => {
  const { page, close } = await site.visit('/words.html');
  const links = await page
    .locator('.glossary .entry dd a')
    .evaluateAll((all) => all.map((link) => new URL(link.href)).map(({ pathname, hash }) => ({ pathname, hash })));
  assert.ok(links.length >= 15);
  for (const path of new Set(links.map(({ pathname }) => pathname))) {
    await page.goto(`${site.address}${path}`);
    const anchors = links.filter(({ pathname }) => pathname === path).map(({ hash }) => hash);
    for (const anchor of anchors) assert.equal(await page.locator(`dfn${anchor}`).count(), 1, `${path}${anchor}`);
  }
  await close();
});

test('search finds a word, a command and a symptom; keys choose and go, Esc closes', { skip }, async () => {
  const { page, errors, close } = await site.visit('/commands.html');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  const field = dialog.getByRole('combobox');
  const first = dialog.getByRole('option').first();
  // The page may be read before it listens to keys.
  while ((await dialog.count()) === 0) {
    await page.keyboard.press('/');
    await page.waitForTimeout(100);
  }
  await field.fill('acknowledgem');
  await first.filter({ hasText: 'acknowledgement' }).waitFor();
  await field.fill('drop next');
  await dialog
    .getByRole('option', { name: /Faults/ })
    .first()
    .waitFor();
  await field.fill('times out');
  await first.filter({ hasText: 'It connects, and then it times out' }).waitFor();
  await field.fill('xyzzyq');
  await dialog.getByText('Nothing here has all of these words').waitFor();
  await field.fill('offset');
  await first.waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await dialog.getByRole('option').nth(1).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/words\.html#offset$/);
  assert.equal(await dialog.count(), 0);

  await page.getByRole('button', { name: 'Search' }).click();
  await field.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Search');
  assert.deepEqual(errors, []);
  await close();
});

test('in the prompt a slash is a letter', { skip }, async () => {
  const { page, close } = await site.visit('/play.html');
  await promptReady(page);
  await page.locator('.prompt textarea').focus();
  await page.keyboard.press('/');
  await page.waitForTimeout(200);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await close();
});

test('on a phone the pages are behind a button', { skip }, async () => {
  const { page, errors, close } = await site.visit('/', phone);
  const words = page.getByRole('link', { name: 'Words', exact: true });
  assert.equal(await words.isVisible(), false);
  await page.getByRole('button', { name: 'Menu' }).tap();
  await words.tap();
  await page.getByRole('heading', { name: 'Words', level: 1 }).waitFor();
  assert.equal(await words.isVisible(), false, 'it closes behind the reader');
  assert.deepEqual(errors, []);
  await close();
});

test('on a phone the way to the pages goes while one reads on, and comes back', { skip }, async () => {
  const { page, close } = await site.visit('/start.html', phone);
  const isSeen = () =>
    page
      .locator('header')
      .first()
      .evaluate((header) => header.getBoundingClientRect().bottom > 0);
  await page.locator('article .run').first().waitFor();
  for (const top of [200, 600, 900]) {
    await page.evaluate((to) => scrollTo(0, to), top);
    await page.waitForTimeout(60);
  }
  await page.waitForFunction(() => document.querySelector('header').getBoundingClientRect().bottom <= 0);
  await page.evaluate(() => scrollTo(0, 800));
  await page.waitForFunction(() => document.querySelector('header').getBoundingClientRect().bottom > 0);
  assert.ok(await isSeen());
  await close();
});

test('search has examples to begin with', { skip }, async () => {
  const { page, close } = await site.visit('/words.html', phone);
  await page.getByRole('button', { name: 'Search' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'page cache' }).tap();
  await page.getByRole('option').first().waitFor();
  await close();
});

test('no page is wider than a phone', { skip }, async () => {
  const paths = [
    '/',
    '/what-kafka-is.html',
    '/start.html',
    '/install.html',
    '/questions.html',
    '/words.html',
    '/commands.html',
  ];
  for (const path of paths) {
    const { page, close } = await site.visit(path, phone);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, path);
    await close();
  }
});
