import type { RecordBatch } from '../records/record-batch.ts';
import { BatchCleaner } from './batch-cleaner.ts';
import { readPieces } from './batch-pieces.ts';
import { readStoredBatch, type StoredBatch } from './batch-walk.ts';
import type { CleaningPace } from './cleaning-pace.ts';
import { cleanedSuffix } from './file-names.ts';
import { indexingOf, type LogState } from './log-state.ts';
import { attempt } from './safe-file.ts';
import { Segment } from './segment.ts';

/**
 * The second half of cleaning: writes what is left of neighbouring segments into a new one, under a name that no start believes,
 * and flushes it. A piece at a time is in memory. Where anything goes wrong nothing is left of it.
 *
 * @throws DamagedBatch, LogFileError, DecodeError, DiskError, CleaningAbandoned
 */
export async function cleanGroup(
  state: LogState,
  group: readonly Segment[],
  cleaner: BatchCleaner,
  pace: CleaningPace,
): Promise<Segment> {
  const { surroundings, folder } = state;
  const { disk } = surroundings.world;
  const lastWrittenMs = Math.max(...group.map((segment) => segment.lastWrittenMs));
  const cleaned = Segment.create(disk, folder, group[0]!.baseOffset, lastWrittenMs, cleanedSuffix);
  try {
    for (const segment of group) {
      surroundings.openSegments.use(segment);
      const { pieceBytes } = pace;
      const part = { from: 0, to: segment.sizeBytes, pieceBytes, memory: surroundings.memory };
      await readPieces(segment.log, part, async (batches, sizeBytes) => {
        const writtenBytes = cleanPiece(state, batches, cleaner, cleaned, lastWrittenMs);
        await pace.took(sizeBytes + writtenBytes);
      });
    }
    cleaned.finish();
    await cleaned.flushAll();
    pace.check();
    cleaned.release();
    return cleaned;
  } catch (error) {
    attempt(() => cleaned.removeFiles());
    throw error;
  }
}

/** Returns how many bytes it wrote. */
function cleanPiece(
  state: LogState,
  batches: readonly RecordBatch[],
  cleaner: BatchCleaner,
  cleaned: Segment,
  lastWrittenMs: number,
): number {
  const left: Uint8Array[] = [];
  let sizeBytes = 0;
  for (const batch of batches) {
    const bytes = cleaner.clean(batch);
    for (const aborted of cleaner.takeAborted()) cleaned.transactions.add(aborted);
    if (bytes === undefined) continue;
    left.push(bytes);
    sizeBytes += bytes.length;
  }
  if (sizeBytes === 0) return 0;

  const { memory } = state.surroundings;
  const taken = memory.take(sizeBytes);
  const stored: StoredBatch[] = [];
  let position = 0;
  for (const bytes of left) {
    taken.set(bytes, position);
    stored.push(readStoredBatch(taken, position, position));
    position += bytes.length;
  }
  cleaned.append(taken.subarray(0, sizeBytes), stored, lastWrittenMs, indexingOf(state));
  memory.give(taken);
  return sizeBytes;
}
