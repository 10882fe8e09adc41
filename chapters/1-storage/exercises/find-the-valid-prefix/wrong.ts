import type { FoundBatch, validBytes } from './exercise.ts';

const endOf = (batch: FoundBatch | undefined) => (batch === undefined ? 0 : batch.position + batch.sizeBytes);
const upTo = (batches: readonly FoundBatch[], isBad: (batch: FoundBatch) => boolean) => {
  const first = batches.findIndex(isBad);
  return endOf(first < 0 ? batches.at(-1) : batches[first - 1]);
};

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof validBytes>> = {
  'lengths alone are believed': (batches, fileBytes) => upTo(batches, (batch) => endOf(batch) > fileBytes),
  'the last batch that is right counts, whatever lies before it': (batches, fileBytes) =>
    endOf(batches.findLast((batch) => endOf(batch) <= fileBytes && batch.magic === 2 && batch.checksumMatches)),
  'offsets are not looked at': (batches, fileBytes) =>
    upTo(batches, (batch) => endOf(batch) > fileBytes || batch.magic !== 2 || !batch.checksumMatches),
  'a gap is a flaw': (batches, fileBytes, nextOffset) => {
    let expected = nextOffset;
    return upTo(batches, (batch) => {
      const isBad =
        endOf(batch) > fileBytes || batch.magic !== 2 || !batch.checksumMatches || batch.baseOffset !== expected;
      expected = batch.lastOffset + 1;
      return isBad;
    });
  },
};
