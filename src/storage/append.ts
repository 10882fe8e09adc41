import { BatchBuilder } from '../records/batch-builder.ts';
import type { RecordBatch } from '../records/record-batch.ts';
import type { RecordError } from '../records/validate-batch.ts';
import type { LogErrorName } from './errors.ts';
import type { LogSettings } from './settings.ts';

/**
 * Who appends. A `client` is not believed: its batch is checked, and its sequence numbers are compared. The `leader` appends
 * what the broker itself has written: markers, records of coordinators and of the controller. A follower appends what it
 * fetched (`replication`), with offsets and epochs as they are.
 */
export type AppendOrigin = 'client' | 'leader' | 'replication';

export interface AppendOptions {
  /** Written into the batches; for `replication` they have theirs. */
  readonly leaderEpoch: number;
  readonly origin: AppendOrigin;
  /** False for a client that sent an older Produce version than 7. */
  readonly allowsZstd?: boolean;
}

export interface AcceptedAppend {
  /** A duplicate was not written: offsets and timestamp are those of the first time. */
  readonly outcome: 'appended' | 'duplicate';
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** -1 where the timestamps are the producer's. */
  readonly logAppendTimeMs: number;
  readonly logStartOffset: number;
  /** It must not be acknowledged before `log.flush()`. */
  readonly flushDue: boolean;
}

export interface RefusedAppend {
  readonly outcome: 'refused';
  readonly error: LogErrorName;
  readonly because: string;
  readonly recordErrors: readonly RecordError[];
}

export type AppendResult = AcceptedAppend | RefusedAppend;

export function refusal(
  error: LogErrorName,
  because: string,
  recordErrors: readonly RecordError[] = [],
): RefusedAppend {
  return { outcome: 'refused', error, because, recordErrors };
}

/**
 * The batch as the topic wants it. Mostly it is the one that came: only where the topic's codec is another one is it built
 * anew. The broker's time and the true largest timestamp are set in place.
 *
 * @param maxTimestampMs the records' largest timestamp
 */
export function asTopicWants(
  batch: RecordBatch,
  maxTimestampMs: number,
  settings: LogSettings,
  nowMs: number,
): Uint8Array {
  const { messageTimestampType, compressionType } = settings;
  const largest = messageTimestampType === 'LogAppendTime' ? nowMs : maxTimestampMs;
  const codec = compressionType === 'uncompressed' ? 'none' : compressionType;
  if (codec === 'producer' || codec === batch.codec) {
    batch.setMaxTimestamp(messageTimestampType, largest);
    return batch.bytes;
  }

  const { compressionLevel } = settings;
  const builder = new BatchBuilder({
    codec,
    baseTimestamp: batch.baseTimestamp,
    capacityBytes: batch.sizeBytes,
    ...(compressionLevel === undefined ? {} : { compressionLevel }),
  });
  for (const record of batch.records()) builder.append(record, record.offset - batch.baseOffset);
  return builder.build({
    timestampType: messageTimestampType,
    maxTimestamp: largest,
    isTransactional: batch.isTransactional,
    isControlBatch: batch.isControlBatch,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
  });
}
