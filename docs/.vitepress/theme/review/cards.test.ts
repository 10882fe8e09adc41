import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCards } from '../../../../property-tests/review/all-cards.ts';
import { pageAt, pages } from '../../../curriculum.ts';

test('every card belongs to a lesson, and every lesson of chapter 1 has one', async () => {
  const taught = [...(await allCards()).values()].map(({ lesson }) => lesson);
  for (const lesson of taught) assert.ok(pageAt(lesson) !== undefined, lesson);
  const lessons = pages.filter(({ path }) => path.startsWith('/1-storage/')).map(({ path }) => path);
  assert.deepEqual(
    lessons.filter((lesson) => !taught.includes(lesson)),
    [],
  );
});
