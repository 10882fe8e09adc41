import { DecodeError } from '../../bytes/reader.ts';
import { type CoordinatorTopic, coordinatorRecords, describeCoordinatorRecord } from '../../delivery/records.ts';
import { describeMetadataRecord } from '../../metadata/records.ts';
import { metadataTopic } from '../../metadata/changes/topics.ts';
import { controlRecordType, transactionMarkerOf } from '../../records/control-records.ts';
import type { KafkaRecord } from '../../records/record.ts';
import type { RecordBatch } from '../../records/record-batch.ts';
import { describeQuorumRecord, isQuorumRecordType } from '../../replication/quorum/records.ts';
import type { InspectedBatch } from '../../storage/inspect.ts';

/** The header of a batch, field by field, and its records. */
export interface BatchContent {
  readonly position: number;
  readonly sizeBytes: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly recordsCount: number;
  readonly partitionLeaderEpoch: number;
  readonly magic: number;
  readonly crc: number;
  readonly isChecksumRight: boolean;
  readonly attributes: number;
  readonly compression: string;
  readonly timestampType: string;
  readonly isTransactional: boolean;
  readonly isControlBatch: boolean;
  readonly deleteHorizonMs: number | null;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly lastSequence: number;
  readonly records: readonly RecordContent[];
  /** Why the records could not be read, or those behind the ones that are there. */
  readonly flaw?: string;
}

export interface RecordContent {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Bytes;
  readonly value: Bytes;
  readonly headers: readonly { readonly key: string; readonly value: Bytes }[];
  /** Of a control record: its kind, and what it says. */
  readonly control?: { readonly type: string; readonly keyVersion: number } & Readonly<Record<string, unknown>>;
  /** Of a record that the cluster or a coordinator wrote for itself: what it says. */
  readonly decoded?: object;
  /** Why it could not be decoded. */
  readonly flaw?: string;
}

/** Text where the bytes are text, else `{ hex }`. */
export type Bytes = string | { readonly hex: string } | null;

/** @param topic says how its records are to be read, where that is known */
export function describeBatch({ position, batch, isChecksumRight }: InspectedBatch, topic: string): BatchContent {
  const { baseOffset, lastOffset, recordsCount, partitionLeaderEpoch, magic, crc, attributes } = batch;
  const { producerId, producerEpoch, baseSequence, lastSequence, baseTimestamp, maxTimestamp } = batch;
  return {
    position,
    sizeBytes: batch.sizeBytes,
    ...{ baseOffset, lastOffset, recordsCount, partitionLeaderEpoch, magic, crc, isChecksumRight, attributes },
    compression: batch.codec ?? 'unknown',
    timestampType: batch.timestampType,
    isTransactional: batch.isTransactional,
    isControlBatch: batch.isControlBatch,
    deleteHorizonMs: batch.deleteHorizonMs ?? null,
    ...{ baseTimestamp, maxTimestamp, producerId, producerEpoch, baseSequence, lastSequence },
    ...recordsIn(batch, topic),
  };
}

function recordsIn(batch: RecordBatch, topic: string): Pick<BatchContent, 'records' | 'flaw'> {
  const records: RecordContent[] = [];
  try {
    for (const record of batch.records()) records.push(describeRecord(record, batch.isControlBatch, topic));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { records, flaw: error.message };
  }
  return { records };
}

function describeRecord(record: KafkaRecord, isControl: boolean, topic: string): RecordContent {
  const { offset, timestamp, key, value, headers } = record;
  return {
    offset,
    timestamp,
    key: textOrHex(key),
    value: textOrHex(value),
    headers: headers.map((header) => ({ key: header.key, value: textOrHex(header.value) })),
    ...meaningOf(record, isControl, topic),
  };
}

function meaningOf(record: KafkaRecord, isControl: boolean, topic: string): Partial<RecordContent> {
  try {
    if (isControl) return { control: describeControl(record) };
    const decoded = decode(record, topic);
    return decoded === undefined ? {} : { decoded };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { flaw: error.message };
  }
}

function describeControl(record: KafkaRecord): NonNullable<RecordContent['control']> {
  const { type, version } = controlRecordType(record);
  const head = { type: type ?? 'unknown', keyVersion: version };
  if (type === undefined || record.value === null) return head;
  if (isQuorumRecordType(type)) return { ...head, value: describeQuorumRecord(type, record.value) };
  const marker = transactionMarkerOf(record);
  if (marker === undefined) return head;
  return { ...head, coordinatorEpoch: marker.coordinatorEpoch };
}

function decode({ key, value }: KafkaRecord, topic: string): object | undefined {
  if (topic === metadataTopic) return value === null ? undefined : describeMetadataRecord(value);
  if (!isCoordinatorTopic(topic) || key === null) return undefined;
  return describeCoordinatorRecord(topic, key, value);
}

function isCoordinatorTopic(topic: string): topic is CoordinatorTopic {
  return Object.hasOwn(coordinatorRecords, topic);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOrHex(bytes: Uint8Array | null): Bytes {
  if (bytes === null) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return { hex: Buffer.from(bytes).toString('hex') };
  }
}
