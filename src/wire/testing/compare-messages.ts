import assert from 'node:assert/strict';
import { Writer } from '../../bytes/writer.ts';
import type { Message } from '../definition.ts';
import type { Shape } from '../fields.ts';
import { plainStruct } from '../plain.ts';
import { fromHex, type ReferenceMessage, toHex } from './reference.ts';

/**
 * Decodes what Apache Kafka encoded, compares every value with what Apache Kafka says is in it, encodes it again, and
 * compares every byte.
 */
export function assertRoundTrip(message: Message<Shape>, reference: ReferenceMessage): void {
  const { version, json, hex, unknownTags } = reference;
  const value = message.decodeExactly(fromHex(hex), version);
  assert.deepEqual(
    plainStruct(message.fields, value, version),
    unknownTags === undefined ? json : { ...json, unknownTags },
  );

  const writer = new Writer();
  message.write(writer, version, value);
  assert.equal(writer.lengthBytes, hex.length / 2);
  assert.equal(toHex(writer.toBytes()), hex);
}
