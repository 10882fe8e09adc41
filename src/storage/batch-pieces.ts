import type { Memory } from '../bytes/memory.ts';
import { batchHeaderBytes } from '../records/batch-header.ts';
import { batchSizeBytes, RecordBatch } from '../records/record-batch.ts';
import { refuseNoBatch } from './batch-walk.ts';
import { LogFileError } from './errors.ts';
import type { SegmentFile } from './segment-file.ts';

/**
 * Reads the whole batches between two positions of a `.log`, a piece at a time, so that only one piece is in memory: as many
 * batches as fit into it, at least one.
 *
 * @param visit may keep nothing of the batches; is waited for
 * @throws LogFileError where there is no whole batch at a position at which one must be
 */
export async function readPieces(
  file: SegmentFile,
  { from, to, pieceBytes, memory }: { from: number; to: number; pieceBytes: number; memory: Memory },
  visit: (batches: readonly RecordBatch[], sizeBytes: number) => Promise<boolean | void>,
): Promise<void> {
  let position = from;
  let wantedBytes = pieceBytes;
  while (position < to) {
    const asked = Math.min(wantedBytes, to - position);
    const piece = await file.read(position, asked, memory);
    try {
      if (piece.length < asked) throw tooShort(file, position, piece.length);
      const { batches, validBytes, nextBytes } = wholeBatches(file, piece, position, to);
      wantedBytes = Math.max(pieceBytes, nextBytes);
      if (batches.length > 0 && (await visit(batches, validBytes)) === false) return;
      position += validBytes;
    } finally {
      memory.give(piece);
    }
  }
}

interface Whole {
  readonly batches: readonly RecordBatch[];
  readonly validBytes: number;
  /** How large the batch is that did not fit any more. */
  readonly nextBytes: number;
}

function wholeBatches(file: SegmentFile, piece: Uint8Array, position: number, to: number): Whole {
  const batches: RecordBatch[] = [];
  let start = 0;
  let nextBytes = 0;
  while (start < piece.length) {
    const restBytes = to - position - start;
    if (restBytes < batchHeaderBytes) throw tooShort(file, position + start, restBytes);
    if (piece.length - start < batchHeaderBytes) {
      nextBytes = batchHeaderBytes;
      break;
    }
    refuseNoBatch(file, piece, start, position + start);
    const sizeBytes = batchSizeBytes(piece, start)!;
    if (sizeBytes > restBytes) throw tooShort(file, position + start, restBytes);
    if (start + sizeBytes > piece.length) {
      nextBytes = sizeBytes;
      break;
    }
    batches.push(new RecordBatch(piece, start));
    start += sizeBytes;
  }
  return { batches, validBytes: start, nextBytes };
}

function tooShort(file: SegmentFile, position: number, restBytes: number): LogFileError {
  return new LogFileError(file.path, `there is no whole batch in the ${restBytes} bytes from byte ${position} on`);
}
