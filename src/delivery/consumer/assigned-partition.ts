import type { KafkaException } from '../kafka-exception.ts';
import { partitionName } from '../partitions.ts';
import type { FetchedRecords } from './fetched-records.ts';

/** Where to look for a position that is not known. */
export type Seek = 'earliest' | 'latest' | { readonly timestampMs: number };

/** What a consumer knows of a partition that it reads. */
export class AssignedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly name: string;
  isPaused = false;
  /** The offset of the next record for the application; undefined until it was found out. */
  #position: number | undefined;
  /** What to look for; undefined where the position is known, and where `auto.offset.reset` has to say it. */
  #seek: Seek | undefined;
  /** Grows when the position is set from outside: what was asked before then is not for this position. */
  #era = 0;
  fetched: FetchedRecords | undefined;
  /** A fetch or a lookup is under way. */
  isAsked = false;
  /** Monotonic: not asked again before. */
  pausedUntilMs = 0;
  /** What the next poll throws. */
  failure: KafkaException | undefined;

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
    this.name = partitionName(this);
  }

  get position(): number | undefined {
    return this.#position;
  }

  get seekTo(): Seek | undefined {
    return this.#seek;
  }

  get era(): number {
    return this.#era;
  }

  /** The application wants to go on elsewhere; what was fetched is forgotten. */
  seek(to: number | Seek): void {
    this.#era++;
    this.#position = typeof to === 'number' ? to : undefined;
    this.#seek = typeof to === 'number' ? undefined : to;
    this.isAsked = false;
    this.fetched = undefined;
    this.failure = undefined;
    this.pausedUntilMs = 0;
  }

  /** The log does not have the position: another has to be looked for. */
  losePosition(to: Seek): void {
    this.#position = undefined;
    this.#seek = to;
  }

  advance(position: number): void {
    this.#position = position;
    this.#seek = undefined;
  }
}
