import { readProgress, writeProgress } from '../../../../src/review/progress-line.ts';
import { nothingAsked, type Progress } from '../../../../src/review/schedule.ts';

const name = 'review progress';

type Store = Pick<Storage, 'getItem' | 'setItem'>;
/** Asking for the store may throw already. */
type FindStore = () => Store;
const ofThisBrowser: FindStore = () => localStorage;

/** Returns whether the browser keeps it. */
export function keepProgress(progress: Progress, find: FindStore = ofThisBrowser): boolean {
  try {
    find().setItem(name, writeProgress(progress));
    return true;
  } catch {
    return false;
  }
}

/** What was kept; nothing where that cannot be read. */
export function keptProgress(find: FindStore = ofThisBrowser): Progress {
  try {
    const read = readProgress(find().getItem(name) ?? '');
    return 'progress' in read ? read.progress : nothingAsked;
  } catch {
    return nothingAsked;
  }
}

const dayMs = 86_400_000;

/** The reader's day, in whole days since 1970: it begins at the reader's midnight. */
export function dayOf(now: Date): number {
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / dayMs);
}
