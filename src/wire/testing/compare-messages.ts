import assert from 'node:assert/strict';
import { Reader } from '../../bytes/reader.ts';
import { Writer } from '../../bytes/writer.ts';
import type { Message } from '../definition.ts';
import type { AnyField, Shape } from '../fields.ts';
import type { UnknownTag } from '../structures.ts';
import { fromHex, type ReferenceMessage, toHex, type Values } from './reference.ts';

/**
 * Decodes what Apache Kafka encoded, compares every value with what Apache Kafka says is in it, encodes it again, and
 * compares every byte.
 */
export function assertRoundTrip(message: Message<Shape>, reference: ReferenceMessage): void {
  const { version, json, hex, unknownTags = [] } = reference;
  const reader = new Reader(fromHex(hex));
  const value = message.readExactly(reader, version);
  assert.equal(reader.remaining, 0, 'bytes are left');
  assert.deepEqual(asReferenceJson(message.fields, value, version), json);
  const kept = (value['unknownTags'] ?? []) as readonly UnknownTag[];
  assert.deepEqual(
    kept.map(({ tag, bytes }) => ({ tag, hex: toHex(bytes) })),
    unknownTags,
  );

  const writer = new Writer();
  message.write(writer, version, value);
  assert.equal(writer.lengthBytes, hex.length / 2);
  assert.equal(toHex(writer.toBytes()), hex);
}

/**
 * The form of the reference: 64-bit integers as decimal texts, bytes as hex; without the fields that the version lacks and
 * without tagged fields at their default.
 */
export function asReferenceJson(fields: Shape, value: Values, version: number): Values {
  const json: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const { since, until, tag } = field.options;
    if (version < since || version > until) continue;
    const shown = shownValue(field, value[name], version);
    if (tag !== undefined && isDefault(field, shown, version)) continue;
    json[name] = shown;
  }
  return json;
}

function shownValue(field: AnyField, value: unknown, version: number): unknown {
  const { kind, element, fields } = field.options;
  if (value === null) return null;
  if (kind === 'int64') return String(value);
  if (value instanceof Uint8Array) return toHex(value);
  if (kind === 'array') return (value as unknown[]).map((one) => shownValue(element!, one, version));
  if (kind === 'struct') return asReferenceJson(fields!, value as Values, version);
  return value;
}

function isDefault(field: AnyField, shown: unknown, version: number): boolean {
  const { kind, fields, default: initial } = field.options;
  if (shown === null || initial === null) return shown === initial;
  if (kind === 'array' || kind === 'bytes') return (shown as { length: number }).length === 0;
  if (kind === 'int64') return shown === (initial === Infinity ? '9223372036854775807' : String(initial));
  if (kind !== 'struct') return shown === initial;
  return Object.entries(shown as Values).every(([name, inner]) => isDefault(fields![name]!, inner, version));
}
