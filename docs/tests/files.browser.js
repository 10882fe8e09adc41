import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, promptReady, transcript, type, whyNot } from './site.js';

/** The view of the files: what it draws, what it says, and what can be done from it. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const lines = [
  'create cluster brokers=1 seed=3',
  'create topic payments partitions=1 segment.bytes=1048576',
  'create producer teller',
  'produce payments "42 EUR to Ada" count=120 size=10000 as teller',
];

const names = (page) =>
  page.locator('.thing.file').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));

/** A workbench that shows the files of a log of two segments, and has looked into their indexes. */
async function shown(how) {
  const visit = await site.visit('/play.html', how);
  await promptReady(visit.page);
  for (const line of lines) await type(visit.page, line);
  await visit.page.getByRole('button', { name: 'Files', exact: true }).click();
  await visit.page.locator('.thing.file[aria-label*="15 entries"]').waitFor();
  return visit;
}

for (const [name, least, how] of [
  ['by pointer', 24, { size: [1440, 900] }],
  ['by finger', 44, { size: [390, 844], touch: true, dark: true }],
]) {
  test(`${name}: each file has a name and is large enough; text says what the picture shows`, { skip }, async () => {
    const { page, errors, close } = await shown(how);
    assert.deepEqual((await names(page)).slice(0, 3), [
      '00000000000000000000.timeindex of payments-0 on broker-1: 1 entry',
      '00000000000000000000.log of payments-0 on broker-1: 1,047,488 bytes, all flushed',
      '00000000000000000000.index of payments-0 on broker-1: 103 entries',
    ]);
    for (const thing of await page.locator('.thing.file').all()) {
      const { width, height } = await thing.boundingBox();
      assert.ok(Math.min(width, height) >= least - 0.5, `${width} by ${height}`);
    }
    assert.ok((await page.locator('.stage svg .leads').count()) > 20, 'entries lead into the log');
    const said = await page.locator('.stage .spoken li').allTextContents();
    assert.ok(said.some((sentence) => /^segment 104, active, 16 batches: .*\.index 15 entries$/.test(sentence)));
    assert.deepEqual(errors, []);
    await close();
  });
}

test('by keyboard: from an index to the log, whose sheet offers faults; one is typed, and undone', {
  skip,
}, async () => {
  const { page, errors, close } = await shown();
  await page.locator('.thing.file').last().focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.locator('.sheet[aria-busy="false"]').waitFor();
  const sheet = page.getByRole('dialog');
  assert.equal(await sheet.getByRole('heading', { level: 2 }).innerText(), '00000000000000000104.log');
  await sheet.getByRole('button', { name: 'Tear the next write' }).click();
  await page.waitForFunction(() => document.querySelector('.prompt').getAttribute('aria-busy') === 'false');
  assert.match(await transcript(page), /damage next write of payments-0 on broker-1 how=torn/);
  assert.deepEqual(errors, []);
  await close();
});

test('going back, the files are those of that instant', { skip }, async () => {
  const { page, close } = await shown();
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.locator('.stage .empty').waitFor();
  await page.keyboard.press('End');
  await page.locator('.thing.file').nth(5).waitFor();
  await close();
});

/** Types lines, shows the files, and opens the first one of a kind by keyboard. */
async function fileOpened(typed, file, how) {
  const visit = await site.visit('/play.html', how);
  await promptReady(visit.page);
  for (const line of typed) await type(visit.page, line);
  await visit.page.getByRole('button', { name: 'Files', exact: true }).click();
  await visit.page.locator(`.thing.file[aria-label^="${file}"]`).first().press('Enter');
  await visit.page.locator('.sheet[aria-busy="false"]').waitFor();
  return visit;
}

const firstLog = '00000000000000000000.log';
const paid = [
  'create topic payments partitions=1',
  ...['42 EUR to Ada', '7 EUR to Bo', '9 EUR to Cy'].map((value) => `produce payments "${value}"`),
];

/** What the sheet says first, and each part of the comparison. */
async function said(page) {
  await page.locator('.sheet .compared').waitFor();
  const parts = await page.locator('.sheet .stretches > li').allInnerTexts();
  return [await page.locator('.sheet .says').innerText(), ...parts.map((part) => part.replace(/\s+/g, ' '))];
}

test('by keyboard alone: a flipped byte beside the file as it was before, and back', { skip }, async () => {
  const { page, errors, close } = await fileOpened([...paid, 'damage payments-0@1'], firstLog);
  await page.keyboard.press('Shift+Tab');
  for (let tabs = 0; tabs < 6 && !(await page.evaluate(() => document.activeElement?.role === 'tab')); tabs++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Compare with …');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.match(
    await page.evaluate(() => document.activeElement.textContent),
    /^before the disk was damaged: a byte of/,
  );
  await page.keyboard.press('Enter');
  const [says, ...parts] = await said(page);
  assert.match(
    says,
    /^The same up to byte \d+\. At byte \d+, in the record at offset 1, value is "7 E.* in the second\./,
  );
  assert.match(says, /The checksum of the batch at offset 1 is wrong in the first\./);
  assert.equal(parts.filter((part) => part.includes('differs')).length, 1);
  assert.match(parts[0], /\d+ bytes the same: batch at offset 0/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2', 'who listens hears what it is');
  assert.equal(await page.locator('.sheet mark').count(), 2, 'the byte, in both');
  await page.getByRole('button', { name: 'Back to what was open before' }).press('Enter');
  await page.getByRole('tab', { name: 'Compare with …', selected: true }).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.sheet').count(), 0);
  assert.deepEqual(errors, []);
  await close();
});

test('by finger: before a compaction and after it; an instant is typed, and refused where there is none', {
  skip,
}, async () => {
  const compacted = [
    'create topic payments partitions=1 cleanup.policy=compact segment.ms=1000 min.cleanable.dirty.ratio=0.1',
    ...['tea', 'cake', 'tea'].map((key) => `produce payments "3 EUR" key=${key}`),
    'wait 2s',
    'produce payments "4 EUR" key=coffee',
    'wait 20s',
  ];
  const { page, errors, close } = await fileOpened(compacted, firstLog, { size: [390, 844], touch: true });
  await page.getByRole('tab', { name: 'Compare with …' }).tap();
  await page.getByRole('button', { name: /^before it was compacted, from \d+ to \d+ bytes/ }).tap();
  const [says, ...parts] = await said(page);
  assert.match(says, /^They differ from the first byte on\. There the second has \d+ bytes .*: batch at offset 0\./);
  assert.match(parts[0], /only in the second: batch at offset 0/);
  assert.match(parts[1], /the same: 2 batches, from batch at offset 1 to batch at offset 2/);
  await page.getByRole('button', { name: 'Back to what was open before' }).tap();
  const field = page.getByLabel('At another instant, in milliseconds');
  await field.fill('yesterday');
  await page.getByRole('button', { name: 'Compare', exact: true }).tap();
  await page.getByText('An instant is a number from 0 to').waitFor();
  await field.fill('1000');
  await page.getByRole('button', { name: 'Compare', exact: true }).tap();
  const [earlier] = await said(page);
  assert.match(earlier, /The second file is \d+ bytes longer\.|Not one byte/);
  assert.deepEqual(errors, []);
  await close();
});

test('where two runs are shown, a file is put beside itself in the other one', { skip }, async () => {
  const { page, errors, close } = await fileOpened([...paid, 'again without #4'], firstLog);
  await page.getByRole('tab', { name: 'Compare with …' }).click();
  await page
    .getByRole('heading', { name: 'The same file in the other run' })
    .locator('xpath=..')
    .getByRole('button')
    .click();
  const [says] = await said(page);
  assert.match(says, /bytes (shorter|longer)\./);
  assert.deepEqual(errors, []);
  await close();
});
