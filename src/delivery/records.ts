import { DecodeError, Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import type { Message } from '../wire/definition.ts';
import type { Decoded, Encodable, Shape } from '../wire/fields.ts';
import { type PlainValues, plainValues } from '../wire/plain.ts';
import { GroupMetadata } from './records/classic-groups.ts';
import {
  ConsumerGroupCurrentMemberAssignment,
  ConsumerGroupMemberMetadata,
  ConsumerGroupMetadata,
  ConsumerGroupPartitionMetadata,
  ConsumerGroupRegularExpression,
  ConsumerGroupTargetAssignmentMember,
  ConsumerGroupTargetAssignmentMetadata,
} from './records/consumer-groups.ts';
import type { CoordinatorRecordDefinition } from './records/definition.ts';
import { LegacyOffsetCommit, OffsetCommit } from './records/offsets.ts';
import {
  ShareGroupCurrentMemberAssignment,
  ShareGroupMemberMetadata,
  ShareGroupMetadata,
  ShareGroupStatePartitionMetadata,
  ShareGroupTargetAssignmentMember,
  ShareGroupTargetAssignmentMetadata,
} from './records/share-groups.ts';
import { ShareSnapshot, ShareUpdate } from './records/share-state.ts';
import { TransactionLog } from './records/transactions.ts';

/** The records of each coordinator's log, by topic. The numbers of one log mean nothing in another. */
export const coordinatorRecords = {
  __consumer_offsets: {
    LegacyOffsetCommit,
    OffsetCommit,
    GroupMetadata,
    ConsumerGroupMetadata,
    ConsumerGroupPartitionMetadata,
    ConsumerGroupMemberMetadata,
    ConsumerGroupTargetAssignmentMetadata,
    ConsumerGroupTargetAssignmentMember,
    ConsumerGroupCurrentMemberAssignment,
    ConsumerGroupRegularExpression,
    ShareGroupMemberMetadata,
    ShareGroupMetadata,
    ShareGroupTargetAssignmentMetadata,
    ShareGroupTargetAssignmentMember,
    ShareGroupCurrentMemberAssignment,
    ShareGroupStatePartitionMetadata,
  },
  __transaction_state: { TransactionLog },
  __share_group_state: { ShareSnapshot, ShareUpdate },
};

export type CoordinatorTopic = keyof typeof coordinatorRecords;
export type CoordinatorRecordType<Topic extends CoordinatorTopic> = keyof (typeof coordinatorRecords)[Topic] & string;

type KeyFields<Definition> = Definition extends CoordinatorRecordDefinition<infer Key, infer _> ? Key : never;
type ValueFields<Definition> = Definition extends CoordinatorRecordDefinition<infer _, infer Value> ? Value : never;
type DefinitionOf<
  Topic extends CoordinatorTopic,
  Type extends CoordinatorRecordType<Topic>,
> = (typeof coordinatorRecords)[Topic][Type];

/** What the value of a record says. */
export type ValueOf<Topic extends CoordinatorTopic, Type extends CoordinatorRecordType<Topic>> = Decoded<
  ValueFields<DefinitionOf<Topic, Type>>
>;

/** A record as it was read: `switch (record.type)` tells what key and value are. */
export type CoordinatorRecord<Topic extends CoordinatorTopic> = {
  [Type in CoordinatorRecordType<Topic>]: {
    readonly type: Type;
    readonly key: Decoded<KeyFields<DefinitionOf<Topic, Type>>>;
    /** Null: what the key names is gone. */
    readonly value: ValueOf<Topic, Type> | null;
  };
}[CoordinatorRecordType<Topic>];

/** A record to be written: what is at its default may be left out. */
export type CoordinatorRecordToWrite<Topic extends CoordinatorTopic> = {
  [Type in CoordinatorRecordType<Topic>]: {
    readonly type: Type;
    readonly key: Encodable<KeyFields<DefinitionOf<Topic, Type>>>;
    readonly value: Encodable<ValueFields<DefinitionOf<Topic, Type>>> | null;
    /** Of the value; the newest where none is given. */
    readonly version?: number;
  };
}[CoordinatorRecordType<Topic>];

interface Found {
  readonly type: string;
  readonly definition: CoordinatorRecordDefinition;
}

const byNumber = new Map<string, ReadonlyMap<number, Found>>(
  Object.entries(coordinatorRecords).map(([topic, definitions]) => [
    topic,
    new Map(
      Object.entries(definitions as Record<string, CoordinatorRecordDefinition>).map(([type, definition]) => [
        definition.number,
        { type, definition },
      ]),
    ),
  ]),
);

/**
 * Undefined where nobody knows the number: a record of a newer Kafka, to be passed over (KIP-915).
 * Throws `DecodeError`. Byte strings in the result are views over key and value.
 */
export function readCoordinatorRecord<Topic extends CoordinatorTopic>(
  topic: Topic,
  key: Uint8Array,
  value: Uint8Array | null,
): CoordinatorRecord<Topic> | undefined {
  const found = findDefinition(topic, key);
  if (found === undefined) return undefined;
  const { type, definition } = found;
  return {
    type,
    key: definition.key.decode(key.subarray(numberBytes), 0),
    value:
      value === null ? null : definition.value.decode(value.subarray(numberBytes), versionOf(value, definition.value)),
  } as CoordinatorRecord<Topic>;
}

/** Throws `EncodeError` where the version cannot carry the value. */
export function writeCoordinatorRecord<Topic extends CoordinatorTopic>(
  topic: Topic,
  record: CoordinatorRecordToWrite<Topic>,
): { readonly key: Uint8Array; readonly value: Uint8Array | null } {
  const { type, key, value, version } = record;
  const definition = (coordinatorRecords[topic] as Record<string, CoordinatorRecordDefinition>)[type]!;
  const valueVersion = version ?? definition.value.versions[1];
  return {
    key: writeBehind(definition.number, definition.key, 0, key),
    value: value === null ? null : writeBehind(valueVersion, definition.value, valueVersion, value),
  };
}

/** A record as text can carry it, for those who look into a log. */
export interface DescribedCoordinatorRecord {
  readonly type: number;
  readonly keyName: string;
  readonly key: PlainValues;
  readonly valueName: string;
  /** Null where there is no value. */
  readonly valueVersion: number | null;
  readonly value: PlainValues | null;
}

/** Undefined where nobody knows the number. Throws `DecodeError`. */
export function describeCoordinatorRecord(
  topic: CoordinatorTopic,
  key: Uint8Array,
  value: Uint8Array | null,
): DescribedCoordinatorRecord | undefined {
  const definition = findDefinition(topic, key)?.definition;
  if (definition === undefined) return undefined;
  const valueVersion = value === null ? null : versionOf(value, definition.value);
  return {
    type: definition.number,
    keyName: definition.key.name,
    key: plainValues(definition.key, key.subarray(numberBytes), 0),
    valueName: definition.value.name,
    valueVersion,
    value:
      value === null || valueVersion === null
        ? null
        : plainValues(definition.value, value.subarray(numberBytes), valueVersion),
  };
}

/** Before a key stands the record's number, before a value its version. */
const numberBytes = 2;

function findDefinition(topic: CoordinatorTopic, key: Uint8Array): Found | undefined {
  return byNumber.get(topic)!.get(new Reader(key).int16());
}

function versionOf(value: Uint8Array, message: Message<Shape>): number {
  const version = new Reader(value).int16();
  const [first, last] = message.versions;
  if (version < first || version > last) {
    throw new DecodeError(`${message.name} has versions ${first} to ${last}, not ${version}`);
  }
  return version;
}

function writeBehind(number: number, message: Message<Shape>, version: number, data: Encodable<Shape>): Uint8Array {
  const writer = new Writer();
  writer.int16(number);
  message.write(writer, version, data);
  return writer.toBytes();
}
