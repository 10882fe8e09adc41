/** A batch as the log remembers it, to know it again when it comes a second time. */
export interface RememberedBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly timestampMs: number;
}

/** What a log knows of a producer. */
export interface KnownProducer {
  readonly producerEpoch: number;
  /** Of this epoch, oldest first; none after a transaction's end. */
  readonly batches: readonly RememberedBatch[];
}

/** What a producer writes on its batch: who it is, and how many records it has sent to this partition before. */
export interface ArrivingSequence {
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
}

export type SequenceVerdict =
  | { readonly verdict: 'new' }
  | { readonly verdict: 'duplicate'; readonly of: RememberedBatch }
  | {
      readonly verdict: 'refused';
      readonly error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' | 'INVALID_PRODUCER_EPOCH';
      readonly because: string;
    };

const isNew: SequenceVerdict = { verdict: 'new' };
const largestSequence = 0x7fff_ffff;

/**
 * Whether an idempotent producer's batch is new, was written before, or came out of order. The producer numbers its records
 * per partition; a batch that continues where the last one ended is new, and one that equals a remembered batch is a retry
 * whose first answer got lost: it is answered again and not written again (KIP-98).
 *
 * - An older epoch than the known one is a zombie: somebody else has taken over.
 * - A newer epoch begins again at 0.
 * - Of a producer that is not known, any number is taken: its records may have been deleted, and what was known of it with
 *   them (KIP-360).
 * - After 2147483647 comes 0.
 *
 * @param known undefined where this log knows nothing of the producer
 */
export function judgeSequence(known: KnownProducer | undefined, arriving: ArrivingSequence): SequenceVerdict {
  if (known === undefined) return isNew;
  if (arriving.producerEpoch < known.producerEpoch) {
    const because = `epoch ${arriving.producerEpoch} is older than the known epoch ${known.producerEpoch}`;
    return { verdict: 'refused', error: 'INVALID_PRODUCER_EPOCH', because };
  }

  const isSameEpoch = arriving.producerEpoch === known.producerEpoch;
  const twin = isSameEpoch ? known.batches.find((batch) => isSameSequence(batch, arriving)) : undefined;
  if (twin !== undefined) return { verdict: 'duplicate', of: twin };

  const last = isSameEpoch ? known.batches[known.batches.length - 1] : undefined;
  const expected = last === undefined || last.lastSequence === largestSequence ? 0 : last.lastSequence + 1;
  if (arriving.firstSequence === expected) return isNew;
  const because = `sequence number ${arriving.firstSequence} came where ${expected} was expected`;
  return { verdict: 'refused', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER', because };
}

function isSameSequence(batch: RememberedBatch, arriving: ArrivingSequence): boolean {
  return batch.firstSequence === arriving.firstSequence && batch.lastSequence === arriving.lastSequence;
}

/** A producer may have so many batches unanswered: as many must be known again (`max.in.flight.requests.per.connection`). */
export const rememberedBatches = 5;

/**
 * What is remembered of a producer after a batch: the last five. Fewer would take the retry of an older batch in flight for
 * a gap; more would cost memory for every producer that ever wrote here.
 */
export function rememberBatch(batches: readonly RememberedBatch[], batch: RememberedBatch): readonly RememberedBatch[] {
  return batches.length < rememberedBatches ? [...batches, batch] : [...batches.slice(1 - rememberedBatches), batch];
}
