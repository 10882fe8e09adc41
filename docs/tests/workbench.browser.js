import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, promptIdle, promptReady, transcript, type, whyNot } from './site.js';

/** What stands around the stage: chips and builder, folds, the time bar's other futures, sheet, border, links. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const phone = { size: [390, 844], touch: true };

async function visit(path, options) {
  const visited = await site.visit(path, options);
  await promptReady(visited.page);
  return visited;
}

test('by touch alone: a command is built, run and taken back', { skip }, async () => {
  const { page, errors, close } = await visit('/play.html', phone);
  await page.getByRole('button', { name: 'build a command' }).tap();
  await page.getByLabel('Part 1').selectOption('kill');
  await page.getByLabel('Part 2').selectOption('broker-1');
  await page.getByRole('button', { name: 'run', exact: true }).tap();
  await promptIdle(page);
  assert.match(await transcript(page), /broker-1 .*(killed|dies)/);
  await page.getByRole('button', { name: 'undo' }).tap();
  await promptIdle(page);
  assert.match(await transcript(page), /Taken back: kill broker-1/);
  assert.deepEqual(errors, []);
  await close();
});

test('by keyboard alone: what is written is taken where it fits, and refused with a word where not', {
  skip,
}, async () => {
  const { page, close } = await visit('/play.html');
  await page.getByRole('button', { name: 'build a command' }).press('Enter');
  await page.getByLabel('Part 1').waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('.builder select'));
  await page.getByLabel('Part 1').selectOption('pause');
  await page.getByLabel('Part 2').selectOption('broker-1');
  await page.getByLabel('Part 3').selectOption('for');
  const time = page.getByLabel('a time, as in 30s or 200ms');
  await time.fill('ever');
  await time.press('Enter');
  await page.getByRole('alert').getByText('ever cannot stand there').waitFor();
  await time.fill('30s');
  await time.press('Enter');
  await promptIdle(page);
  await page.waitForFunction(() => document.querySelector('.prompt [role=log]').innerText.includes('stands still'));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.builder').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'build a command');
  await close();
});

test('no verb is offered that works only from a later chapter on', { skip }, async () => {
  const { page, close } = await visit('/play.html');
  await page.getByRole('button', { name: 'build a command' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.builder option').length > 10);
  const verbs = await page.locator('.builder option').allInnerTexts();
  assert.ok(verbs.map((verb) => verb.trim()).includes('kill'));
  assert.ok(!verbs.map((verb) => verb.trim()).includes('elect'));
  await close();
});

test('a hint, and what was probably meant, can be clicked', { skip }, async () => {
  const { page, close } = await visit('/play.html');
  await page.getByRole('button', { name: 'hint' }).click();
  await promptIdle(page);
  await page.locator('.suggestions').getByRole('button', { name: 'produce payments "42 EUR to Ada"' }).click();
  await promptIdle(page);
  assert.match(await transcript(page), /is stored at offset 0/);
  await type(page, 'kil broker-1');
  await page.locator('.suggestions').getByRole('button', { name: 'kill broker-1' }).click();
  await promptIdle(page);
  assert.match(await transcript(page), /killed|dies/);
  await close();
});

test('at most seven sentences a command; the rest is unfolded in its place, by button and by click', {
  skip,
}, async () => {
  const { page, close } = await visit('/play.html');
  await type(page, 'produce payments "42 EUR to Ada"');
  const rows = () => page.locator('.xterm-rows > div').allInnerTexts();
  const told = (await rows()).filter((row) => /^ +\d+ ms/.test(row));
  assert.ok(told.length > 0 && told.length <= 7, told.join('\n'));
  const fold = page.locator('.chips .fold');
  const count = Number(/(\d+) quiet messages/.exec(await fold.innerText())[1]);
  await fold.click();
  await page.waitForFunction(() => document.querySelector('.xterm-rows').textContent.includes('▾'));
  assert.equal(await fold.getAttribute('aria-expanded'), 'true');
  const opened = (await rows()).filter((row) => /^ +\d+ ms/.test(row));
  assert.ok(opened.length > told.length || count > 20, 'they stand among the others');
  assert.match((await rows()).at(-1) + (await rows()).at(-2) + (await rows()).join(''), />/);
  await fold.click();
  await page.waitForFunction(() => !document.querySelector('.xterm-rows').textContent.includes('▾'));
  const head = page.locator('.xterm-rows > div', { hasText: 'quiet messages' });
  const box = await head.boundingBox();
  await page.mouse.move(box.x + 120, box.y + box.height / 2);
  await page.waitForTimeout(150);
  await page.mouse.click(box.x + 120, box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelector('.xterm-rows').textContent.includes('▾'));
  await close();
});

test('Why? beside the sentence answers for the event that is shown', { skip }, async () => {
  const { page, errors, close } = await visit('/play.html');
  await type(page, 'produce payments "42 EUR to Ada"');
  for (let step = 0; step < 2; step++) await page.getByRole('button', { name: 'One step back' }).click();
  const sentence = await page.locator('.sentence .text').innerText();
  await page.getByRole('button', { name: `Why? ${sentence}` }).click();
  await page
    .getByText(/judgeSequence|validateBatch|lingersForMs|mayLeave|leavesPartition|nextSequence/)
    .first()
    .waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('from any instant another future begins, and the run is the one that the command line would make', {
  skip,
}, async () => {
  const { page, close } = await visit('/play.html');
  await type(page, 'create topic payments');
  await type(page, 'produce payments "42 EUR to Ada"');
  const fork = page.getByRole('button', { name: 'Another future from here' });
  assert.ok(await fork.isDisabled(), 'at the end there is nothing to go back to');
  const steps = Number(await page.getByRole('slider').getAttribute('aria-valuemax'));
  for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'One step back' }).click();
  await fork.click();
  await promptIdle(page);
  assert.match(await transcript(page), /Back at \d+ ms.*another future/s);
  assert.ok(
    await page.evaluate(() => document.activeElement?.closest('.terminal') !== null),
    'the prompt has the focus',
  );
  assert.ok(Number(await page.getByRole('slider').getAttribute('aria-valuemax')) < steps);
  await type(page, 'kill broker-1');
  await type(page, 'link');
  const link = new URL(/http\S+#v=1\S+/.exec(await transcript(page))[0]);
  const parts = new URLSearchParams(link.hash.slice(1));
  const plan = { version: 1, seed: 7, commands: parts.get('run').split(';') };
  const hash = await page.evaluate((given) => globalThis.kafkaOnTrial.replay(given), plan);
  assert.equal(hash, parts.get('hash'));
  await close();
});

test('what went wrong is named on the time bar, in one run and in two', { skip }, async () => {
  const { page, close } = await visit('/play/lost-acknowledgement/');
  assert.deepEqual(await page.locator('.mark-label').allInnerTexts(), ['lost']);
  await page.locator('.suggestions button').click();
  await promptIdle(page);
  assert.ok((await page.locator('.mark-label').allInnerTexts()).includes('first difference'));
  await close();
});

test('the border is moved by keys and by hand, is remembered, and goes back', { skip }, async () => {
  const { page, close } = await visit('/start.html');
  const border = page.getByRole('separator');
  const place = async () => (await border.boundingBox()).y;
  const usual = await place();
  await border.focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowUp');
  const higher = await place();
  assert.ok(higher < usual - 40 || usual < 350, `${usual} → ${higher}`);
  await page.mouse.move((await border.boundingBox()).x + 100, higher);
  await page.mouse.down();
  await page.mouse.move(600, 600);
  await page.mouse.up();
  assert.ok(Math.abs((await place()) - 600) < 12, `${await place()}`);
  await page.reload();
  await promptReady(page);
  assert.ok(Math.abs((await place()) - 600) < 12, 'as it was left');
  await border.press('Enter');
  assert.ok(Math.abs((await place()) - usual) < 4);
  await close();
});

test('on the whole screen nothing behind it is reached, and the page comes back', { skip }, async () => {
  const { page, errors, close } = await visit('/start.html');
  await page.getByRole('button', { name: 'Use the whole screen' }).click();
  const box = await page.locator('.workbench').boundingBox();
  assert.deepEqual([box.x, box.y, box.width], [0, 0, page.viewportSize().width]);
  assert.equal(await page.getByRole('link', { name: 'Play' }).isVisible(), false);
  await page.getByRole('button', { name: 'Back to the page' }).click();
  assert.ok(await page.getByRole('link', { name: 'Play' }).isVisible());
  assert.deepEqual(errors, []);
  await close();
});

test('embedded: the run of a link, and nothing of the site', { skip }, async () => {
  const { page, errors, close } = await visit('/embed.html#v=1&run=produce+payments+%22hello%22', { size: [800, 500] });
  assert.equal(await page.locator('header').count(), 0);
  assert.equal(await page.locator('.stage .cell').count(), 1);
  assert.match(await page.getByRole('link', { name: /Kafka on trial/ }).getAttribute('href'), /play\.html#v=1&run=/);
  assert.deepEqual(errors, []);
  await close();
});

test('?embed takes the site away from around an experiment, and its link leads back to it', { skip }, async () => {
  const { page, errors, close } = await visit('/play/lost-acknowledgement/?embed&at=500ms', { size: [800, 500] });
  await page.locator('header').waitFor({ state: 'detached' });
  assert.doesNotMatch(await transcript(page), /could not be read/);
  await page.locator('.suggestions button').click();
  await promptIdle(page);
  assert.equal(await page.locator('.stage').count(), 2);
  const address = await page.getByRole('link', { name: /Kafka on trial/ }).getAttribute('href');
  assert.match(address, /\/play\/lost-acknowledgement\/\?at=500ms$/);
  assert.deepEqual(errors, []);
  await close();
});

test('a copied link shows the view that was chosen', { skip }, async () => {
  const { page, close } = await visit('/play.html');
  await type(page, 'produce payments "hello"');
  const logs = (shown) => shown.getByRole('button', { name: 'Logs', exact: true });
  await logs(page).click();
  await page.getByRole('button', { name: 'Copy a link to this run' }).click();
  await page.getByRole('status').getByText('Copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await close();
  const other = await visit(link.slice(site.address.length));
  assert.equal(await logs(other.page).getAttribute('aria-pressed'), 'true');
  assert.doesNotMatch(await transcript(other.page), /could not be read|changed/);
  assert.deepEqual(other.errors, []);
  await other.close();
});

test('an experiment has a short address, an instant in it, and is compared with an earlier outcome', {
  skip,
}, async () => {
  const { page, close } = await visit('/play/lost-acknowledgement/?at=500ms');
  assert.match(await page.title(), /A lost acknowledgement/);
  assert.doesNotMatch(await transcript(page), /changed|could not be read/);
  const slider = page.getByRole('slider');
  assert.ok(Number(await slider.getAttribute('aria-valuenow')) < Number(await slider.getAttribute('aria-valuemax')));
  await close();
  const other = await visit('/play/lost-acknowledgement/?hash=0123456789abcdef');
  assert.match(await transcript(other.page), /outcome has changed.*0123456789abcdef/);
  await other.close();
});

test('a link to an instant shows that instant', { skip }, async () => {
  const { page, close } = await visit('/play/lost-acknowledgement/');
  for (let step = 0; step < 4; step++) await page.getByRole('button', { name: 'One step back' }).click();
  await page.getByRole('button', { name: 'Copy a link to this run' }).click();
  await page.getByRole('status').getByText('Copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /at=\d+(\.\d+)?ms/);
  await close();
});

/** What the terminal's window shows just now. */
const windowOf = (page) => page.locator('.xterm-rows').innerText();

test('a long answer is shown from its beginning; whatever was opened or scrolled, the next line is seen again', {
  skip,
}, async () => {
  const { page, close } = await visit('/start.html', { size: [1440, 700] });
  await type(page, 'help');
  await page.waitForFunction(() => /> help\s+Set up/.test(document.querySelector('.xterm-rows').innerText));
  await type(page, 'create topic payments partitions=1');
  await page.waitForFunction(() => /payments/.test(document.querySelector('.xterm-rows').innerText));
  await page.locator('.chips .fold').first().click();
  for (let line = 0; line < 3; line++) {
    await page.locator('.chips').getByRole('button', { name: 'undo' }).click();
    await promptIdle(page);
    await page.locator('.chips').getByRole('button', { name: 'hint' }).click();
    await promptIdle(page);
  }
  await page.waitForTimeout(100);
  assert.match((await windowOf(page)).trimEnd(), />\s*$/, 'the prompt is in the window');
  await close();
});

test('another link in the address of the same page is opened, and told as it ran', { skip }, async () => {
  const { page, errors, close } = await visit('/play.html');
  await type(page, 'kill broker-1');
  await page.evaluate(() => (location.hash = 'v=1&run=produce+payments+%22hello%22'));
  await page.waitForFunction(() => document.querySelectorAll('.stage .cell').length === 1);
  await page.waitForFunction(() => /came with the link/.test(document.querySelector('.prompt [role=log]').innerText));
  assert.match(await transcript(page), /> produce payments "hello"[^]*broker-1 [^]*stored/);
  assert.equal(await page.locator('.node.killed').count(), 0);
  await page.reload();
  await promptReady(page);
  assert.equal(
    await page.getByRole('status').getByText('you had entered').count(),
    0,
    'who opens a link wants the link',
  );
  assert.deepEqual(errors, []);
  await close();
});

test('by keyboard, the same letter goes on to the next word with it', { skip }, async () => {
  const { page, close } = await visit('/play.html');
  await page.getByRole('button', { name: 'build a command' }).press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('.builder select'));
  const verbs = new Set();
  for (let press = 0; press < 8; press++) {
    await page.keyboard.press('d');
    await page.waitForTimeout(700);
    verbs.add(await page.getByLabel('Part 1').inputValue());
  }
  assert.ok(verbs.has('delete') && verbs.has('drop') && verbs.has('delay'), [...verbs].join(' '));
  assert.ok(await page.getByLabel('Part 1').evaluate((part) => part === document.activeElement));
  await close();
});
