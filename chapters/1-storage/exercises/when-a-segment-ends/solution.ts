import type { ActiveSegment, Arriving } from './exercise.ts';

export function whyItEnds(segment: ActiveSegment, arriving: Arriving): 'size' | 'age' | undefined {
  if (segment.sizeBytes + arriving.sizeBytes > segment.segmentBytes) return 'size';
  const ageMs = arriving.timestampMs - segment.firstTimestampMs;
  return segment.sizeBytes > 0 && ageMs > segment.segmentMs ? 'age' : undefined;
}
