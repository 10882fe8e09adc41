import type { StoryEvent } from '../narration/index.ts';
import type { Told } from '../world/world.ts';

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
  /** From the first `send` to the last acknowledgement. */
  readonly tookUs: number;
}

/**
 * For each partition to which records were sent, in the order in which they were first sent to.
 *
 * @param until only so many of the events count
 */
export function operationsIn(
  events: readonly Told<StoryEvent>[],
  until: number = events.length,
): readonly Operations[] {
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
    else if (event.name === 'record acknowledged' || event.name === 'record sent')
      of(event.partition).acknowledged(event.atUs);
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
  #lastUs = 0;

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
    this.#lastUs = atUs;
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
      tookUs: Math.max(0, this.#lastUs - (this.waitingSinceUs[0] ?? this.#lastUs)),
    };
  }
}
