import type { Limits, Segment } from './exercise.ts';

export function segmentsToDelete(segments: readonly Segment[], limits: Limits): number {
  let remainingBytes = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let count = 0;
  for (const segment of segments) {
    const isOld = limits.nowMs - segment.newestMs > limits.retentionMs;
    const isSurplus = remainingBytes - segment.sizeBytes >= limits.retentionBytes;
    const isEmptyEnd = segment.sizeBytes === 0 && count === segments.length - 1;
    if ((!isOld && !isSurplus) || segment.endOffset > limits.highWatermark || isEmptyEnd) break;
    remainingBytes -= segment.sizeBytes;
    count++;
  }
  return count;
}
