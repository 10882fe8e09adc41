import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DecodeError, Reader } from './reader.ts';
import { utf8LengthBytes } from './utf8.ts';
import { uuidFromText, uuidToText, zeroUuid } from './uuid.ts';
import { concatenate, encodeText, Writer } from './writer.ts';

const integers = {
  int8: fc.integer({ min: -0x80, max: 0x7f }),
  int16: fc.integer({ min: -0x8000, max: 0x7fff }),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
  unsignedVarint: fc.integer({ min: 0, max: 0xffff_ffff }),
  varint: fc.integer(),
  varlong: fc.maxSafeInteger(),
  float64: fc.double({ noNaN: true }),
} as const;

type Kind = keyof typeof integers;

test('what is written one behind the other is read so, whatever it is', () => {
  const value = fc.oneof(
    ...Object.entries(integers).map(([kind, values]) => fc.tuple(fc.constant(kind as Kind), values)),
  );
  fc.assert(
    fc.property(fc.array(value), fc.nat(20), (values, expectedBytes) => {
      const writer = new Writer(expectedBytes);
      for (const [kind, number] of values) writer[kind](number);
      const reader = new Reader(writer.toBytes());
      for (const [kind, number] of values) assert.equal(reader[kind](), number);
      assert.equal(reader.remaining, 0);
    }),
  );
});

test('64 bits are exact as a bigint, and no limit is the largest integer', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      const writer = new Writer();
      writer.int64(value);
      assert.equal(new Reader(writer.toBytes()).bigInt64(), value);
    }),
  );
  const writer = new Writer();
  writer.int64(Infinity);
  assert.equal(new Reader(writer.toBytes()).bigInt64(), 2n ** 63n - 1n);
});

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii', maxLength: 100 }));

/** Behind another value, in memory that is too short for both. */
function written(text: string): Uint8Array {
  const writer = new Writer(4);
  writer.int8(1);
  writer.text(text);
  return writer.toBytes().subarray(1);
}

test('texts come back as they were, a byte order mark too, and tell their size before they are written', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.constant('\ufeffmark')), (text) => {
      const bytes = encodeText(text);
      assert.equal(utf8LengthBytes(text), bytes.length);
      assert.deepEqual(written(text), bytes);
      assert.equal(new Reader(bytes).text(bytes.length), text);
    }),
  );
  for (const text of ['\ud800', 'a\udc00b', '\ud800\ud800\udc00', '\udc00\ud800']) {
    assert.equal(utf8LengthBytes(text), encodeText(text).length);
    assert.deepEqual(written(text), encodeText(text));
  }
});

test('attached bytes are given on as they are, between what was written before and after', () => {
  const attached = Uint8Array.of(7, 8, 9);
  const writer = new Writer(4);
  writer.int32(1);
  writer.attach(attached);
  writer.int32(2);
  writer.sized((inner) => inner.text('zwölf'));
  assert.equal(writer.lengthBytes, 4 + 3 + 4 + 1 + 6);
  const parts = writer.parts();
  assert.ok(parts.includes(attached));
  assert.equal(Buffer.from(concatenate(parts)).toString('hex'), '0000000107080900000002067a77c3b66c66');
});

test('nothing is read beyond the end, and no length is negative', () => {
  const reader = new Reader(Uint8Array.of(1, 2, 3));
  for (const read of [
    () => reader.int32(),
    () => reader.int64(),
    () => reader.slice(4),
    () => reader.skip(-1),
    () => reader.slice(-1),
  ])
    assert.throws(read, DecodeError);
  assert.equal(reader.position, 0);
  assert.deepEqual(reader.slice(3), Uint8Array.of(1, 2, 3));
  assert.throws(() => reader.int8(), { name: 'DecodeError', message: /1 bytes wanted at byte 3, 0 are left of 3/ });
});

test('a varint that does not end within its bits is refused', () => {
  const endless = new Uint8Array(12).fill(0xff);
  for (const kind of ['unsignedVarint', 'varint', 'varlong'] as const)
    assert.throws(() => new Reader(endless)[kind](), { name: 'DecodeError', message: /does not end/ });
  assert.throws(() => new Reader(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x10)).varint(), DecodeError);
});

test('an id is 22 characters of base64url, and what is none is not taken for one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const text = uuidToText(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64url'));
      assert.deepEqual(uuidFromText(text), bytes);
    }),
  );
  assert.deepEqual(uuidFromText(zeroUuid), new Uint8Array(16));
  for (const text of ['', 'A', `${zeroUuid}A`, `${zeroUuid.slice(1)}=`, `${zeroUuid.slice(1)}ü`])
    assert.equal(uuidFromText(text), undefined);
});
