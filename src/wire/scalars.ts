import { DecodeError, type Reader } from '../bytes/reader.ts';
import { utf8LengthBytes } from '../bytes/utf8.ts';
import { uuidFromText, uuidToText } from '../bytes/uuid.ts';
import type { Writer } from '../bytes/writer.ts';
import { type Codec, EncodeError } from './codec.ts';
import type { Kind } from './fields.ts';

/** The values that are not made of others: numbers, ids, texts and byte strings. */

type FixedSizeKind = Exclude<Kind, 'int64' | 'string' | 'bytes' | 'records' | 'array' | 'struct'>;

export const fixedSize: { readonly [Name in FixedSizeKind]: Codec<unknown> } = {
  bool: fixed(
    1,
    (reader) => reader.int8() !== 0,
    (writer, value: boolean) => writer.int8(value ? 1 : 0),
  ),
  int8: fixed(
    1,
    (reader) => reader.int8(),
    (writer, value: number) => writer.int8(value),
  ),
  int16: fixed(
    2,
    (reader) => reader.int16(),
    (writer, value: number) => writer.int16(value),
  ),
  uint16: fixed(
    2,
    (reader) => reader.uint16(),
    (writer, value: number) => writer.int16(value),
  ),
  int32: fixed(
    4,
    (reader) => reader.int32(),
    (writer, value: number) => writer.int32(value),
  ),
  uint32: fixed(
    4,
    (reader) => reader.uint32(),
    (writer, value: number) => writer.int32(value),
  ),
  float64: fixed(
    8,
    (reader) => reader.float64(),
    (writer, value: number) => writer.float64(value),
  ),
  uuid: { ...fixed(16, (reader) => uuidToText(reader.slice(16)), writeUuid), weight: 3 },
};

const int64Number = int64Codec((reader) => reader.int64());
const int64WithoutLimit = int64Codec((reader) => {
  const value = reader.int64();
  return value === 0x8000_0000_0000_0000 ? Infinity : value;
});
const int64Exact = int64Codec((reader) => reader.bigInt64());

/** @param maximumMeansNoLimit whether the largest integer is read as `Infinity` */
export function int64(readAs: 'number' | 'bigint', maximumMeansNoLimit: boolean): Codec<unknown> {
  if (readAs === 'bigint') return int64Exact;
  return maximumMeansNoLimit ? int64WithoutLimit : int64Number;
}

function int64Codec(read: (reader: Reader) => number | bigint): Codec<unknown> {
  return fixed(8, read, (writer, value: number | bigint) => writer.int64(value));
}

function fixed<Value>(
  minimumBytes: number,
  read: (reader: Reader) => Value,
  write: (writer: Writer, value: never) => void,
): Codec<unknown> {
  return { minimumBytes, weight: 1, read, write: write as (writer: Writer, value: unknown) => void };
}

function writeUuid(writer: Writer, value: string): void {
  const bytes = uuidFromText(value);
  if (bytes === undefined) throw new EncodeError(`'${value}' is not an id of 22 base64url characters`);
  writer.copy(bytes);
}

/** How a length stands before what it measures; −1 means null, and is refused where null is not allowed. */
export interface Length {
  readonly minimumBytes: number;
  read(reader: Reader, nullable: boolean): number;
  write(writer: Writer, length: number, nullable: boolean): void;
}

export const int16Length = lengthOf(
  2,
  (reader) => reader.int16(),
  (writer, length) => writer.int16(length),
);
export const int32Length = lengthOf(
  4,
  (reader) => reader.int32(),
  (writer, length) => writer.int32(length),
);
/** One more than the length, so that null fits in as 0 (KIP-482). */
export const compactLength = lengthOf(
  1,
  (reader) => reader.unsignedVarint() - 1,
  (writer, length) => writer.unsignedVarint(length + 1),
);

function lengthOf(
  minimumBytes: number,
  read: (reader: Reader) => number,
  write: (writer: Writer, length: number) => void,
): Length {
  return {
    minimumBytes,
    read(reader, nullable) {
      const length = read(reader);
      if (length >= 0 || (length === -1 && nullable)) return length;
      throw new DecodeError(
        length === -1
          ? `null before byte ${reader.position}, where none is allowed`
          : `length ${length} before byte ${reader.position} is negative`,
      );
    },
    write(writer, length, nullable) {
      if (length === -1 && !nullable) throw new EncodeError('null where this version allows none');
      write(writer, length);
    },
  };
}

const longestTextBytes = 0x7fff;

export function text(nullable: boolean, length: Length): Codec<unknown> {
  return {
    minimumBytes: length.minimumBytes,
    weight: 1,
    read(reader) {
      const sizeBytes = length.read(reader, nullable);
      if (sizeBytes === -1) return null;
      if (sizeBytes > longestTextBytes) throw new DecodeError(tooLong(sizeBytes));
      return reader.text(sizeBytes);
    },
    write(writer, value) {
      if (value === null) return length.write(writer, -1, nullable);
      const sizeBytes = utf8LengthBytes(value as string);
      if (sizeBytes > longestTextBytes) throw new EncodeError(tooLong(sizeBytes));
      length.write(writer, sizeBytes, nullable);
      writer.text(value as string);
    },
  };
}

function tooLong(sizeBytes: number): string {
  return `a text of ${sizeBytes} bytes is longer than ${longestTextBytes}`;
}

/** Byte strings at least this long are not copied into a message, but sent from where they are. */
const attachFromBytes = 512;

export function byteString(nullable: boolean, length: Length): Codec<unknown> {
  return {
    minimumBytes: length.minimumBytes,
    weight: 4,
    read(reader) {
      const sizeBytes = length.read(reader, nullable);
      return sizeBytes === -1 ? null : reader.slice(sizeBytes);
    },
    write(writer, value) {
      const bytes = value as Uint8Array | null;
      length.write(writer, bytes === null ? -1 : bytes.length, nullable);
      if (bytes === null) return;
      if (bytes.length < attachFromBytes) writer.copy(bytes);
      else writer.attach(bytes);
    },
  };
}
