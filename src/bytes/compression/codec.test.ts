import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { compress, compressionCodecs, decompress } from './codec.ts';
import { loadZstdWriter, ZstdWriterNotLoadedError } from './zstd-writer.ts';

const mebibyte = 1 << 20;

test('zstd before its writer is loaded is an error that says what to do', () => {
  assert.throws(
    () => compress('zstd', Uint8Array.of(1)),
    (error: Error) => error instanceof ZstdWriterNotLoadedError && /loadZstdWriter/.test(error.message),
  );
});

test('every codec', async (suite) => {
  before(loadZstdWriter);
  await loadZstdWriter();
  for (const codec of compressionCodecs) {
    await suite.test(`${codec} gives back what it was given`, () => {
      fc.assert(
        fc.property(contents(), (bytes) => {
          assert.deepEqual(copy(decompress(codec, compress(codec, bytes), mebibyte)), copy(bytes));
        }),
        { numRuns: 300 },
      );
    });
  }
});

function copy(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}

/** Bytes that repeat and bytes that don't, short and beyond a block of any codec. */
function contents(): fc.Arbitrary<Uint8Array> {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.nat(3000))
      .map(([bytes, times]) => repeated(bytes, times)),
    fc.tuple(fc.nat(), fc.nat(40_000)).map(([seed, length]) => noise(seed, length)),
  );
  return fc.array(piece, { maxLength: 8 }).map((pieces) => Uint8Array.from(pieces.flatMap((bytes) => [...bytes])));
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  return Uint8Array.from({ length: bytes.length * times }, (_, index) => bytes[index % bytes.length]!);
}

function noise(seed: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.imul(index + seed, 2654435761) >>> 24);
}
