import assert from 'node:assert/strict';
import { before } from 'node:test';
import fc from 'fast-check';
import { compressionCodecs } from '../../src/bytes/compression/codec.ts';
import { loadZstdWriter } from '../../src/bytes/compression/zstd/writer.ts';
import { crc32c } from '../../src/bytes/crc32c.ts';
import { concatenate } from '../../src/bytes/writer.ts';
import { batchesIn } from '../../src/records/batches.ts';
import { type BatchError, type BatchExpectations, validateBatch } from '../../src/records/validate-batch.ts';
import { type BatchToWrite, writeBatch } from '../../src/records/write-batch.ts';
import { law } from '../law.ts';

before(loadZstdWriter);

const nowMs = 1_700_000_000_000;

/** A topic that is strict in everything. */
const strict: BatchExpectations = {
  maxMessageBytes: 50_000,
  isCompacted: true,
  timestampType: 'CreateTime',
  timestampBeforeMaxMs: 1000,
  timestampAfterMaxMs: 1000,
  nowMs,
  allowsZstd: true,
};

type Sent = BatchToWrite & { readonly records: readonly BatchToWrite['records'][number][] };

/** What a producer may do wrong, and what Kafka calls it. */
const wrongs: Record<
  string,
  { error: BatchError; send: (batch: Sent) => Uint8Array; topic?: Partial<BatchExpectations> }
> = {
  'a bit flipped on the way': { error: 'CORRUPT_MESSAGE', send: (batch) => flippedBit(writeBatch(batch)) },
  'the end is missing': { error: 'INVALID_RECORD', send: (batch) => writeBatch(batch).subarray(0, -1) },
  'a second batch': { error: 'INVALID_RECORD', send: (batch) => concatenate([writeBatch(batch), writeBatch(batch)]) },
  'too large': { error: 'MESSAGE_TOO_LARGE', send: (batch) => writeBatch(batch), topic: { maxMessageBytes: 60 } },
  'a marker of its own': { error: 'INVALID_RECORD', send: (batch) => writeBatch({ ...batch, isControlBatch: true }) },
  'offsets of its own': { error: 'INVALID_RECORD', send: (batch) => writeBatch({ ...batch, baseOffset: 5 }) },
  'an offset left out': { error: 'INVALID_RECORD', send: withoutOneOffset },
  'a record too few': {
    error: 'INVALID_RECORD',
    send: (batch) => withCount(writeBatch(batch), batch.records.length + 1),
  },
  'a record too many': { error: 'INVALID_RECORD', send: withOneTooMany },
  'no sequence': {
    error: 'INVALID_RECORD',
    send: (batch) => writeBatch({ ...batch, producerId: 5, baseSequence: -1 }),
  },
  'no key': { error: 'INVALID_RECORD', send: (batch) => writeBatch(withLast(batch, { key: null })) },
  'from the future': {
    error: 'INVALID_TIMESTAMP',
    send: (batch) => writeBatch(withLast(batch, { timestamp: nowMs + 1001 })),
  },
  'from the past': {
    error: 'INVALID_TIMESTAMP',
    send: (batch) => writeBatch(withLast(batch, { timestamp: nowMs - 1001 })),
  },
  'an unknown codec': { error: 'UNSUPPORTED_COMPRESSION_TYPE', send: (batch) => withAttributes(writeBatch(batch), 7) },
};

law(
  'a broker appends what is right, and nothing that is wrong in any one way',
  { validateBatch },
  fc.record({ batch: sentBatches(), wrong: fc.option(fc.constantFrom(...Object.keys(wrongs))) }),
  ({ batch, wrong }, rules) => {
    if (wrong === null) {
      const verdict = rules.validateBatch(writeBatch(batch), strict);
      assert.ok(verdict.error === undefined, verdict.error);
      assert.equal(verdict.maxTimestamp, Math.max(...batch.records.map(({ timestamp }) => timestamp)));
      return;
    }
    const { error, send, topic } = wrongs[wrong]!;
    assert.equal(rules.validateBatch(send(batch), { ...strict, ...topic }).error, error, wrong);
  },
  { runs: 400 },
).kills({
  'takes the first batch and leaves the rest': {
    validateBatch: (bytes, topic) => validateBatch(firstOf(bytes), topic),
  },
  'does not compare the checksum': { validateBatch: (bytes, topic) => validateBatch(withChecksum(bytes), topic) },
  'takes any size': { validateBatch: (bytes, topic) => validateBatch(bytes, { ...topic, maxMessageBytes: Infinity }) },
  'takes records without a key': {
    validateBatch: (bytes, topic) => validateBatch(bytes, { ...topic, isCompacted: false }),
  },
  'takes any timestamp to come': {
    validateBatch: (bytes, topic) => validateBatch(bytes, { ...topic, timestampAfterMaxMs: Infinity }),
  },
  'takes any timestamp gone by': {
    validateBatch: (bytes, topic) => validateBatch(bytes, { ...topic, timestampBeforeMaxMs: Infinity }),
  },
  'believes the header about the records': { validateBatch: unless(/^record \d+|follow the last/) },
  'lets clients write markers': { validateBatch: unless(/control/) },
  'lets clients choose offsets': { validateBatch: unless(/base offset/) },
  'takes a producer that does not count': { validateBatch: unless(/sequence/) },
  'takes any codec': { validateBatch: unless(/codec/) },
});

/** What a producer sends: right in everything. */
function sentBatches(): fc.Arbitrary<Sent> {
  const record = fc.record({
    timestamp: fc.integer({ min: nowMs - 1000, max: nowMs + 1000 }),
    key: fc.uint8Array({ maxLength: 20 }),
    value: fc.option(fc.uint8Array({ maxLength: 60 })),
  });
  return fc.record({
    records: fc.array(record, { minLength: 1, maxLength: 8 }),
    codec: fc.constantFrom(...compressionCodecs),
    isTransactional: fc.boolean(),
    producerId: fc.nat(),
    producerEpoch: fc.nat(0x7fff),
    baseSequence: fc.nat(0x7fff_ffff),
  });
}

/** The rule without the check that gives this reason. */
function unless(because: RegExp): typeof validateBatch {
  return (bytes, topic) => {
    const verdict = validateBatch(bytes, topic);
    if (verdict.error === undefined || !because.test(verdict.because)) return verdict;
    return { batch: batchesIn(bytes).batches[0]!, maxTimestamp: -1 };
  };
}

function firstOf(bytes: Uint8Array): Uint8Array {
  const { batches, truncatedBytes } = batchesIn(bytes);
  return truncatedBytes === 0 ? batches[0]!.bytes : bytes;
}

function withLast(batch: Sent, change: Partial<Sent['records'][number]>): Sent {
  return { ...batch, records: [...batch.records.slice(0, -1), { ...batch.records.at(-1)!, ...change }] };
}

function withoutOneOffset(batch: Sent): Uint8Array {
  const { length } = batch.records;
  return writeBatch({ ...withLast(batch, { offset: length }), lastOffset: length - 1 });
}

function withOneTooMany(batch: Sent): Uint8Array {
  const records = [...batch.records, batch.records[0]!];
  return withCount(writeBatch({ ...batch, records }), batch.records.length);
}

function withCount(batch: Uint8Array, count: number): Uint8Array {
  const view = new DataView(batch.buffer, batch.byteOffset);
  view.setInt32(23, count - 1);
  view.setInt32(57, count);
  return withChecksum(batch);
}

function withAttributes(batch: Uint8Array, attributes: number): Uint8Array {
  batch[22] = attributes;
  return withChecksum(batch);
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  new DataView(changed.buffer).setUint32(17, crc32c(changed.subarray(21)));
  return changed;
}

function flippedBit(batch: Uint8Array): Uint8Array {
  batch[30]! ^= 4;
  return batch;
}
