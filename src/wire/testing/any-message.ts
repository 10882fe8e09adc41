import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DecodeError, Reader } from '../../bytes/reader.ts';
import { uuidToText } from '../../bytes/uuid.ts';
import { Writer } from '../../bytes/writer.ts';
import type { Message } from '../definition.ts';
import type { AnyField, Shape } from '../fields.ts';
import { plainStruct } from '../plain.ts';
import type { Values } from './reference.ts';

/**
 * Whatever a message says in whatever version, it is read back as it was written; and when its bytes are damaged on the way
 * they are still decoded or refused with a `DecodeError`, and so is any noise.
 */
export function assertAnyMessage(message: Message<Shape>, runs = 50): void {
  const [first, last] = message.versions;
  for (let version = first; version <= last; version++) {
    const { fields } = message;
    const values = anyStruct(fields, version);
    fc.assert(
      fc.property(values, anyDamage(), (value, damage) => {
        const bytes = encode(message, value, version);
        const decoded = message.decodeExactly(bytes, version);
        assert.deepEqual(plainStruct(fields, decoded, version), plainStruct(fields, value, version));
        assertDecodedOrRefused(message, damage(bytes), version);
      }),
      { numRuns: runs },
    );
    fc.assert(
      fc.property(anyNoise(), (bytes) => assertDecodedOrRefused(message, bytes, version)),
      { numRuns: runs },
    );
  }
}

/** What was decoded can be written, and is the same when it is read again. */
function assertDecodedOrRefused(message: Message<Shape>, bytes: Uint8Array, version: number): void {
  const reader = new Reader(bytes);
  try {
    message.read(reader, version);
  } catch (error) {
    assert.ok(error instanceof DecodeError, String(error));
    return;
  }
  const value = message.decodeExactly(bytes.subarray(0, reader.position), version);
  assert.deepEqual(message.decodeExactly(encode(message, value, version), version), value);
}

function encode(message: Message<Shape>, value: Values, version: number): Uint8Array {
  const writer = new Writer(16);
  message.write(writer, version, value);
  return writer.toBytes();
}

function anyStruct(fields: Shape, version: number): fc.Arbitrary<Values> {
  const record: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, field] of Object.entries(fields)) {
    const { since, until } = field.options;
    if (version >= since && version <= until) record[name] = anyValue(field, version);
  }
  return fc.record(record);
}

function anyValue(field: AnyField, version: number): fc.Arbitrary<unknown> {
  const value = anyPresent(field, version);
  return version >= field.options.nullableSince ? fc.option(value, { freq: 3 }) : value;
}

function anyPresent({ options: { kind, element, fields } }: AnyField, version: number): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'bool':
      return fc.boolean();
    case 'int8':
      return fc.integer({ min: -0x80, max: 0x7f });
    case 'int16':
      return fc.integer({ min: -0x8000, max: 0x7fff });
    case 'uint16':
      return fc.integer({ min: 0, max: 0xffff });
    case 'int32':
      return fc.integer();
    case 'uint32':
      return fc.integer({ min: 0, max: 0xffff_ffff });
    case 'int64':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    case 'float64':
      return fc.double();
    case 'string':
      return fc.string({ unit: 'grapheme', maxLength: 6 });
    case 'bytes':
    case 'records':
      return fc.oneof(fc.uint8Array({ maxLength: 6 }), fc.uint8Array({ minLength: 500, maxLength: 600 }));
    case 'uuid':
      return fc.uint8Array({ minLength: 16, maxLength: 16 }).map(uuidToText);
    case 'array':
      return fc.array(anyValue(element!, version), { maxLength: 3 });
    case 'struct':
      return anyStruct(fields!, version);
  }
}

/** Some bytes changed, left out, or put in. */
function anyDamage(): fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> {
  const wound = fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 3 }),
    added: fc.array(likelyByte(), { maxLength: 3 }),
  });
  return fc.array(wound, { minLength: 1, maxLength: 4 }).map((wounds) => (bytes) => {
    const damaged = [...bytes];
    for (const { at, removed, added } of wounds) damaged.splice(at % (damaged.length + 1), removed, ...added);
    return Uint8Array.from(damaged);
  });
}

function anyNoise(): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(likelyByte(), { maxLength: 400 }).map((values) => Uint8Array.from(values)),
  );
}

/** Of those that lengths, counts and texts are made of. */
function likelyByte(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0x61, max: 0x7a }) },
    { weight: 2, arbitrary: fc.constantFrom(0x7f, 0x80, 0xff) },
  );
}
