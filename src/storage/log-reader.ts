import type { Memory } from '../bytes/memory.ts';
import { batchHeaderBytes } from '../records/batch-header.ts';
import { RecordBatch } from '../records/record-batch.ts';
import { readStoredBatch, type StoredBatch } from './batch-walk.ts';
import { indexContextOf, type LogState } from './log-state.ts';
import type { OffsetIndex } from './offset-index.ts';
import type { Segment } from './segment.ts';
import type { LargestTimestamp, LoadedIndexes } from './segment-indexes.ts';
import type { AbortedTransaction } from './transaction-index.ts';

export interface ReadLimits {
  readonly maxBytes: number;
  /** Return the first batch whole even where it is larger than `maxBytes`. */
  readonly minOneBatch: boolean;
  /** Nothing at or behind this offset is returned, where it is the first offset of a batch or the log's end. */
  readonly upToOffset: number;
  /** Where to take memory from; what is returned may be given back there. */
  readonly memory?: Memory;
}

export interface FoundRecord {
  readonly offset: number;
  readonly timestampMs: number;
  readonly leaderEpoch: number;
}

const nothing = new Uint8Array(0);
const mostContinuations = 16;

/** Finds and reads; changes nothing. */
export class LogReader {
  readonly #log: LogState;
  /** Where a reader who goes on behind what was read last will find its batch: it need not be searched again. */
  readonly #continuations = new Map<number, { readonly segment: Segment; readonly position: number }>();

  constructor(log: LogState) {
    this.#log = log;
  }

  /** Positions may have changed. */
  forgetPositions(): void {
    this.#continuations.clear();
  }

  /** Batches as they lie in the file, from the one with the offset on; the last one may be cut. From one segment only. */
  async read(offset: number, limits: ReadLimits): Promise<Uint8Array> {
    const end = Math.min(limits.upToOffset, this.#log.logEndOffset);
    let segment: Segment | undefined = this.#log.segments.holding(offset);
    // Compaction may have taken away all that follows in a segment: then the next one has it.
    while (segment !== undefined && Math.max(offset, segment.baseOffset) < end) {
      const bytes = await this.#readFrom(segment, offset, limits);
      if (bytes !== undefined) return bytes;
      segment = this.#log.segments.after(segment);
    }
    return nothing;
  }

  async #readFrom(segment: Segment, offset: number, limits: ReadLimits): Promise<Uint8Array | undefined> {
    const { logEndOffset, settings, surroundings } = this.#log;
    const endPosition = segment.sizeBytes;
    const { offsets } = await this.#indexesOf(segment);
    const exact = this.#continuationAt(offset, segment);
    let position = exact ?? surroundings.rules.positionBefore(offsets, offset);
    const searchBytes = exact === undefined ? settings.indexIntervalBytes + batchHeaderBytes : 0;

    while (endPosition - position >= batchHeaderBytes) {
      const wantedBytes = Math.max(limits.maxBytes + searchBytes, batchHeaderBytes);
      const chunk = await segment.log.read(position, Math.min(wantedBytes, endPosition - position), limits.memory);
      const first = firstBatch(chunk, position, (batch) => batch.lastOffset >= offset);
      if (first.found === undefined) {
        limits.memory?.give(chunk);
        if (first.searchFrom === position) return undefined;
        position = first.searchFrom;
        continue;
      }
      const { found } = first;
      if (found.baseOffset >= limits.upToOffset) {
        limits.memory?.give(chunk);
        return nothing;
      }
      const start = found.position - position;
      const wanted = limits.minOneBatch ? Math.max(limits.maxBytes, found.sizeBytes) : limits.maxBytes;
      const isMissing = start + wanted > chunk.length && position + chunk.length < endPosition;
      if (isMissing) limits.memory?.give(chunk);
      const bytes = isMissing
        ? await segment.log.read(found.position, Math.min(wanted, endPosition - found.position), limits.memory)
        : chunk.subarray(start, start + wanted);
      const cut =
        limits.upToOffset < logEndOffset ? cutBefore(bytes, found.position, limits.upToOffset, offsets) : bytes;
      this.#rememberEnd(cut, found.position, offsets, segment);
      return cut;
    }
    return undefined;
  }

  /** The first record that is at least as new; undefined where there is none. */
  async firstSince(timestampMs: number): Promise<FoundRecord | undefined> {
    for (const segment of this.#log.segments.from(this.#log.logStartOffset)) {
      const largest = segment.largestInMemory ?? (await this.#largestTimestampOf(segment));
      if (largest.timestampMs < timestampMs) continue;
      const found = await this.#firstSinceIn(segment, timestampMs);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The first record with the largest timestamp of all; undefined where there are none with timestamps. */
  async newest(): Promise<FoundRecord | undefined> {
    let timestampMs = -1;
    for (const segment of this.#log.segments.from(this.#log.logStartOffset)) {
      const isReadable = segment.baseOffset >= this.#log.logStartOffset;
      const known = isReadable ? segment.largestInMemory : undefined;
      timestampMs = Math.max(timestampMs, known?.timestampMs ?? (await this.#largestReadableTimestampOf(segment)));
    }
    if (timestampMs < 0) return undefined;
    return (await this.firstSince(timestampMs)) ?? this.#newestByReading();
  }

  /** Compaction took the newest record, and left the header of its batch with a timestamp that no record has. */
  async #newestByReading(): Promise<FoundRecord | undefined> {
    const { segments, logStartOffset } = this.#log;
    let newest: FoundRecord | undefined;
    for (const segment of segments.from(logStartOffset)) {
      const batches: StoredBatch[] = [];
      await segment.walk(0, (batch) => void batches.push(batch));
      for (const { position, sizeBytes, leaderEpoch, maxTimestampMs } of batches) {
        if (maxTimestampMs <= (newest?.timestampMs ?? -1)) continue;
        const bytes = await segment.log.read(position, sizeBytes);
        for (const { offset, timestamp: timestampMs } of new RecordBatch(bytes).records()) {
          const isNewer = offset >= logStartOffset && timestampMs > (newest?.timestampMs ?? -1);
          if (isNewer) newest = { offset, timestampMs, leaderEpoch };
        }
      }
    }
    return newest;
  }

  /** The aborted transactions with records between two offsets, by their last offsets. */
  async abortedBetween(offset: number, endOffset: number): Promise<readonly AbortedTransaction[]> {
    const aborted: AbortedTransaction[] = [];
    for (const segment of this.#log.segments.from(offset)) {
      this.#log.surroundings.openSegments.use(segment);
      for (const transaction of await segment.transactions.all()) {
        if (transaction.lastOffset >= offset && transaction.firstOffset < endOffset) aborted.push(transaction);
      }
    }
    return aborted;
  }

  /** Where the first batch that ends at or behind an offset begins in its segment; the segment's end where there is none. */
  async positionOf(segment: Segment, offset: number): Promise<number> {
    const { offsets } = await this.#indexesOf(segment);
    let found = segment.sizeBytes;
    await segment.walk(this.#log.surroundings.rules.positionBefore(offsets, offset), (batch) => {
      if (batch.lastOffset < offset) return true;
      found = batch.position;
      return false;
    });
    return found;
  }

  async #firstSinceIn(segment: Segment, timestampMs: number): Promise<FoundRecord | undefined> {
    const { offsets, times } = await this.#indexesOf(segment);
    const { logStartOffset } = this.#log;
    const { rules } = this.#log.surroundings;
    const from = Math.max(logStartOffset, rules.offsetBefore(times, timestampMs, segment.baseOffset));
    const candidates: StoredBatch[] = [];
    let position = rules.positionBefore(offsets, from);
    while (position < segment.sizeBytes) {
      candidates.length = 0;
      position = await segment.walk(position, (batch) => {
        if (batch.maxTimestampMs < timestampMs || batch.lastOffset < logStartOffset) return true;
        candidates.push(batch);
        return false;
      });
      const [candidate] = candidates;
      if (candidate === undefined) return undefined;
      const bytes = await segment.log.read(candidate.position, candidate.sizeBytes);
      for (const { offset, timestamp } of new RecordBatch(bytes).records()) {
        if (timestamp >= timestampMs && offset >= logStartOffset) {
          return { offset, timestampMs: timestamp, leaderEpoch: candidate.leaderEpoch };
        }
      }
    }
    return undefined;
  }

  #largestTimestampOf(segment: Segment): Promise<LargestTimestamp> {
    this.#log.surroundings.openSegments.use(segment);
    return segment.largestTimestamp(indexContextOf(this.#log, segment));
  }

  /** Records that were deleted by request do not count: where a segment has some, it is looked through. */
  async #largestReadableTimestampOf(segment: Segment): Promise<number> {
    const { logStartOffset } = this.#log;
    if (segment.baseOffset >= logStartOffset) return (await this.#largestTimestampOf(segment)).timestampMs;
    let timestampMs = -1;
    const halfDeleted: StoredBatch[] = [];
    await segment.walk(await this.positionOf(segment, logStartOffset), (batch) => {
      if (batch.baseOffset < logStartOffset) halfDeleted.push(batch);
      else timestampMs = Math.max(timestampMs, batch.maxTimestampMs);
    });
    for (const batch of halfDeleted) {
      const bytes = await segment.log.read(batch.position, batch.sizeBytes);
      for (const { offset, timestamp } of new RecordBatch(bytes).records()) {
        if (offset >= logStartOffset) timestampMs = Math.max(timestampMs, timestamp);
      }
    }
    return timestampMs;
  }

  #indexesOf(segment: Segment): Promise<LoadedIndexes> {
    this.#log.surroundings.openSegments.use(segment);
    return segment.indexes(indexContextOf(this.#log, segment));
  }

  #continuationAt(offset: number, segment: Segment): number | undefined {
    const continuation = this.#continuations.get(offset);
    return continuation?.segment === segment ? continuation.position : undefined;
  }

  /** Finds where the last whole batch of what was read ends: its reader will ask for what follows. */
  #rememberEnd(bytes: Uint8Array, position: number, offsets: OffsetIndex, segment: Segment): void {
    const nearEnd = Math.max(position, lastEntryBefore(offsets, position + bytes.length));
    const last = firstBatch(bytes.subarray(nearEnd - position), nearEnd, () => false);
    if (last.nextOffset === undefined) return;
    if (this.#continuations.size >= mostContinuations) {
      const [oldest] = this.#continuations.keys();
      this.#continuations.delete(oldest!);
    }
    this.#continuations.set(last.nextOffset, { segment, position: last.nextPosition });
  }
}

interface Search {
  readonly found: StoredBatch | undefined;
  /** Where the first batch begins that is not whole in the bytes, and its smallest offset where one was before it. */
  readonly nextPosition: number;
  readonly nextOffset: number | undefined;
  /** Where to search on where it was not found: behind the last batch whose header is in the bytes. */
  readonly searchFrom: number;
}

/** Looks through whole batches, and the header of the last one. */
function firstBatch(bytes: Uint8Array, position: number, isWanted: (batch: StoredBatch) => boolean): Search {
  let start = 0;
  let searched = 0;
  let nextOffset: number | undefined;
  while (bytes.length - searched >= batchHeaderBytes) {
    const batch = readStoredBatch(bytes, start, position + start);
    searched = start + batch.sizeBytes;
    if (isWanted(batch)) return { found: batch, nextPosition: batch.position, nextOffset, searchFrom: batch.position };
    if (searched > bytes.length) break;
    start = searched;
    nextOffset = batch.lastOffset + 1;
  }
  return { found: undefined, nextPosition: position + start, nextOffset, searchFrom: position + searched };
}

/** What lies before the first batch at or behind an offset, to the last byte. */
function cutBefore(bytes: Uint8Array, position: number, offset: number, offsets: OffsetIndex): Uint8Array {
  const near = Math.max(position, lastEntryBefore(offsets, position + bytes.length, offset));
  const search = firstBatch(bytes.subarray(near - position), near, (batch) => batch.baseOffset >= offset);
  if (search.found !== undefined) return bytes.subarray(0, search.found.position - position);
  // What follows the last whole batch may be the first bytes of one that is not to be shown.
  const hidesRest = search.nextOffset !== undefined && search.nextOffset >= offset;
  return hidesRest ? bytes.subarray(0, search.nextPosition - position) : bytes;
}

/** The position of the last index entry before a position, and not beyond an offset; 0 where there is none. */
function lastEntryBefore(offsets: OffsetIndex, position: number, offset = Infinity): number {
  let below = -1;
  let above = offsets.entryCount;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (offsets.position(middle) < position && offsets.offset(middle) < offset) below = middle;
    else above = middle;
  }
  return below < 0 ? 0 : offsets.position(below);
}
