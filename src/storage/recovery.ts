import { crc32c } from '../bytes/crc32c.ts';
import { at, batchLogOverheadBytes } from '../records/batch-header.ts';
import { readStoredBatch, type StoredBatch } from './batch-walk.ts';
import { indexingOf, type LogState, tellOf } from './log-state.ts';
import { producersAt } from './producer-rebuild.ts';
import { attempt } from './safe-file.ts';
import type { Segment } from './segment.ts';

/** What was found when a log was checked. */
export interface Recovery {
  /** How many segments were read. */
  readonly segments: number;
  /** What was cut off because it was not whole, and all that came behind it. */
  readonly truncatedBytes: number;
}

/** How far a check has come. */
export interface RecoveryProgress {
  /** `payments-0` */
  readonly partition: string;
  readonly checkedBytes: number;
  readonly totalBytes: number;
}

const chunkBytes = 1024 * 1024;
/** Somebody waits for the start: after so much is read it is said how far it has come. */
const progressStepBytes = 64 * 1024 * 1024;

/**
 * Checks what may not have been flushed, batch by batch: the indexes, the producers' state and the leader epochs are built
 * anew from what is whole, the rest is cut off. Undefined where nothing had to be checked.
 */
export async function recoverSegments(
  state: LogState,
  recoveryPoint: number,
  wasCleanStop: boolean,
): Promise<Recovery | undefined> {
  const { segments, surroundings } = state;
  const all = segments.all().map((segment, position, list) => ({
    segment,
    baseOffset: segment.baseOffset,
    endOffset: list[position + 1]?.baseOffset ?? Infinity,
  }));
  const suspects = surroundings.rules.segmentsToRecover(all, recoveryPoint, wasCleanStop).map(({ segment }) => segment);
  const [first] = suspects;
  // A log that is not compacted any more has its gaps all the same.
  const isCompacted = state.settings.isCompacted || state.cleanedOffset !== undefined;
  if (first === undefined) return undefined;

  state.producers = await producersAt(state, first.baseOffset);
  const advance = progressOf(state, suspects);
  for (const [position, segment] of suspects.entries()) {
    if (position > 0) state.snapshots.take(segment.baseOffset, state.producers);
    const valid = await recoverSegment(state, segment, advance);
    if (segment !== segments.active) {
      segment.finish();
      segment.release();
    } else {
      // Where there is no room they are written with the next entry.
      attempt(() => segment.saveIndexes());
    }
    const later = suspects.slice(position + 1);
    const nextOffset = later[0]?.baseOffset ?? valid.endOffset;
    const isCut = valid.sizeBytes < segment.sizeBytes;
    if (isCut || surroundings.rules.isHole(valid.endOffset, nextOffset, isCompacted)) {
      const truncatedBytes = await cutOff(state, segment, valid, later);
      return { segments: position + 1, truncatedBytes };
    }
  }
  return { segments: suspects.length, truncatedBytes: 0 };
}

/** What of a segment is whole. */
interface Valid {
  readonly sizeBytes: number;
  readonly endOffset: number;
}

/** Counts what was read, and says so in steps. */
function progressOf(state: LogState, suspects: readonly Segment[]): (readBytes: number) => void {
  const { partition, surroundings } = state;
  const totalBytes = suspects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let checkedBytes = 0;
  return (readBytes) => {
    const before = Math.floor(checkedBytes / progressStepBytes);
    checkedBytes += readBytes;
    if (Math.floor(checkedBytes / progressStepBytes) === before) return;
    const progress = { partition, checkedBytes, totalBytes };
    tellOf(state, { name: 'recovery advanced', ...progress });
    surroundings.recoveryAdvanced(progress);
  };
}

async function recoverSegment(state: LogState, segment: Segment, advance: (readBytes: number) => void): Promise<Valid> {
  const { validPrefix } = state.surroundings.rules;
  segment.beginIndexes();
  let endOffset = segment.baseOffset;
  let position = 0;
  let wantedBytes = chunkBytes;
  while (position < segment.sizeBytes) {
    const chunk = await segment.log.read(position, Math.min(wantedBytes, segment.sizeBytes - position));
    const validBytes = validPrefix(chunk, endOffset, crc32c);
    for (let start = 0; start < validBytes; ) {
      const batch = readStoredBatch(chunk, start, position + start);
      rememberRecovered(state, segment, batch);
      endOffset = batch.lastOffset + 1;
      start += batch.sizeBytes;
    }
    position += validBytes;
    advance(validBytes);
    wantedBytes = chunkBytes;
    if (validBytes > 0) continue;
    // A batch larger than the chunk deserves to be seen whole before it is judged.
    wantedBytes = declaredBytes(chunk);
    if (wantedBytes <= chunk.length || wantedBytes > segment.sizeBytes - position) break;
  }
  return { sizeBytes: position, endOffset };
}

function rememberRecovered(state: LogState, segment: Segment, batch: StoredBatch): void {
  const { epochs, producers, logStartOffset } = state;
  segment.index(batch, batch.position, indexingOf(state));
  epochs.begin(batch.leaderEpoch, batch.baseOffset);
  if (batch.producerId < 0 || batch.lastOffset < logStartOffset) return;
  const completed = producers.update(batch);
  if (!completed?.isAborted) return;
  const { producerId, firstOffset, lastOffset } = completed;
  segment.transactions.add({
    producerId,
    firstOffset,
    lastOffset,
    lastStableOffset: producers.lastStableOffsetAfter(completed),
  });
}

/** Returns how many bytes are gone. They are gone for good when it resolves: what is written in their place is safe then. */
async function cutOff(state: LogState, segment: Segment, valid: Valid, later: readonly Segment[]): Promise<number> {
  const { segments, surroundings, folder, partition } = state;
  let truncatedBytes = segment.sizeBytes - valid.sizeBytes;
  for (const lost of later) {
    truncatedBytes += lost.sizeBytes;
    segments.remove(lost);
    lost.removeFiles();
  }
  segment.cutAt(valid.sizeBytes);
  state.snapshots.removeBehind(valid.endOffset);
  await segment.flush();
  await surroundings.world.disk.flushFolder(folder);
  tellOf(state, { name: 'truncated', partition, offset: valid.endOffset });
  return truncatedBytes;
}

/** How long the batch says that it is; 0 where not even that can be read. */
function declaredBytes(chunk: Uint8Array): number {
  if (chunk.length < batchLogOverheadBytes) return 0;
  return batchLogOverheadBytes + new DataView(chunk.buffer, chunk.byteOffset).getInt32(at.batchLength);
}
