import { DecodeError } from '../bytes/reader.ts';
import { transactionMarkerOf } from '../records/control-records.ts';
import { RecordBatch } from '../records/record-batch.ts';
import type { TransactionMarker } from './producer-states.ts';

/**
 * The transaction marker in a control batch; undefined where it is a control batch of another kind, as the metadata log has
 * them.
 *
 * @param bytes the whole batch
 */
export function readTransactionMarker(bytes: Uint8Array): TransactionMarker | undefined {
  try {
    for (const record of new RecordBatch(bytes).records()) {
      const marker = transactionMarkerOf(record);
      return marker && { isAbort: marker.type === 'ABORT', coordinatorEpoch: marker.coordinatorEpoch };
    }
    return undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
