import type { Memory } from '../bytes/memory.ts';
import type { RecordBatch } from '../records/record-batch.ts';
import type { RecordCursor } from '../records/record-cursor.ts';
import type { CleanedTransactions } from './cleaned-transactions.ts';
import { emptied, KeptRecords } from './kept-records.ts';
import type { OffsetMap } from './offset-map.ts';
import type { ProducerStates } from './producer-states.ts';
import type { StorageRules } from './rules.ts';
import type { LastOfProducer } from './rules/survival.ts';
import type { AbortedTransaction } from './transaction-index.ts';

type CleaningRules = Pick<
  StorageRules,
  'survivesCompaction' | 'batchRetention' | 'deleteHorizon' | 'isPastDeleteHorizon'
>;

/** What holds for all batches of one round of the cleaner. */
export interface CleaningRound {
  readonly rules: CleaningRules;
  readonly map: OffsetMap;
  readonly transactions: CleanedTransactions;
  /** As they are now: what is written meanwhile only makes them newer. */
  readonly producers: () => ProducerStates;
  /** Where the part ends that is cleaned. */
  readonly endOffset: number;
  readonly nowMs: number;
  /** `delete.retention.ms` */
  readonly deleteRetentionMs: number;
  readonly memory: Memory;
}

/** A batch whose bytes changed after they were written: nobody may give it a new checksum. */
export class DamagedBatch extends Error {
  override readonly name = 'DamagedBatch';
}

/** Makes of each batch what compaction leaves of it. */
export class BatchCleaner {
  readonly #round: CleaningRound;
  readonly #kept = new KeptRecords();
  #recordsRead = 0;
  #recordsKept = 0;
  #removed: [number, number][] = [];
  /** Aborted transactions whose markers were kept, since the last call of `takeAborted`. */
  #aborted: AbortedTransaction[] = [];

  constructor(round: CleaningRound) {
    this.#round = round;
  }

  get recordsRead(): number {
    return this.#recordsRead;
  }

  get recordsKept(): number {
    return this.#recordsKept;
  }

  /** The first ranges of offsets whose records went since the last call, first and last of each. */
  takeRemoved(): readonly (readonly [number, number])[] {
    const removed = this.#removed;
    this.#removed = [];
    return removed;
  }

  takeAborted(): readonly AbortedTransaction[] {
    const aborted = this.#aborted;
    this.#aborted = [];
    return aborted;
  }

  /**
   * What is left of the batch: itself, a new one, or undefined.
   *
   * @throws DamagedBatch where its checksum does not match and it would have to be made anew; DecodeError
   */
  clean(batch: RecordBatch): Uint8Array | undefined {
    const { rules, nowMs, endOffset, deleteRetentionMs } = this.#round;
    const { isControlBatch, deleteHorizonMs, recordsCount } = batch;
    const isDiscardable = this.#pass(batch);
    const isPastHorizon = rules.isPastDeleteHorizon(deleteHorizonMs, nowMs);
    const { dropsRecords, staysWhenEmpty } = rules.batchRetention({
      lastOffset: batch.lastOffset,
      producerEpoch: batch.producerEpoch,
      isControlBatch,
      isDiscardable,
      isPastHorizon,
      lastOfProducer: this.#lastOfProducer(batch),
      roundEndOffset: endOffset,
    });
    this.#recordsRead += recordsCount;
    if (dropsRecords || recordsCount === 0) {
      if (recordsCount > 0) this.#note(batch.baseOffset, batch.lastOffset);
      return staysWhenEmpty ? emptied(checked(batch)) : undefined;
    }
    return batch.look((cursor) => {
      const holdsTombstone = this.#select(batch, cursor, isPastHorizon);
      const { count } = this.#kept;
      this.#recordsKept += count;
      if (count === 0) return staysWhenEmpty ? emptied(checked(batch)) : undefined;
      const endsEmptyTransaction = isControlBatch && isDiscardable;
      const horizonMs = rules.deleteHorizon(
        { deleteHorizonMs, holdsTombstone, endsEmptyTransaction },
        nowMs,
        deleteRetentionMs,
      );
      if (count === recordsCount && horizonMs === deleteHorizonMs) return batch.bytes;
      return this.#kept.build(checked(batch), cursor.bytes, horizonMs);
    }, this.#round.memory);
  }

  #pass(batch: RecordBatch): boolean {
    const { transactions } = this.#round;
    if (!batch.isControlBatch) return transactions.passRecords(batch);
    const { isDiscardable, aborted } = transactions.passMarker(batch);
    if (aborted !== undefined) this.#aborted.push(aborted);
    return isDiscardable;
  }

  /** Returns whether a tombstone is among the records that are kept. */
  #select(batch: RecordBatch, cursor: RecordCursor, isPastHorizon: boolean): boolean {
    const { rules, map } = this.#round;
    const { baseOffset, baseTimestamp, maxTimestamp, isControlBatch } = batch;
    const isAppendTime = batch.timestampType === 'LogAppendTime';
    const { bytes } = cursor;
    let holdsTombstone = false;
    this.#kept.clear();
    while (cursor.next()) {
      const offset = baseOffset + cursor.offsetDelta;
      const { keyPosition, keyLengthBytes } = cursor;
      const hasKey = keyLengthBytes >= 0;
      const isTombstone = cursor.valueLengthBytes < 0;
      const survives =
        isControlBatch ||
        rules.survivesCompaction({
          offset,
          hasKey,
          isTombstone,
          latestOffsetOfKey: hasKey ? map.latestOffsetOf(bytes, keyPosition, keyPosition + keyLengthBytes) : -1,
          mapEndOffset: map.endOffset,
          mayTombstoneGo: isPastHorizon,
        });
      if (!survives) this.#note(offset, offset);
      else {
        holdsTombstone ||= isTombstone;
        this.#kept.keep(cursor, isAppendTime ? maxTimestamp : baseTimestamp + cursor.timestampDelta);
      }
    }
    return holdsTombstone;
  }

  #lastOfProducer({ hasProducerId, producerId }: RecordBatch): LastOfProducer | undefined {
    if (!hasProducerId) return undefined;
    const known = this.#round.producers().of(producerId);
    if (known === undefined) return undefined;
    const { producerEpoch, batches } = known;
    return { producerEpoch, lastDataOffset: batches[batches.length - 1]?.lastOffset };
  }

  #note(from: number, to: number): void {
    const last = this.#removed[this.#removed.length - 1];
    if (last?.[1] === from - 1) last[1] = to;
    else if (this.#removed.length < mostRanges) this.#removed.push([from, to]);
  }
}

/** So many ranges are told of. */
const mostRanges = 1000;

function checked(batch: RecordBatch): RecordBatch {
  if (batch.checkCrc()) return batch;
  throw new DamagedBatch(`the checksum of the batch at offset ${batch.baseOffset} does not match`);
}
