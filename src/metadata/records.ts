import { DecodeError, Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import type { Decoded, Encodable, Shape } from '../wire/fields.ts';
import { type PlainValues, plainValues } from '../wire/plain.ts';
import {
  ClientQuotaRecord,
  ConfigRecord,
  FeatureLevelRecord,
  NoOpRecord,
  ProducerIdsRecord,
  ZkMigrationStateRecord,
} from './records/cluster.ts';
import type { MetadataRecordDefinition } from './records/definition.ts';
import {
  BrokerRegistrationChangeRecord,
  FenceBrokerRecord,
  RegisterBrokerRecord,
  RegisterControllerRecord,
  UnfenceBrokerRecord,
  UnregisterBrokerRecord,
} from './records/nodes.ts';
import {
  AccessControlEntryRecord,
  DelegationTokenRecord,
  RemoveAccessControlEntryRecord,
  RemoveDelegationTokenRecord,
  RemoveUserScramCredentialRecord,
  UserScramCredentialRecord,
} from './records/security.ts';
import {
  ClearElrRecord,
  PartitionChangeRecord,
  PartitionRecord,
  RemoveTopicRecord,
  TopicRecord,
} from './records/topics.ts';
import { AbortTransactionRecord, BeginTransactionRecord, EndTransactionRecord } from './records/transactions.ts';

/** Every record that a metadata log may hold. */
export const metadataRecords = {
  RegisterBrokerRecord,
  UnregisterBrokerRecord,
  TopicRecord,
  PartitionRecord,
  ConfigRecord,
  PartitionChangeRecord,
  FenceBrokerRecord,
  UnfenceBrokerRecord,
  RemoveTopicRecord,
  DelegationTokenRecord,
  UserScramCredentialRecord,
  FeatureLevelRecord,
  ClientQuotaRecord,
  ProducerIdsRecord,
  BrokerRegistrationChangeRecord,
  AccessControlEntryRecord,
  RemoveAccessControlEntryRecord,
  NoOpRecord,
  ZkMigrationStateRecord,
  RemoveUserScramCredentialRecord,
  BeginTransactionRecord,
  EndTransactionRecord,
  AbortTransactionRecord,
  RemoveDelegationTokenRecord,
  RegisterControllerRecord,
  ClearElrRecord,
};

export type MetadataRecordType = keyof typeof metadataRecords;

type FieldsOf<Type extends MetadataRecordType> =
  (typeof metadataRecords)[Type] extends MetadataRecordDefinition<infer Fields> ? Fields : never;

/** What a record of this type says. */
export type DataOf<Type extends MetadataRecordType> = Decoded<FieldsOf<Type>>;

/** A record as it was read: `switch (record.type)` tells what `record.data` is. */
export type MetadataRecord = {
  [Type in MetadataRecordType]: { readonly type: Type; readonly data: DataOf<Type> };
}[MetadataRecordType];

/** A record to be written: what is at its default may be left out. */
export type MetadataRecordToWrite = {
  [Type in MetadataRecordType]: { readonly type: Type; readonly data: Encodable<FieldsOf<Type>> };
}[MetadataRecordType];

/** The form of what stands before the data: this number, the record's number, its version; each an unsigned varint. */
const frameVersion = 1;

const byNumber = new Map(
  Object.entries(metadataRecords).map(([type, definition]) => [
    definition.number,
    { type: type as MetadataRecordType, definition: definition as MetadataRecordDefinition },
  ]),
);

/** Throws `DecodeError`. Byte strings in the result are views over `bytes`. */
export function readMetadataRecord(bytes: Uint8Array): MetadataRecord & { readonly version: number } {
  const { type, version, definition, body } = readFrame(bytes);
  return { type, version, data: definition.message.decode(body, version) } as MetadataRecord & {
    readonly version: number;
  };
}

/** In the newest version, unless an older one is asked for. Throws `EncodeError` where that cannot carry the data. */
export function writeMetadataRecord(record: MetadataRecordToWrite, version?: number): Uint8Array {
  const { number, message } = metadataRecords[record.type] as MetadataRecordDefinition;
  const chosen = version ?? message.versions[1];
  const writer = new Writer();
  writer.unsignedVarint(frameVersion);
  writer.unsignedVarint(number);
  writer.unsignedVarint(chosen);
  message.write(writer, chosen, record.data as Encodable<Shape>);
  return writer.toBytes();
}

/** A record as text can carry it, for those who look into a log. */
export interface DescribedMetadataRecord {
  readonly type: MetadataRecordType;
  readonly apiKey: number;
  readonly version: number;
  readonly data: PlainValues;
}

/** Throws `DecodeError`. */
export function describeMetadataRecord(bytes: Uint8Array): DescribedMetadataRecord {
  const { type, version, definition, body } = readFrame(bytes);
  return { type, apiKey: definition.number, version, data: plainValues(definition.message, body, version) };
}

function readFrame(bytes: Uint8Array) {
  const reader = new Reader(bytes);
  const frame = reader.unsignedVarint();
  if (frame !== frameVersion) throw new DecodeError(`a metadata record begins with ${frameVersion}, not ${frame}`);
  const number = reader.unsignedVarint();
  const found = byNumber.get(number);
  if (found === undefined) throw new DecodeError(`there is no metadata record ${number}`);
  const version = reader.unsignedVarint();
  const [first, last] = found.definition.message.versions;
  if (version < first || version > last) {
    throw new DecodeError(`${found.type} has versions ${first} to ${last}, not ${version}`);
  }
  return { ...found, version, body: bytes.subarray(reader.position) };
}
