import { compressionCodecs, type CompressionCodec } from '../bytes/compression/codec.ts';
import { crc32c } from '../bytes/crc32c.ts';
import { setInt64 } from '../bytes/int64.ts';

/**
 * Where the fields of a batch of magic 2 stand, in bytes from its start (KIP-98).
 *
 * The checksum covers everything from the attributes on: what stands before it may be set by the broker without touching it.
 */
export const at = {
  baseOffset: 0,
  batchLength: 8,
  partitionLeaderEpoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  baseSequence: 53,
  recordsCount: 57,
  records: 61,
} as const;

/** What the batch length does not count: base offset and the length itself. */
export const batchLogOverheadBytes = 12;
/** A batch without records. */
export const batchHeaderBytes = at.records;

/** The bits of the attributes. */
export const attribute = {
  codec: 0x07,
  logAppendTime: 0x08,
  transactional: 0x10,
  control: 0x20,
  deleteHorizon: 0x40,
} as const;

export type TimestampType = 'CreateTime' | 'LogAppendTime';

/** A batch's header; what may be left out has the value that a plain producer writes. */
export interface BatchHeader {
  readonly baseOffset?: number;
  readonly partitionLeaderEpoch?: number;
  readonly codec?: CompressionCodec;
  readonly timestampType?: TimestampType;
  readonly isTransactional?: boolean;
  readonly isControlBatch?: boolean;
  /** The base timestamp is the instant when tombstones may go (KIP-534). */
  readonly hasDeleteHorizon?: boolean;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  /** −1, as epoch and sequence, where the producer is not idempotent. */
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly recordsCount: number;
}

/** Writes the header in front of the records that stand there already, and the checksum over both. */
export function putBatchHeader(batch: Uint8Array, header: BatchHeader): void {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.length);
  setInt64(view, at.baseOffset, header.baseOffset ?? 0);
  view.setInt32(at.batchLength, batch.length - batchLogOverheadBytes);
  view.setInt32(at.partitionLeaderEpoch, header.partitionLeaderEpoch ?? -1);
  view.setInt8(at.magic, 2);
  view.setInt16(at.attributes, attributesOf(header));
  view.setInt32(at.lastOffsetDelta, header.lastOffsetDelta);
  setInt64(view, at.baseTimestamp, header.baseTimestamp);
  setInt64(view, at.maxTimestamp, header.maxTimestamp);
  setInt64(view, at.producerId, header.producerId ?? -1);
  view.setInt16(at.producerEpoch, header.producerEpoch ?? -1);
  view.setInt32(at.baseSequence, header.baseSequence ?? -1);
  view.setInt32(at.recordsCount, header.recordsCount);
  view.setUint32(at.crc, crc32c(batch.subarray(at.attributes)));
}

function attributesOf(header: BatchHeader): number {
  return (
    compressionCodecs.indexOf(header.codec ?? 'none') |
    (header.timestampType === 'LogAppendTime' ? attribute.logAppendTime : 0) |
    (header.isTransactional ? attribute.transactional : 0) |
    (header.isControlBatch ? attribute.control : 0) |
    (header.hasDeleteHorizon ? attribute.deleteHorizon : 0)
  );
}
