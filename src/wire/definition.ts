import { DecodeError, Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import { Allowance, type Codec } from './codec.ts';
import type { Decoded, Encodable, Shape } from './fields.ts';
import { structCodec } from './structures.ts';

/** First and last version. */
export type Versions = readonly [first: number, last: number];

/** As much as the metadata of some 200,000 partitions takes: decoded, at most 150 MB beside the frame itself (measured). */
const mostValues = 4_000_000;

type Codecs = Readonly<Record<'number' | 'bigint', Codec<Record<string, unknown>>[]>>;

/** One message, or one record of an internal log, in all its versions. */
export class Message<S extends Shape> {
  readonly name: string;
  readonly fields: S;
  readonly versions: Versions;
  readonly flexibleFrom: number;
  /** By version; they follow from the definition alone, are built when first asked for, and kept. */
  readonly #codecs: Codecs = { number: [], bigint: [] };

  constructor(name: string, fields: S, versions: Versions, flexibleFrom: number) {
    this.name = name;
    this.fields = fields;
    this.versions = versions;
    this.flexibleFrom = flexibleFrom;
  }

  /** Byte strings in the result are views over the reader's bytes. Throws `DecodeError`. */
  read(reader: Reader, version: number): Decoded<S> {
    return this.#codec(version, 'number').read(reader, new Allowance(mostValues)) as Decoded<S>;
  }

  /** As `read`, of bytes that must hold nothing else. */
  decode(bytes: Uint8Array, version: number): Decoded<S> {
    return this.#decode(bytes, version, 'number') as Decoded<S>;
  }

  /** As `decode`, with every 64-bit integer as a `bigint`. */
  decodeExactly(bytes: Uint8Array, version: number): Record<string, unknown> {
    return this.#decode(bytes, version, 'bigint');
  }

  /** Long byte strings are attached to the writer, not copied. Throws `EncodeError`. */
  write(writer: Writer, version: number, value: Encodable<S>): void {
    this.#codec(version, 'number').write(writer, value as Record<string, unknown>);
  }

  isFlexible(version: number): boolean {
    return version >= this.flexibleFrom;
  }

  #decode(bytes: Uint8Array, version: number, int64: 'number' | 'bigint'): Record<string, unknown> {
    const reader = new Reader(bytes);
    const value = this.#codec(version, int64).read(reader, new Allowance(mostValues));
    if (reader.remaining > 0) throw new DecodeError(`${reader.remaining} bytes are left behind ${this.name}`);
    return value;
  }

  #codec(version: number, int64: 'number' | 'bigint'): Codec<Record<string, unknown>> {
    const codecs = this.#codecs[int64];
    return (codecs[version] ??= this.#buildCodec(version, int64));
  }

  #buildCodec(version: number, int64: 'number' | 'bigint'): Codec<Record<string, unknown>> {
    const [first, last] = this.versions;
    if (version < first || version > last)
      throw new RangeError(`${this.name} has versions ${first} to ${last}, not ${version}`);
    return structCodec(this.fields, { version, flexible: this.isFlexible(version), int64 });
  }
}

/** A question and its answer. */
export interface Api<Request extends Shape = Shape, Response extends Shape = Shape> {
  readonly key: number;
  /** Kafka's name: `Produce`. */
  readonly name: string;
  readonly versions: Versions;
  readonly flexibleFrom: number;
  readonly request: Message<Request>;
  readonly response: Message<Response>;
}

/** What a broker reads, and what it writes. */
export type RequestOf<A> = A extends Api<infer Request, infer _> ? Decoded<Request> : never;
export type ResponseOf<A> = A extends Api<infer _, infer Response> ? Encodable<Response> : never;
/** What a client writes, and what it reads. */
export type RequestTo<A> = A extends Api<infer Request, infer _> ? Encodable<Request> : never;
export type ResponseFrom<A> = A extends Api<infer _, infer Response> ? Decoded<Response> : never;

interface ApiDefinition<Request extends Shape, Response extends Shape> {
  readonly key: number;
  readonly name: string;
  /** All that Apache Kafka 4.3 has; which of them a broker serves is the broker's to say. */
  readonly versions: Versions;
  readonly flexibleFrom: number | 'never';
  readonly request: Request;
  readonly response: Response;
}

export function defineApi<Request extends Shape, Response extends Shape>(
  definition: ApiDefinition<Request, Response>,
): Api<Request, Response> {
  const { key, name, versions } = definition;
  const flexibleFrom = definition.flexibleFrom === 'never' ? Infinity : definition.flexibleFrom;
  return {
    key,
    name,
    versions,
    flexibleFrom,
    request: new Message(`${name}Request`, definition.request, versions, flexibleFrom),
    response: new Message(`${name}Response`, definition.response, versions, flexibleFrom),
  };
}
