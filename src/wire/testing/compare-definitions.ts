import type { Message, Versions } from '../definition.ts';
import type { AnyField, Shape } from '../fields.ts';
import type { ReferenceDefinition, ReferenceField } from './reference.ts';

/**
 * A definition in the one form in which ours and Apache Kafka's can be compared: what a field does in the versions that the
 * message has, and that the structure around it has. What can make no difference there is left out.
 */
export interface Description {
  readonly name: string;
  readonly versions: Versions;
  readonly flexibleFrom: number;
  readonly fields: readonly FieldDescription[];
}

interface FieldDescription {
  readonly name: string;
  /** `[]int32`; `struct` and `[]struct` are followed by `fields`. */
  readonly type: string;
  readonly versions: Versions;
  readonly nullable: Versions | 'never';
  readonly tag: number | 'none';
  readonly default: unknown;
  readonly ignorable: boolean;
  readonly compact: boolean;
  readonly fields: readonly FieldDescription[];
}

export function describeOurs(message: Message<Shape>): Description {
  return {
    name: message.name,
    versions: message.versions,
    flexibleFrom: message.flexibleFrom,
    fields: ourFields(message.fields, message.versions),
  };
}

function ourFields(fields: Shape, around: Versions): FieldDescription[] {
  return Object.entries(fields).map(([name, field]) => ourField(name, field, around));
}

function ourField(name: string, field: AnyField, around: Versions): FieldDescription {
  const { kind, element, since, until, nullableSince, tag, ignorable, compact } = field.options;
  const versions = overlap([since, until], around);
  const inner = element === undefined ? field : element;
  const innerKind = inner.options.kind;
  return {
    name,
    type: kind === 'array' ? `[]${innerKind}` : kind,
    versions,
    nullable: nullableSince === Infinity ? 'never' : overlap([nullableSince, Infinity], versions),
    tag: tag ?? 'none',
    default: ourDefault(field),
    ignorable: ignorable && !same(versions, around),
    compact,
    fields: inner.options.fields === undefined ? [] : ourFields(inner.options.fields, versions),
  };
}

function ourDefault(field: AnyField): unknown {
  const { kind, default: initial } = field.options;
  if (initial === null) return null;
  return kind === 'array' || kind === 'bytes' || kind === 'records' || kind === 'struct' ? 'empty' : initial;
}

export function describeTheirs(definition: ReferenceDefinition): Description {
  const versions = parseVersions(definition.validVersions);
  const flexibleFrom =
    definition.flexibleVersions === 'none' ? Infinity : parseVersions(definition.flexibleVersions)[0];
  const common = new Map((definition.commonStructs ?? []).map(({ name, fields }) => [name, fields]));
  return { name: definition.name, versions, flexibleFrom, fields: theirFields(definition.fields, versions, common) };
}

type Structures = ReadonlyMap<string, readonly ReferenceField[]>;

function theirFields(fields: readonly ReferenceField[], around: Versions, common: Structures): FieldDescription[] {
  return fields
    .map((field) => theirField(field, around, common))
    .filter(({ versions: [first, last] }) => first <= last);
}

function theirField(field: ReferenceField, around: Versions, common: Structures): FieldDescription {
  const versions = overlap(parseVersions(field.versions ?? field.taggedVersions!), around);
  const isArray = field.type.startsWith('[]');
  const element = field.type.replace('[]', '');
  const fields = field.fields ?? common.get(element);
  return {
    name: field.name.charAt(0).toLowerCase() + field.name.slice(1),
    type: (isArray ? '[]' : '') + (fields === undefined ? element : 'struct'),
    versions,
    nullable: field.nullableVersions === undefined ? 'never' : overlap(parseVersions(field.nullableVersions), versions),
    tag: field.taggedVersions === undefined ? 'none' : field.tag!,
    default: theirDefault(field, isArray ? 'array' : fields === undefined ? element : 'struct'),
    ignorable: field.ignorable === true && !same(versions, around),
    compact: field.flexibleVersions !== 'none',
    fields: fields === undefined ? [] : theirFields(fields, versions, common),
  };
}

const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Numbers are written as numbers or as text, also in hexadecimal; null as text is null, null itself is no default. */
function theirDefault({ default: given }: ReferenceField, kind: string): unknown {
  if (given === 'null') return null;
  switch (kind) {
    case 'array':
    case 'struct':
    case 'bytes':
    case 'records':
      return 'empty';
    case 'string':
      return given ?? '';
    case 'uuid':
      return given ?? zeroUuid;
    case 'bool':
      return String(given ?? false) === 'true';
    default:
      return String(given) === '9223372036854775807' ? Infinity : Number(given ?? 0);
  }
}

function parseVersions(text: string): Versions {
  const [, first, more, last] = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text)!;
  return [Number(first), more === '+' ? Infinity : Number(last ?? first)];
}

function overlap([first, last]: Versions, [otherFirst, otherLast]: Versions): Versions {
  return [Math.max(first, otherFirst), Math.min(last, otherLast)];
}

function same([first, last]: Versions, [otherFirst, otherLast]: Versions): boolean {
  return first === otherFirst && last === otherLast;
}
