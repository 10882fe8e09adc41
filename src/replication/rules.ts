import { fetchIsAnswered, readableUpTo } from './rules/fetching.ts';
import { highWatermark } from './rules/high-watermark.ts';
import { oldestSnapshotGoes, snapshotIsDue } from './rules/snapshots.ts';

/** The decisions of a leader about what may be read. A broker is given them, so that others may be put in their place. */
export const replicationRules = {
  /** Up to where may consumers read? */
  highWatermark,
  /** Up to where is this consumer's fetch answered? */
  readableUpTo,
  /** Is a fetch answered now, or does it wait for more? */
  fetchIsAnswered,
  /** Is a snapshot of the metadata due? */
  snapshotIsDue,
  /** May the oldest snapshot go, and the log before the next one? */
  oldestSnapshotGoes,
};

export type ReplicationRules = typeof replicationRules;
