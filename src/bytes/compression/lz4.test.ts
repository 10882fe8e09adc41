import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../reader.ts';
import { noise, prose } from '../testing/contents.ts';
import { concatenate } from '../writer.ts';
import { compressLz4, decompressLz4 } from './lz4.ts';
import { xxhash32 } from './xxhash32.ts';

const text = new TextEncoder().encode('exactly once');

test("a frame begins as Kafka's Java client begins it, header checksum included", () => {
  const frame = Buffer.from(compressLz4(text));
  assert.equal(frame.subarray(0, 7).toString('hex'), '04224d18604082');
  assert.equal(frame.readUInt32LE(7), 0x8000_0000 + text.length, 'what does not get smaller stays as it is');
  assert.equal(frame.readUInt32LE(frame.length - 4), 0);
});

test('a frame with all that may be in it is read', () => {
  const frame = frameOf(0x7c, [plainBlock(text, { checksum: true })], { contentSize: text.length, checksumOf: text });
  assert.deepEqual(decompressLz4(frame, 100), text);
});

test('what follows a frame is not read', () => {
  assert.deepEqual(decompressLz4(concatenate([compressLz4(text), noise(1, 20)]), 100), text);
});

test('a wrong checksum is found: of the header, of a block, of the content', () => {
  const whole = frameOf(0x7c, [plainBlock(text, { checksum: true })], { contentSize: text.length, checksumOf: text });
  for (const position of [14, 20, whole.length - 1]) {
    const changed = Uint8Array.from(whole);
    changed[position]! ^= 1;
    assert.throws(() => decompressLz4(changed, 100), { name: 'DecodeError', message: /checksum/ });
  }
});

test('dependent blocks, dictionaries and other versions are refused by name', () => {
  assert.throws(() => decompressLz4(frameOf(0x40, []), 100), { name: 'DecodeError', message: /depend/ });
  assert.throws(() => decompressLz4(frameOf(0x61, []), 100), { name: 'DecodeError', message: /dictionary/ });
  assert.throws(() => decompressLz4(frameOf(0xa0, []), 100), { name: 'DecodeError', message: /version 2/ });
});

test('a match may not start before its own block', () => {
  const reachingBack = Uint8Array.of(5, 0, 0, 0, 0x00, 4, 0, 0x10, 0x61);
  const frame = frameOf(0x60, [plainBlock(text), reachingBack]);
  assert.throws(() => decompressLz4(frame, 100), { name: 'DecodeError', message: /before its block/ });
});

test('a block of more than its frame allows is refused', () => {
  const frame = frameOf(0x60, [plainBlock(noise(1, 65_537))]);
  assert.throws(() => decompressLz4(frame, 1 << 20), { name: 'DecodeError', message: /65536/ });
});

test('a frame that ends anywhere before its end is refused', () => {
  const whole = compressLz4(prose(1, 60));
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => decompressLz4(whole.subarray(0, length), 1000), DecodeError);
});

function frameOf(
  flags: number,
  blocks: readonly Uint8Array[],
  { contentSize, checksumOf }: { contentSize?: number; checksumOf?: Uint8Array } = {},
): Uint8Array {
  const size = contentSize === undefined ? [] : [contentSize, 0, 0, 0, 0, 0, 0, 0];
  const descriptor = Uint8Array.from([flags, 0x40, ...size]);
  return concatenate([
    Uint8Array.of(0x04, 0x22, 0x4d, 0x18),
    descriptor,
    Uint8Array.of((xxhash32(descriptor) >>> 8) & 0xff),
    ...blocks,
    new Uint8Array(4),
    checksumOf === undefined ? new Uint8Array() : word(xxhash32(checksumOf)),
  ]);
}

function plainBlock(bytes: Uint8Array, { checksum = false } = {}): Uint8Array {
  return concatenate([word(0x8000_0000 + bytes.length), bytes, checksum ? word(xxhash32(bytes)) : new Uint8Array()]);
}

function word(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}
