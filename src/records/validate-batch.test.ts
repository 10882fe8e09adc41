import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import { crc32c } from '../bytes/crc32c.ts';
import { concatenate } from '../bytes/writer.ts';
import { type BatchError, type BatchExpectations, validateBatch } from './validate-batch.ts';
import { type BatchToWrite, writeBatch } from './write-batch.ts';

const nowMs = 1_700_000_000_000;
const ordinary: BatchExpectations = {
  maxMessageBytes: 1_048_588,
  isCompacted: false,
  timestampType: 'CreateTime',
  timestampBeforeMaxMs: Infinity,
  timestampAfterMaxMs: 3_600_000,
  nowMs,
  allowsZstd: true,
};

test('what a producer sends is accepted, and its largest timestamp told', () => {
  const verdict = validateBatch(batchOf({ records: [record(nowMs - 7), record(nowMs + 5), record(-1)] }), ordinary);
  assert.equal(verdict.error, undefined);
  assert.equal(verdict.error === undefined && verdict.maxTimestamp, nowMs + 5);
});

test('there is one whole batch, of magic 2, and nothing behind it', () => {
  const whole = batchOf();
  refuses('INVALID_RECORD', /no whole record batch/, new Uint8Array());
  refuses('INVALID_RECORD', /no whole record batch/, whole.subarray(0, -1));
  refuses('INVALID_RECORD', /last 5 bytes/, concatenate([whole, new Uint8Array(5)]));
  refuses('INVALID_RECORD', /2 record batches/, concatenate([whole, whole]));
  const withMagic = (magic: number) => whole.map((byte, position) => (position === 16 ? magic : byte));
  refuses('INVALID_RECORD', /too old/, withMagic(1));
  refuses('INVALID_RECORD', /too old/, shortAndOld());
  refuses('CORRUPT_MESSAGE', /magic 3/, withMagic(3));
});

/** The formats before magic 2 had shorter heads: of 30 bytes most fields of a batch are missing. */
function shortAndOld(): Uint8Array {
  const bytes = new Uint8Array(30);
  bytes[11] = bytes.length - 12;
  return bytes;
}

test('a length that no batch has, and a checksum that is not the bytes’, are corrupt', () => {
  refuses('CORRUPT_MESSAGE', /has the length 0/, new Uint8Array(100));
  const flipped = batchOf();
  flipped[flipped.length - 3]! ^= 1;
  refuses('CORRUPT_MESSAGE', /checksum/, flipped);
});

test('a batch beyond max.message.bytes is too large', () => {
  const batch = batchOf();
  refuses('MESSAGE_TOO_LARGE', /max.message.bytes/, batch, { maxMessageBytes: batch.length - 1 });
  assert.equal(validateBatch(batch, { ...ordinary, maxMessageBytes: batch.length }).error, undefined);
});

test('records that grow beyond the limit when they are decompressed are too large', () => {
  const batch = batchOf({ codec: 'gzip', records: [{ ...record(), value: new Uint8Array(100_000) }] });
  refuses('MESSAGE_TOO_LARGE', /decompresses/, batch, { decompressedLimitBytes: 50_000 });
});

test('a codec that does not exist, or that the client could not read back, is unsupported', async () => {
  await loadZstdWriter();
  refuses(
    'UNSUPPORTED_COMPRESSION_TYPE',
    /codec/,
    withField(batchOf(), (view) => view.setInt16(21, 5)),
  );
  refuses('UNSUPPORTED_COMPRESSION_TYPE', /zstd/, batchOf({ codec: 'zstd' }), { allowsZstd: false });
  assert.equal(validateBatch(batchOf({ codec: 'zstd' }), ordinary).error, undefined);
});

test('a client writes no control records, and counts from offset 0 as many records as there are', () => {
  refuses('INVALID_RECORD', /control/, batchOf({ isControlBatch: true }));
  refuses('INVALID_RECORD', /base offset 7/, batchOf({ baseOffset: 7 }));
  refuses('INVALID_RECORD', /0 records/, batchOf({ records: [] }));
  refuses('INVALID_RECORD', /last offset 4/, batchOf({ lastOffset: 4 }));
  refuses(
    'INVALID_RECORD',
    /record 1 has the offset 2/,
    batchOf({ records: [record(), { ...record(), offset: 2 }, record()], lastOffset: 2 }),
  );
  const miscounted = withField(batchOf({ records: [record(), record()] }), (view) => {
    view.setInt32(57, 3);
    view.setInt32(23, 2);
  });
  refuses('INVALID_RECORD', /goes beyond the end/, miscounted);
});

test('a producer with an id counts its batches', () => {
  refuses('INVALID_RECORD', /sequence -1/, batchOf({ producerId: 5, producerEpoch: 0 }));
  const counted = batchOf({ producerId: 5, producerEpoch: 0, baseSequence: 0 });
  assert.equal(validateBatch(counted, ordinary).error, undefined);
});

test('on a compacted topic each record without a key is named', () => {
  const keyless = { ...record(), key: null };
  const batch = batchOf({ records: [record(), keyless, record(), keyless] });
  const verdict = refuses('INVALID_RECORD', /2 of 4/, batch, { isCompacted: true });
  assert.deepEqual(
    verdict.recordErrors.map(({ batchIndex }) => batchIndex),
    [1, 3],
  );
  assert.equal(validateBatch(batch, ordinary).error, undefined);
});

test('under CreateTime a timestamp is near enough to the clock', () => {
  const late = batchOf({ records: [record(nowMs + 3_600_001), record(nowMs + 3_600_000)] });
  const verdict = refuses('INVALID_TIMESTAMP', /1 of 2/, late);
  assert.deepEqual(
    verdict.recordErrors.map(({ batchIndex }) => batchIndex),
    [0],
  );
  const old = batchOf({ records: [record(nowMs - 11)] });
  refuses('INVALID_TIMESTAMP', /1 of 1/, old, { timestampBeforeMaxMs: 10 });
  assert.equal(validateBatch(late, { ...ordinary, timestampType: 'LogAppendTime' }).error, undefined);
  refuses('INVALID_TIMESTAMP', /LogAppendTime/, batchOf({ timestampType: 'LogAppendTime' }));
});

test('compressed bytes that are none, with a right checksum, are invalid', () => {
  const batch = batchOf({ codec: 'lz4', records: [{ ...record(), value: new Uint8Array(500) }] });
  refuses(
    'INVALID_RECORD',
    /lz4/,
    withField(batch, (view) => view.setUint8(61, 9)),
  );
});

function record(timestamp = nowMs): { timestamp: number; key: Uint8Array | null; value: Uint8Array } {
  return { timestamp, key: Uint8Array.of(1), value: Uint8Array.of(2, 3) };
}

function batchOf(batch: Partial<BatchToWrite> = {}): Uint8Array {
  return writeBatch({ records: [record()], ...batch });
}

/** The batch with something else in it, and the checksum that belongs to that. */
function withField(batch: Uint8Array, set: (view: DataView) => void): Uint8Array {
  const changed = Uint8Array.from(batch);
  const view = new DataView(changed.buffer);
  set(view);
  view.setUint32(17, crc32c(changed.subarray(21)));
  return changed;
}

function refuses(error: BatchError, because: RegExp, bytes: Uint8Array, change: Partial<BatchExpectations> = {}) {
  const verdict = validateBatch(bytes, { ...ordinary, ...change });
  assert.ok(verdict.error !== undefined, `${error} was expected, and the batch was accepted`);
  assert.equal(verdict.error, error, verdict.because);
  assert.match(verdict.because, because);
  return verdict;
}
