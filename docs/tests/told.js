import { promptIdle, promptReady } from './site.js';
import { earOf, installListener } from './listener.js';

/**
 * Runs that are followed without seeing them. Each writes a transcript: what somebody does, and what a screen reader is given.
 * They stand in docs/tests/transcripts; made anew by   node docs/tests/access-told.js
 */
export const stories = {
  'home-was-ada-paid-once': { path: '/', tell: home },
  'lesson-1.1-count-do-not-time': { path: '/1-storage/1-why-a-queue-on-disk-can-be-fast.html', tell: countOperations },
  'lesson-on-a-phone': { path: '/start.html', tell: onPhone, how: { size: [390, 844], touch: true } },
};

/** The transcript of a story, as it happens now. */
export async function tell(site, name, how = {}) {
  const { path, tell: story, how: usual = {} } = stories[name];
  const { page, errors, close } = await site.visit(path, { ...usual, ...how, first: installListener });
  const teller = new Teller(page, await earOf(page));
  await story(teller, page);
  await close();
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return `${teller.lines.join('\n')}\n`;
}

/** Writes down what is done and what is heard. */
class Teller {
  lines = [];
  #page;
  #ear;

  constructor(page, ear) {
    this.#page = page;
    this.#ear = ear;
  }

  title(text) {
    this.lines.push(`# ${text}`, '');
  }

  async #does(what, act) {
    this.lines.push(what);
    await act();
    this.lines.push(...(await this.#ear.heard()), '');
  }

  opens() {
    return this.#does('Opens the page.', () => promptReady(this.#page));
  }

  /** Goes to a control as a screen reader's keys do, and presses Enter or Space on it. */
  presses(role, name, { key = 'Enter', exact = true, until = () => promptIdle(this.#page) } = {}) {
    return this.#does(`Goes to the ${role} “${name}” and presses ${key}.`, async () => {
      await this.#page.getByRole(role, { name, exact }).first().focus();
      this.lines.push(...(await this.#ear.heard()));
      await this.#page.keyboard.press(key);
      await until();
    });
  }

  types(line) {
    return this.#does(`Types:  ${line}`, async () => {
      await this.#page.keyboard.insertText(line);
      await this.#page.keyboard.press('Enter');
      await promptIdle(this.#page);
    });
  }

  key(name) {
    return this.#does(`Presses ${name}.`, () => this.#page.keyboard.press(name));
  }

  /** What stands in a part of the page, line by line, as it is read there. */
  async reads(what, locator) {
    this.lines.push(`Reads ${what}:`);
    for (const text of await locator.allInnerTexts()) this.lines.push(`  ${text.replace(/\s+/g, ' ').trim()}`);
    this.lines.push('');
  }
}

const picture = (page) => page.locator('.stage ul.spoken li');
const ledger = (page) => page.locator('.ledger tr');

async function home(teller, page) {
  teller.title('Home: one answer is lost; the cure; your turn');
  await teller.opens();
  await teller.reads('the picture', picture(page));
  await teller.reads('the ledger', ledger(page));
  const cure = page.getByRole('button', { name: 'Same failure, idempotence on' });
  await teller.presses('button', 'Lose one answer', { until: () => cure.waitFor() });
  await teller.reads('the picture', picture(page));
  await teller.reads('the ledger', ledger(page));
  const turn = page.getByRole('button', { name: 'To the prompt' });
  await teller.presses('button', 'Same failure, idempotence on', { until: () => turn.waitFor() });
  await teller.reads('the ledgers', ledger(page));
  await teller.presses('button', 'To the prompt');
  await teller.types('set teller acks=0');
  await teller.types('drop next produce request from teller');
  await teller.types('produce payments "42 EUR to Ada" key=ada as teller');
  await teller.reads('the picture', picture(page));
  await teller.presses('button', 'One step back');
  await teller.presses('slider', 'Place in the run', { key: 'ArrowLeft' });
  await teller.presses('button', 'Why?', {
    exact: false,
    until: () => page.locator('.sheet[aria-busy="false"]').waitFor(),
  });
  await teller.key('Escape');
}

async function countOperations(teller, page) {
  teller.title('Lesson 1.1: a prediction, and the run that answers it');
  await teller.opens();
  await teller.presses('radio', '1', { key: 'Space' });
  for (const button of (await page.locator('.run button').all()).slice(0, 7)) {
    const line = (await button.locator('code').innerText()).trim();
    const until = async () => {
      await promptIdle(page);
      if (line.startsWith('produce batched')) await page.getByText('It is 2.').first().waitFor();
    };
    await teller.presses('button', line, { exact: false, until });
  }
  await teller.reads('the counts', page.locator('.operations tr'));
  await teller.reads('the picture', picture(page));
}

async function onPhone(teller, page) {
  teller.title('A lost answer, by hand: on a phone, the workbench low, by next alone');
  await teller.opens();
  for (let step = 0; step < 5; step++) await teller.presses('button', 'next');
  await teller.presses('button', 'Raise the workbench');
  await teller.reads('the picture', picture(page));
}
