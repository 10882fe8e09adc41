import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openSite, promptReady, transcript, whyNot } from './site.js';

/** An exercise of each kind, as a learner does it: wrong, guided, solved, remembered. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const path = '/exercises.html';
const wide = { size: [1440, 900] };
const narrow = { size: [390, 844] };

const head = `export interface IndexEntry {
  readonly offset: number;
  readonly position: number;
}
export function positionFor(entries: readonly IndexEntry[], offset: number): number {
`;
const solved = `${head}  return entries.findLast((entry) => entry.offset <= offset)?.position ?? 0;\n}\n`;
const nearly = solved.replace('<= offset', '< offset');
const endless = `${head}  for (;;) offset++;\n}\n`;
/** Right wherever it is asked by examples and by the law, and not in a broker whose index is longer. */
const parted = solved.replace('  return', '  if (entries.length > 8) return entries[8].position;\n  return');
const unreadable = `${head}  return ((;\n}\n`;

/** The exercise of that title. */
async function open(title, options) {
  const visit = await site.visit(path, options);
  await promptReady(visit.page);
  const exercise = visit.page.getByRole('region', { name: `Exercise: ${title}` });
  await exercise.scrollIntoViewIfNeeded();
  return { ...visit, exercise, verdict: exercise.locator('.verdict') };
}

/** By keyboard alone: the text is marked and written over, and Ctrl+Enter checks it. */
async function answer({ page, exercise }, text) {
  const editor = exercise.getByRole('textbox', { name: 'Your positionFor, in TypeScript' });
  await editor.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+Enter');
}

/** Tab, until something of that role and name has the focus. */
async function tabTo(page, locator) {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab');
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail('it is not reached by Tab');
}

for (const [width, how] of Object.entries({ wide, narrow })) {
  test(`a rule, by keyboard alone, ${width}: wrong, a hint, solved, remembered`, { skip }, async () => {
    const visit = await open('Look up an offset', how);
    const { page, exercise, verdict, errors, close } = visit;
    await answer(visit, nearly);
    await verdict.getByText('An example does not come out yet.').waitFor();
    assert.match(
      await verdict.innerText(),
      /offset\s+10\s+expected\s+400\s+found\s+0\s+The entry is for this very offset/,
    );
    await page.keyboard.press('Escape');
    await exercise.getByText('The next Tab leaves the editor.').waitFor();
    const hint = exercise.getByRole('button', { name: 'A hint' });
    await tabTo(page, hint);
    await page.keyboard.press('Enter');
    await exercise.getByText('Which of the two is safe?').waitFor();
    await tabTo(page, exercise.getByRole('button', { name: 'A solution' }));

    await answer(visit, solved);
    await verdict.getByText('It holds: 4 examples, 1000 drawn inputs, and a broker that ran with it.').waitFor();
    await page.reload();
    await promptReady(page);
    await exercise.getByText('solved', { exact: true }).waitFor();
    await exercise.getByText('Which of the two is safe?').waitFor();
    await exercise.scrollIntoViewIfNeeded();
    await exercise.locator('.cm-content', { hasText: 'entry.offset <= offset' }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  });
}

test('an answer that never ends is stopped by a button, and nothing is lost', { skip }, async () => {
  const visit = await open('Look up an offset', wide);
  const { exercise, verdict, errors, close } = visit;
  await answer(visit, endless);
  await exercise.getByRole('button', { name: 'Stop' }).click();
  await verdict.getByText('Stopped. What you wrote is still here.').waitFor();
  assert.match(await exercise.locator('.cm-content').innerText(), /for \(;;\)/);
  await answer(visit, solved);
  await verdict.getByText('It holds:').waitFor();
  await exercise.getByRole('button', { name: 'Start again' }).click();
  await exercise.locator('.cm-content', { hasText: 'throw new Error' }).waitFor();
  await exercise.getByRole('button', { name: 'Take back what I wrote' }).click();
  await exercise.locator('.cm-content', { hasText: 'findLast' }).waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('an answer that never ends is stopped by itself', { skip }, async () => {
  const visit = await open('Look up an offset', wide);
  await answer(visit, endless);
  await visit.verdict.getByText('No answer within 5 seconds, so it was stopped.').waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.close();
});

test('what cannot be read is told with its line; a wrong type is underlined', { skip }, async () => {
  const visit = await open('Look up an offset', wide);
  await answer(visit, unreadable);
  await visit.verdict.getByText(/^Line 6: /).waitFor();
  await answer(visit, solved.replace('?? 0', "?? 'none'"));
  await visit.exercise.locator('.cm-lintRange-error').first().waitFor();
  await visit.verdict.getByText(/TypeScript is not content with the types.* Line 6: /).waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.close();
});

test('the editor completes what the types know', { skip }, async () => {
  const visit = await open('Look up an offset', wide);
  const { page, exercise, close } = visit;
  await exercise.getByRole('textbox', { name: /in TypeScript/ }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(`${head}  return entries[0]`);
  await page.keyboard.type('.pos');
  await exercise.getByRole('option', { name: 'position' }).waitFor();
  await close();
});

test('the run of a wrong answer opens on the stage, at the instant where it parted', { skip }, async () => {
  const visit = await open('Look up an offset', wide);
  const { page, exercise, verdict, errors, close } = visit;
  await answer(visit, parted);
  const said = verdict.getByText(/^At .* ms your function said \d+; Kafka says \d+\.$/);
  await said.waitFor();
  const [, instant] = /^At (.*? ms)/.exec(await said.innerText());
  await exercise.getByRole('button', { name: 'See this run on the stage' }).click();
  await page.waitForFunction(() =>
    /On the stage/.test(document.querySelector('.prompt [role=log]')?.textContent ?? ''),
  );
  assert.match(await transcript(page), /At .* your function said/);
  assert.match(await page.locator('.stage').first().innerText(), /payments/);
  const shownMs = Number.parseFloat(await page.locator('.time .now').innerText());
  assert.ok(Math.abs(shownMs - Number.parseFloat(instant)) < 5, `${shownMs} ms is shown, and not ${instant}`);
  await page.locator('.sentence .why').click();
  await page.locator('.sheet[aria-busy="false"]').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('commands: what holds and what does not, and a run to look at', { skip }, async () => {
  const { page, exercise, verdict, errors, close } = await open('Lose what was acknowledged', wide);
  const lines = exercise.getByLabel('Your commands, one a line');
  await lines.fill('kill broker-1\nstart broker-1');
  await exercise.getByRole('button', { name: 'Run it' }).click();
  await verdict.getByText('end of orders-0 is 0: it is 3').waitFor();
  await exercise.getByText('does not hold yet').waitFor();
  await lines.fill('unplug broker-1\nstart broker-1');
  await page.keyboard.press('Control+Enter');
  await verdict.getByText('It came about, with 2 commands. Fewer are not known.').waitFor();
  await exercise.getByRole('button', { name: 'See this run on the stage' }).click();
  await page.waitForFunction(() =>
    /On the stage/.test(document.querySelector('.prompt [role=log]')?.textContent ?? ''),
  );
  assert.deepEqual(errors, []);
  await close();
});

test('settings: each try with what it cost', { skip }, async () => {
  const { page, exercise, verdict, errors, close } = await open('Ten writes', wide);
  const latest = exercise.locator('.latest');
  await exercise.getByRole('button', { name: 'Run it' }).click();
  await latest.waitFor();
  assert.match(await latest.innerText(), /5\s+16384\s+77\s+8\.9 ms\s+not yet/);
  await exercise.getByLabel('linger.ms').fill('many');
  await page.keyboard.press('Enter');
  await verdict.getByText(/linger\.ms/).waitFor();
  await exercise.getByLabel('linger.ms').fill('40');
  await exercise.getByLabel('batch.size').fill('32768');
  await page.keyboard.press('Enter');
  await verdict.getByText('It holds with these settings.').waitFor();
  assert.match(await latest.innerText(), /40\s+32768\s+10\s+4\d(\.\d)? ms\s+holds/);
  assert.deepEqual(errors, []);
  await close();
});

test('a sentence is chosen, and says what it would mean', { skip }, async () => {
  const { page, exercise, verdict, errors, close } = await open('The first wrong sentence', narrow);
  await exercise.getByRole('radio', { name: /It is there twice now/ }).focus();
  await page.keyboard.press('Space');
  await exercise.getByRole('button', { name: 'Check' }).click();
  await verdict.getByText('Here it can be seen.').waitFor();
  await exercise.getByRole('radio', { name: /is lost on the way/ }).check();
  await exercise.getByRole('button', { name: 'Check' }).click();
  await verdict.getByText('Here the two part').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('bytes are chosen by keys', { skip }, async () => {
  const { page, exercise, verdict, errors, close } = await open('Count the records', wide);
  await exercise.getByRole('button', { name: 'byte 0: 00' }).focus();
  for (let row = 0; row < 7; row++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  for (let byte = 0; byte < 3; byte++) await page.keyboard.press('Shift+ArrowRight');
  await exercise.getByText('bytes 57 to 60').waitFor();
  await exercise.getByRole('button', { name: 'Check' }).click();
  await verdict.getByText('Three, in four bytes').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('where storage throws and where there are no workers, it says what can be done', { skip }, async () => {
  const first = () => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('storage is switched off', 'SecurityError');
      },
    });
    delete globalThis.Worker;
  };
  const { page, close } = await site.visit(path, { ...wide, first });
  const exercise = page.getByRole('region', { name: 'Exercise: Look up an offset' });
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByRole('button', { name: 'Check' }).click();
  await exercise.getByText('This browser starts no workers').waitFor();
  await exercise.getByText('exercise look-up-an-offset').waitFor();
  await close();
});

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const [width, how] of Object.entries({ wide, narrow })) {
  for (const dark of [false, true]) {
    test(`axe finds nothing with exercises at work, ${width}, ${dark ? 'dark' : 'light'}`, { skip }, async () => {
      const visit = await open('Look up an offset', { ...how, dark });
      const { page, exercise, verdict, close } = visit;
      await answer(visit, nearly);
      await verdict.getByText('An example does not come out yet.').waitFor();
      await exercise.getByRole('button', { name: 'A hint' }).click();
      await exercise.getByRole('button', { name: 'A solution' }).click();
      await exercise.getByText('One of the ways to do it:').waitFor();
      const settings = page.getByRole('region', { name: 'Exercise: Ten writes' });
      await settings.getByRole('button', { name: 'Run it' }).click();
      await settings.locator('.latest').waitFor();
      await page.addScriptTag({ path: axe });
      const found = await page.evaluate(async (tags) => {
        const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } });
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => [id, target, failureSummary]),
        );
      }, rules);
      assert.deepEqual(found, []);
      await close();
    });
  }
}
