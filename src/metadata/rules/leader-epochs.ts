/** What the metadata log says of who leads a partition. */
export interface Leadership {
  /** −1: nobody. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
}

/** In a change of a partition: the leader stays. */
export const leaderStays = -2;

/**
 * Who leads a partition after a change of it. Naming a leader begins a new leader epoch, even where it is the one of before:
 * a broker that comes back may have lost what it had not flushed, and whoever knew its last epoch must notice (KIP-101,
 * KIP-320). Every change, of the in-sync replicas too, raises the partition epoch, so that of two changes which were asked
 * for on the ground of the same state only one is made.
 *
 * @param leader the broker that is named, −1 for nobody, −2 where the change is of something else
 */
export function leadershipAfter(before: Leadership, leader: number): Leadership {
  const partitionEpoch = before.partitionEpoch + 1;
  if (leader === leaderStays) return { ...before, partitionEpoch };
  return { leader, leaderEpoch: before.leaderEpoch + 1, partitionEpoch };
}

/**
 * What a client's leader epoch says of it, or of this broker: an older one means that the client still talks to a leader of
 * the past, a newer one that this broker has not heard yet that another one leads (KIP-320).
 *
 * @param known what the client knows; −1: nothing, so nothing can be said
 */
export function judgeLeaderEpoch(present: number, known: number): 'current' | 'old' | 'unknown' {
  if (known === -1 || known === present) return 'current';
  return known < present ? 'old' : 'unknown';
}
