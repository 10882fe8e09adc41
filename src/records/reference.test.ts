import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksReference, referenceFolder } from '../testing/reference.ts';
import { batchesIn } from './batches.ts';
import { controlRecordType, transactionMarkerOf } from './control-records.ts';
import type { KafkaRecord } from './record.ts';
import { RecordBatch } from './record-batch.ts';
import { writeBatch } from './write-batch.ts';

const logs = join(referenceFolder() ?? '', 'kafka-logs');
const folders =
  lacksReference === false ? readdirSync(logs, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];

interface Expected {
  readonly segments?: readonly {
    readonly file: string;
    readonly batches: readonly (Record<string, unknown> & { records: readonly ExpectedRecord[] })[];
  }[];
}

interface ExpectedRecord {
  readonly key: Text;
  readonly value: Text;
  readonly control?: Record<string, unknown>;
}

/** Hex, null, or, where it is long, its length and hash. */
type Text = string | null | { readonly length: number; readonly sha256: string };

test('the folders of Apache Kafka are there', { skip: lacksReference }, () => {
  assert.ok(folders.length >= 20);
});

for (const { name } of folders) {
  const what: Expected = JSON.parse(readFileSync(join(logs, name, 'what.json'), 'utf8'));
  if (what.segments === undefined) continue;
  test(`every batch of Apache Kafka's folder ${name} is read as Apache Kafka reads it`, () => {
    for (const segment of what.segments!) {
      const { batches, truncatedBytes } = batchesIn(readFileSync(join(logs, name, segment.file)));
      assert.equal(truncatedBytes, 0);
      assert.equal(batches.length, segment.batches.length);
      batches.forEach((batch, index) => assertBatch(batch, segment.batches[index]!));
    }
  });
}

test('a batch that is not compressed is written again to the byte', { skip: lacksReference }, () => {
  let written = 0;
  for (const { name } of folders) {
    const segments = readdirSync(join(logs, name)).filter((file) => /^\d{20}\.log$/.test(file));
    for (const file of segments) {
      for (const batch of batchesIn(readFileSync(join(logs, name, file))).batches) {
        if (batch.codec !== 'none') continue;
        assert.deepEqual(
          Buffer.from(writtenAgain(batch)),
          Buffer.from(batch.bytes),
          `${name}/${file} ${batch.baseOffset}`,
        );
        written++;
      }
    }
  }
  assert.ok(written > 300, `${written}`);
});

/** Under LogAppendTime the deltas say what the producer said: reading them as CreateTime brings them back. */
function writtenAgain(batch: RecordBatch): Uint8Array {
  const asCreated = new RecordBatch(Uint8Array.from(batch.bytes));
  asCreated.setMaxTimestamp('CreateTime', batch.maxTimestamp);
  return writeBatch({
    baseOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    partitionLeaderEpoch: batch.partitionLeaderEpoch,
    timestampType: batch.timestampType,
    isTransactional: batch.isTransactional,
    isControlBatch: batch.isControlBatch,
    hasDeleteHorizon: batch.deleteHorizonMs !== undefined,
    baseTimestamp: batch.baseTimestamp,
    maxTimestamp: batch.maxTimestamp,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    records: [...asCreated.records()],
  });
}

function assertBatch(
  batch: RecordBatch,
  { records, position: _, ...header }: Record<string, unknown> & { records: readonly ExpectedRecord[] },
): void {
  assert.ok(batch.checkCrc());
  assert.deepEqual(
    {
      size: batch.sizeBytes,
      baseOffset: batch.baseOffset,
      lastOffset: batch.lastOffset,
      count: batch.recordsCount,
      leaderEpoch: batch.partitionLeaderEpoch,
      magic: batch.magic,
      crc: batch.crc,
      attributes: batch.attributes,
      compression: batch.codec,
      timestampType: batch.timestampType,
      transactional: batch.isTransactional,
      control: batch.isControlBatch,
      deleteHorizonMs: batch.deleteHorizonMs ?? null,
      baseTimestamp: batch.baseTimestamp,
      maxTimestamp: batch.maxTimestamp,
      producerId: batch.producerId,
      producerEpoch: batch.producerEpoch,
      baseSequence: batch.baseSequence,
      lastSequence: batch.lastSequence,
    },
    header,
  );
  const read = [...batch.records()];
  assert.equal(read.length, records.length);
  read.forEach((record, index) => assertRecord(record, batch.isControlBatch, records[index]!));
}

function assertRecord(record: KafkaRecord, isControl: boolean, expected: ExpectedRecord): void {
  const { control, ...others } = expected;
  assert.deepEqual(
    {
      offset: record.offset,
      timestamp: record.timestamp,
      key: described(record.key, expected.key),
      value: described(record.value, expected.value),
      headers: record.headers.map((header) => [header.key, described(header.value, '')]),
    },
    withoutDecoded(others),
  );
  if (!isControl) return;
  const { type, version } = controlRecordType(record);
  assert.deepEqual({ type, keyVersion: version }, { type: control!['type'], keyVersion: control!['keyVersion'] });
  const marker = transactionMarkerOf(record);
  if (marker !== undefined) assert.equal(marker.coordinatorEpoch, control!['coordinatorEpoch']);
}

function withoutDecoded({ decoded: _, ...record }: Record<string, unknown>): Record<string, unknown> {
  return record;
}

function described(bytes: Uint8Array | null, as: Text): Text {
  if (bytes === null) return null;
  if (as === null || typeof as === 'string') return Buffer.from(bytes).toString('hex');
  return { length: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
