import type { CompactedRecord } from './exercise.ts';

export function survives(record: CompactedRecord): boolean {
  if (record.offset >= record.mapEndOffset) return true;
  if (!record.hasKey || record.offset < record.latestOffsetOfKey) return false;
  return !record.isTombstone || !record.mayTombstoneGo;
}
