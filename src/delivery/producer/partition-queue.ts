import { partitionName } from '../partitions.ts';
import type { DeliveryRules } from '../rules.ts';
import type { BatchSequence, ProducerBatch, ProducerIdentity } from './batch.ts';

/**
 * What a producer holds for one partition: batches that wait, oldest first, and batches that were sent and are not answered.
 * With idempotence it also knows where the partition stands in counting.
 */
export class PartitionQueue {
  readonly topic: string;
  readonly partition: number;
  readonly #rules: DeliveryRules;
  readonly #waiting: ProducerBatch[] = [];
  readonly #unanswered = new Set<ProducerBatch>();

  #identity: ProducerIdentity | undefined;
  #nextSequence = 0;
  /** What would follow the last record that was acknowledged. */
  #expectedSequence = 0;
  /** The number of the last batch that the broker acknowledged in this counting; −1: none yet. */
  #lastAcknowledged = -1;
  #gapSuspected = false;

  constructor(topic: string, partition: number, rules: DeliveryRules) {
    this.topic = topic;
    this.partition = partition;
    this.#rules = rules;
  }

  get name(): string {
    return partitionName(this);
  }

  get waiting(): readonly ProducerBatch[] {
    return this.#waiting;
  }

  get unanswered(): ReadonlySet<ProducerBatch> {
    return this.#unanswered;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#unanswered.size === 0;
  }

  /** The batch that still takes records. */
  get open(): ProducerBatch | undefined {
    const last = this.#waiting.at(-1);
    return last === undefined || last.isClosed ? undefined : last;
  }

  /** Under which identity the partition counts; undefined before its first batch with a sequence. */
  get identity(): ProducerIdentity | undefined {
    return this.#identity;
  }

  /** `Infinity` where nothing is open. */
  oldestCreatedAtMs(): number {
    let oldestMs = this.#waiting[0]?.createdAtMs ?? Infinity;
    for (const { isDone, createdAtMs } of this.#unanswered) if (!isDone) oldestMs = Math.min(oldestMs, createdAtMs);
    return oldestMs;
  }

  /** The batches that are open and as old as that, wherever they are. */
  begunBefore(isOldEnough: (createdAtMs: number) => boolean): readonly ProducerBatch[] {
    const old = [...this.#unanswered].filter((batch) => !batch.isDone && isOldEnough(batch.createdAtMs));
    for (const batch of this.#waiting) {
      if (!isOldEnough(batch.createdAtMs)) break;
      old.push(batch);
    }
    return old;
  }

  begin(batch: ProducerBatch): void {
    this.#waiting.push(batch);
  }

  /** Whether the oldest waiting batch may leave as far as the partition's order is concerned. */
  mayLeave(isIdempotent: boolean, maxInFlight: number): boolean {
    const batch = this.#waiting[0]!;
    let oldestOpen = batch.number;
    for (const { number } of this.#unanswered) oldestOpen = Math.min(oldestOpen, number);
    return this.#rules.mayLeave({
      isIdempotent,
      maxInFlight,
      unanswered: this.#unanswered.size,
      isSentAgain: batch.sequence !== undefined,
      followsUnanswered: oldestOpen < batch.number,
      gapSuspected: this.#gapSuspected,
      isKnown: this.#lastAcknowledged !== -1,
      batchesSinceOldestOpen: batch.number - oldestOpen,
    });
  }

  /** The oldest waiting batch goes on its way; where the producer has an identity, with a sequence. */
  leave(present: ProducerIdentity | undefined): ProducerBatch {
    const batch = this.#waiting.shift()!;
    const sequence = present === undefined ? undefined : (batch.sequence ?? this.#takeSequence(batch, present));
    batch.encode(sequence);
    batch.attempts++;
    batch.wasRefused = false;
    this.#unanswered.add(batch);
    return batch;
  }

  acknowledged(batch: ProducerBatch): void {
    this.#unanswered.delete(batch);
    if (batch.sequence === undefined || !this.#isPresent(batch.sequence)) return;
    if (batch.number < this.#lastAcknowledged) return;
    this.#lastAcknowledged = batch.number;
    this.#expectedSequence = this.#rules.nextSequence(batch.sequence.baseSequence, batch.recordsCount);
  }

  /** It failed, and waits to be sent again: in its old place, before all that began later. */
  takeBack(batch: ProducerBatch): void {
    this.#unanswered.delete(batch);
    const later = this.#waiting.findIndex(({ number }) => number > batch.number);
    this.#waiting.splice(later === -1 ? this.#waiting.length : later, 0, batch);
  }

  /**
   * The broker refused it for certain: because of its sequence, or because of the producer's identity. A sequence that was
   * the one to come is not refused because of other batches: there is a gap.
   */
  refused(batch: ProducerBatch, because: 'sequence' | 'identity'): void {
    batch.wasRefused = true;
    const wasToCome = batch.sequence?.baseSequence === this.#expectedSequence;
    if (because === 'identity' || wasToCome) this.#gapSuspected = true;
  }

  /** It is given up, wherever it is; sent and unanswered it stays until its answer, for what that tells. */
  giveUp(batch: ProducerBatch): void {
    if (batch.sequence !== undefined) this.#gapSuspected = true;
    const place = this.#waiting.indexOf(batch);
    if (place !== -1) this.#waiting.splice(place, 1);
  }

  /** The answer of a batch that was given up before, or with this answer. */
  answered(batch: ProducerBatch): void {
    this.#unanswered.delete(batch);
  }

  /** Whether a gap in the sequences is real, so that the producer must raise its epoch. */
  mustBeginAnew(): boolean {
    if (!this.#gapSuspected) return false;
    const judgement = this.#rules.judgeGap({
      unanswered: this.#unanswered.size,
      expectedSequence: this.#expectedSequence,
      oldestWaiting: this.#waiting.find(({ sequence }) => sequence !== undefined),
      nextSequence: this.#nextSequence,
    });
    if (judgement === 'none') this.#gapSuspected = false;
    return judgement === 'begin anew';
  }

  /** Counts from 0 under another identity; batches that wait to be sent again are counted with it. */
  beginAnew(identity: ProducerIdentity): void {
    this.#countAnew(identity);
    for (const batch of this.#waiting) batch.forgetSequence();
  }

  /**
   * A partition takes over the producer's present identity only when nothing that it sent under the old one is open: else the
   * same records could be known to the broker under two names.
   */
  #takeSequence(batch: ProducerBatch, present: ProducerIdentity): BatchSequence {
    const mayChange = this.#identity === undefined || !this.#hasSequencesOpen();
    if (mayChange && this.#identity !== present) this.#countAnew(present);
    const { producerId, producerEpoch } = this.#identity!;
    const sequence = { producerId, producerEpoch, baseSequence: this.#nextSequence };
    this.#nextSequence = this.#rules.nextSequence(this.#nextSequence, batch.recordsCount);
    return sequence;
  }

  #countAnew(identity: ProducerIdentity): void {
    this.#identity = identity;
    this.#nextSequence = 0;
    this.#expectedSequence = 0;
    this.#lastAcknowledged = -1;
    this.#gapSuspected = false;
  }

  #hasSequencesOpen(): boolean {
    return (
      this.#unanswered.size > 0 || this.#gapSuspected || this.#waiting.some(({ sequence }) => sequence !== undefined)
    );
  }

  #isPresent({ producerId, producerEpoch }: BatchSequence): boolean {
    return this.#identity?.producerId === producerId && this.#identity.producerEpoch === producerEpoch;
  }
}
