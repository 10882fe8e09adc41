import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedBytes, readInstant } from './compared.ts';

const piece = (bytes: readonly number[], from = 0) => ({
  position: 10,
  sizeBytes: bytes.length,
  bytes,
  from,
  value: '',
});
const marked = (one: readonly number[], other: readonly number[]) =>
  comparedBytes(piece(one), piece(other)).flatMap(({ position, isDifferent }) => (isDifferent ? [position] : []));

test('of fields of one length each byte is compared with the one in its place', () => {
  assert.deepEqual(marked([1, 2, 3], [1, 9, 3]), [11]);
  assert.deepEqual(comparedBytes(piece([255], 4), undefined), [{ position: 14, hex: 'ff', isDifferent: true }]);
});

test('of a longer field it is what was put in between', () => {
  assert.deepEqual(marked([1, 2, 3, 4], [1, 4]), [11, 12]);
  assert.deepEqual(marked([1, 4], [1, 2, 3, 4]), []);
  assert.deepEqual(marked([1, 1], [1]), [11]);
});

test('an instant is read to the microsecond, and none behind the last', () => {
  assert.equal(readInstant(' 31.204 ms', 40_000), 31_204);
  assert.equal(readInstant('40', 40_000), 40_000);
  for (const wrong of ['', 'soon', '-1', '1.2345', '41', '1e9']) assert.equal(readInstant(wrong, 40_000), undefined);
});
