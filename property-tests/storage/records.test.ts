import assert from 'node:assert/strict';
import { before } from 'node:test';
import fc from 'fast-check';
import { loadZstdWriter } from '../../src/bytes/compression/zstd/writer.ts';
import { crc32c } from '../../src/bytes/crc32c.ts';
import { DecodeError } from '../../src/bytes/reader.ts';
import { mutated, mutations } from '../../src/bytes/testing/contents.ts';
import { batchesIn } from '../../src/records/batches.ts';
import { RecordBatch } from '../../src/records/record-batch.ts';
import { batches } from '../../src/records/testing/arbitrary-batches.ts';
import { type BatchToWrite, writeBatch } from '../../src/records/write-batch.ts';
import { law } from '../law.ts';

before(loadZstdWriter);

law('what a batch holds is read as it was written', { writeBatch }, batches(), (written, rules) => {
  const { records, lastOffset, ...header } = written;
  const batch = new RecordBatch(rules.writeBatch(written));
  assert.ok(batch.checkCrc());
  const { codec, hasDeleteHorizon, ...fields } = header;
  for (const [name, value] of Object.entries(fields)) assert.equal(batch[name as keyof RecordBatch], value, name);
  assert.equal(batch.codec, records.length === 0 ? 'none' : codec);
  assert.equal(batch.deleteHorizonMs, hasDeleteHorizon ? header.baseTimestamp : undefined);
  assert.equal(batch.lastOffset, lastOffset);
  const appended = batch.timestampType === 'LogAppendTime' ? { timestamp: batch.maxTimestamp } : {};
  assert.deepEqual(
    [...batch.records()],
    records.map((record) => ({ ...record, ...appended })),
  );
}).kills({
  'forgets headers': { writeBatch: withRecords((record) => ({ ...record, headers: [] })) },
  'writes nothing as empty': {
    writeBatch: withRecords((record) => ({ ...record, key: record.key ?? new Uint8Array() })),
  },
  'closes the gaps that compaction left': { writeBatch: withRecords(({ offset: _, ...record }) => record) },
  'ends with its last record': { writeBatch: ({ lastOffset: _, ...batch }) => writeBatch(batch) },
  'takes the checksum before the header is whole': { writeBatch: (batch) => flipped(writeBatch(batch), 26) },
});

law(
  'any bytes are read as batches or refused, and never to more than the limit',
  { mutated },
  fc.record({ batch: batches(), changes: mutations(), checksumIsRight: fc.boolean() }),
  ({ batch, changes, checksumIsRight }, rules) => {
    const bytes = rules.mutated(writeBatch(batch), changes);
    try {
      for (const read of batchesIn(checksumIsRight ? withRightChecksum(bytes) : bytes).batches) {
        let sizeBytes = 0;
        for (const { key, value, headers } of read.records(1 << 16)) {
          sizeBytes += (key?.length ?? 0) + (value?.length ?? 0);
          for (const header of headers) sizeBytes += header.value?.length ?? 0;
        }
        assert.ok(sizeBytes <= Math.max(1 << 16, bytes.length));
      }
    } catch (error) {
      assert.ok(error instanceof DecodeError, `${error}`);
    }
  },
  { runs: 1000 },
);

function withRecords(change: (record: BatchToWrite['records'][number]) => BatchToWrite['records'][number]) {
  return (batch: BatchToWrite) => writeBatch({ ...batch, records: batch.records.map(change) });
}

function flipped(bytes: Uint8Array, position: number): Uint8Array {
  return bytes.map((byte, index) => (index === position ? byte ^ 1 : byte));
}

function withRightChecksum(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 61) return bytes;
  const changed = Uint8Array.from(bytes);
  new DataView(changed.buffer).setUint32(17, crc32c(changed.subarray(21)));
  return changed;
}
