import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markedTerms } from './marked-terms.ts';

const terms = [
  { forms: ['log', 'logs'], text: 'What is appended to.', anchor: 'log' },
  { forms: ['log end offset'], text: 'The next one.', anchor: 'log-end-offset' },
];
const shown = (text: string) => markedTerms(text, terms).map((piece) => (piece.term ? `[${piece.text}]` : piece.text));

test('the first use of a term is marked, the longer term before the shorter, and nothing is lost', () => {
  assert.deepEqual(shown('A log, its log end offset, and logs.'), [
    'A ',
    '[log]',
    ', its ',
    '[log end offset]',
    ', and ',
    'logs',
    '.',
  ]);
});

test('what only begins like a term, or belongs to a name, is none', () => {
  assert.deepEqual(shown('catalog log-1 log.dirs logged'), ['catalog log-1 log.dirs logged']);
  assert.deepEqual(
    markedTerms('a log', []).map(({ text }) => text),
    ['a log'],
  );
});
