import type { Message } from './definition.ts';
import type { AnyField, Shape } from './fields.ts';
import { isInitial } from './initial.ts';
import type { UnknownTag } from './structures.ts';

/**
 * A message in the form that JSON can carry, with nothing lost: 64-bit integers as decimal texts, byte strings as hex. Only
 * what was sent is in it: neither fields that the version lacks, nor tagged ones at their default.
 */
export interface PlainValues {
  readonly [name: string]: Plain;
}

export type Plain = string | number | boolean | null | readonly Plain[] | PlainValues;

/** @param bytes a message and nothing else. Throws `DecodeError` */
export function plainValues(message: Message<Shape>, bytes: Uint8Array, version: number): PlainValues {
  return plainStruct(message.fields, message.decodeExactly(bytes, version), version);
}

export function plainStruct(fields: Shape, values: { readonly [name: string]: unknown }, version: number): PlainValues {
  const plain: Record<string, Plain> = {};
  for (const [name, field] of Object.entries(fields)) {
    const { since, until, tag } = field.options;
    if (version < since || version > until) continue;
    if (tag !== undefined && isInitial(field, values[name])) continue;
    plain[name] = plainValue(field, values[name], version);
  }
  const unknownTags = values['unknownTags'] as readonly UnknownTag[] | undefined;
  if (unknownTags !== undefined) {
    plain['unknownTags'] = unknownTags.map(({ tag, bytes }) => ({ tag, hex: hexOf(bytes) }));
  }
  return plain;
}

function plainValue(field: AnyField, value: unknown, version: number): Plain {
  const { kind, element, fields } = field.options;
  if (value === null) return null;
  switch (kind) {
    case 'int64':
      return String(value);
    case 'bytes':
    case 'records':
      return hexOf(value as Uint8Array);
    case 'array':
      return (value as readonly unknown[]).map((one) => plainValue(element!, one, version));
    case 'struct':
      return plainStruct(fields!, value as PlainValues, version);
    default:
      return value as Plain;
  }
}

const digits = '0123456789abcdef';

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += digits[byte >>> 4]! + digits[byte & 15]!;
  return hex;
}
