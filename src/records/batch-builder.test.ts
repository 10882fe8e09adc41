import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeText } from '../bytes/writer.ts';
import { BatchBuilder } from './batch-builder.ts';
import { batchHeaderBytes } from './batch-header.ts';
import { RecordBatch } from './record-batch.ts';
import { recordHeaders } from './testing/arbitrary-batches.ts';
import { writeBatch } from './write-batch.ts';

const record = { timestamp: 1_700_000_000_000, key: null, value: encodeText('once') };

test('before it is written a record tells its size to the byte', () => {
  const size = fc.record({
    timestamp: fc.maxSafeInteger(),
    key: fc.option(fc.uint8Array({ maxLength: 300 })),
    value: fc.option(fc.uint8Array({ maxLength: 300 })),
    headers: recordHeaders(),
  });
  fc.assert(
    fc.property(fc.array(size, { maxLength: 5 }), fc.nat(0x7fff_0000), (records, firstDelta) => {
      const builder = new BatchBuilder({ baseTimestamp: 0, capacityBytes: 0 });
      let expected = batchHeaderBytes;
      records.forEach((one, index) => {
        expected += builder.sizeBytesOf(one, firstDelta + index);
        builder.append(one, firstDelta + index);
        assert.equal(builder.estimatedSizeBytes, expected);
      });
      assert.equal(builder.build().length, expected);
    }),
  );
});

test('a batch takes its first record whatever its size, and then only what fits', () => {
  const builder = new BatchBuilder();
  assert.ok(builder.hasRoomFor(record, 10));
  builder.append(record);
  const sizeBytes = builder.estimatedSizeBytes + builder.sizeBytesOf(record);
  assert.ok(builder.hasRoomFor(record, sizeBytes));
  assert.ok(!builder.hasRoomFor(record, sizeBytes - 1));
});

test('where records are expected to shrink, more of them fit', () => {
  const builder = new BatchBuilder({ codec: 'gzip', expectedCompressionRatio: 0.1 });
  for (let count = 0; count < 100; count++) builder.append(record);
  const plainBytes = writeBatch({ records: Array.from({ length: 100 }, () => record) }).length - batchHeaderBytes;
  assert.equal(builder.estimatedSizeBytes, batchHeaderBytes + Math.ceil(plainBytes * 0.1));
  const batch = builder.build();
  assert.equal(builder.compressionRatio, (batch.length - batchHeaderBytes) / plainBytes);
});

test('a built batch is the same as one that is written at once', () => {
  const builder = new BatchBuilder({ codec: 'lz4' });
  for (let count = 0; count < 50; count++) builder.append({ ...record, timestamp: record.timestamp + count });
  const records = Array.from({ length: 50 }, (_, count) => ({ ...record, timestamp: record.timestamp + count }));
  const state = { producerId: 3, producerEpoch: 1, baseSequence: 9, isTransactional: true };
  assert.deepEqual(builder.build(state), writeBatch({ codec: 'lz4', records, ...state }));
  const batch = new RecordBatch(builder.build(state));
  assert.deepEqual(
    [batch.baseOffset, batch.lastOffset, batch.recordsCount, batch.maxTimestamp, batch.lastSequence],
    [0, 49, 50, record.timestamp + 49, 58],
  );
});

test('nothing can be appended to a batch that is built', () => {
  const builder = new BatchBuilder();
  builder.append(record);
  builder.build();
  assert.throws(() => builder.append(record), /built/);
});
