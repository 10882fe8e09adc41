import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from './ledger.ts';

test('a ledger keeps what was done, in order, and counts it', () => {
  const ledger = new Ledger();
  for (const [offset, entry] of ['42 EUR to Ada', '7 EUR to Bob', '42 EUR to Ada'].entries()) {
    ledger.write({ entry, partition: 'payments-0', offset, by: 'clerk' });
  }
  assert.deepEqual(
    ledger.entries.map(({ offset }) => offset),
    [0, 1, 2],
  );
  assert.equal(ledger.count('42 EUR to Ada'), 2);
  assert.equal(ledger.count('nothing'), 0);
});
