import { crc32c } from '../bytes/crc32c.ts';
import { DecodeError, Reader } from '../bytes/reader.ts';
import { at, batchHeaderBytes } from '../records/batch-header.ts';
import { batchSizeBytes, RecordBatch } from '../records/record-batch.ts';
import type { SegmentFileKind } from '../storage/file-names.ts';
import { OffsetIndex, offsetEntryBytes } from '../storage/offset-index.ts';
import { TimeIndex, timeEntryBytes } from '../storage/time-index.ts';
import { nameBytes, type NamedBytes, nameHeader } from './bytes-view.ts';
import type { Part } from './compare-parts.ts';

/** One of a segment's files, as far as its bytes depend on it. */
export interface FileContents {
  readonly kind: SegmentFileKind;
  /** Of its segment: indexes hold offsets that count from it. */
  readonly baseOffset: number;
  readonly bytes: Uint8Array;
}

/**
 * Every byte of a file, in named parts one behind the other.
 *
 * @param like a file that may be whole where this one is damaged: then the damaged bytes are named as its bytes are
 */
export function partsOf(file: FileContents, like: FileContents = file): readonly Part[] {
  switch (file.kind) {
    case 'log':
      return batchParts(file.bytes, like.kind === 'log' ? soundBatches(like.bytes) : new Map());
    case 'index':
      return entryParts(file.bytes, offsetEntryBytes, (entry, position) =>
        offsetEntry(file.baseOffset, entry, position),
      );
    case 'timeindex':
      return entryParts(file.bytes, timeEntryBytes, (entry, position) => timeEntry(file.baseOffset, entry, position));
    default:
      return restParts(file.bytes, 0);
  }
}

/** The names of the batches whose checksum is not that of their bytes. */
export function wrongChecksums(parts: readonly Part[]): readonly string[] {
  const isWrong = ({ name, value }: Part) => name === checksumField && value.endsWith(wrong);
  return parts.filter(({ parts: fields }) => fields.some(isWrong)).map(({ name }) => name);
}

const checksumField = 'CRC-32C';
const wrong = 'wrong';

type Batches = ReadonlyMap<number, RecordBatch>;

/** Batches whose checksum is right, by where they begin. */
function soundBatches(bytes: Uint8Array): Batches {
  const found = new Map<number, RecordBatch>();
  for (let position = 0; ; ) {
    const batch = batchAt(bytes, position);
    if (batch === undefined) return found;
    if (isSound(batch)) found.set(position, batch);
    position += batch.sizeBytes;
  }
}

/** Undefined where none can be. */
function batchAt(bytes: Uint8Array, position: number): RecordBatch | undefined {
  const sizeBytes = sizeAt(bytes, position);
  const fits = sizeBytes !== undefined && sizeBytes >= batchHeaderBytes && position + sizeBytes <= bytes.length;
  return fits ? new RecordBatch(bytes, position) : undefined;
}

function sizeAt(bytes: Uint8Array, position: number): number | undefined {
  try {
    return batchSizeBytes(bytes, position);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

function isSound(batch: RecordBatch): boolean {
  return batch.magic === 2 && batch.checkCrc();
}

function batchParts(bytes: Uint8Array, like: Batches): readonly Part[] {
  const parts: Part[] = [];
  let position = 0;
  while (position < bytes.length) {
    const own = batchAt(bytes, position);
    const its = like.get(position);
    const isLikeIt = its !== undefined && position + its.sizeBytes <= bytes.length;
    const part =
      own !== undefined && (isSound(own) || !isLikeIt)
        ? batchPart(own, position)
        : isLikeIt
          ? batchPartLike(bytes.subarray(position, position + its.sizeBytes), position, its)
          : undefined;
    if (part === undefined) break;
    parts.push(part);
    position += part.bytes.length;
  }
  return [...parts, ...restParts(bytes.subarray(position), position)];
}

function batchPart(batch: RecordBatch, position: number): Part {
  return batchOf(batch.bytes, position, batch.baseOffset, fieldsOf(batch, position));
}

function batchOf(bytes: Uint8Array, position: number, baseOffset: number, parts: readonly Part[]): Part {
  const name = `batch at offset ${baseOffset}`;
  return { kind: 'batch', key: String(baseOffset), name, position, bytes, value: '', parts };
}

/** Where records are none, the fields before them are. */
function fieldsOf(batch: RecordBatch, position: number): readonly Part[] {
  const named = namedBytes(batch) ?? nameHeader(batch);
  const values: Readonly<Record<string, string>> = {
    [checksumField]: checksum(batch),
    'last offset delta': String(batch.lastOffsetDelta),
  };
  const fields = named.map((each) => ({ ...each, value: values[each.name] ?? each.value }));
  const last = fields.at(-1);
  const end = last === undefined ? 0 : last.position + last.bytes.length;
  return [...asParts(fields, position, batch.baseOffset), ...restParts(batch.bytes.subarray(end), position + end)];
}

function namedBytes(batch: RecordBatch): readonly NamedBytes[] | undefined {
  try {
    return nameBytes(batch, 'every');
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

function checksum(batch: RecordBatch): string {
  return `0x${batch.crc.toString(16).padStart(8, '0')}, ${isSound(batch) ? 'right' : wrong}`;
}

/** The records' fields come one behind the other, each with its record's name. */
function asParts(named: readonly NamedBytes[], batchAt: number, baseOffset: number): readonly Part[] {
  const parts: Part[] = [];
  let record: Part[] = [];
  for (const [index, { position, bytes, within, name, value }] of named.entries()) {
    const field: Part = { kind: name, key: name, name, position: batchAt + position, bytes, value, parts: [] };
    if (within === 'batch') {
      parts.push(field);
      continue;
    }
    record.push(field);
    if (named[index + 1]?.within === within && named[index + 1]?.name !== 'record length') continue;
    parts.push(recordOf(record, within, baseOffset));
    record = [];
  }
  return parts;
}

/** Known by how far it is behind its batch's base offset, which may be damaged. */
function recordOf(fields: readonly Part[], name: string, baseOffset: number): Part {
  const key = String(Number(name.replace(/\D+/, '')) - baseOffset);
  const position = fields[0]!.position;
  const bytes = joined(fields);
  return { kind: 'record', key, name, position, bytes, value: '', parts: fields };
}

/** The stretch that parts cover, which lie in one memory one behind the other. */
function joined(parts: readonly Part[]): Uint8Array {
  const first = parts[0]!.bytes;
  const lengthBytes = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return new Uint8Array(first.buffer, first.byteOffset, lengthBytes);
}

/** Damaged bytes, divided as those of a batch that is whole are. */
function batchPartLike(bytes: Uint8Array, position: number, like: RecordBatch): Part {
  const inPlace = (part: Part): Part => {
    const from = part.position - position;
    const own = bytes.subarray(from, from + part.bytes.length);
    const value = own.every((byte, index) => byte === part.bytes[index]) ? part.value : readAs(part.name, own);
    return { ...part, bytes: own, value, parts: part.parts.map(inPlace) };
  };
  const fields = fieldsOf(like, position).map((part) => withChecksum(inPlace(part), bytes));
  return batchOf(bytes, position, like.baseOffset, fields);
}

function withChecksum(part: Part, bytes: Uint8Array): Part {
  if (part.name !== checksumField) return part;
  const crc = crc32c(bytes.subarray(at.attributes)).toString(16).padStart(8, '0');
  const its = hex(part.bytes);
  return { ...part, value: `0x${its}, ${its === crc ? 'right' : wrong}` };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const utf8 = new TextDecoder();

/** What bytes say in the place of a field; empty where that cannot be told. */
function readAs(name: string, bytes: Uint8Array): string {
  if (name === 'key' || name === 'value') return utf8.decode(bytes);
  const reader = new Reader(bytes);
  const read = readers[name];
  try {
    const value = read === undefined ? '' : read(reader);
    return reader.remaining === 0 ? value : '';
  } catch (error) {
    if (error instanceof DecodeError) return '';
    throw error;
  }
}

const int16 = (reader: Reader) => String(reader.int16());
const int32 = (reader: Reader) => String(reader.int32());
const int64 = (reader: Reader) => String(reader.int64());
const varint = (reader: Reader) => String(reader.varint());

const readers: Readonly<Record<string, (reader: Reader) => string>> = {
  'base offset': int64,
  'batch length': (reader) => `${reader.int32()} bytes follow`,
  'partition leader epoch': int32,
  magic: (reader) => `format ${reader.int8()}`,
  attributes: (reader) => (reader.remaining === 1 ? String(reader.int8()) : `0x${hex(reader.bytes)}${skipped(reader)}`),
  'last offset delta': int32,
  'base timestamp': int64,
  'max timestamp': int64,
  'producer id': int64,
  'producer epoch': int16,
  'base sequence': int32,
  'records count': int32,
  'record length': (reader) => `${reader.varint()} bytes follow`,
  'timestamp delta': (reader) => `${reader.varlong()} ms`,
  'offset delta': varint,
  'key length': varint,
  'value length': varint,
  'headers count': varint,
};

function skipped(reader: Reader): '' {
  reader.int16();
  return '';
}

/** What is no part of anything known. */
function restParts(bytes: Uint8Array, position: number): readonly Part[] {
  if (bytes.length === 0) return [];
  return [{ kind: 'rest', key: 'rest', name: 'bytes of no known form', position, bytes, value: '', parts: [] }];
}

function entryParts(
  bytes: Uint8Array,
  entryBytes: number,
  partOf: (entry: Uint8Array, position: number) => Part,
): readonly Part[] {
  const whole = Math.floor(bytes.length / entryBytes) * entryBytes;
  const entries: Part[] = [];
  for (let position = 0; position < whole; position += entryBytes) {
    entries.push(partOf(bytes.subarray(position, position + entryBytes), position));
  }
  return [...entries, ...restParts(bytes.subarray(whole), whole)];
}

function offsetEntry(baseOffset: number, bytes: Uint8Array, position: number): Part {
  const index = new OffsetIndex(baseOffset, bytes);
  const offset = index.offset(0);
  const parts = [
    field('offset', bytes.subarray(0, 4), position, String(offset)),
    field('position', bytes.subarray(4), position + 4, `byte ${index.position(0)} of the .log`),
  ];
  return entryOf(offset, bytes, position, parts);
}

function timeEntry(baseOffset: number, bytes: Uint8Array, position: number): Part {
  const index = new TimeIndex(baseOffset, bytes);
  const offset = index.offset(0);
  const parts = [
    field('timestamp', bytes.subarray(0, 8), position, `${index.timestampMs(0)} ms`),
    field('offset', bytes.subarray(8), position + 8, String(offset)),
  ];
  return entryOf(offset, bytes, position, parts);
}

function entryOf(offset: number, bytes: Uint8Array, position: number, parts: readonly Part[]): Part {
  return { kind: 'entry', key: String(offset), name: `entry of offset ${offset}`, position, bytes, value: '', parts };
}

function field(name: string, bytes: Uint8Array, position: number, value: string): Part {
  return { kind: name, key: name, name, position, bytes, value, parts: [] };
}
