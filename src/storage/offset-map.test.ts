import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyHash } from './key-hash.ts';
import { OffsetMap } from './offset-map.ts';

const utf8 = new TextEncoder();

/** The hash of all the hashes of 0, 1, 2 … under 256 seeds: how SMHasher tells one implementation from another. */
function verification(): number {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const hashes = new DataView(new ArrayBuffer(256 * 16));
  const put = ({ one, two, three, four }: KeyHash, at: number) =>
    [one, two, three, four].forEach((word, index) => hashes.setInt32(at + 4 * index, word, true));
  for (let length = 0; length < 256; length++) {
    const hash = new KeyHash(256 - length);
    hash.of(bytes, 0, length);
    put(hash, 16 * length);
  }
  const hash = new KeyHash(0);
  hash.of(new Uint8Array(hashes.buffer), 0, hashes.byteLength);
  return hash.one >>> 0;
}

function keyed(map: OffsetMap) {
  return {
    put: (key: string, offset: number) => map.put(utf8.encode(key), 0, utf8.encode(key).length, offset),
    get: (key: string) => map.latestOffsetOf(utf8.encode(key), 0, utf8.encode(key).length),
  };
}

test('the hash is MurmurHash3 of 128 bits, as SMHasher knows it', () => {
  assert.equal(verification(), 0xb3ece62a);
});

test('of each key the largest offset is known, and of others none', () => {
  const map = new OffsetMap(1 << 20, 0.9, 7);
  const { put, get } = keyed(map);
  for (let offset = 0; offset < 10_000; offset++) put(`key ${offset % 3_000}`, offset);
  assert.equal(map.keyCount, 3_000);
  for (let key = 0; key < 3_000; key++) assert.equal(get(`key ${key}`), key < 1_000 ? 9_000 + key : 6_000 + key);
  assert.equal(get('key 3000'), -1);
  assert.equal(get(''), -1);
});

test('the map is full when as many keys are in it as the load factor allows, and keys that it has still move', () => {
  const map = new OffsetMap(24 * 10, 0.5, 7);
  const { put, get } = keyed(map);
  for (let key = 0; key < 5; key++) {
    assert.equal(map.isFull, false);
    put(`${key}`, key);
  }
  assert.equal(map.isFull, true);
  put('0', 17);
  assert.equal(get('0'), 17);
  assert.equal(map.keyCount, 5);
});

test('a batch with more keys than fit into the map is noted all the same', () => {
  const map = new OffsetMap(24, 0.9, 7);
  const { put, get } = keyed(map);
  for (let key = 0; key < 100; key++) put(`${key}`, key);
  for (let key = 0; key < 100; key++) assert.equal(get(`${key}`), key);
});
