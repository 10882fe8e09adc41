import type { chooseSegment } from './exercise.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof chooseSegment>> = {
  'only exact base offsets are found': (baseOffsets, offset) => baseOffsets.indexOf(offset),
  'the first record of a segment belongs to the one before': (baseOffsets, offset) =>
    baseOffsets.filter((baseOffset) => baseOffset < offset).length - 1,
  'what was deleted is looked for in the oldest segment': (baseOffsets, offset) =>
    Math.max(0, baseOffsets.filter((baseOffset) => baseOffset <= offset).length - 1),
  'the first segment that begins behind it': (baseOffsets, offset) =>
    baseOffsets.findIndex((baseOffset) => baseOffset > offset),
};
