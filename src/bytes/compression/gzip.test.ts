import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DecodeError } from '../reader.ts';
import { prose } from '../testing/contents.ts';
import { compressGzip, decompressGzip } from './gzip.ts';

const text = prose(1, 30_000);

test("zlib reads our gzip, and we read zlib's", () => {
  assert.deepEqual(new Uint8Array(gunzipSync(compressGzip(text))), text);
  assert.deepEqual(decompressGzip(gzipSync(text), text.length), text);
});

test('members one behind the other are joined, as Java joins them', () => {
  const both = Buffer.concat([gzipSync('at least '), gzipSync('once')]);
  assert.equal(Buffer.from(decompressGzip(both, 100)).toString(), 'at least once');
});

test('a higher level makes less of it; a level that does not exist is taken as the nearest', () => {
  assert.ok(compressGzip(text, 9).length < compressGzip(text, 1).length);
  assert.deepEqual(compressGzip(text, 40), compressGzip(text, 9));
  assert.deepEqual(compressGzip(text, -40), compressGzip(text, 1));
});

test('a gzip stream that ends early is refused, and so is zlib without gzip', () => {
  const whole = gzipSync('whole');
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => decompressGzip(whole.subarray(0, length), 100), DecodeError);
  assert.throws(() => decompressGzip(Uint8Array.of(0x78, 0x9c, 3, 0, 0, 0, 0, 1), 100), DecodeError);
});
