import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from './session.ts';

test('what is folded comes along, as lines that can be printed in its place', async () => {
  const session = await createSession();
  const { lines } = await session.execute('produce payments "42 EUR to Ada" count=20 rate=20/s');
  const fold = lines.find(({ folded }) => folded !== undefined);
  assert.match(fold?.text ?? '', /▸ \d+ more steps, \d+ quiet messages$/);
  const count = (fold?.text.match(/\d+/g) ?? []).reduce((sum, digits) => sum + Number(digits), 0);
  assert.ok(count > 7, fold?.text);
  assert.equal(fold?.folded?.length, count);
  assert.ok(fold.folded.every(({ text, event }) => /^ *\d+ ms {2}\S/.test(text) && event !== undefined));
});

test('of very many only the first are unfolded, and that is said', async () => {
  const session = await createSession();
  const { lines } = await session.execute('produce payments "42 EUR to Ada" count=400 rate=100/s');
  const folded = lines.find((line) => line.folded !== undefined)?.folded ?? [];
  assert.equal(folded.length, 201);
  assert.match(folded.at(-1)?.text ?? '', /and \d+ more/);
});
