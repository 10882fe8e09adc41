import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { top } from './mirror.js';
import { openSite, promptReady, whyNot } from './site.js';

/** Every rule that a page gives to write, on that page: as it is given it fails, with guidance, and its solution holds. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const { tagsIn } = await import('../.vitepress/lessons/tags.ts');
const { loadExercise } = await import('../.vitepress/lessons/load-exercise.ts');

/** The exercises of a page, as its Markdown names them. */
function exercisesOf(file) {
  const tags = tagsIn(readFileSync(join(top, 'docs', file), 'utf8'), ['Exercise']);
  return tags.map(({ attributes }) => attributes.of);
}

const pages = readdirSync(join(top, 'docs'), { recursive: true })
  .filter((file) => /^(\d-[^/\\]+[/\\])?[\w-]+\.md$/.test(file) && file !== 'how-to-write-a-lesson.md')
  .map((file) => ({ path: `/${file.replaceAll('\\', '/').replace(/\.md$/, '.html')}`, names: exercisesOf(file) }))
  .filter(({ names }) => names.length > 0);

for (const { path, names } of pages) {
  test(`${path}: what it gives to write fails unsolved, and holds solved`, { skip }, async () => {
    const { page, errors, close } = await site.visit(path);
    await promptReady(page);
    for (const name of names) await solve(page, name);
    assert.deepEqual(errors, []);
    await close();
  });
}

async function solve(page, name) {
  const folder = join(top, 'chapters', name.replace('/', '/exercises/'));
  const { exercise } = await loadExercise(folder);
  if (exercise.kind !== 'rule') return;
  const region = page.getByRole('region', { name: `Exercise: ${exercise.title}`, includeHidden: true });
  await region.evaluate((element) => {
    for (let room = element.closest('details'); room; room = room.parentElement.closest('details')) room.open = true;
    element.scrollIntoView();
  });
  const editor = region.getByRole('textbox', { name: `Your ${exercise.writes}, in TypeScript` });
  await editor.focus();
  const verdict = region.locator('.verdict');
  await page.keyboard.press('Control+Enter');
  await verdict.locator('p').first().waitFor();
  const unsolved = await verdict.innerText();
  assert.doesNotMatch(unsolved, /It holds/, name);
  assert.ok(unsolved.length > 30, `${name} says of what is not begun: ${unsolved}`);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(readFileSync(join(folder, 'solution.ts'), 'utf8'));
  await page.keyboard.press('Control+Enter');
  await verdict.getByText(/^It holds: /).waitFor();
}

test('every exercise of a chapter stands on a page', () => {
  const shown = new Set(pages.flatMap(({ names }) => names));
  const folders = readdirSync(join(top, 'chapters')).map((chapter) => [
    chapter,
    join(top, 'chapters', chapter, 'exercises'),
  ]);
  const all = folders
    .filter(([, folder]) => existsSync(folder))
    .flatMap(([chapter, folder]) => readdirSync(folder).map((name) => `${chapter}/${name}`));
  assert.deepEqual(
    all.filter((name) => !shown.has(name)),
    [],
  );
});
