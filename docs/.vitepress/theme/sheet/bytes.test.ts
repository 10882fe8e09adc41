import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asText, bytesIn, groupsOf, moved, rangeOf } from './bytes.ts';

const seen = {
  where: undefined,
  sizeBytes: 305,
  pieces: [
    { position: 0, sizeBytes: 2, bytes: [0, 0x61], within: 'batch', name: 'a', value: '97' },
    { position: 2, sizeBytes: 300, bytes: [1, 2, 3], within: 'batch', name: 'long', value: '300 bytes' },
    { position: 302, sizeBytes: 1, bytes: [0xff], within: 'record', name: 'b', value: '-1' },
    { position: 303, sizeBytes: 2, bytes: [7, 8], within: 'batch', name: 'c', value: '' },
  ],
};

test('every byte that is shown knows its place and its piece', () => {
  const bytes = bytesIn(seen);
  assert.deepEqual(
    bytes.map(({ position, hex, piece }) => [position, hex, piece]),
    [
      [0, '00', 0],
      [1, '61', 0],
      [2, '01', 1],
      [3, '02', 1],
      [4, '03', 1],
      [302, 'ff', 2],
      [303, '07', 3],
      [304, '08', 3],
    ],
  );
  assert.deepEqual(['61', '7e', '7f', '0a'].map(asText), ['a', '~', '·', '·']);
});

test('pieces of one thing stand together, in their order', () => {
  const groups = groupsOf(seen).map(({ within, pieces }) => [within, pieces.map(({ index }) => index)]);
  assert.deepEqual(groups, [
    ['batch', [0, 1]],
    ['record', [2]],
    ['batch', [3]],
  ]);
  assert.deepEqual(seen.pieces.map(rangeOf), [
    { first: 0, last: 1 },
    { first: 2, last: 301 },
    { first: 302, last: 302 },
    { first: 303, last: 304 },
  ]);
});

test('arrow keys go to the neighbours and stop at the ends', () => {
  assert.equal(moved('ArrowRight', 3, 10, 4), 4);
  assert.equal(moved('ArrowDown', 3, 10, 4), 7);
  assert.equal(moved('ArrowUp', 3, 10, 4), 0);
  assert.equal(moved('ArrowDown', 8, 10, 4), 9);
  assert.equal(moved('End', 0, 10, 4), 9);
  assert.equal(moved('Tab', 0, 10, 4), undefined);
});
