import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compressionCodecs } from '../bytes/compression/codec.ts';
import { MemoryPool } from '../bytes/memory.ts';
import { DecodeError } from '../bytes/reader.ts';
import { concatenate, encodeText } from '../bytes/writer.ts';
import { batchHeaderBytes } from './batch-header.ts';
import { batchesIn } from './batches.ts';
import { RecordBatch, sequenceAfter } from './record-batch.ts';
import { writeBatch } from './write-batch.ts';

const records = ['40 EUR to Ada', '2 EUR to Bob'].map((text, index) => ({
  timestamp: 1_700_000_000_000 + index,
  key: encodeText(`k${index}`),
  value: encodeText(text),
}));

test('a batch is a view: what is set shows in the bytes around it', () => {
  const around = concatenate([new Uint8Array(7), writeBatch({ records }), new Uint8Array(9)]);
  const batch = new RecordBatch(around, 7);
  batch.setBaseOffset(41);
  assert.equal(around[14], 41);
  assert.deepEqual(
    [...batch.records()].map(({ offset }) => offset),
    [41, 42],
  );
  assert.equal(batch.bytes.buffer, around.buffer);
  assert.equal([...batch.records()][0]!.value!.buffer, around.buffer);
});

test('base offset and leader epoch are set without touching the checksum', () => {
  const batch = new RecordBatch(writeBatch({ records }));
  const { crc } = batch;
  batch.setBaseOffset(Number.MAX_SAFE_INTEGER - 5);
  batch.setPartitionLeaderEpoch(7);
  assert.equal(batch.baseOffset, Number.MAX_SAFE_INTEGER - 5);
  assert.equal(batch.lastOffset, Number.MAX_SAFE_INTEGER - 4);
  assert.equal(batch.nextOffset, Number.MAX_SAFE_INTEGER - 3);
  assert.equal(batch.partitionLeaderEpoch, 7);
  assert.equal(batch.crc, crc);
  assert.ok(batch.checkCrc());
});

test('under LogAppendTime every record has the instant of the append', () => {
  const batch = new RecordBatch(writeBatch({ records }));
  batch.setMaxTimestamp('LogAppendTime', 1_800_000_000_000);
  assert.ok(batch.checkCrc());
  assert.equal(batch.timestampType, 'LogAppendTime');
  assert.deepEqual(
    [...batch.records()].map(({ timestamp }) => timestamp),
    [1_800_000_000_000, 1_800_000_000_000],
  );
  batch.setMaxTimestamp('CreateTime', 1_700_000_000_001);
  assert.deepEqual(batch.bytes, writeBatch({ records }));
});

test('a batch that is sent again gets another producer id, epoch and sequence', () => {
  const batch = new RecordBatch(writeBatch({ records, producerId: 5, producerEpoch: 1, baseSequence: 10 }));
  batch.setProducerState(2 ** 40, 2, 0, true);
  assert.ok(batch.checkCrc());
  const again = { producerId: 2 ** 40, producerEpoch: 2, baseSequence: 0, isTransactional: true };
  assert.deepEqual(batch.bytes, writeBatch({ records, ...again }));
});

test('sequence numbers go on with 0 after the largest', () => {
  assert.equal(sequenceAfter(0x7fff_ffff, 1), 0);
  assert.equal(sequenceAfter(0x7fff_fffe, 1), 0x7fff_ffff);
  const batch = new RecordBatch(writeBatch({ records, producerId: 1, producerEpoch: 0, baseSequence: 0x7fff_ffff }));
  assert.equal(batch.lastSequence, 0);
  assert.equal(new RecordBatch(writeBatch({ records })).lastSequence, -1);
});

test('the checksum finds any byte that changed from the attributes on', () => {
  const whole = writeBatch({ records });
  for (let position = 0; position < whole.length; position++) {
    const changed = Uint8Array.from(whole);
    changed[position]! ^= 0x10;
    const covered = position >= 17;
    if (position >= 8 && position < 12) continue;
    assert.equal(new RecordBatch(changed).checkCrc(), !covered, `byte ${position}`);
  }
});

test('a batch that does not end within the bytes, or is shorter than any, is refused', () => {
  const whole = writeBatch({ records });
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => new RecordBatch(whole.subarray(0, length)), DecodeError);
  const short = Uint8Array.from(whole);
  new DataView(short.buffer).setInt32(8, batchHeaderBytes - 12 - 1);
  assert.throws(() => new RecordBatch(short), DecodeError);
  new DataView(short.buffer).setInt32(8, -1);
  assert.throws(() => new RecordBatch(short), DecodeError);
});

test('a codec that does not exist is named', () => {
  const bytes = writeBatch({ records });
  bytes[22] = 6;
  const batch = new RecordBatch(bytes);
  assert.equal(batch.codec, undefined);
  assert.throws(() => batch.records().next(), { name: 'DecodeError', message: /codec 6/ });
});

test('memory that records were decompressed into is given back, and never the batch itself', () => {
  for (const codec of ['gzip', 'snappy', 'lz4', 'none'] as const) {
    const pool = new MemoryPool(1_000_000);
    const frame = pool.take(1000);
    const written = writeBatch({ records, codec });
    frame.set(written);
    const batch = new RecordBatch(frame.subarray(0, written.length));
    const count = batch.look((cursor) => {
      let passed = 0;
      while (cursor.next()) passed++;
      return passed;
    }, pool);
    assert.equal(count, records.length);
    assert.equal(pool.spareBytes > 0, codec !== 'none', codec);
    assert.throws(() => batch.look(() => assert.fail('seen'), pool));
    // An empty batch that says it is compressed, as ours never do.
    const empty = writeBatch({ records: [] });
    empty[22] = compressionCodecs.indexOf(codec);
    frame.set(empty);
    new RecordBatch(frame.subarray(0, empty.length)).look((cursor) => assert.equal(cursor.next(), false), pool);
    assert.notEqual(pool.take(frame.length).buffer, frame.buffer);
  }
});

test('more or fewer records than the header says are refused', () => {
  for (const count of [1, 3, -1, 0x7fff_ffff]) {
    const bytes = writeBatch({ records });
    new DataView(bytes.buffer).setInt32(57, count);
    assert.throws(() => [...new RecordBatch(bytes).records()], DecodeError, `${count}`);
  }
});

test('an empty batch, as compaction leaves one, has offsets and no records', () => {
  const empty = { records: [], baseOffset: 10, lastOffset: 14, maxTimestamp: 1_700_000_000_000 };
  const batch = new RecordBatch(
    writeBatch({ ...empty, codec: 'gzip', producerId: 1, producerEpoch: 0, baseSequence: 3 }),
  );
  assert.deepEqual([...batch.records()], []);
  assert.deepEqual([batch.sizeBytes, batch.lastOffset, batch.lastSequence, batch.baseTimestamp], [61, 14, 7, -1]);
});

test('batches are found one behind the other, and one that is cut off is told', () => {
  const one = writeBatch({ records });
  const two = writeBatch({ records, baseOffset: 2 });
  const { batches, truncatedBytes } = batchesIn(concatenate([one, two, one.subarray(0, 70)]));
  assert.deepEqual(
    batches.map(({ baseOffset }) => baseOffset),
    [0, 2],
  );
  assert.equal(truncatedBytes, 70);
  assert.equal(batchesIn(one.subarray(0, 5)).truncatedBytes, 5);
  assert.equal(batchesIn(new Uint8Array()).truncatedBytes, 0);
  assert.throws(() => batchesIn(concatenate([one, new Uint8Array(30)])), DecodeError);
});
