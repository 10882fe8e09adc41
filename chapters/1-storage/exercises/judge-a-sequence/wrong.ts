import type { judge } from './exercise.ts';
import { judge as solution } from './solution.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof judge>> = {
  'only the last batch is recognised': (known, arriving) =>
    solution(known && { ...known, batches: known.batches.slice(-1) }, arriving),
  'a number that was seen is a duplicate': (known, arriving) => {
    const verdict = solution(known, arriving);
    const last = known?.batches.at(-1);
    const isBehind = last !== undefined && arriving.firstSequence <= last.lastSequence;
    return verdict === 'out of order' && arriving.epoch === known?.epoch && isBehind ? 'duplicate' : verdict;
  },
  'a gap is taken': (known, arriving) => {
    const verdict = solution(known, arriving);
    return verdict === 'out of order' ? 'new' : verdict;
  },
  'a new epoch goes on counting': (known, arriving) =>
    solution(known && { ...known, epoch: Math.max(known.epoch, arriving.epoch) }, arriving),
  'an old epoch is as good as any': (known, arriving) =>
    solution(known && { ...known, epoch: Math.min(known.epoch, arriving.epoch) }, arriving),
  'numbers never begin again': (known, arriving) => {
    const last = known?.epoch === arriving.epoch ? known.batches.at(-1) : undefined;
    const isAround = last?.lastSequence === 2147483647 && arriving.firstSequence === 0;
    const verdict = solution(known, arriving);
    return isAround && verdict === 'new' ? 'out of order' : verdict;
  },
};
