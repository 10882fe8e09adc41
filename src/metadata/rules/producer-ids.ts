/** How many producer ids a broker is given at once, so that not every producer costs a write to the metadata log. */
export const producerIdBlockSize = 1000;

export interface ProducerIdBlock {
  readonly first: number;
  readonly count: number;
  /** What the metadata log must remember before any of the block is handed out: where the next block begins. */
  readonly nextProducerId: number;
}

/**
 * Which ids a broker may hand out next. A producer's sequence numbers are kept under its id for a day, so an id that were
 * given twice would make one producer's records pass for repetitions of another's, and vanish. Hence ids only count up, and a
 * broker that restarts asks for a new block: the rest of the old one is never used.
 *
 * @param nextProducerId what the log says, 0 in a new cluster
 */
export function nextProducerIdBlock(nextProducerId: number): ProducerIdBlock {
  return { first: nextProducerId, count: producerIdBlockSize, nextProducerId: nextProducerId + producerIdBlockSize };
}
