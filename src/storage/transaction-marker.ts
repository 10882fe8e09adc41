import { DecodeError } from '../bytes/reader.ts';
import { type TransactionMarker as MarkerRecord, transactionMarkerOf } from '../records/control-records.ts';
import { RecordBatch } from '../records/record-batch.ts';
import type { TransactionMarker } from './producer-states.ts';

/**
 * The transaction marker in a control batch; undefined where it is a control batch of another kind, as the metadata log has
 * them.
 *
 * @param bytes the whole batch
 */
export function readTransactionMarker(bytes: Uint8Array): TransactionMarker | undefined {
  const marker = readMarkerRecord(bytes);
  return marker && { isAbort: marker.type === 'ABORT', coordinatorEpoch: marker.coordinatorEpoch };
}

/** How the transaction ended; undefined where the batch ends none. */
export function readTransactionMarkerType(bytes: Uint8Array): MarkerRecord['type'] | undefined {
  return readMarkerRecord(bytes)?.type;
}

function readMarkerRecord(bytes: Uint8Array): MarkerRecord | undefined {
  try {
    for (const record of new RecordBatch(bytes).records()) return transactionMarkerOf(record);
    return undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
