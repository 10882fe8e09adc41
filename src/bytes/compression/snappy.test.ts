import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../reader.ts';
import { prose } from '../testing/contents.ts';
import { concatenate } from '../writer.ts';
import { LimitExceededError } from './bounded-output.ts';
import { compressSnappy, decompressSnappy } from './snappy.ts';

const javaHeaderHex = '82534e41505059000000000100000001';
const text = prose(1, 100);

test("a stream begins as Java's does, and its blocks stand behind their lengths", () => {
  const stream = Buffer.from(compressSnappy(text));
  assert.equal(stream.subarray(0, 16).toString('hex'), javaHeaderHex);
  assert.equal(stream.readInt32BE(16), stream.length - 20);
});

test('a block without any framing is read, as other clients send it', () => {
  assert.deepEqual(decompressSnappy(compressSnappy(text).subarray(20), 10_000), text);
  assert.equal(Buffer.from(decompressSnappy(Uint8Array.of(3, 2 << 2, 97, 98, 99), 10)).toString(), 'abc');
});

test('streams one behind the other are joined', () => {
  const both = concatenate([compressSnappy(text), compressSnappy(text)]);
  assert.deepEqual(decompressSnappy(both, 10_000), concatenate([text, text]));
});

test('every kind of element is read', () => {
  const longLiteral = prose(2, 20).subarray(0, 70);
  const block = concatenate([
    Uint8Array.of(70 + 4 + 5 + 6, 60 << 2, 69),
    longLiteral,
    Uint8Array.of(1, 70),
    Uint8Array.of(2 | (4 << 2), 1, 0),
    Uint8Array.of(3 | (5 << 2), 79, 0, 0, 0),
  ]);
  const begin = longLiteral.subarray(0, 4);
  const last = begin[3]!;
  const expected = concatenate([longLiteral, begin, new Uint8Array(5).fill(last), longLiteral.subarray(0, 6)]);
  assert.deepEqual(decompressSnappy(block, 1000), expected);
});

test('a literal of a negative length, which sends a careless reader in circles, is refused', () => {
  const backwards = Uint8Array.of(10, 63 << 2, 0xfa, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0);
  assert.throws(() => decompressSnappy(backwards, 1000), { name: 'DecodeError', message: /literal/ });
});

test('a block that declares 3 GiB is refused before any memory is taken', () => {
  const declares3GiB = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x0c, 0, 97);
  assert.throws(() => decompressSnappy(declares3GiB, 1 << 20), LimitExceededError);
  assert.throws(() => decompressSnappy(declares3GiB, 2 ** 33), { name: 'DecodeError', message: /cannot hold/ });
});

test('a block that holds less or more than it declares is refused', () => {
  assert.throws(() => decompressSnappy(Uint8Array.of(4, 2 << 2, 97, 98, 99), 10), { message: /less than the 4/ });
  assert.throws(() => decompressSnappy(Uint8Array.of(2, 2 << 2, 97, 98, 99), 10), { message: /more than the 2/ });
});

test('a stream that ends within a block is refused', () => {
  const whole = compressSnappy(text);
  for (let length = 17; length < whole.length; length++)
    assert.throws(() => decompressSnappy(whole.subarray(0, length), 10_000), DecodeError);
});
