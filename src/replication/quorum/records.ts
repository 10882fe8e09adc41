import { DecodeError, Reader } from '../../bytes/reader.ts';
import { Writer } from '../../bytes/writer.ts';
import { controlRecordKey } from '../../records/control-records.ts';
import type { Message } from '../../wire/definition.ts';
import type { Decoded, Encodable, Shape } from '../../wire/fields.ts';
import { type PlainValues, plainValues } from '../../wire/plain.ts';
import {
  KRaftVersionRecord,
  LeaderChangeMessage,
  SnapshotFooterRecord,
  SnapshotHeaderRecord,
  VotersRecord,
} from './records/control-records.ts';

/** The control records of the metadata log, by the kind that their key names. */
export const quorumRecords = {
  LEADER_CHANGE: LeaderChangeMessage,
  SNAPSHOT_HEADER: SnapshotHeaderRecord,
  SNAPSHOT_FOOTER: SnapshotFooterRecord,
  KRAFT_VERSION: KRaftVersionRecord,
  KRAFT_VOTERS: VotersRecord,
};

export type QuorumRecordType = keyof typeof quorumRecords;

type FieldsOf<Type extends QuorumRecordType> =
  (typeof quorumRecords)[Type] extends Message<infer Fields> ? Fields : never;

/** A record as it was read: `switch (record.type)` tells what `record.data` is. */
export type QuorumRecord = {
  [Type in QuorumRecordType]: { readonly type: Type; readonly data: Decoded<FieldsOf<Type>> };
}[QuorumRecordType];

/** A record to be written; its version is given apart. */
export type QuorumRecordToWrite = {
  [Type in QuorumRecordType]: { readonly type: Type; readonly data: Omit<Encodable<FieldsOf<Type>>, 'version'> };
}[QuorumRecordType];

export function isQuorumRecordType(type: string): type is QuorumRecordType {
  return Object.hasOwn(quorumRecords, type);
}

/** Throws `DecodeError`. */
export function readQuorumRecord(type: QuorumRecordType, value: Uint8Array): QuorumRecord {
  const message: Message<Shape> = quorumRecords[type];
  return { type, data: message.decode(value, versionOf(message, value)) } as QuorumRecord;
}

/** Key and value; in the newest version, unless an older one is asked for. */
export function writeQuorumRecord(
  { type, data }: QuorumRecordToWrite,
  version?: number,
): { readonly key: Uint8Array; readonly value: Uint8Array } {
  const message: Message<Shape> = quorumRecords[type];
  const chosen = version ?? message.versions[1];
  const writer = new Writer();
  message.write(writer, chosen, { ...data, version: chosen } as Encodable<Shape>);
  return { key: controlRecordKey(type), value: writer.toBytes() };
}

/** What a record says, as text can carry it. Throws `DecodeError`. */
export function describeQuorumRecord(type: QuorumRecordType, value: Uint8Array): PlainValues {
  const message: Message<Shape> = quorumRecords[type];
  return plainValues(message, value, versionOf(message, value));
}

/** The version is the first field of each. */
function versionOf(message: Message<Shape>, value: Uint8Array): number {
  const version = new Reader(value).int16();
  const [first, last] = message.versions;
  if (version < first || version > last) {
    throw new DecodeError(`${message.name} has versions ${first} to ${last}, not ${version}`);
  }
  return version;
}
