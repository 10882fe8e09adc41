import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf, wrap } from './columns.ts';
import { emptyEditing, entered, insert, linesOf, longestLine, press, type Editing } from './line-editor.ts';

/** The line after keys, the cursor shown as `|`. */
function typed(keys: readonly string[], start: Editing = emptyEditing): string {
  const { text, cursor } = keys.reduce((editing, key) => press(editing, key).editing, start);
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

const [left, right, home, end, up, down, backspace] = [
  '\x1b[D',
  '\x1b[C',
  '\x1b[H',
  '\x1b[F',
  '\x1b[A',
  '\x1b[B',
  '\x7f',
] as const;

test('letters go where the cursor stands', () => {
  assert.equal(typed(['a', 'c', left, 'b']), 'ab|c');
  assert.equal(typed(['b', home, 'a', end, 'c']), 'abc|');
  assert.equal(typed(['a', right, right, 'b']), 'ab|');
});

test('a picture of two units is passed and removed as one letter', () => {
  assert.equal(typed(['x', '🙂', left]), 'x|🙂');
  assert.equal(typed(['x', '🙂', backspace]), 'x|');
});

test('words, and what stands before or behind the cursor, go at one key', () => {
  assert.equal(typed(['show log ', '\x17']), 'show |');
  assert.equal(typed(['show log', home, '\x1b[1;5C', '\x0b']), 'show|');
  assert.equal(typed(['show log', left, '\x15']), '|g');
});

test('a key that is unknown changes nothing', () => {
  assert.equal(typed(['a', '\x1b[15~', '\x00']), 'a|');
});

test('the history is walked through, and what was being typed comes back at its end', () => {
  const one = entered(insert(emptyEditing, 'first'));
  const two = entered(insert(one, 'second'));
  assert.deepEqual(two.history, ['first', 'second']);
  assert.equal(typed(['dra', up], two), 'second|');
  assert.equal(typed(['dra', up, up, up], two), 'first|');
  assert.equal(typed(['dra', up, up, down, down], two), 'dra|');
});

test('an empty line, or the same again, is not remembered', () => {
  const one = entered(insert(emptyEditing, 'first'));
  assert.deepEqual(entered(insert(one, 'first')).history, ['first']);
  assert.deepEqual(entered(insert(one, '  ')).history, ['first']);
});

test('keys that are not of the line become wishes', () => {
  assert.equal(press(emptyEditing, '\r').wish, 'enter');
  assert.equal(press(emptyEditing, '\t').wish, 'complete');
  assert.equal(press(emptyEditing, '\x03').wish, 'cancel');
  assert.equal(press(emptyEditing, 'a').wish, undefined);
});

test('a line has a longest length', () => {
  assert.equal(insert(emptyEditing, 'a'.repeat(2 * longestLine)).text.length, longestLine);
});

test('a paste is cut into the lines that say something', () => {
  assert.deepEqual(linesOf('one\r\ntwo\r\rthree\n  \n'), ['one', 'two', 'three']);
});

test('letters of the East take two columns', () => {
  assert.equal(columnsOf('에이다 42'), 9);
  assert.equal(columnsOf('e\u0301'), 1);
});

test('a long line is cut between words, and goes on under its text', () => {
  assert.deepEqual(wrap('  12 ms  teller sends one record', 22), ['  12 ms  teller sends', '         one record']);
  assert.deepEqual(wrap('  12 ms  short', 22), ['  12 ms  short']);
  assert.deepEqual(wrap('✓ end of payments-0 is 1', 18), ['✓ end of', '  payments-0 is 1']);
  assert.deepEqual(wrap('  as it was   broker-1 appends it again', 34), [
    '  as it was   broker-1 appends it',
    '              again',
  ]);
  assert.deepEqual(wrap('', 22), ['']);
  assert.deepEqual(wrap('averyverylongword and', 8), ['averyverylongword', 'and']);
});
