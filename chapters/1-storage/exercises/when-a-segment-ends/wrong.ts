import type { whyItEnds } from './exercise.ts';
import { whyItEnds as solution } from './solution.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof whyItEnds>> = {
  'the file ends when it is full already': (segment, arriving) =>
    segment.sizeBytes >= segment.segmentBytes ? 'size' : solution({ ...segment, segmentBytes: Infinity }, arriving),
  'a file may not be filled to the last byte': (segment, arriving) =>
    solution({ ...segment, segmentBytes: segment.segmentBytes - 1 }, arriving),
  'what is much older begins a file too': (segment, arriving) => {
    const distanceMs = Math.abs(arriving.timestampMs - segment.firstTimestampMs);
    return solution(segment, { ...arriving, timestampMs: segment.firstTimestampMs + distanceMs });
  },
  'just as old as allowed is too old': (segment, arriving) =>
    solution({ ...segment, segmentMs: segment.segmentMs - 1 }, arriving),
  'an empty file grows old': (segment, arriving) =>
    solution(segment, arriving) ??
    (arriving.timestampMs - segment.firstTimestampMs > segment.segmentMs ? 'age' : undefined),
  'age comes first': (segment, arriving) =>
    solution({ ...segment, segmentBytes: Infinity }, arriving) ?? solution(segment, arriving),
};
