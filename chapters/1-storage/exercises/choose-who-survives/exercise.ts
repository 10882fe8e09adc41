/** A record that the cleaner has before it. Before this it went through the new part of the log, and noted each key's last offset. */
export interface CompactedRecord {
  readonly offset: number;
  readonly hasKey: boolean;
  /** It has no value: it says that its key was deleted. */
  readonly isTombstone: boolean;
  /** The last offset that was noted for its key; -1 where the key does not come up in the new part. */
  readonly latestOffsetOfKey: number;
  /** The new part ends before this offset; of what lies at or behind it nothing is known. */
  readonly mapEndOffset: number;
  /** The tombstone has stood for `delete.retention.ms`. */
  readonly mayTombstoneGo: boolean;
}

/**
 * Compaction keeps the last record of each key. Does this one survive?
 *
 * The cleaner notes the keys of the new part alone: of what came since it was here last, up to `mapEndOffset`. What lies before
 * that part it has cleaned already, and goes through it again. A key there that does not come up in the new part has no noted
 * offset: −1.
 *
 * - What the cleaner has not looked at stays.
 * - A record without a key could never be replaced: it goes.
 * - A record that has a later one with the same key goes.
 * - A tombstone that is the last one of its key stays until its time is over, so that slow readers can learn of it.
 */
export function survives(record: CompactedRecord): boolean {
  throw new Error(`write here whether offset ${record.offset} survives`);
}
