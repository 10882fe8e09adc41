/** Sequences count records, from 0, within 31 bits. */
const sequenceCount = 0x8000_0000;

/**
 * The sequence of the next batch: every record of a producer has a number per partition, and a batch carries that of its
 * first. By it a broker knows a batch that it has (a repeated one) from one that it must not take yet (one is missing before
 * it). After 2147483647 comes 0.
 */
export function nextSequence(baseSequence: number, recordCount: number): number {
  return (baseSequence + recordCount) % sequenceCount;
}

export interface IdempotenceInputs {
  /** What the user said of `enable.idempotence`; undefined where nothing, and it is Kafka's default, true. */
  readonly asked: boolean | undefined;
  readonly acks: -1 | 0 | 1;
  readonly retries: number;
  readonly maxInFlight: number;
}

/** A broker remembers so many batches of a producer and partition: an older one it could not recognise. */
const rememberedBatches = 5;

/** The settings that idempotence cannot live with: unacknowledged or unrepeated batches, or more on the way than are remembered. */
export function conflictsWithIdempotence({ acks, retries, maxInFlight }: IdempotenceInputs): readonly string[] {
  const conflicts: string[] = [];
  if (acks !== -1) conflicts.push(`acks=${acks}`);
  if (retries === 0) conflicts.push('retries=0');
  if (maxInFlight > rememberedBatches) conflicts.push(`max.in.flight.requests.per.connection=${maxInFlight}`);
  return conflicts;
}

/**
 * Whether the producer is idempotent. It is by default since Kafka 3.0, but a default yields: where `acks` or `retries` stand
 * against it, it is switched off and nobody is told (KIP-679). Who needs it says `enable.idempotence=true`, and then the
 * conflict is an error ('refused'). More than five requests in flight are one in any case since Kafka 4.0: who wants them
 * says `enable.idempotence=false`.
 */
export function idempotence(inputs: IdempotenceInputs): 'on' | 'off' | 'refused' {
  if (inputs.asked === false) return 'off';
  if (conflictsWithIdempotence(inputs).length === 0) return 'on';
  return inputs.asked === true || inputs.maxInFlight > rememberedBatches ? 'refused' : 'off';
}

export interface NextBatch {
  readonly isIdempotent: boolean;
  readonly maxInFlight: number;
  /** Batches of the partition that were sent and are not answered. */
  readonly unanswered: number;
  /** It was sent before, and failed in a way that allows to try again. */
  readonly isSentAgain: boolean;
  /** Among those that are not answered is one from before it. */
  readonly followsUnanswered: boolean;
  /** A batch before it was given up, and nothing tells yet whether the broker has it. */
  readonly gapSuspected: boolean;
  /** The broker has acknowledged a batch of the partition, so it knows which sequence comes next. */
  readonly isKnown: boolean;
  /** By how many batches it is later than the oldest that was sent and is neither acknowledged nor given up; 0: there is none. */
  readonly batchesSinceOldestOpen: number;
}

/**
 * Whether the oldest batch that waits for a partition may leave now, so that what was sent first stands first in the log.
 *
 * With sequences, batches may be on their way together, since the broker refuses what comes too early; it cannot as long as it
 * knows nothing of the producer, for then it takes any sequence (KIP-360), so the first batch goes alone. One that is sent
 * again waits until all before it are answered; and nothing new is sent into a gap that may not be one.
 *
 * Nor does a new batch leave while one is open that the broker would forget with it: five are remembered, and one that was
 * written, was not acknowledged and is forgotten would be refused as out of order however often it is sent again. Apache
 * Kafka's producer counts only those on their way, and not the ones that wait to be sent again.
 *
 * Without sequences order holds only if one batch at a time is on its way; with more, a failed one is written behind those
 * that followed it.
 */
export function mayLeave(batch: NextBatch): boolean {
  if (!batch.isIdempotent) return batch.maxInFlight > 1 || batch.unanswered === 0;
  if (!batch.isKnown && batch.unanswered > 0) return false;
  if (batch.isSentAgain) return !batch.followsUnanswered;
  return !batch.gapSuspected && batch.batchesSinceOldestOpen < rememberedBatches;
}

export interface SuspectedGap {
  /** Of the partition's batches. */
  readonly unanswered: number;
  /** What would follow the last record that the broker acknowledged. */
  readonly expectedSequence: number;
  /** Of the oldest batch that has a sequence and waits to be sent again; undefined where there is none. */
  readonly oldestWaiting: { readonly wasRefused: boolean } | undefined;
  /** What the next new batch would get. */
  readonly nextSequence: number;
}

/**
 * What to do about a batch that was given up: the broker would refuse all that comes after it, if it never came.
 *
 * - `wait`: something of the partition is on its way, or will be sent again. Its answer tells: if the broker takes what came
 *   after, it has what was before.
 * - `none`: the last batch was acknowledged, so all were.
 * - `begin anew`: the gap is real. The producer raises its epoch and counts from 0 in this partition (KIP-360).
 */
export function judgeGap(gap: SuspectedGap): 'wait' | 'none' | 'begin anew' {
  if (gap.unanswered > 0) return 'wait';
  if (gap.oldestWaiting !== undefined) return gap.oldestWaiting.wasRefused ? 'begin anew' : 'wait';
  return gap.expectedSequence === gap.nextSequence ? 'none' : 'begin anew';
}
