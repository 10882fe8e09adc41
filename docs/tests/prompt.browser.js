import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, paste, promptReady, transcript, type, whyNot } from './site.js';

/** The prompt, typed at as a reader would. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

async function atPrompt(options) {
  const visit = await site.visit('/play.html', options);
  await promptReady(visit.page);
  return visit;
}

const sample = [
  '# A lost acknowledgement: what a retry does',
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'create producer teller enable.idempotence=false request.timeout.ms=1000',
  'drop next produce response to teller',
  'produce payments "42 EUR to Ada" as teller',
  'expect log of payments-0 holds "42 EUR to Ada" 2 times',
];

test('the sample works as it is typed, and again with idempotence', { skip }, async () => {
  const { page, errors, close } = await atPrompt();
  for (const line of sample) await type(page, line);
  assert.match(await transcript(page), /It is there twice now/);
  await type(page, 'again set teller enable.idempotence=true');
  assert.match(await transcript(page), /recognises the batch/);
  assert.equal(await page.locator('.stage').count(), 2);
  assert.deepEqual(errors, []);
  await close();
});

test('it says at once what runs, and what to try first', { skip }, async () => {
  const { page, close } = await atPrompt();
  await page.waitForFunction(() => /First try/.test(document.querySelector('.xterm-rows')?.textContent ?? ''));
  await close();
});

test('the sample works when it is pasted', { skip }, async () => {
  const { page, close } = await atPrompt();
  await paste(page, `${sample.join('\n')}\n`);
  await page.waitForFunction(() => /twice now/.test(document.querySelector('.prompt [role=log]')?.textContent ?? ''));
  await close();
});

test('Tab completes where there is text, and leaves where there is none or after Esc', { skip }, async () => {
  const { page, close } = await atPrompt();
  const isInPrompt = () => page.evaluate(() => document.activeElement?.closest('.terminal') !== null);
  await page.locator('.prompt textarea').focus();
  await page.keyboard.type('create clu');
  await page.keyboard.press('Tab');
  assert.ok(await isInPrompt());
  await page.waitForFunction(() => /create cluster/.test(document.querySelector('.xterm-rows')?.textContent ?? ''));
  await page.keyboard.press('Escape');
  assert.match(await page.locator('.prompt .form').innerText(), /Tab leaves/);
  await page.keyboard.press('Tab');
  assert.ok(!(await isInPrompt()), 'the prompt is left');
  await page.locator('.prompt textarea').focus();
  await page.keyboard.press('Control+C');
  await page.keyboard.press('Tab');
  assert.ok(!(await isInPrompt()), 'an empty prompt is left at once');
  await page.locator('.prompt textarea').focus();
  await page.keyboard.press('Shift+Tab');
  assert.ok(!(await isInPrompt()), 'backwards too');
  await close();
});

test('a slip is answered with the command that was meant; the arrow up brings the line back', { skip }, async () => {
  const { page, close } = await atPrompt();
  await type(page, 'creat topic payments');
  assert.match(await transcript(page), /create topic payments/);
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(() =>
    (document.querySelector('.xterm-rows')?.textContent ?? '').trimEnd().endsWith('creat topic payments'),
  );
  await close();
});

test('the transcript can be copied', { skip }, async () => {
  const { page, close } = await atPrompt();
  await type(page, 'show cluster');
  await page.getByRole('button', { name: 'Copy the transcript' }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /> show cluster/);
  await close();
});

test('a page can be left and come back to, and starts anew', { skip }, async () => {
  const { page, errors, close } = await atPrompt();
  await type(page, 'create topic payments');
  await page.getByRole('link', { name: 'Commands' }).click();
  await page.getByRole('heading', { name: 'Commands', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Play' }).click();
  await promptReady(page);
  await type(page, 'show topics');
  assert.match(await transcript(page), /no topic yet/);
  assert.deepEqual(errors, []);
  await close();
});

test('every control has a name, and every page one main heading', { skip }, async () => {
  for (const path of ['/', '/start.html', '/play.html', '/commands.html', '/nothing-here.html']) {
    const { page, close } = await site.visit(path);
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('button, a[href], textarea, [role=slider]')]
        .filter(
          (element) =>
            !(element.getAttribute('aria-label') || element.textContent || element.getAttribute('title') || '').trim(),
        )
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(nameless, [], path);
    assert.equal(await page.locator('h1').count(), 1, path);
    await close();
  }
});
