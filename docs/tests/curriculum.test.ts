import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { isLesson } from '../.vitepress/lessons/expand.ts';
import { type PageText, problemsOfAll, wordsOf } from '../.vitepress/lessons/budget.ts';
import { exerciseNamed } from '../.vitepress/lessons/exercises.ts';
import { tagsIn } from '../.vitepress/lessons/tags.ts';
import { homeWords } from '../.vitepress/theme/words/english-home.ts';
import { type Page, pages } from '../curriculum.ts';
import { glossary, type Term } from '../glossary.ts';

const docs = resolve(import.meta.dirname, '..');

/** Made like lessons, and no part of the way through them: they may be read at any time. */
const besideTheWay = new Set(['/questions', '/exercises']);

test('every page that teaches keeps to its budget, and uses nothing that no page before has introduced', () => {
  const texts = pages.map((page) => {
    const file = join(docs, `${page.path}.md`);
    assert.ok(existsSync(file), `the curriculum names ${page.path}, and there is no such page`);
    return { page, text: readFileSync(file, 'utf8') };
  });
  assert.deepEqual(Object.fromEntries(problemsOfAll(texts, glossary)), {});
});

test('every page with a workbench and a text stands in the curriculum, and every term is introduced by a page that does', () => {
  const paths = new Set(pages.map(({ path }) => path));
  const lessons = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('.'))
    .filter((name) => isLesson(readFileSync(join(docs, name), 'utf8')));
  for (const name of lessons) {
    const path = `/${name.replaceAll('\\', '/').replace(/\.md$/, '')}`;
    assert.ok(
      paths.has(path) || besideTheWay.has(path),
      `${path} is a lesson, and docs/curriculum.ts does not know it`,
    );
  }
  for (const { term, introducedBy } of glossary) {
    assert.ok(introducedBy === undefined || paths.has(introducedBy), `${term} is introduced by ${introducedBy}`);
  }
});

test('of exercises each page says as many minutes as they say themselves, and the home page as many as its page', async () => {
  for (const { path, exerciseMinutes } of pages) {
    const text = readFileSync(join(docs, `${path}.md`), 'utf8');
    const minutesOfAll = async (part: string) => {
      const names = tagsIn(part, ['Exercise']).map(({ attributes }) => attributes['of']!);
      const made = await Promise.all(names.map((name) => exerciseNamed(name, resolve(docs, '..'))));
      return made.reduce((sum, { card }) => sum + card.minutes, 0);
    };
    assert.equal(exerciseMinutes ?? 0, await minutesOfAll(text), path);
    for (const { attributes, content = '' } of tagsIn(text, ['SideRoom'])) {
      if (attributes['kind'] !== 'build') continue;
      assert.equal(Number(attributes['minutes']), await minutesOfAll(content), `${path}: ${attributes['name'] ?? ''}`);
    }
  }
  for (const { link, says } of homeWords.ways) {
    const said = /(\d+) minutes/.exec(says)?.[1];
    const page = pages.find(({ path }) => link === `${path}.html`);
    if (said !== undefined) assert.equal(Number(said), page?.minutes, link);
  }
});

/** A lesson with nothing wrong, to be spoiled in one thing at a time. */
const page: Page = {
  path: '/1-storage/9-made-up',
  title: 'Made up',
  promise: 'nothing.',
  minutes: 2,
  kind: 'lesson',
  commands: ['kill'],
  views: ['cluster'],
};
const question = '<Question ask="So?">\n</Question>\n';
const sound = `---
title: Made up
---

# Made up

## Problem
## Predict
## Run: it
<Run line="kill broker-1" />
## Read
## Break
The _flush_.
## Check yourself: now
${question.repeat(3)}
`;
const flush: Term = { term: 'flush', aliases: ['fsync'], text: 'To flush.', introducedBy: page.path };

function problems(changes: Partial<PageText & { terms: readonly Term[] }>): readonly string[] {
  const texts = [{ page: changes.page ?? page, text: changes.text ?? sound }];
  return [...problemsOfAll(texts, changes.terms ?? [flush]).values()].flat();
}

test('a sound lesson has no problem', () => assert.deepEqual(problems({}), []));

const spoiled: Record<string, [Parameters<typeof problems>[0], RegExp]> = {
  'too many words': [{ text: `${sound}${'word '.repeat(1000)}` }, /words in the spine; 1000/],
  'too many minutes': [{ page: { ...page, minutes: 21 } }, /21 minutes; 20/],
  'too few minutes': [{ text: `${sound}${'word '.repeat(480)}` }, /says 2 minutes, and takes about 5/],
  'exercises that nobody counted': [
    { text: `${sound}<SideRoom kind="build" minutes="8">\n</SideRoom>` },
    /0 minutes for exercises, and its rooms say 8/,
  ],
  'too many terms': [
    { terms: [flush, ...['a', 'b', 'c'].map((term) => ({ ...flush, term: `${term}x`, aliases: [] }))] },
    /4 new terms/,
  ],
  'too many commands': [{ page: { ...page, commands: ['kill', 'unplug', 'start', 'stop'] } }, /4 new commands/],
  'a command that nobody introduced': [{ text: `${sound}<Run line="heal" />` }, /the command heal/],
  'a command that is not used': [{ page: { ...page, commands: ['kill', 'heal'] } }, /introduces heal, and never/],
  'a term that nobody introduced': [{ terms: [{ ...flush, introducedBy: undefined }] }, /the term “flush”/],
  'a term by another of its names': [
    { text: `${sound}By FSYNC.`, terms: [{ ...flush, introducedBy: '/later' }] },
    /the term “flush”/,
  ],
  'no view at all': [{ page: { ...page, views: [] } }, /introduced a view/],
  'another heading': [{ page: { ...page, title: 'Made down' } }, /heading is not “Made down”/],
  'a part too few': [{ text: sound.replace('## Read', '') }, /its parts are Problem, Predict, Run, Break/],
  'two questions': [{ text: sound.replace(question, '') }, /2 questions/],
};

for (const [what, [change, problem]] of Object.entries(spoiled)) {
  test(`it is noticed: ${what}`, () => assert.match(problems(change).join('\n'), problem));
}

test('what was introduced before may be used, and not introduced again', () => {
  const before: PageText = { page: { ...page, path: '/before', kind: 'tour' }, text: sound };
  const texts = (commands: Page['commands']) => [before, { page: { ...page, commands, views: [] }, text: sound }];
  assert.deepEqual([...problemsOfAll(texts([]), [{ ...flush, introducedBy: '/before' }])], []);
  assert.match([...problemsOfAll(texts(['kill']), [flush]).values()].flat().join('\n'), /kill was introduced before/);
});

test('words are counted as sentences have them: without code, tags and side rooms', () => {
  assert.equal(wordsOf('One `two three` <Run line="four > five" /> six.\n\n```sh\nseven\n```\n'), 2);
});
