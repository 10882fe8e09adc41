import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../../reader.ts';
import { contents, noise, prose, repeated } from '../../testing/contents.ts';
import fc from 'fast-check';
import { concatenate } from '../../writer.ts';
import { LimitExceededError } from '../bounded-output.ts';
import { BackwardBits } from './backward-bits.ts';
import { decompressZstd } from './decompress.ts';
import { compressZstd, loadZstdWriter } from './writer.ts';

const mebibyte = 1 << 20;
const magic = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd);

test('before its writer is loaded, writing zstd is an error that says what to do', async () => {
  // Another name makes another module, in which nothing is loaded.
  const name = import.meta.url.endsWith('.ts') ? './writer.ts?anew' : './writer.js?anew';
  const fresh: typeof import('./writer.ts') = await import(name);
  assert.throws(() => fresh.compressZstd(Uint8Array.of(1)), {
    name: 'ZstdWriterNotLoadedError',
    message: /await loadZstdWriter\(\)/,
  });
});

test('what the zstd library writes is read, at every level', async () => {
  await loadZstdWriter();
  const bytes = concatenate([prose(1, 30_000), noise(2, 5000), repeated(prose(3, 5), 300), new Uint8Array(200_000)]);
  for (const level of [-50, -7, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 19, 20, 21, 22])
    assert.deepEqual(Buffer.from(decompressZstd(compressZstd(bytes, level), mebibyte)), Buffer.from(bytes), `${level}`);
});

test('what the zstd library writes is read, whatever it is', async () => {
  await loadZstdWriter();
  fc.assert(
    fc.property(contents(), fc.integer({ min: -20, max: 19 }), (bytes, level) => {
      assert.deepEqual(Buffer.from(decompressZstd(compressZstd(bytes, level), mebibyte)), Buffer.from(bytes));
    }),
    { numRuns: 100 },
  );
});

test('frames one behind the other are joined, and those that are to be passed over are', async () => {
  await loadZstdWriter();
  const skippable = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
  const frames = [compressZstd(prose(1, 50)), skippable, compressZstd(prose(2, 50))];
  assert.deepEqual(decompressZstd(concatenate(frames), mebibyte), concatenate([prose(1, 50), prose(2, 50)]));
});

test('a frame that declares 3 GiB is refused before any memory is taken', () => {
  const declares3GiB = concatenate([magic, Uint8Array.of(0xe0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 1, 0, 0)]);
  assert.throws(() => decompressZstd(declares3GiB, mebibyte), LimitExceededError);
  assert.throws(() => decompressZstd(declares3GiB, 2 ** 33), { name: 'DecodeError', message: /holds 0/ });
});

test('a few bytes that ask for the work of minutes are refused at once', () => {
  // 98,302 sequences, each with the longest match, from tables of one symbol.
  const block = Uint8Array.of(0x00, 0xff, 0xff, 0xff, 0x54, 0, 2, 52, 0x01);
  assert.throws(
    () => decompressZstd(concatenate([frameStart(), blockOf(block, 'compressed', true)]), mebibyte),
    DecodeError,
  );
  // A thousand blocks of one byte, in a window of 2 GB.
  const many = Array.from({ length: 1000 }, (_, index) => blockOf(Uint8Array.of(7), 'one byte', index === 999));
  assert.equal(decompressZstd(concatenate([magic, Uint8Array.of(0, 21 << 3), ...many]), mebibyte).length, 1000);
});

test('a dictionary, a reserved flag and a reserved block are refused by name', () => {
  const refused = (bytes: number[], message: RegExp) =>
    assert.throws(() => decompressZstd(concatenate([magic, Uint8Array.from(bytes)]), 100), {
      name: 'DecodeError',
      message,
    });
  refused([0x01, 0x58, 9], /dictionary/);
  refused([0x08, 0x58], /reserved/);
  refused([0x00, 0x58, 0x07, 0, 0], /reserved/);
});

test('a frame that ends anywhere before its end is refused', async () => {
  await loadZstdWriter();
  const whole = compressZstd(prose(1, 200));
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => decompressZstd(whole.subarray(0, length), 10_000), DecodeError);
});

test('bits are read from the end, up to 31 at once, and beyond the end they are zeros', () => {
  const bits = new BackwardBits(Uint8Array.of(0x21, 0x43, 0x65, 0x87, 0x1f), 0, 5);
  assert.equal(bits.left, 36);
  assert.equal(bits.read(4), 0xf);
  assert.equal(bits.readLong(31), 0x87654321 >>> 1);
  assert.equal(bits.peek(4), 0b1000);
  assert.equal(bits.read(1), 1);
  assert.throws(() => bits.read(1), DecodeError);
});

function frameStart(): Uint8Array {
  return concatenate([magic, Uint8Array.of(0x00, 0x58)]);
}

function blockOf(bytes: Uint8Array, kind: 'one byte' | 'compressed', isLast: boolean): Uint8Array {
  const header = (bytes.length << 3) | (kind === 'compressed' ? 4 : 2) | (isLast ? 1 : 0);
  return concatenate([Uint8Array.of(header, header >>> 8, header >>> 16), bytes]);
}
