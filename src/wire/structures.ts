import { DecodeError, type Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import { type Allowance, type Codec, EncodeError, type Encoding } from './codec.ts';
import type { AnyField, Shape } from './fields.ts';
import { initialOf, isInitial } from './initial.ts';
import { byteString, compactLength, fixedSize, int16Length, int32Length, int64, type Length, text } from './scalars.ts';

/** A tagged field that the definition does not know: kept, and written again. */
export interface UnknownTag {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

type Values = Record<string, unknown>;

interface Member {
  readonly name: string;
  readonly field: AnyField;
  readonly codec: Codec<unknown>;
}

const unknownTagWeight = 8;

export function structCodec(fields: Shape, encoding: Encoding): Codec<Values> {
  const { version, flexible } = encoding;
  const present: Member[] = [];
  const tagged: (Member & { readonly tag: number })[] = [];
  const absent: { readonly name: string; readonly field: AnyField }[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const { since, until, tag } = field.options;
    if (version < since || version > until) absent.push({ name, field });
    else if (tag === undefined) present.push({ name, field, codec: valueCodec(field, encoding) });
    else tagged.push({ name, field, codec: valueCodec(field, encoding), tag });
  }
  tagged.sort((one, other) => one.tag - other.tag);
  const initials = [...tagged, ...absent].map(({ name, field }) => [name, initialOf(field, encoding)] as const);

  const readTags = (reader: Reader, into: Values, allowance: Allowance): void => {
    for (let left = reader.unsignedVarint(); left > 0; left--) {
      const tag = reader.unsignedVarint();
      const sizeBytes = reader.unsignedVarint();
      const known = tagged.find((member) => member.tag === tag);
      if (known === undefined) {
        allowance.spend(unknownTagWeight);
        ((into['unknownTags'] ??= []) as UnknownTag[]).push({ tag, bytes: reader.slice(sizeBytes) });
        continue;
      }
      const end = reader.position + sizeBytes;
      into[known.name] = known.codec.read(reader, allowance);
      if (reader.position !== end) throw new DecodeError(`tagged field ${known.name} is not ${sizeBytes} bytes long`);
    }
  };

  const writeTags = (writer: Writer, value: Values): void => {
    const known = tagged.filter(({ name, field }) => !isInitial(field, value[name]));
    const unknown = [...((value['unknownTags'] ?? []) as readonly UnknownTag[])];
    writer.unsignedVarint(known.length + unknown.length);
    for (const { name, codec, tag } of known) {
      while (unknown.length > 0 && unknown[0]!.tag < tag) writeUnknownTag(writer, unknown.shift()!);
      writer.unsignedVarint(tag);
      writer.sized((inner) => codec.write(inner, value[name]));
    }
    for (const tag of unknown) writeUnknownTag(writer, tag);
  };

  return {
    minimumBytes: present.reduce((sum, { codec }) => sum + codec.minimumBytes, flexible ? 1 : 0),
    weight: [...present, ...tagged].reduce((sum, { codec }) => sum + codec.weight, 2 + absent.length),
    read(reader, allowance) {
      const value: Values = {};
      for (const { name, codec } of present) value[name] = codec.read(reader, allowance);
      for (const [name, initial] of initials) value[name] = initial;
      if (flexible) readTags(reader, value, allowance);
      return value;
    },
    write(writer, value) {
      for (const { name, field } of absent) {
        if (!field.options.ignorable && !isInitial(field, value[name])) {
          throw new EncodeError(`version ${version} cannot carry ${name}=${String(value[name])}`);
        }
      }
      for (const { name, field, codec } of present) {
        codec.write(writer, value[name] === undefined ? initialOf(field, encoding) : value[name]);
      }
      if (flexible) writeTags(writer, value);
    },
  };
}

function writeUnknownTag(writer: Writer, { tag, bytes }: UnknownTag): void {
  writer.unsignedVarint(tag);
  writer.unsignedVarint(bytes.length);
  writer.copy(bytes);
}

function valueCodec(field: AnyField, encoding: Encoding): Codec<unknown> {
  const { kind, element, fields, nullableSince, tag, compact } = field.options;
  const nullable = encoding.version >= nullableSince;
  const length = (plain: Length) => (encoding.flexible && compact ? compactLength : plain);
  switch (kind) {
    case 'string':
      return text(nullable, length(int16Length));
    case 'bytes':
    case 'records':
      return byteString(nullable, length(int32Length));
    case 'array':
      return arrayCodec(valueCodec(element!, encoding), nullable, length(int32Length));
    case 'struct': {
      const codec = structCodec(fields!, encoding);
      return nullable ? nullableStruct(codec, tag !== undefined) : (codec as Codec<unknown>);
    }
    case 'int64':
      return int64(encoding.int64, field.options.default === Infinity);
    default:
      return fixedSize[kind];
  }
}

function arrayCodec(element: Codec<unknown>, nullable: boolean, length: Length): Codec<unknown> {
  // An element without a single byte would make a length of four thousand million believable.
  const elementBytes = Math.max(1, element.minimumBytes);
  return {
    minimumBytes: length.minimumBytes,
    weight: 2,
    read(reader, allowance) {
      const count = length.read(reader, nullable);
      if (count === -1) return null;
      if (count * elementBytes > reader.remaining) {
        throw new DecodeError(`an array of ${count} cannot lie in the ${reader.remaining} bytes that are left`);
      }
      allowance.spend(count * element.weight);
      const values: unknown[] = [];
      for (let index = 0; index < count; index++) values.push(element.read(reader, allowance));
      return values;
    },
    write(writer, given) {
      const values = given as readonly unknown[] | null;
      length.write(writer, values === null ? -1 : values.length, nullable);
      if (values !== null) for (const value of values) element.write(writer, value);
    },
  };
}

/** A structure that may be null is marked: in a tagged field with an unsigned varint 0 or 1, elsewhere with int8 −1 or 1. */
function nullableStruct(codec: Codec<Values>, inTag: boolean): Codec<unknown> {
  return {
    minimumBytes: 1,
    weight: codec.weight,
    read(reader, allowance) {
      const present = inTag ? reader.unsignedVarint() > 0 : reader.int8() >= 0;
      return present ? codec.read(reader, allowance) : null;
    },
    write(writer, value) {
      if (inTag) writer.unsignedVarint(value === null ? 0 : 1);
      else writer.int8(value === null ? -1 : 1);
      if (value !== null) codec.write(writer, value as Values);
    },
  };
}
