import { batchSizeBytes, RecordBatch } from './record-batch.ts';

/** What stands in a buffer. */
export interface BatchesIn {
  /** The whole ones, in order: views. */
  readonly batches: readonly RecordBatch[];
  /** How many bytes of one that does not end here stand behind them; a broker cuts where its limit is, so readers leave them. */
  readonly truncatedBytes: number;
}

/**
 * The batches that stand one behind the other, as in a segment, a produce request or a fetch response.
 *
 * @throws DecodeError at a length that no batch has
 */
export function batchesIn(bytes: Uint8Array): BatchesIn {
  const batches: RecordBatch[] = [];
  let position = 0;
  for (;;) {
    const sizeBytes = batchSizeBytes(bytes, position);
    if (sizeBytes === undefined || position + sizeBytes > bytes.length) break;
    batches.push(new RecordBatch(bytes, position));
    position += sizeBytes;
  }
  return { batches, truncatedBytes: bytes.length - position };
}
