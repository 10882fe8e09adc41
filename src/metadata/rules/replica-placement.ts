/** A broker that may be given replicas. */
export interface Candidate {
  readonly brokerId: number;
  readonly isFenced: boolean;
}

/**
 * Which brokers get the replicas of new partitions. The first of each list is the preferred leader.
 *
 * Leaders go round the brokers, and so do the followers, one step further at each round: so leaders are spread evenly, and
 * the partitions of a broker that fails are taken over by many others, not by its neighbour alone. A broker that is fenced
 * (out of touch with the controller) may follow, but it comes after the others, so that a partition starts with a leader.
 *
 * @param replicationFactor 1 up to the number of candidates
 * @param start which broker comes first, 0 or more: chosen at random, so that small topics do not all lie on the first one
 */
export function placeReplicas(
  partitions: number,
  replicationFactor: number,
  candidates: readonly Candidate[],
  start: number,
): readonly (readonly number[])[] {
  const live = candidates.filter((candidate) => !candidate.isFenced).map((candidate) => candidate.brokerId);
  const fenced = candidates.filter((candidate) => candidate.isFenced).map((candidate) => candidate.brokerId);
  return Array.from({ length: partitions }, (_, partition) => {
    const first = (start + partition) % live.length;
    const round = Math.floor((start + partition) / live.length);
    const others = live.filter((_, index) => index !== first);
    const shift = others.length === 0 ? 0 : (first + round) % others.length;
    const inOrder = [live[first]!, ...others.slice(shift), ...others.slice(0, shift), ...fenced];
    return inOrder.slice(0, replicationFactor);
  });
}
