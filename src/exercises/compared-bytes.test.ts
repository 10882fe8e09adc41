import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedRows } from './compared-bytes.ts';

const fields = [
  { name: 'length', first: 0, last: 1 },
  { name: 'value', first: 2, last: 11 },
];

test('a row holds a field, or eight bytes of a longer one; what has no name has a row of its own', () => {
  const bytes = new Uint8Array(14);
  const rows = comparedRows(bytes, bytes, fields);
  assert.deepEqual(
    rows.map(({ position, name, expected, isSame }) => [position, name, expected.length, isSame]),
    [
      [0, 'length', 2, true],
      [2, 'value', 8, true],
      [10, 'value', 2, true],
      [12, '', 2, true],
    ],
  );
});

test('a byte that differs is marked on both sides; one that is missing has no digits', () => {
  const [row] = comparedRows(Uint8Array.of(1, 2, 255), Uint8Array.of(1, 3), []);
  assert.equal(row!.isSame, false);
  assert.deepEqual(row!.expected, [
    { hex: '01', isSame: true },
    { hex: '02', isSame: false },
    { hex: 'ff', isSame: false },
  ]);
  assert.deepEqual(
    row!.found.map(({ hex }) => hex),
    ['01', '03', undefined],
  );
});
