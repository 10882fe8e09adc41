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
