import type { Arriving, Known, Verdict } from './exercise.ts';

const largestSequence = 2147483647;

export function judge(known: Known | undefined, arriving: Arriving): Verdict {
  if (known === undefined) return 'new';
  if (arriving.epoch < known.epoch) return 'old epoch';
  const batches = arriving.epoch === known.epoch ? known.batches : [];
  const { firstSequence, lastSequence } = arriving;
  if (batches.some((batch) => batch.firstSequence === firstSequence && batch.lastSequence === lastSequence)) {
    return 'duplicate';
  }
  const last = batches.at(-1)?.lastSequence ?? largestSequence;
  const due = last === largestSequence ? 0 : last + 1;
  return firstSequence === due ? 'new' : 'out of order';
}
