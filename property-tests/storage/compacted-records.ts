/** A record of the model: what it says, where its batch was, and what compaction has made of it. */
export interface Entry {
  readonly value: string;
  /** Undefined in a log that is not compacted. */
  readonly key: string | undefined;
  readonly isTombstone: boolean;
  readonly timestamp: number;
  /** The first and the last offset of its batch. */
  readonly batchStart: number;
  readonly batchEnd: number;
  /** Compaction has taken it away. */
  readonly isGone: boolean;
  /** The time of its batch's tombstones has begun. */
  readonly hasHorizon: boolean;
}

/**
 * What compaction makes of a list of records, all of them below `endOffset`: of each key the last one stays. Tombstones that
 * have their horizon go where the time is over as soon as it has begun.
 */
export function compacted(records: readonly Entry[], endOffset: number, deleteRetentionMs: number): Entry[] {
  const last = new Map<string | undefined, number>();
  for (const [offset, { key, isGone }] of records.entries()) {
    if (offset < endOffset && !isGone) last.set(key, offset);
  }
  const kept = records.map((entry, offset) => {
    if (offset >= endOffset || entry.isGone) return entry;
    const hasToGo = entry.isTombstone && entry.hasHorizon && deleteRetentionMs === 0;
    return { ...entry, isGone: last.get(entry.key) !== offset || hasToGo };
  });
  const withTombstone = new Set<number>();
  for (const { batchEnd, isTombstone, isGone, batchStart } of kept) {
    if (batchEnd < endOffset && isTombstone && !isGone) withTombstone.add(batchStart);
  }
  return kept.map((entry) => ({ ...entry, hasHorizon: entry.hasHorizon || withTombstone.has(entry.batchStart) }));
}
