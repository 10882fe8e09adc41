import type { Operations } from '../../../../../src/exercises/operations.ts';

export { type Operations, operationsIn } from '../../../../../src/exercises/operations.ts';

/** What each operation is reckoned to take, in microseconds. */
export interface Costs {
  readonly requestUs: number;
  readonly writeUs: number;
  readonly flushUs: number;
}

export type DiskName = 'measured' | 'ssd' | 'turning';

/**
 * A write and a flush as lesson 1.1's table has them: 347 ms and 30,234 ms for 100,000 of them. A request as the producer of
 * its last command paid for it, at 15,000 a second. An SSD without a capacitor that outlives the power is reckoned to take
 * 1 ms for a flush, and a disk that turns 7,200 times a minute one turn: 8 ms.
 */
export const costsOf: Readonly<Record<DiskName, Costs>> = {
  measured: { requestUs: 65, writeUs: 4, flushUs: 300 },
  ssd: { requestUs: 65, writeUs: 4, flushUs: 1000 },
  turning: { requestUs: 65, writeUs: 4, flushUs: 8000 },
};

/** The time that the model reckons, in microseconds: nothing overlaps in it. */
export function reckonedUs({ requests, writes, flushes }: Operations, costs: Costs): number {
  return requests * costs.requestUs + writes * costs.writeUs + flushes * costs.flushUs;
}
