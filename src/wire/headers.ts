import { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import { findApi } from './apis.ts';
import { ApiVersions } from './apis/api-versions.ts';
import { type Api, Message } from './definition.ts';
import { type Decoded, int16, int32, string } from './fields.ts';

/**
 * What stands before every request. Version 2 goes with the flexible versions of an API and ends in tagged fields.
 * The client's name keeps its old form even there, so that a broker can read that far whatever the version is.
 */
export const RequestHeader = new Message(
  'RequestHeader',
  {
    requestApiKey: int16(),
    requestApiVersion: int16(),
    /** Comes back with the answer, so that the client knows which question it answers. */
    correlationId: int32(),
    clientId: string().nullable().default('').ignorable().neverCompact(),
  },
  [1, 2],
  2,
);

/** What stands before every response. */
export const ResponseHeader = new Message('ResponseHeader', { correlationId: int32() }, [0, 1], 1);

export function requestHeaderVersion(api: Api, version: number): number {
  return version >= api.flexibleFrom ? 2 : 1;
}

/**
 * The answer to ApiVersions always has version 0: a client that asked in a version that the broker does not know must be
 * able to read it (KIP-511).
 */
export function responseHeaderVersion(api: Api, version: number): number {
  return version >= api.flexibleFrom && api.key !== ApiVersions.key ? 1 : 0;
}

/** A request's header, and whether what follows can be read. */
export type ReadHeader =
  | { readonly outcome: 'known'; readonly api: Api; readonly version: number; readonly header: Header }
  /** ApiVersions in a version from the future: answer in version 0 with UNSUPPORTED_VERSION. */
  | { readonly outcome: 'newer ApiVersions'; readonly header: Header }
  /** Nothing that could be answered: close the connection, as Kafka does. */
  | { readonly outcome: 'unknown'; readonly because: string };

export type Header = Decoded<typeof RequestHeader.fields>;

/** What a request asks, and the number by which its answer says so. */
export interface Question {
  readonly api: Api;
  readonly version: number;
  readonly correlationId: number;
}

/** Looks at the first eight bytes of a request's frame; undefined where they name nothing that could be answered. */
export function questionIn(request: Uint8Array): Question | undefined {
  if (request.length < 8) return undefined;
  const view = new DataView(request.buffer, request.byteOffset);
  const api = findApi(view.getInt16(0));
  const version = view.getInt16(2);
  const isKnown = api !== undefined && version >= api.versions[0] && version <= api.versions[1];
  return isKnown ? { api, version, correlationId: view.getInt32(4) } : undefined;
}

/** Reads up to where the body begins. Throws `DecodeError` where the bytes are no header. */
export function readRequestHeader(reader: Reader): ReadHeader {
  const ahead = new Reader(reader.bytes.subarray(reader.position));
  const apiKey = ahead.int16();
  const version = ahead.int16();
  const api = findApi(apiKey);
  if (api === undefined) return { outcome: 'unknown', because: `there is no API ${apiKey}` };
  const [first, last] = api.versions;
  const known = version >= first && version <= last;
  if (!known && api.key !== ApiVersions.key) {
    return { outcome: 'unknown', because: `${api.name} has versions ${first} to ${last}, not ${version}` };
  }
  const header = RequestHeader.read(reader, known ? requestHeaderVersion(api, version) : 2);
  return known ? { outcome: 'known', api, version, header } : { outcome: 'newer ApiVersions', header };
}

export function writeRequestHeader(
  writer: Writer,
  api: Api,
  version: number,
  { correlationId, clientId }: { readonly correlationId: number; readonly clientId: string | null },
): void {
  RequestHeader.write(writer, requestHeaderVersion(api, version), {
    requestApiKey: api.key,
    requestApiVersion: version,
    correlationId,
    clientId,
  });
}

/** Reads up to where the body begins, and returns the correlation id. */
export function readResponseHeader(reader: Reader, api: Api, version: number): number {
  return ResponseHeader.read(reader, responseHeaderVersion(api, version)).correlationId;
}

export function writeResponseHeader(writer: Writer, api: Api, version: number, correlationId: number): void {
  ResponseHeader.write(writer, responseHeaderVersion(api, version), { correlationId });
}
