import type { Limits, Segment, segmentsToDelete } from './exercise.ts';

/** Counts from the front as long as a segment may go, and as consumers may have read it. */
function fromTheFront(
  segments: readonly Segment[],
  limits: Limits,
  goes: (segment: Segment, leftBytes: number) => boolean,
) {
  let leftBytes = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let count = 0;
  for (const segment of segments) {
    leftBytes -= segment.sizeBytes;
    const isEmptyEnd = segment.sizeBytes === 0 && count === segments.length - 1;
    if (!goes(segment, leftBytes) || segment.endOffset > limits.highWatermark || isEmptyEnd) break;
    count++;
  }
  return count;
}

const isOld = ({ newestMs }: Segment, { nowMs, retentionMs }: Limits) => nowMs - newestMs > retentionMs;

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof segmentsToDelete>> = {
  'every old segment goes, wherever it stands': (segments, limits) =>
    segments.filter((segment) => isOld(segment, limits)).length,
  'until the log is smaller than retention.bytes': (segments, limits) =>
    fromTheFront(
      segments,
      limits,
      (segment, leftBytes) => isOld(segment, limits) || leftBytes + segment.sizeBytes > limits.retentionBytes,
    ),
  'a segment as old as retention.ms is too old': (segments, limits) =>
    fromTheFront(
      segments,
      limits,
      (segment, leftBytes) =>
        limits.nowMs - segment.newestMs >= limits.retentionMs || leftBytes >= limits.retentionBytes,
    ),
  'what consumers have not read goes too': (segments, limits) =>
    fromTheFront(
      segments,
      { ...limits, highWatermark: Infinity },
      (segment, leftBytes) => isOld(segment, limits) || leftBytes >= limits.retentionBytes,
    ),
  'the last segment never goes': (segments, limits) =>
    Math.min(
      segments.length - 1,
      fromTheFront(
        segments,
        limits,
        (segment, leftBytes) => isOld(segment, limits) || leftBytes >= limits.retentionBytes,
      ),
    ),
};
