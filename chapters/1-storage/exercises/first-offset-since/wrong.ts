import type { offsetToLookFrom } from './exercise.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof offsetToLookFrom>> = {
  'the first entry that is late enough': (entries, timestampMs, baseOffset) =>
    entries.find((entry) => entry.timestampMs >= timestampMs)?.offset ?? baseOffset,
  'right behind the entry, whose batch may have it': (entries, timestampMs, baseOffset) => {
    const entry = entries.findLast((each) => each.timestampMs <= timestampMs);
    return entry === undefined ? baseOffset : entry.offset + 1;
  },
  'the entry for the very time is passed over': (entries, timestampMs, baseOffset) =>
    entries.findLast((entry) => entry.timestampMs < timestampMs)?.offset ?? baseOffset,
  'the first entry, where all are later': (entries, timestampMs, baseOffset) =>
    entries.findLast((entry) => entry.timestampMs <= timestampMs)?.offset ?? entries[0]?.offset ?? baseOffset,
  'the last entry, where none is as late': (entries, timestampMs, baseOffset) =>
    entries.find((entry) => entry.timestampMs > timestampMs) === undefined
      ? baseOffset
      : (entries.findLast((entry) => entry.timestampMs <= timestampMs)?.offset ?? baseOffset),
};
