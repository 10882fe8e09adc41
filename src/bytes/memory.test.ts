import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryPool } from './memory.ts';

test('what is given back is used again, and by one at a time', () => {
  const pool = new MemoryPool(1000);
  const first = pool.take(100);
  pool.give(first.subarray(0, 40));
  const second = pool.take(90);
  assert.equal(second.buffer, first.buffer);
  assert.notEqual(pool.take(90).buffer, first.buffer);
});

test('what was given back twice, or came from elsewhere, is not lent to two', () => {
  const pool = new MemoryPool(1000);
  const piece = pool.take(100);
  pool.give(piece);
  pool.give(piece);
  pool.give(new Uint8Array(100));
  assert.equal(pool.spareBytes, 100);
});

test('spare memory has a bound, and a small frame does not hold a large piece', () => {
  const pool = new MemoryPool(1000);
  const pieces = [400, 400, 400].map((sizeBytes) => pool.take(sizeBytes));
  for (const piece of pieces) pool.give(piece);
  assert.equal(pool.spareBytes, 800);
  assert.equal(pool.take(10).length, 10);
  assert.equal(pool.spareBytes, 800);
});
