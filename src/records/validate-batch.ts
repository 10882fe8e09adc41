import { LimitExceededError } from '../bytes/compression/bounded-output.ts';
import { freshMemory, type Memory } from '../bytes/memory.ts';
import { DecodeError } from '../bytes/reader.ts';
import type { TimestampType } from './batch-header.ts';
import { batchesIn } from './batches.ts';
import type { RecordBatch } from './record-batch.ts';
import type { RecordCursor } from './record-cursor.ts';

/** What the topic asks of a batch, and when it came. */
export interface BatchExpectations {
  /** `max.message.bytes`, of the batch as it was sent. */
  readonly maxMessageBytes: number;
  /** Whether `cleanup.policy` has `compact`: every record needs a key then. */
  readonly isCompacted: boolean;
  /** `message.timestamp.type`. */
  readonly timestampType: TimestampType;
  /** `message.timestamp.before.max.ms` and `message.timestamp.after.max.ms`; `Infinity` where there is no bound. */
  readonly timestampBeforeMaxMs: number;
  readonly timestampAfterMaxMs: number;
  readonly nowMs: number;
  /** zstd came with Produce version 7 (KIP-110); a client that sends it in an older one could not read it back. */
  readonly allowsZstd: boolean;
  /** What the records may take decompressed. */
  readonly decompressedLimitBytes?: number;
  /** Where they are decompressed to while they are looked at. */
  readonly memory?: Memory;
}

/** Kafka's errors for a batch that is refused. */
export type BatchError =
  | 'CORRUPT_MESSAGE'
  | 'INVALID_RECORD'
  | 'INVALID_TIMESTAMP'
  | 'MESSAGE_TOO_LARGE'
  | 'UNSUPPORTED_COMPRESSION_TYPE';

/** One record that the batch was refused for, by its place in it (KIP-467). */
export interface RecordError {
  readonly batchIndex: number;
  readonly because: string;
}

export interface RefusedBatch {
  readonly error: BatchError;
  readonly because: string;
  readonly recordErrors: readonly RecordError[];
}

export interface AcceptedBatch {
  readonly error?: undefined;
  readonly batch: RecordBatch;
  /** The records' largest timestamp, which the batch must carry; −1 where none has one. */
  readonly maxTimestamp: number;
}

/**
 * Whether a broker may append what a producer sent for one partition. Offsets are read back, sequences compared, and
 * checksums trusted for years, so what is not right is refused here, before it is written.
 *
 *   - One whole batch of magic 2, its checksum right, not larger than `max.message.bytes`.
 *   - It counts from offset 0, as many records as it says, each one further than the last.
 *   - No control records: those are the broker's. With a producer id there is a sequence.
 *   - On a compacted topic each record has a key, or no later one could replace it.
 *   - Under CreateTime each timestamp is near enough to the broker's clock (KIP-937).
 *
 * Nothing is copied: only lengths and deltas of the records are read. The errors are Kafka's; where Kafka 4.3 answers
 * UNKNOWN_SERVER_ERROR, to bytes that do not decompress, the reason is named. And three things are refused that Kafka lets
 * through, and that no client means: bytes behind the batch, LogAppendTime set by a producer, and offsets with gaps, which it
 * would hand out to consumers as they are.
 */
export function validateBatch(bytes: Uint8Array, expectations: BatchExpectations): AcceptedBatch | RefusedBatch {
  try {
    const { batches, truncatedBytes } = batchesIn(bytes);
    const [batch] = batches;
    if (batch === undefined) return refused('INVALID_RECORD', 'there is no whole record batch');
    if (truncatedBytes > 0) return refused('INVALID_RECORD', `the last ${truncatedBytes} bytes are no whole batch`);
    if (batches.length > 1) return refused('INVALID_RECORD', `${batches.length} record batches, where one is allowed`);
    return validateHeader(batch, expectations) ?? validateRecords(batch, expectations);
  } catch (error) {
    if (error instanceof DecodeError) return refused('CORRUPT_MESSAGE', error.message);
    throw error;
  }
}

function validateHeader(batch: RecordBatch, expectations: BatchExpectations): RefusedBatch | undefined {
  const { maxMessageBytes, allowsZstd } = expectations;
  if (batch.magic < 0 || batch.magic > 2) return refused('CORRUPT_MESSAGE', `magic ${batch.magic} does not exist`);
  if (batch.magic < 2)
    return refused('INVALID_RECORD', `magic ${batch.magic} is too old: 2 is the one that is written`);
  const { baseOffset, lastOffsetDelta, recordsCount, codec } = batch;
  if (batch.sizeBytes > maxMessageBytes)
    return refused('MESSAGE_TOO_LARGE', `${batch.sizeBytes} bytes are more than max.message.bytes, ${maxMessageBytes}`);
  if (!batch.checkCrc()) return refused('CORRUPT_MESSAGE', `the checksum ${batch.crc} is not that of the batch`);
  if (codec === undefined)
    return refused('UNSUPPORTED_COMPRESSION_TYPE', `attributes ${batch.attributes} name no compression codec`);
  if (codec === 'zstd' && !allowsZstd)
    return refused('UNSUPPORTED_COMPRESSION_TYPE', 'zstd may be sent with Produce version 7 or later');
  if (batch.isControlBatch) return refused('INVALID_RECORD', 'clients may not write control records');
  if (baseOffset !== 0) return refused('INVALID_RECORD', `the base offset ${baseOffset} is not 0`);
  if (recordsCount <= 0) return refused('INVALID_RECORD', `a batch of ${recordsCount} records`);
  if (lastOffsetDelta !== recordsCount - 1)
    return refused('INVALID_RECORD', `the last offset ${lastOffsetDelta} is not that of ${recordsCount} records`);
  if (batch.hasProducerId && batch.baseSequence < 0)
    return refused('INVALID_RECORD', `the sequence ${batch.baseSequence} of producer ${batch.producerId} is negative`);
  if (batch.timestampType === 'LogAppendTime')
    return refused('INVALID_TIMESTAMP', 'a producer may not set LogAppendTime: the broker does');
  return undefined;
}

function validateRecords(batch: RecordBatch, expectations: BatchExpectations): AcceptedBatch | RefusedBatch {
  const { memory = freshMemory, decompressedLimitBytes } = expectations;
  try {
    return batch.look((cursor) => validateEach(cursor, batch, expectations), memory, decompressedLimitBytes);
  } catch (failure) {
    if (failure instanceof LimitExceededError) return refused('MESSAGE_TOO_LARGE', failure.message);
    if (failure instanceof DecodeError) return refused('INVALID_RECORD', failure.message);
    throw failure;
  }
}

function validateEach(
  cursor: RecordCursor,
  batch: RecordBatch,
  expectations: BatchExpectations,
): AcceptedBatch | RefusedBatch {
  const recordErrors: RecordError[] = [];
  let error: BatchError | undefined;
  let maxTimestamp = -1;
  const { baseTimestamp } = batch;
  const timestamps = allowedTimestamps(expectations);
  for (let batchIndex = 0; cursor.next(); batchIndex++) {
    const timestamp = baseTimestamp + cursor.timestampDelta;
    maxTimestamp = Math.max(maxTimestamp, timestamp);
    if (cursor.offsetDelta !== batchIndex)
      return refused('INVALID_RECORD', `record ${batchIndex} has the offset ${cursor.offsetDelta}`);
    if (expectations.isCompacted && cursor.keyLengthBytes < 0) {
      error ??= 'INVALID_RECORD';
      recordErrors.push({ batchIndex, because: 'a compacted topic takes no record without a key' });
    } else if (!(timestamp >= timestamps.least && timestamp <= timestamps.most) && timestamp !== -1) {
      error = 'INVALID_TIMESTAMP';
      const range = `${timestamps.least} to ${timestamps.most}`;
      recordErrors.push({ batchIndex, because: `the timestamp ${timestamp} is outside ${range}` });
    }
  }
  if (error === undefined) return { batch, maxTimestamp };
  return refused(error, `${recordErrors.length} of ${batch.recordsCount} records are refused`, recordErrors);
}

/** Under LogAppendTime what the producer said does not count; a timestamp beyond 2^53 is nobody's. */
function allowedTimestamps(expectations: BatchExpectations): { least: number; most: number } {
  const { timestampType, nowMs, timestampBeforeMaxMs, timestampAfterMaxMs } = expectations;
  if (timestampType === 'LogAppendTime') return { least: -Infinity, most: Infinity };
  return {
    least: Math.max(nowMs - timestampBeforeMaxMs, Number.MIN_SAFE_INTEGER),
    most: Math.min(nowMs + timestampAfterMaxMs, Number.MAX_SAFE_INTEGER),
  };
}

function refused(error: BatchError, because: string, recordErrors: readonly RecordError[] = []): RefusedBatch {
  return { error, because, recordErrors };
}
