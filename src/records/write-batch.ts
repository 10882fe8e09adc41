import { BatchBuilder, type HeaderToBuild } from './batch-builder.ts';
import { batchHeaderBytes } from './batch-header.ts';
import { type NewRecord, recordSizeBytes } from './record.ts';
import type { CompressionCodec } from '../bytes/compression/codec.ts';

export interface BatchToWrite extends Omit<HeaderToBuild, 'lastOffsetDelta'> {
  readonly records: readonly (NewRecord & { readonly offset?: number })[];
  /** Where compaction took the last records out; else the last record's. */
  readonly lastOffset?: number;
  readonly codec?: CompressionCodec;
  readonly compressionLevel?: number;
  /** What timestamps count from: the first record's where it is not given, −1 where there is no record. */
  readonly baseTimestamp?: number;
}

/**
 * A whole batch at once, in memory of exactly its size where it is not compressed. Records without an offset follow the one
 * before.
 */
export function writeBatch({ records, lastOffset, ...given }: BatchToWrite): Uint8Array {
  const { codec, compressionLevel, baseTimestamp = records[0]?.timestamp ?? -1, baseOffset = 0, ...header } = given;
  const offsetDeltas = offsetDeltasOf(records, baseOffset);
  const sizesBytes = records.map((record, index) =>
    recordSizeBytes(record, offsetDeltas[index]!, record.timestamp - baseTimestamp),
  );
  const builder = new BatchBuilder({
    baseTimestamp,
    capacityBytes: sizesBytes.reduce((sum, sizeBytes) => sum + sizeBytes, batchHeaderBytes),
    ...(codec === undefined ? {} : { codec }),
    ...(compressionLevel === undefined ? {} : { compressionLevel }),
  });
  records.forEach((record, index) => builder.append(record, offsetDeltas[index]));
  return builder.build({
    ...header,
    baseOffset,
    ...(lastOffset === undefined ? {} : { lastOffsetDelta: lastOffset - baseOffset }),
  });
}

function offsetDeltasOf(records: BatchToWrite['records'], baseOffset: number): number[] {
  let next = 0;
  return records.map(({ offset = baseOffset + next }) => {
    next = offset - baseOffset + 1;
    return next - 1;
  });
}
