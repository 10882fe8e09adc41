import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../../bytes/reader.ts';
import { lacksReference } from '../../testing/reference.ts';
import { assertAnyMessage } from '../../wire/testing/any-message.ts';
import { describeOurs, describeTheirs } from '../../wire/testing/compare-definitions.ts';
import { assertRoundTrip } from '../../wire/testing/compare-messages.ts';
import {
  controlRecords,
  fromHex,
  referenceDefinition,
  referenceMessages,
  toHex,
} from '../../wire/testing/reference.ts';
import {
  describeQuorumRecord,
  isQuorumRecordType,
  quorumRecords,
  readQuorumRecord,
  writeQuorumRecord,
} from './records.ts';

const options = { skip: lacksReference };
const messages = Object.values(quorumRecords);

test('a record says what it was given, in the version that was asked for', () => {
  const voters = [{ voterId: 1, voterDirectoryId: 'lR5mlCPWT-e6uilOzO4a4g' }];
  const { value } = writeQuorumRecord({ type: 'LEADER_CHANGE', data: { leaderId: 1, voters, grantingVoters: voters } });
  const record = readQuorumRecord('LEADER_CHANGE', value);
  assert.deepEqual(record, {
    type: 'LEADER_CHANGE',
    data: { version: 1, leaderId: 1, voters, grantingVoters: voters },
  });

  const old = { leaderId: 1, voters: [{ voterId: 1 }], grantingVoters: [] };
  const written = writeQuorumRecord({ type: 'LEADER_CHANGE', data: old }, 0);
  assert.deepEqual(describeQuorumRecord('LEADER_CHANGE', written.value), { version: 0, ...old });
});

test('a version that nobody knows is refused', () => {
  assert.throws(() => readQuorumRecord('SNAPSHOT_FOOTER', Uint8Array.of(0, 1, 0)), DecodeError);
});

test('every definition is what Apache Kafka 4.3 has', options, () => {
  for (const message of messages) {
    assert.deepEqual(describeOurs(message), describeTheirs(referenceDefinition('clients', message.name)));
  }
});

test('every record in every version and filling', options, () => {
  for (const message of messages) {
    const lines = referenceMessages('records').filter(({ name }) => name === message.name);
    assert.ok(lines.length >= 4);
    for (const line of lines) assertRoundTrip(message, line);
  }
});

test("every control record in Apache Kafka's metadata logs", options, () => {
  const records = ['metadata', 'metadata-dynamic', 'metadata-formatted', 'log-dir'].flatMap(controlRecords);
  for (const { key, value, control } of records) {
    assert.ok(isQuorumRecordType(control.type));
    assert.deepEqual(describeQuorumRecord(control.type, fromHex(value)), control.value);
    const record = readQuorumRecord(control.type, fromHex(value));
    const written = writeQuorumRecord(record, record.data.version);
    assert.deepEqual([toHex(written.key), toHex(written.value)], [key, value]);
  }
  assert.deepEqual(new Set(records.map(({ control }) => control.type)), new Set(Object.keys(quorumRecords)));
});

test('any record is read as it was written; any bytes are decoded or refused', () => {
  for (const message of messages) assertAnyMessage(message);
});
