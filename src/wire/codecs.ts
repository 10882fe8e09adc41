import { DecodeError, type Reader } from '../bytes/reader.ts';
import { uuidFromText, uuidToText } from '../bytes/uuid.ts';
import { encodeText, type Writer } from '../bytes/writer.ts';
import type { Field, Shape } from './fields.ts';

/** How a message is encoded: its version, and whether lengths are compact and tagged fields follow (KIP-482). */
export interface Encoding {
  readonly version: number;
  readonly flexible: boolean;
  /** What a 64-bit integer is decoded to; only the tests against reference messages ask for `bigint`. */
  readonly int64: 'number' | 'bigint';
}

/** Reads and writes one kind of value in one version of a message. */
export interface Codec<Value> {
  /** No value takes fewer bytes: it bounds how long an array can be before memory is taken for it. */
  readonly minimumBytes: number;
  read(reader: Reader): Value;
  write(writer: Writer, value: Value): void;
}

/** A value that the version to be written cannot carry, or that the protocol has no form for. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
}

/** A tagged field that the definition does not know: kept, and written again. */
export interface UnknownTag {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

type Values = Record<string, unknown>;
type AnyField = Field<unknown, unknown, boolean>;

/** Records and values at least this long are not copied into a response, but sent from where they are. */
const attachFromBytes = 512;

export function structCodec(fields: Shape, encoding: Encoding): Codec<Values> {
  const { version, flexible } = encoding;
  const present: [string, AnyField, Codec<unknown>][] = [];
  const tagged: [string, AnyField, Codec<unknown>, number][] = [];
  const absent: [string, AnyField][] = [];
  for (const [name, field] of Object.entries(fields)) {
    const { since, until, tag } = field.options;
    if (version < since || version > until) absent.push([name, field]);
    else if (tag === undefined) present.push([name, field, valueCodec(field, encoding)]);
    else tagged.push([name, field, valueCodec(field, encoding), tag]);
  }
  tagged.sort((one, other) => one[3] - other[3]);
  const lacking = [...tagged.map(([name, field]) => [name, field] as const), ...absent].map(
    ([name, field]) => [name, initialOf(field, encoding)] as const,
  );

  const readTags = (reader: Reader, into: Values): void => {
    for (let left = reader.unsignedVarint(); left > 0; left--) {
      const tag = reader.unsignedVarint();
      const sizeBytes = reader.unsignedVarint();
      const known = tagged.find((entry) => entry[3] === tag);
      if (known === undefined) {
        ((into['unknownTags'] ??= []) as UnknownTag[]).push({ tag, bytes: reader.slice(sizeBytes) });
        continue;
      }
      const end = reader.position + sizeBytes;
      into[known[0]] = known[2].read(reader);
      if (reader.position !== end) throw new DecodeError(`tagged field ${known[0]} is not ${sizeBytes} bytes long`);
    }
  };

  const writeTags = (writer: Writer, value: Values): void => {
    const toWrite = tagged.filter(([name, field]) => !isInitial(field, value[name]));
    const unknown = (value['unknownTags'] ?? []) as readonly UnknownTag[];
    writer.unsignedVarint(toWrite.length + unknown.length);
    for (const [name, , codec, tag] of toWrite) {
      writer.unsignedVarint(tag);
      writer.sized((inner) => codec.write(inner, value[name]));
    }
    for (const { tag, bytes } of unknown) {
      writer.unsignedVarint(tag);
      writer.unsignedVarint(bytes.length);
      writer.copy(bytes);
    }
  };

  return {
    minimumBytes: present.reduce((sum, [, , codec]) => sum + codec.minimumBytes, flexible ? 1 : 0),
    read(reader) {
      const value: Values = {};
      for (const [name, , codec] of present) value[name] = codec.read(reader);
      for (const [name, initial] of lacking) value[name] = initial;
      if (flexible) readTags(reader, value);
      return value;
    },
    write(writer, value) {
      for (const [name, field] of absent) {
        if (!field.options.ignorable && !isInitial(field, value[name])) {
          throw new EncodeError(`version ${version} cannot carry ${name}=${String(value[name])}`);
        }
      }
      for (const [name, field, codec] of present) {
        codec.write(writer, value[name] === undefined ? initialOf(field, encoding) : value[name]);
      }
      if (flexible) writeTags(writer, value);
    },
  };
}

/** What a reader sees where the field is missing. */
function initialOf(field: AnyField, encoding: Encoding): unknown {
  const { kind, fields, default: initial } = field.options;
  if (kind === 'int64' && encoding.int64 === 'bigint') return BigInt(initial as number);
  if (kind !== 'struct' || initial === null) return initial;
  return Object.fromEntries(Object.entries(fields!).map(([name, inner]) => [name, initialOf(inner, encoding)]));
}

function isInitial(field: AnyField, value: unknown): boolean {
  const { kind, fields, default: initial } = field.options;
  if (value === undefined || value === initial) return true;
  if (value === null || initial === null) return false;
  if (kind === 'int64') return value == initial; // eslint-disable-line eqeqeq -- a bigint may equal a number
  if (kind === 'array' || kind === 'bytes' || kind === 'records') return (value as { length: number }).length === 0;
  if (kind !== 'struct') return false;
  return Object.entries(fields!).every(([name, inner]) => isInitial(inner, (value as Values)[name]));
}

function valueCodec(field: AnyField, encoding: Encoding): Codec<unknown> {
  const { kind, element, fields, nullableSince, tag } = field.options;
  const nullable = encoding.version >= nullableSince;
  switch (kind) {
    case 'bool':
      return fixed(
        1,
        (reader) => reader.int8() !== 0,
        (writer, value: boolean) => writer.int8(value ? 1 : 0),
      );
    case 'int8':
      return fixed(
        1,
        (reader) => reader.int8(),
        (writer, value: number) => writer.int8(value),
      );
    case 'int16':
      return fixed(
        2,
        (reader) => reader.int16(),
        (writer, value: number) => writer.int16(value),
      );
    case 'uint16':
      return fixed(
        2,
        (reader) => reader.uint16(),
        (writer, value: number) => writer.int16(value),
      );
    case 'int32':
      return fixed(
        4,
        (reader) => reader.int32(),
        (writer, value: number) => writer.int32(value),
      );
    case 'uint32':
      return fixed(
        4,
        (reader) => reader.uint32(),
        (writer, value: number) => writer.int32(value),
      );
    case 'int64':
      return fixed(
        8,
        (reader) => (encoding.int64 === 'bigint' ? reader.bigInt64() : reader.int64()),
        (writer, value: number | bigint) => writer.int64(value),
      );
    case 'float64':
      return fixed(
        8,
        (reader) => reader.float64(),
        (writer, value: number) => writer.float64(value),
      );
    case 'uuid':
      return fixed(16, (reader) => uuidToText(reader.slice(16)), writeUuid);
    case 'string':
      return measured(nullable, encoding.flexible ? compactLength : int16Length, {
        read: (reader, length) => reader.text(length),
        write: (writer, text: string, writeLength) => {
          const encoded = encodeText(text);
          if (encoded.length > 0x7fff)
            throw new EncodeError(`a string of ${encoded.length} bytes is longer than 32767`);
          writeLength(encoded.length);
          writer.copy(encoded);
        },
      });
    case 'bytes':
    case 'records':
      return measured(nullable, encoding.flexible ? compactLength : int32Length, {
        read: (reader, length) => reader.slice(length),
        write: (writer, bytes: Uint8Array, writeLength) => {
          writeLength(bytes.length);
          if (bytes.length < attachFromBytes) writer.copy(bytes);
          else writer.attach(bytes);
        },
      });
    case 'array':
      return arrayCodec(valueCodec(element!, encoding), nullable, encoding);
    case 'struct': {
      const codec = structCodec(fields!, encoding);
      return nullable ? nullableStruct(codec, tag !== undefined) : (codec as Codec<unknown>);
    }
  }
}

function fixed<Value>(
  minimumBytes: number,
  read: (reader: Reader) => Value,
  write: (writer: Writer, value: never) => void,
): Codec<unknown> {
  return { minimumBytes, read, write: write as (writer: Writer, value: unknown) => void };
}

function writeUuid(writer: Writer, value: string): void {
  const bytes = uuidFromText(value);
  if (bytes === undefined) throw new EncodeError(`'${value}' is not an id of 22 base64url characters`);
  writer.copy(bytes);
}

/** How a length stands before what it measures; −1 means null. */
interface Length {
  readonly minimumBytes: number;
  read(reader: Reader): number;
  write(writer: Writer, length: number): void;
}

const int16Length: Length = {
  minimumBytes: 2,
  read: (reader) => reader.int16(),
  write: (writer, length) => writer.int16(length),
};
const int32Length: Length = {
  minimumBytes: 4,
  read: (reader) => reader.int32(),
  write: (writer, length) => writer.int32(length),
};
const compactLength: Length = {
  minimumBytes: 1,
  read: (reader) => reader.unsignedVarint() - 1,
  write: (writer, length) => writer.unsignedVarint(length + 1),
};

function measured<Value>(
  nullable: boolean,
  length: Length,
  value: {
    read(reader: Reader, length: number): Value;
    write(writer: Writer, value: Value, writeLength: (length: number) => void): void;
  },
): Codec<unknown> {
  return {
    minimumBytes: length.minimumBytes,
    read(reader) {
      const count = length.read(reader);
      if (count >= 0) return value.read(reader, count);
      if (count === -1 && nullable) return null;
      throw new DecodeError(
        count === -1 ? `null at byte ${reader.position} where none is allowed` : `length ${count} is negative`,
      );
    },
    write(writer, given) {
      if (given !== null) value.write(writer, given as Value, (count) => length.write(writer, count));
      else if (nullable) length.write(writer, -1);
      else throw new EncodeError('null where this version allows none');
    },
  };
}

function arrayCodec(element: Codec<unknown>, nullable: boolean, encoding: Encoding): Codec<unknown> {
  return measured(nullable, encoding.flexible ? compactLength : int32Length, {
    read: (reader, count) => {
      if (count * element.minimumBytes > reader.remaining) {
        throw new DecodeError(`an array of ${count} cannot lie in the ${reader.remaining} bytes that are left`);
      }
      const values: unknown[] = [];
      for (let index = 0; index < count; index++) values.push(element.read(reader));
      return values;
    },
    write: (writer, values: readonly unknown[], writeLength) => {
      writeLength(values.length);
      for (const value of values) element.write(writer, value);
    },
  });
}

/** A structure that may be null is marked: in a tagged field with an unsigned varint 0 or 1, elsewhere with int8 −1 or 1. */
function nullableStruct(codec: Codec<Values>, inTag: boolean): Codec<unknown> {
  return {
    minimumBytes: 1,
    read(reader) {
      const mark = inTag ? reader.unsignedVarint() : reader.int8();
      return mark === (inTag ? 0 : -1) ? null : codec.read(reader);
    },
    write(writer, value) {
      if (inTag) writer.unsignedVarint(value === null ? 0 : 1);
      else writer.int8(value === null ? -1 : 1);
      if (value !== null) codec.write(writer, value as Values);
    },
  };
}
