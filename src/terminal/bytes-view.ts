import { Reader } from '../bytes/reader.ts';
import { at, batchHeaderBytes } from '../records/batch-header.ts';
import type { RecordBatch } from '../records/record-batch.ts';

/** Some bytes of a batch or of a message, what they are, and what they say. */
export interface NamedBytes {
  readonly position: number;
  readonly bytes: Uint8Array;
  /** What they are a part of: `batch`, `record at offset 1`, `topicData[0]`. */
  readonly within: string;
  readonly name: string;
  readonly value: string;
}

/** The header's fields in their order, with Kafka's names for them. */
const fields: readonly (readonly [field: keyof typeof at, name: string, value: (batch: RecordBatch) => string])[] = [
  ['baseOffset', 'base offset', (batch) => String(batch.baseOffset)],
  ['batchLength', 'batch length', (batch) => `${batch.batchLength} bytes follow`],
  ['partitionLeaderEpoch', 'partition leader epoch', (batch) => String(batch.partitionLeaderEpoch)],
  ['magic', 'magic', (batch) => `format ${batch.magic}`],
  [
    'crc',
    'CRC-32C',
    (batch) => (batch.checkCrc() ? 'right' : 'wrong: the bytes behind it are not those that were sent'),
  ],
  ['attributes', 'attributes', (batch) => `compression ${batch.codec ?? 'unknown'}, ${batch.timestampType}`],
  ['lastOffsetDelta', 'last offset delta', (batch) => `last offset ${batch.lastOffset}`],
  ['baseTimestamp', 'base timestamp', (batch) => String(batch.baseTimestamp)],
  ['maxTimestamp', 'max timestamp', (batch) => String(batch.maxTimestamp)],
  ['producerId', 'producer id', (batch) => (batch.hasProducerId ? String(batch.producerId) : 'none: not idempotent')],
  ['producerEpoch', 'producer epoch', (batch) => String(batch.producerEpoch)],
  ['baseSequence', 'base sequence', (batch) => String(batch.baseSequence)],
  ['recordsCount', 'records count', (batch) => String(batch.recordsCount)],
];

/**
 * A batch, byte by byte. Records that are compressed are one block. Throws `DecodeError` where the records are damaged.
 *
 * @param wanted only this record's bytes are taken apart; the others are one line each
 */
export function nameBytes(batch: RecordBatch, wanted: number | 'every'): readonly NamedBytes[] {
  const header = nameHeader(batch);
  if (batch.codec !== 'none') {
    const block = batch.bytes.subarray(batchHeaderBytes);
    const value = `${batch.recordsCount} records, compressed with ${batch.codec ?? 'something unknown'}`;
    return [...header, { position: batchHeaderBytes, bytes: block, within: 'batch', name: 'records', value }];
  }
  return [...header, ...nameRecords(batch, wanted)];
}

/** The fields in front of the records, which can be read also where these cannot. */
export function nameHeader(batch: RecordBatch): readonly NamedBytes[] {
  return fields.map(([field, name, value], index) => {
    const next = fields[index + 1];
    const bytes = batch.bytes.subarray(at[field], next === undefined ? batchHeaderBytes : at[next[0]]);
    return { position: at[field], bytes, within: 'batch', name, value: value(batch) };
  });
}

function* nameRecords(batch: RecordBatch, wanted: number | 'every'): Generator<NamedBytes> {
  const reader = new Reader(batch.bytes.subarray(batchHeaderBytes));
  for (let count = 0; count < batch.recordsCount; count++) {
    const start = reader.position;
    const rows = [...nameRecord(reader, batch)];
    const offset = batch.baseOffset + Number(rows.find(({ name }) => name === 'offset delta')!.value);
    const bytes = batch.bytes.subarray(batchHeaderBytes + start, batchHeaderBytes + reader.position);
    const within = `record at offset ${offset}`;
    if (wanted === 'every' || offset === wanted) yield* rows.map((row) => ({ ...row, within }));
    else
      yield { position: batchHeaderBytes + start, bytes, within: 'batch', name: 'record', value: `offset ${offset}` };
  }
}

function* nameRecord(reader: Reader, batch: RecordBatch): Generator<NamedBytes> {
  const named = (name: string, read: () => string): NamedBytes => {
    const start = reader.position;
    const value = read();
    const position = batchHeaderBytes + start;
    const bytes = batch.bytes.subarray(position, batchHeaderBytes + reader.position);
    return { position, bytes, within: 'record', name, value };
  };
  const text = (lengthBytes: number) => (lengthBytes < 0 ? 'none' : reader.text(lengthBytes));
  yield named('record length', () => `${reader.varint()} bytes follow`);
  yield named('attributes', () => String(reader.int8()));
  yield named('timestamp delta', () => `${reader.varlong()} ms`);
  yield named('offset delta', () => String(reader.varint()));
  let lengthBytes = 0;
  yield named('key length', () => String((lengthBytes = reader.varint())));
  yield named('key', () => text(lengthBytes));
  yield named('value length', () => String((lengthBytes = reader.varint())));
  yield named('value', () => text(lengthBytes));
  let headers = 0;
  yield named('headers count', () => String((headers = reader.varint())));
  for (let count = 0; count < headers; count++) {
    yield named('header', () => `${text(reader.varint())}=${text(reader.varint())}`);
  }
}

/** So many, that a line fits into a terminal of 80 characters. */
const bytesInLine = 8;

/** `  61  2e 00 00  name  value`; long runs of bytes are cut. */
export function printNamedBytes({ position, bytes, name, value }: NamedBytes): string {
  const hex = [...bytes.subarray(0, bytesInLine)].map((byte) => byte.toString(16).padStart(2, '0'));
  const shown = bytes.length > bytesInLine ? `${hex.slice(0, -1).join(' ')} …` : hex.join(' ');
  return `${String(position).padStart(5)}  ${shown.padEnd(3 * bytesInLine)} ${name.padEnd(23)} ${value}`;
}
