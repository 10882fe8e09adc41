import type { AppendResult } from '../storage/append.ts';
import type { Log } from '../storage/log.ts';
import { KafkaError } from '../wire/errors.ts';
import type { Rules } from './rules.ts';

/** Is told when more of a partition may be read, by how many bytes; 0: when it is no longer led here. */
export type Follower = (moreBytes: number) => void;

type PartitionRules = Pick<Rules, 'judgeLeaderEpoch' | 'highWatermark'>;

/**
 * A partition that this broker leads, alone: what is in its log is in every replica. So the high watermark stands at the
 * log's end, or, where a topic's settings ask for flushing, at the end of what is safe from a loss of power: nobody reads
 * what could still be taken back.
 */
export class HostedPartition {
  readonly topic: string;
  readonly topicId: string;
  readonly index: number;
  readonly #log: Log | undefined;
  readonly #rules: PartitionRules;
  readonly #followers = new Set<Follower>();
  #leaderEpoch: number;

  /** @param log undefined where it cannot be opened; `because` says why */
  constructor(
    { topic, topicId, index }: { readonly topic: string; readonly topicId: string; readonly index: number },
    leaderEpoch: number,
    log: Log | undefined,
    rules: PartitionRules,
  ) {
    this.topic = topic;
    this.topicId = topicId;
    this.index = index;
    this.#leaderEpoch = leaderEpoch;
    this.#log = log;
    this.#rules = rules;
    log?.updateHighWatermark(rules.highWatermark(log.highWatermark, [log.logEndOffset]));
  }

  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  /** Whether there is a log that can be used. */
  get hasLog(): boolean {
    return this.#log !== undefined && !this.#log.isOffline;
  }

  /** Throws KAFKA_STORAGE_ERROR where it could not be opened, or lies in a data folder that failed. */
  get log(): Log {
    if (this.#log !== undefined && !this.#log.isOffline) return this.#log;
    const because = this.#log?.failure ?? 'it could not be opened';
    throw new KafkaError('KAFKA_STORAGE_ERROR', `the log of ${this.topic}-${this.index} is offline: ${because}`);
  }

  lead(epoch: number): void {
    this.#leaderEpoch = epoch;
  }

  /**
   * Throws where a client knows another leader epoch than the present one: it, or this broker, is behind (KIP-320). A log that is
   * offline says so first: who leads it is of no concern then.
   *
   * @param known what the client knows; −1: nothing
   */
  checkEpoch(known: number): void {
    if (!this.hasLog) void this.log;
    const judgement = this.#rules.judgeLeaderEpoch(this.#leaderEpoch, known);
    if (judgement === 'current') return;
    const because = `the leader epoch of ${this.topic}-${this.index} is ${this.#leaderEpoch}, not ${known}`;
    throw new KafkaError(judgement === 'old' ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH', because);
  }

  /**
   * Appends a producer's batch. Where the result is `flushDue`, it is acknowledged, and can be read, after `makeSafe`.
   */
  append(records: Uint8Array, allowsZstd: boolean): AppendResult {
    const result = this.log.append(records, { leaderEpoch: this.#leaderEpoch, origin: 'client', allowsZstd });
    if (result.outcome === 'appended' && !result.flushDue)
      this.#moveHighWatermark(result.lastOffset + 1, records.length);
    return result;
  }

  /** Resolves when all below the offset is safe from a loss of power, and may be read. Rejects with a `LogError`. */
  async makeSafe(endOffset: number, sizeBytes: number): Promise<void> {
    await this.log.flush();
    this.#moveHighWatermark(endOffset, sizeBytes);
  }

  /** Calls back when there is more to read, until the returned function is called. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  /** Those who wait for more learn that none will come. */
  dismissFollowers(): void {
    for (const follower of [...this.#followers]) follower(0);
    this.#followers.clear();
  }

  /** @param endOffset up to where this replica, which is the only one, has the log as safely as its topic asks */
  #moveHighWatermark(endOffset: number, moreBytes: number): void {
    const { log } = this;
    const offset = this.#rules.highWatermark(log.highWatermark, [endOffset]);
    if (offset <= log.highWatermark) return;
    log.updateHighWatermark(offset);
    for (const follower of [...this.#followers]) follower(moreBytes);
  }
}
