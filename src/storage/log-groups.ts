import { indexContextOf, type LogState } from './log-state.ts';
import type { GroupedSegment } from './rules/segment-groups.ts';
import type { Segment } from './segment.ts';

interface Grouped extends GroupedSegment {
  readonly segment: Segment;
}

/** The segments with offsets below one, as they are to be cleaned together. */
export async function groupsUpTo(state: LogState, endOffset: number): Promise<readonly (readonly Segment[])[]> {
  const { segments, surroundings, settings, logEndOffset } = state;
  const candidates: Grouped[] = [];
  for (const segment of segments.all()) {
    if (segment.baseOffset >= endOffset) break;
    surroundings.openSegments.use(segment);
    const { offsets, times } = await segment.indexes(indexContextOf(state, segment));
    candidates.push({
      segment,
      baseOffset: segment.baseOffset,
      endOffset: segments.endOffsetOf(segment, logEndOffset),
      sizeBytes: segment.sizeBytes,
      offsetIndexBytes: offsets.sizeBytes,
      timeIndexBytes: times.sizeBytes,
    });
  }
  const groups = surroundings.rules.segmentGroups(candidates, settings);
  return groups.map((group) => group.map(({ segment }) => segment));
}
