import type { positionFor } from './exercise.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof positionFor>> = {
  'the nearest entry, on either side': (entries, offset) => {
    const distance = (entry: { offset: number }) => Math.abs(entry.offset - offset);
    return entries.toSorted((one, other) => distance(one) - distance(other))[0]?.position ?? 0;
  },
  'the first entry that is not below it': (entries, offset) =>
    entries.find((entry) => entry.offset >= offset)?.position ?? 0,
  'only what has an entry of its own': (entries, offset) =>
    entries.find((entry) => entry.offset === offset)?.position ?? 0,
  'an entry for the offset itself is passed over': (entries, offset) =>
    entries.findLast((entry) => entry.offset < offset)?.position ?? 0,
};
