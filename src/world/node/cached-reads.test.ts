import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CachedReads } from './cached-reads.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** How many reads in a row are left to threads. */
function readsLeft(reads: CachedReads): number {
  let left = 0;
  while (!reads.mayReadNow(1)) left++;
  return left;
}

test('after a slow read the next ones are left to threads, and more of them each time', () => {
  const reads = new CachedReads();
  assert.equal(readsLeft(reads), 0);
  const left = [30, 30, 1, 30].map((durationMs) => {
    reads.took(durationMs);
    return readsLeft(reads);
  });
  assert.deepEqual(left, [16, 32, 0, 16]);
});

test('in one turn of the event loop only so much is read, of all files together', async () => {
  await nextTurn();
  const [one, other] = [new CachedReads(), new CachedReads()];
  assert.equal(one.mayReadNow(5 * 1024 * 1024), false);
  assert.equal(one.mayReadNow(3 * 1024 * 1024), true);
  assert.equal(other.mayReadNow(2 * 1024 * 1024), false);
  await nextTurn();
  assert.equal(other.mayReadNow(2 * 1024 * 1024), true);
});
