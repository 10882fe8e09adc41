/** A record that the cleaner has before it, and what it knows of the record's key. */
export interface CompactedRecord {
  readonly offset: number;
  readonly hasKey: boolean;
  /** It has no value: it says that the key was deleted. */
  readonly isTombstone: boolean;
  /** The largest offset with the same key in the part of the log that the cleaner has looked through; -1: there is none. */
  readonly latestOffsetOfKey: number;
  /** The cleaner has looked through the log up to here; what it knows of keys ends here. */
  readonly mapEndOffset: number;
  /** Whether the delete horizon of its batch has passed. */
  readonly mayTombstoneGo: boolean;
}

/**
 * Whether a record survives compaction: of each key the last one does. What lies behind the part that was looked through is
 * kept, as nothing is known of it. A tombstone is kept like any other last record, until its delete horizon: a reader who
 * saw the value has so long to learn that it is gone. Records without a key, from a time when the topic was not compacted,
 * could never be replaced, and go.
 */
export function survivesCompaction(record: CompactedRecord): boolean {
  if (record.offset >= record.mapEndOffset) return true;
  if (!record.hasKey || record.offset < record.latestOffsetOfKey) return false;
  return !record.isTombstone || !record.mayTombstoneGo;
}

/** What the log knows of the producer of a batch, at its end. */
export interface LastOfProducer {
  readonly producerEpoch: number;
  /** The last offset of its last batch with records in this epoch; undefined where that was a transaction marker. */
  readonly lastDataOffset: number | undefined;
}

/** A batch that the cleaner has before it. */
export interface CompactedBatch {
  readonly lastOffset: number;
  readonly producerEpoch: number;
  /** Holds a transaction marker, no records. */
  readonly isControlBatch: boolean;
  /** Of records: their transaction was aborted. Of a marker: no batch of its transaction is left. */
  readonly isDiscardable: boolean;
  /** Whether its delete horizon has passed. */
  readonly isPastHorizon: boolean;
  /** Undefined for a batch without a producer id, or where the producer was forgotten. */
  readonly lastOfProducer: LastOfProducer | undefined;
  /** Where the part ends that is cleaned in this round. */
  readonly roundEndOffset: number;
}

export interface BatchRetention {
  /** None of its records is kept, whatever they are. */
  readonly dropsRecords: boolean;
  /** Where no record is kept the batch stays as a header. */
  readonly staysWhenEmpty: boolean;
}

/**
 * What becomes of a batch, before its records are looked at.
 *
 * - Records of an *aborted transaction* go: no reader of committed records was ever to see them.
 * - A *transaction marker* goes when no batch of its transaction is left, and its delete horizon has passed: a reader in the
 *   midst of the transaction has so long to learn how it ended (KIP-534).
 * - The *last batch of a producer* stays, if need be as a header without records: it holds the last sequence number, by which
 *   a duplicate is known after a restart. Where the last one was a marker, that marker's batch stays.
 * - The *last batch of the part that is cleaned* stays in the same way, so that the part ends where it did (KAFKA-17076).
 */
export function batchRetention(batch: CompactedBatch): BatchRetention {
  const { isControlBatch, lastOfProducer, lastOffset } = batch;
  const isLastOfProducer =
    lastOfProducer !== undefined &&
    (lastOfProducer.lastDataOffset === undefined
      ? isControlBatch && batch.producerEpoch === lastOfProducer.producerEpoch
      : lastOffset === lastOfProducer.lastDataOffset);
  return {
    dropsRecords: batch.isDiscardable && (!isControlBatch || batch.isPastHorizon),
    staysWhenEmpty: isLastOfProducer || lastOffset + 1 === batch.roundEndOffset,
  };
}
