import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DecodeError, Reader } from '../../bytes/reader.ts';
import { Writer } from '../../bytes/writer.ts';
import type { Message } from '../definition.ts';
import type { Shape } from '../fields.ts';

/**
 * Any bytes are either decoded or refused with a `DecodeError`. What was decoded can be written, and is the same when it is
 * read again.
 */
export function assertAnyBytes(message: Message<Shape>, runs = 50): void {
  const [first, last] = message.versions;
  for (let version = first; version <= last; version++) {
    const check = (bytes: Uint8Array): void => {
      const value = decodeOrRefuse(message, bytes, version);
      if (value === undefined) return;
      const writer = new Writer();
      message.write(writer, version, value);
      assert.deepEqual(message.decodeExactly(writer.toBytes(), version), value);
    };
    fc.assert(fc.property(plausibleBytes(), check), { numRuns: runs });
  }
}

function decodeOrRefuse(message: Message<Shape>, bytes: Uint8Array, version: number) {
  try {
    const length = new Reader(bytes);
    message.read(length, version);
    return message.decodeExactly(bytes.subarray(0, length.position), version);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** Noise, and noise with many of the small bytes that lengths, counts and texts are made of. */
function plausibleBytes(): fc.Arbitrary<Uint8Array> {
  const small = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0x61, max: 0x7a }) },
    { weight: 1, arbitrary: fc.constantFrom(0x7f, 0x80, 0xff) },
  );
  return fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(small, { maxLength: 400 }).map((values) => Uint8Array.from(values)),
  );
}
