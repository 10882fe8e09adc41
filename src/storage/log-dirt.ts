import { indexContextOf, type LogState } from './log-state.ts';
import type { CleanableRange, LogWithDirt } from './rules/cleanable.ts';
import type { Segment } from './segment.ts';

/** How dirty a log is, and what of it can be cleaned now. */
export interface Dirt extends LogWithDirt, CleanableRange {
  /** 0 to 1; 0 where there is nothing to clean. */
  readonly dirtyRatio: number;
  /** Whether a dirty record waits for longer than `max.compaction.lag.ms`. */
  readonly isOverdue: boolean;
}

/** Undefined where the log is not compacted, or its disk failed. Ages are read only where the settings ask for them. */
export async function measureDirt(state: LogState, nowMs: number): Promise<Dirt | undefined> {
  const { settings, failure, surroundings } = state;
  if (!settings.isCompacted || failure !== undefined) return undefined;
  const { minCompactionLagMs, maxCompactionLagMs, minCleanableDirtyRatio } = settings;
  await readAges(state);
  const segments = state.segments.all();
  const { cleanedOffset, logStartOffset, logEndOffset, highWatermark, producers } = state;
  const lastStableOffset = surroundings.rules.lastStableOffset(highWatermark, producers.firstUnstableOffset());
  const range = surroundings.rules.cleanableRange({
    ...{ cleanedOffset, logStartOffset, logEndOffset, lastStableOffset, nowMs, minCompactionLagMs },
    segments: segments.map((segment) => ({ baseOffset: segment.baseOffset, largestTimestampMs: newestOf(segment) })),
  });
  const isCleanable = ({ baseOffset }: Segment) => baseOffset < range.firstUncleanableOffset;
  const endsDirty = (segment: Segment) => state.segments.endOffsetOf(segment, logEndOffset) > range.firstDirtyOffset;
  const dirty = segments.filter((segment) => isCleanable(segment) && endsDirty(segment));
  const clean = segments.filter((segment) => isCleanable(segment) && !endsDirty(segment));
  const cleanableBytes = bytesOf(dirty);
  const cleanBytes = bytesOf(clean);
  const closedAndDirty = segments.slice(0, -1).filter(endsDirty);
  const firstTimestamps = closedAndDirty.map(({ firstTimestampMs }) => firstTimestampMs ?? -1).filter((ms) => ms > 0);
  const oldestDirtyTimestampMs = Math.min(...firstTimestamps, Infinity);
  return {
    ...range,
    cleanBytes,
    cleanableBytes,
    oldestDirtyTimestampMs,
    minCleanableDirtyRatio,
    maxCompactionLagMs,
    dirtyRatio: cleanableBytes === 0 ? 0 : cleanableBytes / (cleanBytes + cleanableBytes),
    isOverdue: oldestDirtyTimestampMs < nowMs - maxCompactionLagMs,
  };
}

/** What is asked for below is known afterwards, but for what is appended meanwhile. */
async function readAges(state: LogState): Promise<void> {
  const { segments, settings, surroundings, cleanedOffset, logStartOffset } = state;
  const { minCompactionLagMs, maxCompactionLagMs } = settings;
  if (minCompactionLagMs === 0 && maxCompactionLagMs === Infinity) return;
  for (const segment of segments.from(Math.max(cleanedOffset ?? 0, logStartOffset))) {
    if (segment === segments.active) return;
    surroundings.openSegments.use(segment);
    if (minCompactionLagMs > 0) await segment.largestTimestamp(indexContextOf(state, segment));
    if (maxCompactionLagMs < Infinity) await segment.readFirstTimestamp();
  }
}

/** `Infinity` while it is not known. */
function newestOf({ knownLargestTimestampMs, lastWrittenMs }: Segment): number {
  return knownLargestTimestampMs >= 0 ? knownLargestTimestampMs : lastWrittenMs;
}

function bytesOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
