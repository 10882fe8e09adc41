import { DecodeError } from '../bytes/reader.ts';
import { getInt64 } from '../bytes/int64.ts';
import { at as field, attribute, batchHeaderBytes, batchLogOverheadBytes } from '../records/batch-header.ts';
import { sequenceAfter } from '../records/record-batch.ts';
import { LogFileError } from './errors.ts';
import { readTransactionMarker } from './transaction-marker.ts';
import type { ProducedBatch } from './producer-states.ts';
import type { SegmentFile } from './segment-file.ts';

/** A batch in a segment, in numbers: they may be kept where the bytes may not. */
export interface StoredBatch extends ProducedBatch {
  /** Where it begins in the `.log`. */
  readonly position: number;
  readonly sizeBytes: number;
  readonly leaderEpoch: number;
  readonly isControl: boolean;
}

/**
 * @throws DecodeError where no batch of the present format can stand
 * @param bytes its header, and all of it where it is a control batch
 * @param start where it stands in the bytes
 * @param position where it stands in the file
 */
export function readStoredBatch(bytes: Uint8Array, start: number, position: number): StoredBatch {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, batchHeaderBytes);
  const sizeBytes = batchLogOverheadBytes + view.getInt32(field.batchLength);
  if (sizeBytes < batchHeaderBytes || view.getInt8(field.magic) !== 2) {
    throw new DecodeError(`no batch can begin at byte ${position}`);
  }
  const attributes = view.getInt16(field.attributes);
  const isControl = (attributes & attribute.control) !== 0;
  const baseOffset = getInt64(view, field.baseOffset);
  const lastOffsetDelta = view.getInt32(field.lastOffsetDelta);
  const baseSequence = view.getInt32(field.baseSequence);
  return {
    position,
    sizeBytes,
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    leaderEpoch: view.getInt32(field.partitionLeaderEpoch),
    maxTimestampMs: getInt64(view, field.maxTimestamp),
    producerId: getInt64(view, field.producerId),
    producerEpoch: view.getInt16(field.producerEpoch),
    baseSequence,
    lastSequence: baseSequence < 0 ? -1 : sequenceAfter(baseSequence, lastOffsetDelta),
    isTransactional: (attributes & attribute.transactional) !== 0,
    isControl,
    marker: isControl ? readTransactionMarker(bytes.subarray(start, start + sizeBytes)) : undefined,
  };
}

/** Return `false` to stop. */
export type VisitBatch = (batch: StoredBatch) => boolean | void;

const chunkBytes = 64 * 1024;

/**
 * Visits the whole batches between two positions of a file by their headers, without reading what lies between them where
 * that is much. Returns where the last visited one ends.
 *
 * @throws LogFileError where there is no batch at a position at which one must be
 */
export async function walkBatches(file: SegmentFile, from: number, to: number, visit: VisitBatch): Promise<number> {
  let position = from;
  while (to - position >= batchHeaderBytes) {
    const chunk = await file.read(position, Math.min(chunkBytes, to - position));
    let start = 0;
    while (chunk.length - start >= batchHeaderBytes) {
      refuseNoBatch(file, chunk, start, position + start);
      if (isCutControlBatch(chunk, start)) break;
      const batch = readStoredBatch(chunk, start, position + start);
      const end = batch.position + batch.sizeBytes;
      if (end > to) return batch.position;
      start += batch.sizeBytes;
      if (visit(batch) === false) return end;
    }
    if (start === 0) break;
    position += start;
  }
  return position;
}

/** Of a control batch the record is read too: it must be in the chunk. The next chunk begins with it. */
function isCutControlBatch(chunk: Uint8Array, start: number): boolean {
  const view = new DataView(chunk.buffer, chunk.byteOffset + start);
  const isControl = (view.getInt16(field.attributes) & attribute.control) !== 0;
  return isControl && start > 0 && start + batchLogOverheadBytes + view.getInt32(field.batchLength) > chunk.length;
}

/**
 * @throws LogFileError where no batch of the present format can stand
 * @param start where it stands in the chunk, with its header
 */
export function refuseNoBatch(file: SegmentFile, chunk: Uint8Array, start: number, position: number): void {
  const view = new DataView(chunk.buffer, chunk.byteOffset + start);
  const magic = view.getInt8(field.magic);
  if (magic !== 2) throw new LogFileError(file.path, `the batch at byte ${position} has the unknown format ${magic}`);
  const length = view.getInt32(field.batchLength);
  if (length + batchLogOverheadBytes < batchHeaderBytes) {
    throw new LogFileError(file.path, `the batch at byte ${position} declares the impossible length ${length}`);
  }
}
