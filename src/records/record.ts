import { putUtf8, utf8LengthBytes } from '../bytes/utf8.ts';
import { putVarint, putVarlong, varintSizeBytes, varlongSizeBytes } from '../bytes/varint.ts';

/** What an application says beside key and value: a name, which may come twice, and bytes. */
export interface RecordHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** A record that is to be written. */
export interface NewRecord {
  /** Milliseconds since 1970; −1 where there is none. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  /** Null is a tombstone on a compacted topic. */
  readonly value: Uint8Array | null;
  readonly headers?: readonly RecordHeader[];
}

/** A record as it stands in a batch. Key, value and headers' values are views over the batch's memory. */
export interface KafkaRecord extends NewRecord {
  readonly offset: number;
  readonly headers: readonly RecordHeader[];
}

/** How many bytes the record takes in a batch: what stands in them does not matter, only how long it is. */
export function recordSizeBytes(record: NewRecord, offsetDelta: number, timestampDelta: number): number {
  const bodyBytes = bodySizeBytes(record, offsetDelta, timestampDelta);
  return varintSizeBytes(bodyBytes) + bodyBytes;
}

/** Writes the record into `target` and returns where it ends; there must be room for `recordSizeBytes`. */
export function putRecord(
  record: NewRecord,
  offsetDelta: number,
  timestampDelta: number,
  target: Uint8Array,
  position: number,
): number {
  position = putVarint(target, position, bodySizeBytes(record, offsetDelta, timestampDelta));
  target[position++] = 0; // attributes: none is defined
  position = putVarlong(target, position, timestampDelta);
  position = putVarint(target, position, offsetDelta);
  position = putNullable(target, position, record.key);
  position = putNullable(target, position, record.value);
  const headers = record.headers ?? [];
  position = putVarint(target, position, headers.length);
  for (const { key, value } of headers) {
    position = putVarint(target, position, utf8LengthBytes(key));
    position = putUtf8(key, target, position);
    position = putNullable(target, position, value);
  }
  return position;
}

function bodySizeBytes({ key, value, headers = [] }: NewRecord, offsetDelta: number, timestampDelta: number): number {
  let sizeBytes =
    1 +
    varlongSizeBytes(timestampDelta) +
    varintSizeBytes(offsetDelta) +
    nullableSizeBytes(key) +
    nullableSizeBytes(value) +
    varintSizeBytes(headers.length);
  for (const header of headers) {
    const keyBytes = utf8LengthBytes(header.key);
    sizeBytes += varintSizeBytes(keyBytes) + keyBytes + nullableSizeBytes(header.value);
  }
  return sizeBytes;
}

function nullableSizeBytes(bytes: Uint8Array | null): number {
  return bytes === null ? 1 : varintSizeBytes(bytes.length) + bytes.length;
}

function putNullable(target: Uint8Array, position: number, bytes: Uint8Array | null): number {
  if (bytes === null) return putVarint(target, position, -1);
  position = putVarint(target, position, bytes.length);
  target.set(bytes, position);
  return position + bytes.length;
}
