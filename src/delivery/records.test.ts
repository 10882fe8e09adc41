import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../bytes/reader.ts';
import { metadataRecords } from '../metadata/records.ts';
import { quorumRecords } from '../replication/quorum/records.ts';
import { lacksReference } from '../testing/reference.ts';
import type { Message } from '../wire/definition.ts';
import type { Shape } from '../wire/fields.ts';
import { assertAnyMessage } from '../wire/testing/any-message.ts';
import { describeOurs, describeTheirs } from '../wire/testing/compare-definitions.ts';
import { assertRoundTrip } from '../wire/testing/compare-messages.ts';
import { messages as wireMessages } from '../wire/testing/messages.ts';
import {
  decodedRecords,
  fromHex,
  referenceDefinition,
  referenceFiles,
  referenceMessages,
  toHex,
} from '../wire/testing/reference.ts';
import { ConsumerProtocolAssignment, ConsumerProtocolSubscription } from './records/consumer-protocol.ts';
import type { CoordinatorRecordDefinition } from './records/definition.ts';
import {
  type CoordinatorTopic,
  coordinatorRecords,
  describeCoordinatorRecord,
  readCoordinatorRecord,
  writeCoordinatorRecord,
} from './records.ts';

const options = { skip: lacksReference };
const topics = Object.keys(coordinatorRecords) as CoordinatorTopic[];
const definitions = topics.flatMap((topic) =>
  Object.values(coordinatorRecords[topic] as Record<string, CoordinatorRecordDefinition>).map((definition) => ({
    topic,
    definition,
  })),
);
const protocol: readonly Message<Shape>[] = [ConsumerProtocolSubscription, ConsumerProtocolAssignment];
const folderOf = {
  __consumer_offsets: 'group-coordinator',
  __transaction_state: 'transaction-coordinator',
  __share_group_state: 'share-coordinator',
};

test('a record says what it was given; one without a value says that it is gone', () => {
  const commit = { type: 'OffsetCommit', key: { group: 'clerks', topic: 'payments', partition: 0 } } as const;
  const value = { offset: 42, metadata: '', commitTimestamp: 1700000000000, topicId: 'lR5mlCPWT-e6uilOzO4a4g' };
  const written = writeCoordinatorRecord('__consumer_offsets', { ...commit, value });
  assert.deepEqual(readCoordinatorRecord('__consumer_offsets', written.key, written.value), {
    ...commit,
    value: { ...value, leaderEpoch: -1, expireTimestamp: -1 },
  });

  const removed = writeCoordinatorRecord('__consumer_offsets', { ...commit, value: null });
  assert.deepEqual(removed, { key: written.key, value: null });
  assert.deepEqual(readCoordinatorRecord('__consumer_offsets', removed.key, null), { ...commit, value: null });
});

test('a number that nobody knows is passed over; a version that nobody knows is refused', () => {
  assert.equal(readCoordinatorRecord('__transaction_state', Uint8Array.of(0, 9, 0, 0), null), undefined);
  const key = fromHex('0000' + '0001' + '61');
  assert.throws(() => readCoordinatorRecord('__transaction_state', key, Uint8Array.of(0, 2)), DecodeError);
});

test('every definition is what Apache Kafka 4.3 has; those of streams groups are missing', options, () => {
  const missing: string[] = [];
  for (const topic of topics) {
    const ours = new Map(
      definitions
        .filter((one) => one.topic === topic)
        .flatMap(({ definition }) =>
          [definition.key, definition.value].map((message) => [message.name, { definition, message }]),
        ),
    );
    for (const name of referenceFiles(`kafka-messages/${folderOf[topic]}`, '.json')) {
      const theirs = referenceDefinition(folderOf[topic], name);
      const found = ours.get(name);
      if (found === undefined) {
        missing.push(name);
        continue;
      }
      assert.deepEqual(describeOurs(found.message), describeTheirs(theirs));
      assert.equal(found.definition.number, theirs.apiKey);
      ours.delete(name);
    }
    assert.deepEqual([...ours.keys()], []);
  }
  assert.equal(missing.length, 12);
  assert.ok(missing.every((name) => name.startsWith('StreamsGroup')));
  for (const message of protocol) {
    assert.deepEqual(describeOurs(message), describeTheirs(referenceDefinition('clients', message.name)));
  }
});

test('every record in every version and filling, bare and as it stands in a log', options, () => {
  const lines = referenceMessages('records');
  for (const { topic, definition } of definitions) {
    const [keys, values] = [definition.key, definition.value].map((message) => {
      const ours = lines.filter(({ name, from }) => name === message.name && from === folderOf[topic]);
      assert.ok(ours.length > 0, `${message.name} is not in the reference`);
      for (const line of ours) assertRoundTrip(message, line);
      return ours;
    });
    for (const value of values!) {
      const described = describeCoordinatorRecord(topic, fromHex(keys![0]!.framed!), fromHex(value.framed!))!;
      assert.deepEqual(described.key, keys![0]!.json);
      assert.equal(described.valueVersion, value.version);
    }
  }
  for (const message of protocol) {
    const ours = lines.filter(({ name }) => name === message.name);
    assert.equal(ours.length, 12);
    for (const line of ours) assertRoundTrip(message, line);
  }
});

test('what is not defined is what nobody reads here, or what is read without a definition', options, () => {
  const defined = new Set(
    [
      ...definitions.flatMap(({ definition }) => [definition.key, definition.value]),
      ...protocol,
      ...Object.values(metadataRecords).map(({ message }) => message),
      ...Object.values(quorumRecords),
      ...wireMessages,
    ].map(({ name }) => name),
  );
  const names = new Set(referenceMessages('records').map(({ name }) => name));
  assert.deepEqual(
    [...names].filter((name) => !defined.has(name) && !/^(StreamsGroup|RemoteLog|RemotePartition)/.test(name)),
    // Bytes of the record batch and of storage, and a file that is JSON.
    ['ControlRecordTypeSchema', 'EndTxnMarker', 'QuorumStateData', 'ProducerSnapshot'],
  );
});

test("every record in Apache Kafka's coordinator logs, and written again as it was", options, () => {
  const folders = {
    __consumer_offsets: ['offsets-classic', 'offsets-consumer', 'offsets-share'],
    __transaction_state: ['transaction-state', 'transaction-state-v0'],
    __share_group_state: ['share-state'],
  };
  for (const topic of topics) {
    for (const { key, value, decoded } of folders[topic].flatMap(decodedRecords)) {
      const [keyBytes, valueBytes] = [fromHex(key!), value === null ? null : fromHex(value)];
      const described = describeCoordinatorRecord(topic, keyBytes, valueBytes);
      assert.deepEqual(described, decoded);
      const record: object = readCoordinatorRecord(topic, keyBytes, valueBytes)!;
      const version = described!.valueVersion ?? 0;
      if (containsOnlySafeIntegers(described!.value)) {
        const written = writeCoordinatorRecord(topic, { ...record, version } as never);
        assert.equal(toHex(written.key), key);
        assert.equal(written.value && toHex(written.value), value);
      }
    }
  }
});

/** The hash of a group's topics has all of its 64 bits, and is a number of limited exactness where it is not asked for exactly. */
function containsOnlySafeIntegers(value: object | null): boolean {
  return value === null || !('metadataHash' in value) || Number.isSafeInteger(Number(value.metadataHash));
}

test('any record is read as it was written; any bytes are decoded or refused', () => {
  for (const { definition } of definitions) {
    assertAnyMessage(definition.key);
    assertAnyMessage(definition.value);
  }
  for (const message of protocol) assertAnyMessage(message);
});
