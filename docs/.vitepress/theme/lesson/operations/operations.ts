import type { Told } from '../../stage/told.ts';

/** What had to be done for the records of one partition: a fold over the events of a run. */
export interface Operations {
  readonly partition: string;
  /** Acknowledged to the producer. */
  readonly records: number;
  /** Produce requests that carried them, as often as they were sent. */
  readonly requests: number;
  /** Appends to the log; a batch is one. */
  readonly writes: number;
  readonly writtenBytes: number;
  readonly flushes: number;
  /** The longest time from `send` to the acknowledgement of a record. */
  readonly longestWaitUs: number;
}

/**
 * For each partition to which records were sent, in the order in which they were first sent to.
 *
 * @param until only so many of the events count
 */
export function operationsIn(events: readonly Told[], until: number = events.length): readonly Operations[] {
  const counts = new Map<string, Counting>();
  const of = (partition: string) => {
    const known = counts.get(partition) ?? new Counting();
    counts.set(partition, known);
    return known;
  };
  for (let index = 0; index < until; index++) {
    const event = events[index]!;
    if (event.name === 'record accepted') of(`${event.topic}-${event.partition}`).waitingSinceUs.push(event.atUs);
    else if (event.name === 'batch sent') of(event.partition).requests++;
    else if (event.name === 'appended') counts.get(event.partition)?.wrote(event.sizeBytes);
    else if (event.name === 'flushed') counts.get(event.partition)?.flushed();
    else if (event.name === 'record acknowledged') of(event.partition).acknowledged(event.atUs);
  }
  return [...counts].map(([partition, counted]) => counted.result(partition));
}

class Counting {
  /** Of records without an answer; within a partition answers come in the order of the records. */
  readonly waitingSinceUs: number[] = [];
  requests = 0;
  #answered = 0;
  #writes = 0;
  #writtenBytes = 0;
  #flushes = 0;
  #longestWaitUs = 0;

  wrote(sizeBytes: number): void {
    this.#writes++;
    this.#writtenBytes += sizeBytes;
  }

  flushed(): void {
    this.#flushes++;
  }

  acknowledged(atUs: number): void {
    const sinceUs = this.waitingSinceUs[this.#answered++] ?? atUs;
    this.#longestWaitUs = Math.max(this.#longestWaitUs, atUs - sinceUs);
  }

  result(partition: string): Operations {
    return {
      partition,
      records: this.#answered,
      requests: this.requests,
      writes: this.#writes,
      writtenBytes: this.#writtenBytes,
      flushes: this.#flushes,
      longestWaitUs: this.#longestWaitUs,
    };
  }
}

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
