import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from './grammar/index.ts';
import { suggest } from './grammar/suggestions/suggest.ts';
import { lineOf } from './history.ts';
import { mistypings, namesThere } from './mistypings.ts';

/** The command with which a line is answered: what is run in its place, or what is suggested. */
function answerTo(line: string): string | undefined {
  const parsed = parse(line, namesThere, suggest);
  if (parsed.kind === 'command') return lineOf({ ...parsed, background: false });
  return parsed.kind === 'problem' ? parsed.nearest : undefined;
}

test('the table of mistypings is long, and says nothing twice', () => {
  assert.ok(mistypings.length >= 200, `${mistypings.length} mistypings`);
  assert.equal(new Set(mistypings.map(({ typed }) => typed)).size, mistypings.length);
});

for (const { typed, meant } of mistypings) {
  test(`'${typed}' is answered with '${meant}'`, () => {
    assert.equal(answerTo(typed), meant);
  });
}

test('what is suggested is what was meant once it is typed: the suggestion can be read as it is', () => {
  for (const { meant } of mistypings) {
    const parsed = parse(meant, namesThere);
    assert.equal(parsed.kind, 'command', `${meant}: ${JSON.stringify(parsed)}`);
  }
});

test('a line that means nothing is answered with no command', () => {
  for (const line of ['xyzzy plugh', 'lorem ipsum dolor sit amet', '42', '"hello"', 'asdf asdf asdf asdf']) {
    const parsed = parse(line, namesThere, suggest);
    assert.equal(parsed.kind, 'problem');
    assert.equal(parsed.kind === 'problem' ? parsed.nearest : line, undefined, line);
  }
});
