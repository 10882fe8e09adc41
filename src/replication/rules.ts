import { fetchIsAnswered, readableUpTo } from './rules/fetching.ts';
import { highWatermark } from './rules/high-watermark.ts';

/** The decisions of a leader about what may be read. A broker is given them, so that others may be put in their place. */
export const replicationRules = {
  /** Up to where may consumers read? */
  highWatermark,
  /** Up to where is this consumer's fetch answered? */
  readableUpTo,
  /** Is a fetch answered now, or does it wait for more? */
  fetchIsAnswered,
};

export type ReplicationRules = typeof replicationRules;
