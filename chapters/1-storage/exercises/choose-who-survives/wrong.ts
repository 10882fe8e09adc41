import type { survives } from './exercise.ts';
import { survives as solution } from './solution.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof survives>> = {
  'the last record is replaced by itself': (record) =>
    solution(record) && (record.offset >= record.mapEndOffset || record.offset !== record.latestOffsetOfKey),
  'tombstones go at once': (record) => solution({ ...record, mayTombstoneGo: true }),
  'tombstones stay for ever': (record) => solution({ ...record, mayTombstoneGo: false }),
  'what was not looked at is judged too': (record) => solution({ ...record, mapEndOffset: Infinity }),
  'only what was noted survives': (record) =>
    solution(record) && (record.offset >= record.mapEndOffset || record.latestOffsetOfKey >= 0),
  'records without a key stay': (record) => !record.hasKey || solution(record),
  'the first record of a key survives': (record) =>
    record.offset >= record.mapEndOffset || (record.hasKey && record.offset !== record.latestOffsetOfKey),
};
