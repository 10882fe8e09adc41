import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { built } from '../../scripts/serve.js';
import { commandIn, top } from './mirror.js';
import { commandsIn, problemOfCall } from './shown-commands.js';
import { openSite, whyNot } from './site.js';
import { Visit } from './visit.js';

/**
 * Every command that any page shows is run here, in the page, and beside it in Node. What the page says must be the same, line
 * by line, and at its end the two runs have one hash. A page that shows a command which nothing has run fails.
 */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const { default: named } = await import('../play/[experiment]/index.paths.ts');
const experiments = skip === undefined ? (await named.paths()).map(({ params }) => params) : [];
const { linkOf } = await import('../.vitepress/theme/named-experiment.ts');
const { tagsIn } = await import('../.vitepress/lessons/tags.ts');
const { attempt, problemsIn, usual } = await import('../.vitepress/theme/introduction/reach.ts');
const { default: firstRun } = await import('../.vitepress/theme/home/first-run.data.ts');
const { cure, harmless, loseAnswer, pay, par, payNothing, settle, setUp } = await import(
  '../.vitepress/theme/home/story.ts'
);
const { homeWords } = await import('../.vitepress/theme/words/english-home.ts');
const { lessonWords } = await import('../.vitepress/theme/words/english-lesson.ts');
const { textWords } = await import('../.vitepress/theme/words/english-text.ts');
const { reviewWords } = await import('../.vitepress/theme/words/english-review.ts');

/** Why a command that a page shows is not run on it. */
const exceptions = {
  '/commands.html': {
    next: 'means something only where the page has commands of its own; on each such page it runs all of them',
  },
};

/** How the commands of a page are run, by its layout. */
const walks = { home: walkHome, lesson: walkLesson, play: walkPlay, embed: walkPlay, review: walkReview };

for (const path of skip === undefined ? pagesBuilt() : []) {
  test(`${path}: its commands run, and say what they say in Node`, async () => {
    const { page, errors, close } = await site.visit(path);
    const markdown = markdownOf(path);
    await page.locator('main > *').first().waitFor();
    const shown = await commandsIn(page);
    assert.deepEqual(shown.unreadable, [], 'meant as commands, and cannot be read');
    for (const call of shown.inShell) assert.equal(await problemOfCall(call), undefined, call);

    const visit = new Visit(page, site.address);
    const walk = path === '/commands.html' ? walkReference : walks[layoutOf(markdown)];
    await walk?.(visit, { path, markdown, shown });
    const left = [...new Set(shown.commands.map(({ line }) => commandIn(line)))].filter(
      (line) => !visit.mirror.ran.has(line),
    );
    assert.deepEqual(left, Object.keys(exceptions[path] ?? {}), 'shown, and run by nothing');
    assert.deepEqual(errors, []);
    await close();
  });
}

function pagesBuilt() {
  const files = readdirSync(built, { recursive: true }).filter((name) => name.endsWith('.html'));
  return files.map((name) => `/${name.replaceAll('\\', '/')}`).sort();
}

function markdownOf(path) {
  const file = path.replace(/\.html$/, '.md').replace(/^\/play\/[^/]+\//, '/play/[experiment]/');
  return existsSync(join(top, 'docs', file)) ? readFileSync(join(top, 'docs', file), 'utf8') : '';
}

function layoutOf(markdown) {
  return /^---\n(?:(?!---).*\n)*layout: (\w+)\n/.exec(markdown)?.[1];
}

/** A page's commands, in turn by their buttons and by `next`; then those in its text, by hand. */
async function walkLesson(visit, { markdown, shown }) {
  const { page } = visit;
  const story = shown.commands.filter(({ at }) => at === 'run').map(({ line }) => line);
  await visit.opens({ story }, story.length > 0 ? lessonWords.greeting : lessonWords.greetingAlone);
  const open = new Set(tagsIn(markdown, ['Predict']));
  const captions = [];
  visit.saysOf = async (line) => {
    for (const each of open) {
      if (each.attributes.after !== line) continue;
      const said = await comesTrue(visit, each);
      if (said.length > 0) open.delete(each);
      captions.push(...said);
    }
  };
  for (const [place, line] of story.entries()) {
    const button = page.locator('.run button').nth(place);
    // What stands there twice would leave open behind which of the two `next` goes on.
    const isClear = [line, story[place - 1]].every((each) => story.filter((other) => other === each).length === 1);
    if (place % 2 === 0 || !isClear) await visit.press(button, line);
    else assert.equal((await visit.enter('next')).ran, line);
    await button.and(page.locator('.done')).waitFor();
  }
  // What came out was so at its instant, whatever has run since.
  assert.deepEqual(await page.locator('.predict .caption').allTextContents(), captions);
  if (await page.locator('.reach').count()) await walkReach(visit);
  for (const experiment of await page.locator('.experiment').all()) await runExperiment(visit, experiment);
  await typeText(visit, shown);
  await visit.ends();
}

/** By its button; its lines count as run, and so do those of them whose answers the page has printed. */
async function runExperiment(visit, experiment) {
  const room = experiment.locator('xpath=ancestor::details');
  if ((await room.count()) > 0) await room.evaluate((details) => (details.open = true));
  const file = await experiment.locator('.name').innerText();
  const { ok } = await visit.press(experiment.getByRole('button'), `run ${file.replace('.experiment', '')}`);
  assert.ok(ok, file);
}

/** What the run gives is said under the question, and once at the prompt; returned is what was said. */
async function comesTrue({ page, mirror }, { attributes, content }) {
  const choices = tagsIn(content, ['Choice']).map((choice) => choice.attributes);
  const holding = await mirror.holding(choices.map(({ when }) => when));
  const captions = choices
    .filter(({ when }) => holding.includes(when))
    .map(({ says }) => textWords.youSaid(undefined, says));
  for (const caption of captions) {
    mirror.print(caption);
    await page.locator('.predict', { hasText: attributes.ask }).getByText(caption, { exact: true }).waitFor();
  }
  return captions;
}

/** The addresses that are offered, each with the three commands that try it. */
async function walkReach(visit) {
  for (const address of usual) {
    await visit.page.getByRole('button', { name: address, exact: true }).click();
    await visit.page.getByRole('button', { name: 'Start the broker' }).click();
    for (const line of attempt(address)) if (problemsIn(line, await visit.mirror.execute(line)).length > 0) break;
    await visit.agrees(address);
  }
}

/** What stands in the text, and on no button, is typed when the page's own commands have run. */
async function typeText(visit, { commands }) {
  for (const { at, line } of commands) {
    if (at !== 'text' || visit.mirror.ran.has(commandIn(line))) continue;
    const { ok } = await visit.enter(line);
    assert.ok(ok, `${line} fails at the end of the page that speaks of it`);
  }
}

/** An experiment, or nothing yet. What every such page offers is run where there is nothing yet. */
async function walkPlay(visit, { path, shown }) {
  const [, name] = /^\/play\/([^/]+)\//.exec(path) ?? [];
  const experiment = experiments.find((params) => params.name === name);
  await visit.opens({ link: linkOf({ hash: '', search: '' }, experiment), greets: true });
  for (const { at, line } of shown.commands) {
    if (at !== 'offered') continue;
    if (name !== undefined) visit.mirror.ran.add(commandIn(line));
    else if (!visit.isQuick(line)) await visit.press(visit.chip(line), line);
  }
  await visit.ends(name === undefined ? undefined : []);
}

/** Before a card is asked; the commands of every card are run by its law, in property-tests/review. */
async function walkReview(visit) {
  await visit.opens({}, reviewWords.greeting);
  await visit.ends();
}

/** The acts of the first screen, what else can be tried, and the task to its end. */
async function walkHome(visit) {
  const { page, mirror } = visit;
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  const { said } = await firstRun.load();
  for (const text of [...said, homeWords.greeting]) mirror.print(text);
  await visit.opens({ commands: setUp });

  // Where the task begins, it gives the hints.
  await visit.press(visit.chip('hint'), 'hint');

  /** The button begins the run anew, and enters these lines. */
  async function act(button, lines, isAnew = true) {
    await press(button);
    if (isAnew) await mirror.open({ commands: setUp });
    if (isAnew) mirror.clear();
    for (const line of lines) await mirror.execute(line);
    await visit.agrees(button);
  }
  for (const what of ['kill', 'freeze']) {
    await act(homeWords.harmless[what].button, [...harmless[what].unseen, ...harmless[what].seen]);
  }
  await act(homeWords.lost.button, [loseAnswer, pay, settle]);
  await act(homeWords.cured.button, [cure], false);

  await press(homeWords.turn.button);
  await mirror.open({ commands: setUp });
  mirror.clear();
  const { begun, what, enough, ending, solvedIn } = homeWords.turn;
  for (const text of [...setUp.map((line) => `> ${line}`), begun, `${what} ${enough}`]) mirror.print(text);
  await visit.agrees(homeWords.turn.button);
  for (const [place] of homeWords.turn.hints.entries()) {
    await press(place < homeWords.turn.hints.length - 1 ? homeWords.turn.hint : homeWords.turn.way);
  }
  for (const line of payNothing.slice(0, -1)) await visit.press(visit.chip(line), line);
  await visit.chip(payNothing.at(-1)).click();
  await mirror.execute(payNothing.at(-1));
  mirror.print(`${ending['nobody knows']} ${solvedIn(par, par)}`);
  await visit.agrees('the task');
  await visit.ends();
}

/** In these the examples of the reference find what they name; each is taken back before the next. */
const cast = [
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'create producer teller enable.idempotence=false',
  'create consumer clerk topics=payments auto.offset.reset=earliest',
  'produce payments "42 EUR to Ada" count=8 as teller',
  'poll as clerk',
];
const situations = [cast, [...cast, 'stop broker-1'], ['create cluster brokers=1 seed=7']];

/** The examples have no prompt beside them: they are run on the page that is a prompt and nothing else. */
async function walkReference(visit, { shown }) {
  const { page, mirror } = visit;
  await page.goto(`${site.address}/play.html`);
  await visit.opens({ greets: true });
  let left = shown.commands;
  for (const situation of situations) {
    await enterAll(visit, situation);
    const refused = [];
    for (const example of left) {
      const { entries } = mirror;
      const { isRefused } = await visit.enter(example.line);
      if (example.isLater) assert.ok(isRefused, `${example.line} is said to come later`);
      else if (isRefused) refused.push(example);
      if (mirror.entries === entries) continue;
      await visit.enter('undo');
      if (mirror.entries !== entries) await enterAll(visit, situation);
    }
    left = refused;
  }
  assert.deepEqual(
    left.map(({ line }) => line),
    Object.keys(exceptions['/commands.html']),
    'refused in every situation',
  );
  for (const { line } of left) mirror.ran.delete(line);
  await visit.ends();
}

async function enterAll(visit, lines) {
  for (const line of lines) await visit.enter(line);
}
