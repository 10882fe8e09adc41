/** Who leads a partition that begins, and who is in sync with it. */
export interface Beginning {
  /** −1: nobody. */
  readonly leader: number;
  readonly inSync: readonly number[];
}

/**
 * Who leads a new partition: the first of its replicas that the controller is in touch with (not fenced). All replicas that it
 * is in touch with are in sync, since there is nothing yet that one of them could lack.
 *
 * @param replicas the preferred leader first
 */
export function firstLeader(replicas: readonly number[], fenced: readonly number[]): Beginning {
  const inSync = replicas.filter((broker) => !fenced.includes(broker));
  return { leader: inSync[0] ?? -1, inSync };
}
