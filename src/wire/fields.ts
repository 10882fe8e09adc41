import { zeroUuid } from '../bytes/uuid.ts';

/**
 * The vocabulary in which Kafka's messages are defined. A message is an object of fields; from it come its encoding in every
 * version, its decoding, and its TypeScript type. Field names are Kafka's with a small first letter.
 *
 *     topics: array({ name: string(), partitions: array(int32()) }).nullable(1),
 *     timeoutMs: int32().since(2).default(60000),
 */

export type Kind =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'float64'
  | 'string'
  | 'bytes'
  | 'records'
  | 'uuid'
  | 'array'
  | 'struct';

export interface FieldOptions {
  readonly kind: Kind;
  /** First and last version that have the field. */
  readonly since: number;
  readonly until: number;
  /** First version in which null is allowed. */
  readonly nullableSince: number;
  readonly tag: number | undefined;
  /** False for the one text that keeps its two bytes of length in flexible versions. */
  readonly compact: boolean;
  /** Whether a value that a version cannot carry is silently left out, rather than refused. */
  readonly ignorable: boolean;
  readonly default: unknown;
  /** What an array holds, or what a structure is made of. */
  readonly element: AnyField | undefined;
  readonly fields: Shape | undefined;
}

export type AnyField = Field<unknown, unknown, boolean>;

export type Shape = { readonly [name: string]: AnyField };

/** What decoding returns: every field is there; one that the version lacks has its default. */
export type Decoded<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends Field<infer Out, infer _, infer __> ? Out : never;
};

type OptionalNames<S extends Shape> = {
  [Name in keyof S]: S[Name] extends Field<infer _, infer __, true> ? Name : never;
}[keyof S];
type Input<F> = F extends Field<infer _, infer In, infer __> ? In : never;

/** What encoding takes: a field that has a default, or that not every version has, may be left out. */
export type Encodable<S extends Shape> = {
  readonly [Name in Exclude<keyof S, OptionalNames<S>>]: Input<S[Name]>;
} & { readonly [Name in OptionalNames<S>]?: Input<S[Name]> | undefined };

/** One field, described by chaining; each call returns a new description. */
export class Field<Out, In = Out, Optional extends boolean = false> {
  readonly options: FieldOptions;
  declare readonly types: { readonly decoded: Out; readonly encodable: In; readonly optional: Optional };

  constructor(options: FieldOptions) {
    this.options = options;
  }

  /** The first version that has it. */
  since(version: number): Field<Out, In, true> {
    return new Field({ ...this.options, since: version });
  }

  /** The last version that has it. */
  until(version: number): Field<Out, In, true> {
    return new Field({ ...this.options, until: version });
  }

  /** Null is allowed, from this version on. */
  nullable(sinceVersion = 0): Field<Out | null, In | null, Optional> {
    return new Field({ ...this.options, nullableSince: sinceVersion });
  }

  /** What a reader sees where the field is missing, if not the kind's own: 0, false, empty. */
  default(value: Out): Field<Out, In, true> {
    return new Field({ ...this.options, default: value });
  }

  /** Sent only where it differs from its default, behind the other fields, with this number (KIP-482). */
  tagged(tag: number, sinceVersion?: number): Field<Out, In, true> {
    return new Field({ ...this.options, tag, since: sinceVersion ?? this.options.since });
  }

  /** The length keeps its old form in flexible versions too. */
  neverCompact(): Field<Out, In, Optional> {
    return new Field({ ...this.options, compact: false });
  }

  /** A value that a version cannot carry is left out; otherwise encoding refuses, so that nothing is lost in silence. */
  ignorable(): Field<Out, In, Optional> {
    return new Field({ ...this.options, ignorable: true });
  }
}

const noBytes = new Uint8Array(0);

function scalar<Value>(kind: Kind, initial: Value): Field<Value> {
  return new Field({
    kind,
    since: 0,
    until: Infinity,
    nullableSince: Infinity,
    tag: undefined,
    compact: true,
    ignorable: false,
    default: initial,
    element: undefined,
    fields: undefined,
  });
}

export const bool = () => scalar('bool', false);
export const int8 = () => scalar('int8', 0);
export const int16 = () => scalar('int16', 0);
export const uint16 = () => scalar('uint16', 0);
export const int32 = () => scalar('int32', 0);
export const uint32 = () => scalar('uint32', 0);
/**
 * Exact within ±2^53; beyond it the nearest double. `Infinity` is written as the largest 64-bit integer, Kafka's 'no limit',
 * and a field whose default is `Infinity` reads it back as such.
 */
export const int64 = () => scalar('int64', 0);
export const float64 = () => scalar('float64', 0);
export const string = () => scalar('string', '');
/** A view over the frame: copy what is to outlive it. */
export const bytes = () => scalar<Uint8Array>('bytes', noBytes);
/** Record batches, one behind the other, as a view over the frame. */
export const records = () => scalar<Uint8Array>('records', noBytes);
/** Sixteen bytes, as Kafka writes them: base64url without padding. */
export const uuid = () => scalar('uuid', zeroUuid);
/** The number of an error; `errors.ts` has their names. */
export const errorCode = () => int16();
/** For how long the client has to wait, or had to, because it used more than its quota (KIP-124, KIP-219). */
export const throttleTimeMs = () => int32().default(0).ignorable();

export function struct<S extends Shape>(fields: S): Field<Decoded<S>, Encodable<S>> {
  return new Field({ ...scalar('struct', undefined).options, fields });
}

export function array<S extends Shape>(element: S): Field<readonly Decoded<S>[], readonly Encodable<S>[]>;
export function array<Out, In>(element: Field<Out, In, boolean>): Field<readonly Out[], readonly In[]>;
export function array(element: Shape | AnyField): Field<readonly unknown[], readonly unknown[]> {
  const field = element instanceof Field ? element : struct(element);
  return new Field({ ...scalar('array', []).options, element: field as AnyField });
}
