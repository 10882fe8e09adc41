import { DecodeError, Reader } from '../bytes/reader.ts';
import type { KafkaRecord } from './record.ts';
import { writeBatch } from './write-batch.ts';

/**
 * The kinds of control records by Kafka's names: what a broker writes into a log for its readers, and no consumer is given.
 * Those of transactions are defined here; what the others hold belongs to the cluster's metadata.
 */
export const controlRecordTypes = [
  'ABORT',
  'COMMIT',
  'LEADER_CHANGE',
  'SNAPSHOT_HEADER',
  'SNAPSHOT_FOOTER',
  'KRAFT_VERSION',
  'KRAFT_VOTERS',
] as const;

export type ControlRecordType = (typeof controlRecordTypes)[number];

export function controlRecordKey(type: ControlRecordType): Uint8Array {
  return Uint8Array.of(0, 0, 0, controlRecordTypes.indexOf(type));
}

/** The kind of a control record; undefined where a later Kafka wrote one that is not known here. */
export function controlRecordType({ key }: KafkaRecord): { version: number; type: ControlRecordType | undefined } {
  if (key === null) throw new DecodeError('a control record without a key');
  const reader = new Reader(key);
  const version = reader.int16();
  if (version < 0) throw new DecodeError(`a control record of version ${version}`);
  return { version, type: controlRecordTypes[reader.int16()] };
}

/** The end of a transaction, as the coordinator has it written into every partition that took part (KIP-98). */
export interface TransactionMarker {
  readonly type: 'ABORT' | 'COMMIT';
  /** Of the coordinator's log; a marker from an older one is refused. */
  readonly coordinatorEpoch: number;
}

/** What ends a transaction; undefined for another control record. */
export function transactionMarkerOf(record: KafkaRecord): TransactionMarker | undefined {
  const { type } = controlRecordType(record);
  if (type !== 'ABORT' && type !== 'COMMIT') return undefined;
  if (record.value === null) throw new DecodeError('a transaction marker without a value');
  const reader = new Reader(record.value);
  const version = reader.int16();
  if (version < 0) throw new DecodeError(`a transaction marker of version ${version}`);
  return { type, coordinatorEpoch: reader.int32() };
}

export interface TransactionMarkerToWrite extends TransactionMarker {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly timestamp: number;
  readonly baseOffset?: number;
  readonly partitionLeaderEpoch?: number;
}

/** The batch of one control record that ends a transaction: transactional, with the producer's id and without a sequence. */
export function writeTransactionMarker({
  type,
  coordinatorEpoch,
  timestamp,
  ...header
}: TransactionMarkerToWrite): Uint8Array {
  const value = new Uint8Array(6);
  new DataView(value.buffer).setInt32(2, coordinatorEpoch); // behind the version, 0
  return writeBatch({
    ...header,
    isTransactional: true,
    isControlBatch: true,
    records: [{ key: controlRecordKey(type), value, timestamp }],
  });
}
