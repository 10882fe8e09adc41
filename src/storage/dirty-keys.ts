import type { RecordBatch } from '../records/record-batch.ts';
import { DamagedBatch } from './batch-cleaner.ts';
import { readPieces } from './batch-pieces.ts';
import { CleanedTransactions } from './cleaned-transactions.ts';
import type { CleaningPace } from './cleaning-pace.ts';
import { indexContextOf, type LogState } from './log-state.ts';
import type { OffsetMap } from './offset-map.ts';
import type { CleanableRange } from './rules/cleanable.ts';
import type { Segment } from './segment.ts';
import type { AbortedTransaction } from './transaction-index.ts';

/**
 * The first half of cleaning: looks through the dirty part of a log and notes of each key its largest offset. Records of aborted
 * transactions replace nothing. Where the map becomes full it stops, at the end of a batch; the first batch is always noted, so
 * that every round comes further.
 *
 * @throws DamagedBatch, LogFileError, DecodeError, CleaningAbandoned
 */
export async function noteDirtyKeys(
  state: LogState,
  { firstDirtyOffset, firstUncleanableOffset }: CleanableRange,
  map: OffsetMap,
  aborted: readonly AbortedTransaction[],
  pace: CleaningPace,
): Promise<void> {
  const { segments, surroundings, logEndOffset } = state;
  const { memory } = surroundings;
  const transactions = new CleanedTransactions(aborted);
  map.endOffset = firstDirtyOffset;
  for (const segment of segments.from(firstDirtyOffset)) {
    if (segment.baseOffset >= firstUncleanableOffset) return;
    const endOffset = segments.endOffsetOf(segment, logEndOffset);
    const from = await positionIn(state, segment, firstDirtyOffset);
    let isFull = false;
    const { pieceBytes } = pace;
    await readPieces(segment.log, { from, to: segment.sizeBytes, pieceBytes, memory }, async (batches, sizeBytes) => {
      isFull = !batches.every((batch) => noteBatch(state, batch, firstDirtyOffset, map, transactions));
      await pace.took(sizeBytes);
      return !isFull;
    });
    if (isFull) return;
    map.endOffset = Math.max(map.endOffset, endOffset);
  }
}

async function positionIn(state: LogState, segment: Segment, offset: number): Promise<number> {
  const { openSegments, rules } = state.surroundings;
  openSegments.use(segment);
  if (segment.baseOffset >= offset) return 0;
  const { offsets } = await segment.indexes(indexContextOf(state, segment));
  return rules.positionBefore(offsets, offset);
}

/** False where the map is full: the batch, or a part of it, has not been noted. */
function noteBatch(
  state: LogState,
  batch: RecordBatch,
  firstDirtyOffset: number,
  map: OffsetMap,
  transactions: CleanedTransactions,
): boolean {
  if (batch.isControlBatch) transactions.passMarker(batch);
  else if (!transactions.passRecords(batch) && batch.recordsCount > 0 && batch.lastOffset >= firstDirtyOffset) {
    if (!batch.checkCrc()) {
      throw new DamagedBatch(`the checksum of the batch at offset ${batch.baseOffset} does not match`);
    }
    if (!noteRecords(state, batch, firstDirtyOffset, map)) return false;
  }
  map.endOffset = Math.max(map.endOffset, batch.lastOffset + 1);
  return true;
}

function noteRecords(state: LogState, batch: RecordBatch, firstDirtyOffset: number, map: OffsetMap): boolean {
  const isFirst = map.endOffset === firstDirtyOffset;
  return batch.look((cursor) => {
    const { baseOffset } = batch;
    const { bytes } = cursor;
    while (cursor.next()) {
      const offset = baseOffset + cursor.offsetDelta;
      if (cursor.keyLengthBytes < 0 || offset < firstDirtyOffset) continue;
      if (map.isFull && !isFirst) return false;
      map.put(bytes, cursor.keyPosition, cursor.keyPosition + cursor.keyLengthBytes, offset);
    }
    return true;
  }, state.surroundings.memory);
}
