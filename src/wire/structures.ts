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

/** A field with its codec, in the one version that the codec is for. */
interface Member {
  readonly name: string;
  readonly field: AnyField;
  readonly codec: Codec<unknown>;
  readonly initial: unknown;
}

export function structCodec(fields: Shape, encoding: Encoding): Codec<Values> {
  const { version, flexible } = encoding;
  const present: Member[] = [];
  const tagged: Member[] = [];
  const refused: { readonly name: string; readonly field: AnyField }[] = [];
  /** What a reader sees of everything, before it reads. */
  const template: Values = {};
  let weight = 2;
  for (const [name, field] of Object.entries(fields)) {
    const { since, until, tag, ignorable } = field.options;
    const initial = initialOf(field, encoding);
    template[name] = initial;
    if (version < since || version > until) {
      if (!ignorable) refused.push({ name, field });
      weight += 1;
    } else {
      const codec = valueCodec(field, encoding);
      (tag === undefined ? present : tagged).push({ name, field, codec, initial });
      weight += codec.weight;
    }
  }
  const tags = tagCodec(tagged);

  return {
    minimumBytes: present.reduce((sum, { codec }) => sum + codec.minimumBytes, flexible ? 1 : 0),
    weight,
    read(reader, allowance) {
      const value: Values = { ...template };
      for (const { name, codec } of present) value[name] = codec.read(reader, allowance);
      if (flexible) tags.read(reader, value, allowance);
      return value;
    },
    write(writer, value) {
      for (const { name, field } of refused) {
        if (!isInitial(field, value[name])) {
          throw new EncodeError(`version ${version} cannot carry ${name}=${String(value[name])}`);
        }
      }
      for (const { name, codec, initial } of present) {
        const given = value[name];
        codec.write(writer, given === undefined ? initial : given);
      }
      if (flexible) tags.write(writer, value);
    },
  };
}

const unknownTagWeight = 8;
const noTags: readonly UnknownTag[] = [];

/** What stands behind the other fields: how many tags, and each with its number, its length and its value (KIP-482). */
function tagCodec(tagged: readonly Member[]) {
  const members = tagged
    .map((member) => ({ ...member, tag: member.field.options.tag! }))
    .sort((one, other) => one.tag - other.tag);
  const isGiven = ({ name, field }: Member, value: Values) => !isInitial(field, value[name]);

  return {
    read(reader: Reader, into: Values, allowance: Allowance): void {
      for (let left = reader.unsignedVarint(); left > 0; left--) {
        const tag = reader.unsignedVarint();
        const sizeBytes = reader.unsignedVarint();
        const known = members.find((member) => member.tag === tag);
        if (known === undefined) {
          allowance.spend(unknownTagWeight);
          ((into['unknownTags'] ??= []) as UnknownTag[]).push({ tag, bytes: reader.slice(sizeBytes) });
          continue;
        }
        const end = reader.position + sizeBytes;
        into[known.name] = known.codec.read(reader, allowance);
        if (reader.position !== end) throw new DecodeError(`tagged field ${known.name} is not ${sizeBytes} bytes long`);
      }
    },

    write(writer: Writer, value: Values): void {
      const unknown = (value['unknownTags'] ?? noTags) as readonly UnknownTag[];
      let count = unknown.length;
      for (const member of members) if (isGiven(member, value)) count++;
      writer.unsignedVarint(count);
      if (count === 0) return;
      let next = 0;
      for (const member of members) {
        if (!isGiven(member, value)) continue;
        while (next < unknown.length && unknown[next]!.tag < member.tag) writeUnknownTag(writer, unknown[next++]!);
        writer.unsignedVarint(member.tag);
        writer.sized((inner) => member.codec.write(inner, value[member.name]));
      }
      while (next < unknown.length) writeUnknownTag(writer, unknown[next++]!);
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
