import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import './mirror.js';
import { openSite, promptReady, transcript, whyNot } from './site.js';

const { storageRules } = await import('../../src/storage/rules.ts');
const { SeededRandom } = await import('../../src/world/simulated/random.ts');

/** The review as a reader goes through it: asked, answered, asked again when it is due, taken to another browser. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const path = '/review.html?seed=7';
const first = '1-storage/when-it-is-flushed';
const lesson = '/1-storage/1-why-a-queue-on-disk-can-be-fast';

/** What the page draws as its question of that number. */
async function drawn(name, count) {
  const { card } = await import(`../../chapters/${name.replace('/', '/cards/')}.ts`);
  return card.draw(new SeededRandom(`review ${name} 7 ${count}`), storageRules);
}

async function open(options) {
  const visit = await site.visit(path, options);
  await promptReady(visit.page);
  return { ...visit, card: visit.page.locator('.card'), today: visit.page.locator('.today') };
}

/** The answer of that text, as long as it can be chosen. */
const answerOf = (page, text) => page.locator('.answers').getByRole('button', { name: text, exact: true });

/** Tab, until that has the focus. */
async function tabTo(page, locator) {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab');
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail('it is not reached by Tab');
}

const hasFocus = (page, selector) =>
  page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

test('by keyboard alone: wrong, why, the next one right', { skip }, async () => {
  const { page, card, today, errors, close } = await open();
  await tabTo(page, today.getByRole('button', { name: '1 Storage, 11 cards' }));
  await page.keyboard.press('Enter');
  await hasFocus(page, '.card h2');

  const { answers, right, because } = await drawn(first, 0);
  await tabTo(
    page,
    answerOf(
      page,
      answers.find((_, place) => place !== right),
    ),
  );
  await page.keyboard.press('Enter');
  await hasFocus(page, '.card .said');
  await card.getByText(`Not this time. It is: ${answers[right]}.`).waitFor();
  await card.getByText(because).waitFor();
  await card.getByText('You will be asked again tomorrow.').waitFor();
  const why = card.getByRole('button', { name: 'Why?' });
  await why.and(page.locator('[aria-disabled=false]')).waitFor();
  assert.match(await transcript(page), /is stored at offset 0/, 'the run went on');
  await tabTo(page, why);
  await page.keyboard.press('Enter');
  await page.locator('.sheet[aria-busy="false"]').getByText('flushBeforeAcknowledge').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.sheet').waitFor({ state: 'detached' });
  assert.ok(await why.evaluate((button) => button === document.activeElement), 'the focus is back where it was');

  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  const next = await drawn('1-storage/what-comes-behind', 1);
  await card.getByText(next.question).waitFor();
  await tabTo(page, answerOf(page, next.answers[next.right]));
  await page.keyboard.press('Enter');
  await card.getByText('Right.', { exact: true }).waitFor();
  await card.getByText(next.because).waitFor();
  assert.deepEqual(errors, []);
  await close();
});

/** As if the days had gone by: what is kept lies so much further back. */
async function letDaysPass(page, days) {
  await page.evaluate((count) => {
    const line = localStorage.getItem('review progress');
    localStorage.setItem(
      'review progress',
      line.replace(/@(\d+)/g, (_, day) => `@${Number(day) - count}`),
    );
  }, days);
  await page.reload();
  await promptReady(page);
}

test('what was read is asked today, then after one day, after three, after seven; forgotten, after one', {
  skip,
}, async () => {
  const { page, card, today, errors, close } = await open();
  await today.getByText('that is none so far').waitFor();
  await page.evaluate((read) => localStorage.setItem(`lesson ${read} read to its end`, 'yes'), lesson);
  const { answers, right } = await drawn(first, 0);
  const wrong = answers.find((_, place) => place !== right);
  const visits = [
    [answers[right], 'tomorrow', 1],
    [answers[right], 'in 3 days', 3],
    [answers[right], 'in 7 days', 7],
    [wrong, 'tomorrow', 1],
    [answers[right], 'in 3 days', 3],
  ];
  await page.reload();
  await promptReady(page);
  for (const [answer, again, days] of visits) {
    await today.getByText('One card is due today.').waitFor();
    await today.getByRole('button', { name: 'Begin' }).click();
    await answerOf(page, answer).click();
    await card.getByText(`You will be asked again ${again}. That was the last card that is due.`).waitFor();
    await card.getByRole('button', { name: 'Stop here' }).click();
    await today.getByText(`Nothing is due today. The next card is due ${again}.`).waitFor();
    if (days > 1) {
      await letDaysPass(page, days - 1);
      await today.getByText('Nothing is due today. The next card is due tomorrow.').waitFor();
    }
    await letDaysPass(page, 1);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('progress is a line: copied here, read in there; what is no such line is refused with a reason', {
  skip,
}, async () => {
  const here = await open();
  await here.today.getByRole('button', { name: /1 Storage/ }).click();
  await here.card.locator('.answers button').first().click();
  await here.page.getByText('Take your progress along').click();
  await here.page.getByRole('button', { name: 'Copy the line' }).click();
  await here.page.getByText('Copied.').waitFor();
  const line = await here.page.evaluate(() => navigator.clipboard.readText());
  assert.match(line, /^kafka-on-trial-review-1 1-storage\/when-it-is-flushed=0@\d+ end$/);
  await here.close();

  const there = await open();
  await there.today.getByText('that is none so far').waitFor();
  await there.page.getByText('Take your progress along').click();
  const field = there.page.getByLabel('A line from another browser');
  const read = there.page.getByRole('button', { name: 'Read it in' });
  for (const [text, says] of [
    ['', 'There is no line yet.'],
    ['42 EUR to Ada', 'That is no line of progress'],
    [line.slice(0, -4), 'The end of the line is missing'],
    [line.replace('=0@', '=9@'), '“1-storage/when-it-is-flushed=9@'],
  ]) {
    await field.fill(text);
    await read.click();
    await there.page.locator('.progress [role=status].wrong').getByText(says).waitFor();
  }
  await field.fill(line);
  await read.click();
  await there.page.getByText('Read: one card.').waitFor();
  await there.today.getByText('Nothing is due today. The next card is due tomorrow.').waitFor();
  await there.page.reload();
  await there.today.getByText('Nothing is due today. The next card is due tomorrow.').waitFor();
  assert.deepEqual([...here.errors, ...there.errors], []);
  await there.close();
});

test('after five minutes it says so, and goes on if one wants', { skip }, async () => {
  const later = () => {
    const now = Date.now;
    Date.now = () => now() + (globalThis.laterMs ?? 0);
  };
  const { page, card, today, close } = await open({ first: later });
  await today.getByRole('button', { name: /1 Storage/ }).click();
  await card.locator('.answers button').first().click();
  await card.locator('.verdict').waitFor();
  assert.equal(await card.getByText('Five minutes are over').count(), 0);
  await card.getByRole('button', { name: 'Next card' }).click();
  await page.evaluate(() => (globalThis.laterMs = 300_000));
  await card.locator('.answers button').first().click();
  await card.getByText('Five minutes are over').waitFor();
  await card.getByRole('button', { name: 'One more' }).click();
  await card.locator('.answers button').first().waitFor();
  await close();
});

test('where the browser keeps nothing it says so, and asks all the same', { skip }, async () => {
  const first = () => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('storage is switched off', 'SecurityError');
      },
    });
  };
  const { page, card, today, close } = await open({ first });
  await today.getByRole('button', { name: /1 Storage/ }).click();
  await card.locator('.answers button').first().click();
  await card.getByText('You will be asked again tomorrow.').waitFor();
  await page.getByText('This browser keeps nothing for this page').waitFor();
  await card.getByRole('button', { name: 'Next card' }).click();
  await card.locator('.answers button').first().click();
  assert.equal(await page.getByText('This browser keeps nothing for this page').count(), 1);
  await close();
});

test('who looks around in the run, or leads it elsewhere, is told by the run of the card all the same', {
  skip,
}, async () => {
  const { page, card, today, errors, close } = await open();
  await today.getByRole('button', { name: /1 Storage/ }).click();
  await card.locator('.answers button').first().waitFor();
  await page.locator('.prompt textarea').focus();
  await page.keyboard.insertText('kill broker-1');
  await page.keyboard.press('Enter');
  await page.locator('.sentence', { hasText: 'broker-1 is killed' }).first().waitFor();
  assert.match(await transcript(page), /broker-1 is killed/);
  await card.locator('.answers button').first().click();
  await card.getByRole('button', { name: 'Why?' }).and(page.locator('[aria-disabled=false]')).waitFor();
  // Nothing is stored by a broker that was killed.
  assert.match(await transcript(page), /is stored at offset 0/);
  assert.deepEqual(errors, []);
  await close();
});

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const [width, size] of Object.entries({ wide: [1440, 900], narrow: [390, 844] })) {
  for (const dark of [false, true]) {
    test(`axe finds nothing, asked and answered, ${width}, ${dark ? 'dark' : 'light'}`, { skip }, async () => {
      const { page, card, today, close } = await open({ size, dark });
      await today.getByRole('button', { name: /1 Storage/ }).click();
      await card.locator('.answers button').first().waitFor();
      await page.getByText('Take your progress along').click();
      await page.getByRole('button', { name: 'Read it in' }).click();
      await page.addScriptTag({ path: axe });
      const find = () =>
        page.evaluate(async (values) => {
          const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values } });
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => [id, target, failureSummary]),
          );
        }, tags);
      assert.deepEqual(await find(), []);
      const { answers, right } = await drawn(first, 0);
      await answerOf(
        page,
        answers.find((_, place) => place !== right),
      ).click();
      await card.getByRole('button', { name: 'Why?' }).and(page.locator('[aria-disabled=false]')).waitFor();
      assert.deepEqual(await find(), []);
      await close();
    });
  }
}
