import assert from 'node:assert/strict';
import { test } from 'node:test';
import { xxhash32 } from './xxhash32.ts';

test('xxHash32 of known texts', () => {
  const hash = (text: string) => xxhash32(new TextEncoder().encode(text));
  assert.equal(hash(''), 0x02cc5d05);
  assert.equal(hash('a'), 0x550d7456);
  assert.equal(hash('abc'), 0x32d153ff);
  assert.equal(hash('Nobody inspects the spammish repetition'), 0xe2293b2f);
});
