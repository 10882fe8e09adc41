import fc from 'fast-check';
import { compressionCodecs } from '../../bytes/compression/codec.ts';
import type { RecordHeader } from '../record.ts';
import type { BatchToWrite } from '../write-batch.ts';

const int32 = { min: -0x8000_0000, max: 0x7fff_ffff };
const timestamps = fc.oneof(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }), fc.nat(), fc.constant(-1));
const nullableBytes = fc.option(fc.uint8Array({ maxLength: 200 }));

/** Headers with names beyond ASCII, names that come twice, and values that are missing. */
export function recordHeaders(): fc.Arbitrary<RecordHeader[]> {
  const key = fc.oneof(
    fc.constantFrom('', 'trace', '\ufeffmark', 'über', '🚀'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  return fc.array(fc.record({ key, value: nullableBytes }, { noNullPrototype: true }), { maxLength: 4 });
}

/** Anything that a batch can hold: also what only a cleaner, a coordinator or a broker writes. */
export function batches(): fc.Arbitrary<BatchToWrite> {
  const record = fc.record({
    timestamp: timestamps,
    key: nullableBytes,
    value: nullableBytes,
    headers: recordHeaders(),
    gap: fc.nat(3),
  });
  return fc
    .record({
      records: fc.array(record, { maxLength: 12 }),
      baseOffset: fc.oneof(
        fc.nat(),
        fc.maxSafeNat().map((offset) => Math.max(0, offset - 1000)),
      ),
      moreOffsets: fc.nat(5),
      header: fc.record({
        codec: fc.constantFrom(...compressionCodecs),
        partitionLeaderEpoch: fc.integer({ min: -1, max: int32.max }),
        timestampType: fc.constantFrom('CreateTime' as const, 'LogAppendTime' as const),
        isTransactional: fc.boolean(),
        isControlBatch: fc.boolean(),
        hasDeleteHorizon: fc.boolean(),
        maxTimestamp: timestamps,
        baseTimestamp: timestamps,
        producerId: fc.oneof(fc.constant(-1), fc.maxSafeNat()),
        producerEpoch: fc.integer({ min: -1, max: 0x7fff }),
        baseSequence: fc.integer({ min: -1, max: int32.max }),
      }),
    })
    .map(({ records, baseOffset, moreOffsets, header }) => {
      let next = baseOffset;
      const placed = records.map(({ gap, ...record }) => {
        const offset = next + gap;
        next = offset + 1;
        return { ...record, offset };
      });
      return { ...header, baseOffset, records: placed, lastOffset: Math.max(baseOffset, next - 1) + moreOffsets };
    });
}
