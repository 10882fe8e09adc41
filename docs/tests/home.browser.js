import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, promptIdle, promptReady, transcript, type, whyNot } from './site.js';

/** The home page's first minute: three clicks, by somebody who has not read anything. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const sizes = { wide: [1440, 900], narrow: [390, 700] };

/** What a reader does to press a button, and to enter a line of the prompt that is offered. */
const hands = {
  'by clicks': { size: sizes.wide, press: (button) => button.click() },
  'by touch, on a phone': { size: sizes.narrow, touch: true, press: (button) => button.tap() },
  'by keyboard': { size: sizes.wide, press: tabToAndEnter },
};

for (const [name, { size, touch = false, press }] of Object.entries(hands)) {
  test(`${name}: one act pays Ada twice, the second shows the cure, and three commands pay her nothing`, {
    skip,
  }, async () => {
    const { page, errors, close } = await site.visit('/', { size, touch });
    await promptReady(page);
    assert.deepEqual(await ledger(page), ['Ada 42 EUR 42 EUR 0 right']);

    await press(page.getByRole('button', { name: 'Lose one answer' }));
    await page.getByRole('button', { name: 'Same failure, idempotence on' }).waitFor();
    assert.deepEqual(await ledger(page), ['Ada 42 EUR 84 EUR +42 twice']);

    await press(page.getByRole('button', { name: 'Same failure, idempotence on' }));
    await page.getByText('Your turn').waitFor();
    assert.deepEqual(await ledger(page), ['Ada 42 EUR 84 EUR +42 twice', 'Ada 42 EUR 42 EUR 0 right']);
    assert.equal(await page.locator('.tick.differs').count(), 1, 'the first difference is marked');
    assert.match(await transcript(page), /recognises/);

    await press(page.getByRole('button', { name: 'To the prompt' }));
    await page.getByText('0 of 3 commands').waitFor();
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector('.prompt').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight + 1;
    });
    for (const hint of ['A hint', 'A hint', 'Show me a way']) await press(page.getByRole('button', { name: hint }));
    for (const line of payNothing) {
      await press(page.locator('.way').getByRole('button', { name: line }));
      await promptIdle(page);
    }
    await page.locator('.solved').getByText('With three commands').waitFor();
    assert.match(await transcript(page), /With three commands/, 'who types is told at the prompt');
    assert.equal(await page.locator('.way button').count(), payNothing.length, 'the way stays where it was');
    assert.ok(
      await page
        .locator('.turn')
        .getByRole('link', { name: /Kafka in ten words/ })
        .isVisible(),
      'there is a way on',
    );
    assert.deepEqual(await ledger(page), ['Ada 42 EUR 0 EUR −42 never']);
    assert.deepEqual(errors, []);
    await close();
  });
}

const payNothing = [
  'set teller acks=0',
  'drop next produce request from teller',
  'produce payments "42 EUR to Ada" key=ada as teller',
];

/** Goes on with Tab until the button has the focus, at most once around the page. */
async function tabToAndEnter(button) {
  const page = button.page();
  await button.waitFor();
  for (let steps = 0; steps < 80; steps++) {
    if (await button.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter');
    // A prompt in which something is written keeps Tab for itself, until Esc.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${await button.innerText()}`);
}

test('what is typed is judged: how far it is, and by another way than the one that is shown', { skip }, async () => {
  const { page, errors, close } = await site.visit('/');
  await promptReady(page);
  await page.getByRole('button', { name: 'Lose one answer' }).click();
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).click();
  await page.getByRole('button', { name: 'To the prompt' }).click();
  await page.getByText('Nothing has been sent to her yet').waitFor();
  await type(page, payNothing.at(-1));
  await page.locator('.standing').getByText('No: she has her money').waitFor();
  await page.getByText('1 of 3 commands').waitFor();
  await type(page, 'undo');
  await page.getByText('0 of 3 commands').waitFor();
  await type(page, 'cut teller from broker-1');
  await type(page, payNothing.at(-1));
  await page.locator('.solved').getByText('and teller knows it').waitFor();
  await page.locator('.solved').getByText('fewer than we said').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('a spoilt task begins anew: by a button, and before the way is shown; undo leaves the page what it had set up', {
  skip,
}, async () => {
  const { page, errors, close } = await site.visit('/');
  await promptReady(page);
  await page.getByRole('button', { name: 'Lose one answer' }).click();
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).click();
  await page.getByRole('button', { name: 'To the prompt' }).click();
  await page.getByText('0 of 3 commands').waitFor();
  assert.equal(
    await page.locator('.chips').getByRole('button', { name: 'hint' }).count(),
    0,
    'the task gives the hints',
  );
  for (const line of [payNothing.at(-1), 'wait 1s', 'produce nonsense and more', 'show ledger', 'wait 2s'])
    await type(page, line);
  await page.locator('.standing').getByText('No: she has her money').waitFor();
  await page.getByText('1 of 3 commands').waitFor();
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByText('0 of 3 commands').waitFor();
  await type(page, 'undo');
  assert.match(await transcript(page), /Nothing to undo|nothing to undo|nothing/i);
  assert.match(await page.locator('.stage').innerText(), /teller[^]*bank/);
  await type(page, payNothing.at(-1));
  await page.getByText('1 of 3 commands').waitFor();
  for (const hint of ['A hint', 'A hint', 'Show me a way']) await page.getByRole('button', { name: hint }).click();
  await page.getByText('0 of 3 commands').waitFor();
  for (const line of payNothing) {
    await page.locator('.way').getByRole('button', { name: line }).click();
    await promptIdle(page);
  }
  await page.locator('.solved').getByText('With three commands').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('by touch, what is played is seen while it plays, and then what is said of it', { skip }, async () => {
  const { page, errors, close } = await site.visit('/', { size: sizes.narrow, touch: true, still: false });
  await promptReady(page);
  const seen = (what) =>
    page.waitForFunction((selector) => {
      const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
      return Math.min(bottom, innerHeight) - Math.max(top, 0) > 0.8 * Math.min(bottom - top, innerHeight);
    }, what);
  await page.getByRole('button', { name: 'Freeze the consumer' }).tap();
  await page.locator('.time [title="Pause"]').waitFor();
  await seen('.figure');
  await page.getByText('Ten seconds late').waitFor();
  await seen('.besides .said');
  assert.deepEqual(errors, []);
  await close();
});

test('Why? during an act: closed again, it goes on; where it was stopped by hand, a button goes on', {
  skip,
}, async () => {
  const { page, errors, close } = await site.visit('/', { still: false });
  await promptReady(page);
  await page.getByRole('button', { name: 'Lose one answer' }).click();
  await page.locator('.time [title="Pause"]').waitFor();
  await page
    .getByRole('button', { name: /^Why\?/ })
    .first()
    .click();
  await page.keyboard.press('Escape');
  await page.locator('.time [title="Pause"]').waitFor();
  await page.locator('.time [title="Pause"]').click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('She got 84 EUR').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

for (const [button, outcome] of [
  ['Kill the broker', 'Dead for two seconds, and Ada was paid once'],
  ['Freeze the consumer', 'Ten seconds late, and paid once'],
]) {
  test(`${button}: no harm is done, and the three acts go on as before`, { skip }, async () => {
    const { page, errors, close } = await site.visit('/');
    await promptReady(page);
    await page.getByRole('button', { name: button }).click();
    await page.getByText(outcome).waitFor();
    assert.deepEqual(await ledger(page), ['Ada 42 EUR 42 EUR 0 right']);
    await page.getByRole('button', { name: 'Lose one answer' }).click();
    await page.getByText('She got 84 EUR').waitFor();
    await page.getByRole('button', { name: button }).click();
    await page.getByText(outcome).waitFor();
    await page.getByRole('button', { name: 'Same failure, idempotence on' }).click();
    await page.getByText('Your turn').waitFor();
    assert.deepEqual(await ledger(page), ['Ada 42 EUR 84 EUR +42 twice', 'Ada 42 EUR 42 EUR 0 right']);
    assert.deepEqual(errors, []);
    await close();
  });
}

test('narrow: question, stage, ledger and the start button are on the first screen', { skip }, async () => {
  const { page, close } = await site.visit('/', { size: sizes.narrow });
  await promptReady(page);
  for (const seen of ['h1', '.stage svg', '.ledger', 'button.first']) {
    const box = await page.locator(seen).first().boundingBox();
    assert.ok(box !== null && box.y >= 0 && box.y + box.height <= 700, `${seen}: ${JSON.stringify(box)}`);
  }
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await close();
});

test('the first picture is there before any script is', { skip }, async () => {
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(`${site.address}/`);
  assert.deepEqual(await ledger(page), ['Ada 42 EUR 42 EUR 0 right']);
  assert.ok(await page.locator('.stage .envelope.response').first().isVisible(), 'the answer is on its way');
  await context.close();
});

test('with motion, the run is played; a key goes to its end', { skip }, async () => {
  const { page, errors, close } = await site.visit('/', { still: false });
  await promptReady(page);
  await page.getByRole('button', { name: 'Lose one answer' }).click();
  await page.locator('.envelope.lost').waitFor();
  assert.notDeepEqual(await ledger(page), ['Ada 42 EUR 84 EUR +42 twice'], 'the picture has not got there yet');
  await page.locator('.prompt textarea').focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).waitFor({ timeout: 2000 });
  assert.deepEqual(await ledger(page), ['Ada 42 EUR 84 EUR +42 twice']);
  assert.deepEqual(errors, []);
  await close();
});

test('the time bar goes back and on, by keyboard too', { skip }, async () => {
  const { page, close } = await site.visit('/');
  await promptReady(page);
  await page.getByRole('button', { name: 'Lose one answer' }).click();
  await page.getByRole('button', { name: 'Same failure, idempotence on' }).waitFor();
  const bar = page.getByRole('slider');
  await bar.focus();
  await page.keyboard.press('Home');
  assert.equal(await bar.getAttribute('aria-valuenow'), '1');
  assert.deepEqual(await ledger(page), [], 'there is no bank yet, and nothing to reckon');
  await page.keyboard.press('ArrowRight');
  assert.equal(await bar.getAttribute('aria-valuenow'), '2');
  await page.keyboard.press('End');
  assert.deepEqual(await ledger(page), ['Ada 42 EUR 84 EUR +42 twice']);
  await page.getByRole('button', { name: 'One step back' }).click();
  assert.notEqual(await bar.getAttribute('aria-valuenow'), await bar.getAttribute('aria-valuemax'));
  await close();
});

/** The lines of every ledger on the page, as they are read aloud. */
async function ledger(page) {
  const rows = await page.locator('.ledger tbody tr').allInnerTexts();
  return rows.map((row) =>
    row
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/TWICE|NEVER/, (word) => word.toLowerCase()),
  );
}
