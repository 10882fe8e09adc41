import { DecodeError } from '../../bytes/reader.ts';
import { concatenate } from '../../bytes/writer.ts';
import { type MetadataRecord, readMetadataRecord } from '../../metadata/records.ts';
import { batchesIn } from '../../records/batches.ts';
import { writeBatch } from '../../records/write-batch.ts';
import { writeQuorumRecord } from './records.ts';

/**
 * A `.checkpoint` file: the records that make an image at once, in batches as in a log, between a header and a footer. A
 * snapshot of the metadata log has one, and `bootstrap.checkpoint`, with what a new cluster begins with (KIP-630).
 */

/** Where in the log a snapshot stands: it holds what all records below `endOffset` came to. */
export interface SnapshotId {
  readonly endOffset: number;
  readonly epoch: number;
}

/** Undefined where the name is not that of a snapshot in use: `00000000000000000162-0000000002.checkpoint`. */
export function parseSnapshotName(name: string): SnapshotId | undefined {
  const found = /^(\d{20})-(\d{10})\.checkpoint$/.exec(name);
  return found === null ? undefined : { endOffset: Number(found[1]), epoch: Number(found[2]) };
}

export function snapshotName({ endOffset, epoch }: SnapshotId): string {
  return `${String(endOffset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}.checkpoint`;
}

/** So many records are in a batch: a reader takes one at a time. */
const recordsInBatch = 1000;

/**
 * @param records encoded metadata records
 * @param last what the last record had that is in it; nothing, where no log was before
 */
export function writeSnapshot(
  records: readonly Uint8Array[],
  wallMs: number,
  last: { readonly timestampMs: number; readonly epoch: number } = { timestampMs: 0, epoch: 0 },
): Uint8Array {
  const header = writeQuorumRecord({
    type: 'SNAPSHOT_HEADER',
    data: { lastContainedLogTimestamp: last.timestampMs },
  });
  const footer = writeQuorumRecord({ type: 'SNAPSHOT_FOOTER', data: {} });
  const control = (record: { readonly key: Uint8Array; readonly value: Uint8Array }, baseOffset: number) =>
    writeBatch({
      baseOffset,
      partitionLeaderEpoch: last.epoch,
      isControlBatch: true,
      records: [{ ...record, timestamp: wallMs }],
    });
  const data: Uint8Array[] = [];
  for (let from = 0; from < records.length; from += recordsInBatch) {
    const values = records.slice(from, from + recordsInBatch);
    data.push(
      writeBatch({
        baseOffset: from + 1,
        partitionLeaderEpoch: last.epoch,
        records: values.map((value) => ({ key: null, value, timestamp: wallMs })),
      }),
    );
  }
  return concatenate([control(header, 0), ...data, control(footer, records.length + 1)]);
}

/** The metadata records of a whole file. Throws `DecodeError`, also where the footer is missing: it was not finished. */
export function readSnapshot(bytes: Uint8Array): readonly MetadataRecord[] {
  const { batches, truncatedBytes } = batchesIn(bytes);
  const last = batches[batches.length - 1];
  if (last === undefined || truncatedBytes > 0 || !last.isControlBatch)
    throw new DecodeError('the file is not complete');
  return batches.flatMap((batch) => {
    if (!batch.checkCrc())
      throw new DecodeError(`the batch with offset ${batch.baseOffset} has another checksum than its bytes`);
    if (batch.isControlBatch) return [];
    return Array.from(batch.records(), ({ offset, value }) => {
      if (value === null) throw new DecodeError(`the record at ${offset} has no value`);
      return readMetadataRecord(value);
    });
  });
}
