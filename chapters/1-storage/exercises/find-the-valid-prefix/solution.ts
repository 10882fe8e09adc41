import type { FoundBatch } from './exercise.ts';

/** One batch after the other, up to the first that is not whole. */
export function validBytes(batches: readonly FoundBatch[], fileBytes: number, nextOffset: number): number {
  let end = 0;
  let expected = nextOffset;
  for (const batch of batches) {
    const isWhole = batch.position + batch.sizeBytes <= fileBytes && batch.magic === 2 && batch.checksumMatches;
    if (!isWhole || batch.baseOffset < expected || batch.lastOffset < batch.baseOffset) break;
    end = batch.position + batch.sizeBytes;
    expected = batch.lastOffset + 1;
  }
  return end;
}
