import { DecodeError, Reader } from '../bytes/reader.ts';
import { ApiVersions } from './apis/api-versions.ts';
import type { Api } from './definition.ts';
import { codeOf } from './errors.ts';
import type { Decoded, Shape } from './fields.ts';
import { readResponseHeader } from './headers.ts';

/** It comes first in every response, whatever the API and the version. */
export function correlationIdOf(frame: Uint8Array): number {
  if (frame.length < 4) throw new DecodeError(`a response of ${frame.length} bytes`);
  return (frame[0]! << 24) | (frame[1]! << 16) | (frame[2]! << 8) | frame[3]!;
}

/** Header and body of a response. Throws `DecodeError`. */
export function readResponse<Response extends Shape>(
  api: Api<Shape, Response>,
  version: number,
  frame: Reader,
): Decoded<Response> {
  readResponseHeader(frame, api, version);
  if (api.key !== ApiVersions.key || version === 0) return api.response.read(frame, version);
  // An error's number comes first in every version; with 35, UNSUPPORTED_VERSION, the rest has the form of version 0.
  const errorCode = new Reader(frame.bytes.subarray(frame.position)).int16();
  return api.response.read(frame, errorCode === codeOf('UNSUPPORTED_VERSION') ? 0 : version);
}
