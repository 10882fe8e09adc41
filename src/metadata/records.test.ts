import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../bytes/reader.ts';
import { lacksReference } from '../testing/reference.ts';
import { assertAnyMessage } from '../wire/testing/any-message.ts';
import { describeOurs, describeTheirs } from '../wire/testing/compare-definitions.ts';
import { assertRoundTrip } from '../wire/testing/compare-messages.ts';
import {
  decodedRecords,
  fromHex,
  referenceDefinition,
  referenceFiles,
  referenceMessages,
  toHex,
} from '../wire/testing/reference.ts';
import {
  describeMetadataRecord,
  type MetadataRecordType,
  metadataRecords,
  readMetadataRecord,
  writeMetadataRecord,
} from './records.ts';

const definitions = Object.entries(metadataRecords);
const options = { skip: lacksReference };

test('a record says what it was given, and what it was not given is at its default', () => {
  const bytes = writeMetadataRecord({
    type: 'PartitionChangeRecord',
    data: { topicId: 'lR5mlCPWT-e6uilOzO4a4g', leader: 2 },
  });
  const record = readMetadataRecord(bytes);
  assert.ok(record.type === 'PartitionChangeRecord');
  assert.equal(record.version, 2);
  assert.equal(record.data.leader, 2);
  assert.equal(record.data.isr, null);
});

test('a number, a version or a frame that nobody knows, and bytes behind the end, are refused', () => {
  const known = writeMetadataRecord({ type: 'RemoveTopicRecord', data: { topicId: 'lR5mlCPWT-e6uilOzO4a4g' } });
  for (const [position, value] of [
    [0, 2],
    [1, 99],
    [2, 1],
  ] as const) {
    const unknown = known.slice();
    unknown[position] = value;
    assert.throws(() => readMetadataRecord(unknown), DecodeError);
  }
  assert.throws(() => readMetadataRecord(Uint8Array.of(...known, 0)), DecodeError);
});

test('every definition is what Apache Kafka 4.3 has, and none is missing', options, () => {
  const theirs = referenceFiles('kafka-messages/metadata', '.json').map((name) =>
    referenceDefinition('metadata', name),
  );
  assert.deepEqual(definitions.map(([name]) => name).sort(), theirs.map(({ name }) => name).sort());
  for (const definition of theirs) {
    const { number, message } = metadataRecords[definition.name as MetadataRecordType];
    assert.equal(number, definition.apiKey);
    assert.deepEqual(describeOurs(message), describeTheirs(definition));
  }
});

test('every record in every version and filling, bare and as it stands in a log', options, () => {
  const lines = referenceMessages('records').filter(({ from }) => from === 'metadata');
  for (const line of lines) {
    const type = line.name as MetadataRecordType;
    assertRoundTrip(metadataRecords[type].message, line);
    const { json, unknownTags, version, apiKey } = line;
    const framed = fromHex(line.framed!);
    assert.deepEqual(describeMetadataRecord(framed), {
      type,
      apiKey,
      version,
      data: unknownTags === undefined ? json : { ...json, unknownTags },
    });
    const record = readMetadataRecord(framed);
    if (line.fill === 'defaults') assert.equal(toHex(writeMetadataRecord(record, record.version)), line.framed);
  }
  assert.deepEqual([...new Set(lines.map(({ name }) => name))].sort(), definitions.map(([name]) => name).sort());
});

test("every record in Apache Kafka's metadata logs", options, () => {
  const records = ['metadata', 'metadata-dynamic', 'metadata-formatted', 'log-dir'].flatMap(decodedRecords);
  for (const { value, decoded } of records) {
    assert.deepEqual(describeMetadataRecord(fromHex(value!)), decoded);
    const record = readMetadataRecord(fromHex(value!));
    assert.equal(toHex(writeMetadataRecord(record, record.version)), value);
  }
  assert.ok(records.length > 300);
});

test('any record is read as it was written; any bytes are decoded or refused', () => {
  for (const [, { message }] of definitions) assertAnyMessage(message);
});
