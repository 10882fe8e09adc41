import type { StoryEvent } from '../narration/index.ts';
import type { Told } from '../world/world.ts';
import { operationsIn } from './operations.ts';

/** What a run of an exercise cost, over all partitions to which records were sent. */
export interface Price {
  /** Acknowledged to the producers. */
  readonly records: number;
  readonly requests: number;
  readonly writes: number;
  /** Of the record that waited longest for its acknowledgement. */
  readonly longestWaitUs: number;
  /** Bytes that were written, a second, from the first record to the last acknowledgement; 0 where nothing was written. */
  readonly bytesPerSecond: number;
}

export function priceOf(events: readonly Told<StoryEvent>[]): Price {
  const partitions = operationsIn(events);
  const sum = (part: 'records' | 'requests' | 'writes' | 'writtenBytes') =>
    partitions.reduce((total, operations) => total + operations[part], 0);
  const tookUs = Math.max(0, ...partitions.map((operations) => operations.tookUs));
  return {
    records: sum('records'),
    requests: sum('requests'),
    writes: sum('writes'),
    longestWaitUs: Math.max(0, ...partitions.map(({ longestWaitUs }) => longestWaitUs)),
    bytesPerSecond: tookUs === 0 ? 0 : Math.floor((sum('writtenBytes') * 1_000_000) / tookUs),
  };
}
