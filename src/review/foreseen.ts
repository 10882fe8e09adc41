import { writeBatch } from '../records/write-batch.ts';
import { OffsetIndex } from '../storage/offset-index.ts';
import type { StorageRules } from '../storage/rules.ts';

/** A batch that a log is about to be given. */
export interface ForeseenBatch {
  readonly records: number;
  readonly sizeBytes: number;
  /** The largest timestamp of its records, milliseconds from any instant. */
  readonly timestampMs: number;
}

export interface ForeseenSegment {
  readonly baseOffset: number;
  readonly endOffset: number;
  readonly sizeBytes: number;
  readonly firstTimestampMs: number;
  readonly largestTimestampMs: number;
  readonly index: OffsetIndex;
  /** Where each of its batches begins in the file. */
  readonly batches: readonly { readonly baseOffset: number; readonly position: number }[];
}

interface ForeseenSettings {
  readonly segmentBytes?: number;
  readonly segmentMs?: number;
  readonly indexIntervalBytes?: number;
}

/** A segment that is being written. */
type Growing = { -readonly [Name in keyof ForeseenSegment]: ForeseenSegment[Name] } & {
  batches: { readonly baseOffset: number; readonly position: number }[];
  sinceEntryBytes: number;
};

/** How many bytes a batch of one record takes in the file. */
export function batchBytes(valueBytes: number): number {
  const value = new Uint8Array(valueBytes);
  return writeBatch({ records: [{ timestamp: 0, key: null, value }] }).length;
}

/** The segments of a log that was given these batches, by the rules that cut and index it. */
export function foreseeLog(
  batches: readonly ForeseenBatch[],
  { segmentBytes = 1024 * 1024 * 1024, segmentMs = Infinity, indexIntervalBytes = 4096 }: ForeseenSettings,
  { rollReason, indexEntryDue }: StorageRules,
): readonly ForeseenSegment[] {
  let active = begun(0);
  const segments = [active];
  let nextOffset = 0;
  for (const { records, sizeBytes, timestampMs } of batches) {
    const lastOffset = nextOffset + records - 1;
    const isEmpty = active.sizeBytes === 0;
    const because = rollReason({
      sizeBytes: active.sizeBytes,
      firstTimestampMs: isEmpty ? undefined : active.firstTimestampMs,
      createdAtMs: timestampMs,
      baseOffset: active.baseOffset,
      indexRoom: 1000,
      timeIndexRoom: 1000,
      arriving: { sizeBytes, lastOffset, maxTimestampMs: timestampMs },
      nowMs: timestampMs,
      segmentBytes,
      segmentMs,
    });
    if (because !== undefined) segments.push((active = begun(nextOffset)));
    if (active.sizeBytes === 0) active.firstTimestampMs = timestampMs;
    if (indexEntryDue(active.sinceEntryBytes, indexIntervalBytes)) {
      active.index.append(lastOffset, active.sizeBytes);
      active.sinceEntryBytes = 0;
    }
    active.batches.push({ baseOffset: nextOffset, position: active.sizeBytes });
    active.sizeBytes += sizeBytes;
    active.sinceEntryBytes += sizeBytes;
    active.largestTimestampMs = Math.max(active.largestTimestampMs, timestampMs);
    nextOffset = lastOffset + 1;
    active.endOffset = nextOffset;
  }
  return segments;
}

function begun(baseOffset: number): Growing {
  return {
    baseOffset,
    endOffset: baseOffset,
    sizeBytes: 0,
    firstTimestampMs: -1,
    largestTimestampMs: -1,
    index: new OffsetIndex(baseOffset),
    batches: [],
    sinceEntryBytes: 0,
  };
}

/** `0 to 5`, or where it is one `6`. */
export function range(first: number, end: number): string {
  return end - first === 1 ? String(first) : `${first} to ${end - 1}`;
}
