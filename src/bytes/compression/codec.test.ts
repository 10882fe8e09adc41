import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DecodeError } from '../reader.ts';
import { contents, mutated, mutations, noise, prose, repeated } from '../testing/contents.ts';
import { LimitExceededError } from './bounded-output.ts';
import { compress, compressionCodecs, decompress } from './codec.ts';
import { loadZstdWriter } from './zstd/writer.ts';

const mebibyte = 1 << 20;

for (const codec of compressionCodecs) {
  test(`${codec} gives back what it was given`, async () => {
    await loadZstdWriter();
    fc.assert(
      fc.property(contents(), (bytes) => {
        assert.deepEqual(Buffer.from(decompress(codec, compress(codec, bytes), mebibyte)), Buffer.from(bytes));
      }),
      { numRuns: 60 },
    );
  });

  test(`${codec}: mutated bytes are decoded or refused, and never to more than the limit`, async () => {
    await loadZstdWriter();
    fc.assert(
      fc.property(contents(), mutations(), (bytes, changes) => {
        assertDecodedOrRefused(codec, mutated(compress(codec, bytes), changes));
      }),
      { numRuns: 300 },
    );
  });

  test(`${codec}: any bytes are decoded or refused`, () => {
    const starts = [[], [0x1f, 0x8b, 8, 0], [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0], [0x28, 0xb5, 0x2f, 0xfd]];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, bytes) => {
        assertDecodedOrRefused(codec, Uint8Array.from([...start, ...bytes]));
      }),
      { numRuns: 1000 },
    );
  });

  test(`${codec} stops at the limit`, async () => {
    await loadZstdWriter();
    const zeros = compress(codec, new Uint8Array(mebibyte));
    assert.equal(decompress(codec, zeros, mebibyte).length, mebibyte);
    assert.throws(() => decompress(codec, zeros, mebibyte - 1), LimitExceededError);
    assert.throws(() => decompress(codec, zeros, 0), LimitExceededError);
  });

  if (codec === 'none') continue;
  test(`${codec} makes text smaller, and of noise not much more`, async () => {
    await loadZstdWriter();
    assert.ok(compress(codec, prose(1, 20_000)).length < prose(1, 20_000).length / 2);
    assert.ok(compress(codec, repeated(Uint8Array.of(1, 2, 3), 30_000)).length < 6000);
    assert.ok(compress(codec, noise(1, 100_000)).length < 100_400);
  });
}

function assertDecodedOrRefused(codec: (typeof compressionCodecs)[number], bytes: Uint8Array): void {
  try {
    assert.ok(decompress(codec, bytes, mebibyte).length <= mebibyte);
  } catch (error) {
    assert.ok(error instanceof DecodeError, `${error}`);
  }
}
