import { batchesIn } from '../records/batches.ts';
import type { RecordBatch } from '../records/record-batch.ts';
import { type AppendOptions, asTopicWants, type RefusedAppend, refusal } from './append.ts';
import { readStoredBatch, type StoredBatch } from './batch-walk.ts';
import type { LogState } from './log-state.ts';
import type { RememberedBatch } from './rules/sequence.ts';

/** Batches that may be written, one behind the other, with the offsets and epochs that they will have. */
export interface Admitted {
  readonly outcome: 'admitted';
  readonly bytes: Uint8Array;
  /** Their positions count from the first one. */
  readonly batches: readonly StoredBatch[];
}

/** A producer's batch that the log has already. */
export interface AlreadyWritten {
  readonly outcome: 'already written';
  readonly batch: RecordBatch;
  readonly original: RememberedBatch;
}

/** What may be appended, and as what. Nothing of the log changes; offsets and epochs are set in the bytes that came. */
export function admit(
  state: LogState,
  records: Uint8Array,
  options: AppendOptions,
  nowMs: number,
): Admitted | AlreadyWritten | RefusedAppend {
  if (state.failure !== undefined) return refusal('KAFKA_STORAGE_ERROR', state.failure);
  if (options.origin === 'client') return admitFromClient(state, records, options, nowMs);

  const { batches, truncatedBytes } = batchesIn(records);
  if (batches.length === 0) return refusal('INVALID_RECORD', 'there is no record batch');
  const bytes = records.subarray(0, records.length - truncatedBytes);
  if (options.origin === 'replication') return refusedCopy(batches, state.logEndOffset) ?? admitted(bytes);
  const stamped = stamp(bytes, state.logEndOffset, options.leaderEpoch);
  return refusedMarker(stamped, state) ?? stamped;
}

function admitFromClient(
  state: LogState,
  records: Uint8Array,
  { leaderEpoch, allowsZstd = true }: AppendOptions,
  nowMs: number,
): Admitted | AlreadyWritten | RefusedAppend {
  const { settings, surroundings, logEndOffset } = state;
  const checked = surroundings.rules.validateBatch(records, {
    maxMessageBytes: settings.maxMessageBytes,
    isCompacted: settings.isCompacted,
    timestampType: settings.messageTimestampType,
    timestampBeforeMaxMs: settings.messageTimestampBeforeMaxMs,
    timestampAfterMaxMs: settings.messageTimestampAfterMaxMs,
    nowMs,
    allowsZstd,
    memory: surroundings.memory,
  });
  if (checked.error !== undefined) return refusal(checked.error, checked.because, checked.recordErrors);

  const exception = checked.batch.hasProducerId ? judgeProducer(state, checked.batch) : undefined;
  if (exception !== undefined) return exception;

  const bytes = asTopicWants(checked.batch, checked.maxTimestamp, settings, nowMs);
  if (bytes.length > settings.maxMessageBytes) {
    return refusal('MESSAGE_TOO_LARGE', `in the topic's compression.type it takes ${bytes.length} bytes`);
  }
  if (bytes.length > settings.segmentBytes) {
    return refusal(
      'RECORD_LIST_TOO_LARGE',
      `${bytes.length} bytes are more than segment.bytes, ${settings.segmentBytes}`,
    );
  }
  return stamp(bytes, logEndOffset, leaderEpoch);
}

function judgeProducer(
  { producers, surroundings }: LogState,
  batch: RecordBatch,
): AlreadyWritten | RefusedAppend | undefined {
  const { producerId, producerEpoch, baseSequence, lastSequence } = batch;
  const known = producers.of(producerId);
  const arriving = { producerEpoch, firstSequence: baseSequence, lastSequence };
  const verdict = surroundings.rules.judgeSequence(known, arriving);
  if (verdict.verdict === 'duplicate') return { outcome: 'already written', batch, original: verdict.of };
  if (verdict.verdict === 'refused') return refusal(verdict.error, `producer ${producerId}: ${verdict.because}`);
  if (known?.transactionFirstOffset !== undefined && !batch.isTransactional) {
    return refusal('INVALID_TXN_STATE', `producer ${producerId} has a transaction open that this is not part of`);
  }
  return undefined;
}

/** A copy is refused where it is not whole or goes back; who copies looks for where the two logs part, then. */
function refusedCopy(batches: readonly RecordBatch[], logEndOffset: number): RefusedAppend | undefined {
  for (const batch of batches) {
    if (batch.magic !== 2 || !batch.checkCrc()) {
      return refusal('CORRUPT_MESSAGE', `the checksum of the batch at ${batch.baseOffset} does not match`);
    }
    if (batch.baseOffset < logEndOffset) {
      return refusal('INVALID_RECORD', `offset ${batch.baseOffset} comes when the log ends at ${logEndOffset}`);
    }
    logEndOffset = batch.nextOffset;
  }
  return undefined;
}

/** A transaction marker from a coordinator, or of a producer, that somebody has taken over from. */
function refusedMarker({ batches }: Admitted, { producers }: LogState): RefusedAppend | undefined {
  for (const { producerId, producerEpoch, marker } of batches) {
    const known = producers.of(producerId);
    if (known === undefined || marker === undefined) continue;
    if (producerEpoch < known.producerEpoch) {
      const because = `epoch ${producerEpoch} is older than the known epoch ${known.producerEpoch}`;
      return refusal('INVALID_PRODUCER_EPOCH', because);
    }
    if (marker.coordinatorEpoch < known.coordinatorEpoch) {
      const because = `coordinator epoch ${marker.coordinatorEpoch} is older than ${known.coordinatorEpoch}`;
      return refusal('TRANSACTION_COORDINATOR_FENCED', because);
    }
  }
  return undefined;
}

/** Offset and leader epoch stand before what the checksum covers: nothing is computed and nothing copied. */
function stamp(bytes: Uint8Array, baseOffset: number, leaderEpoch: number): Admitted {
  for (const batch of batchesIn(bytes).batches) {
    batch.setBaseOffset(baseOffset);
    batch.setPartitionLeaderEpoch(leaderEpoch);
    baseOffset = batch.nextOffset;
  }
  return admitted(bytes);
}

function admitted(bytes: Uint8Array): Admitted {
  const batches: StoredBatch[] = [];
  for (let position = 0; position < bytes.length; ) {
    const batch = readStoredBatch(bytes, position, position);
    batches.push(batch);
    position += batch.sizeBytes;
  }
  return { outcome: 'admitted', bytes, batches };
}
