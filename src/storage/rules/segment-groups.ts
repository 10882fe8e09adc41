/** A segment that is to be cleaned, oldest first in the list that it stands in. */
export interface GroupedSegment {
  readonly baseOffset: number;
  /** The base offset of the next one. */
  readonly endOffset: number;
  readonly sizeBytes: number;
  readonly offsetIndexBytes: number;
  readonly timeIndexBytes: number;
}

export interface GroupLimits {
  /** `segment.bytes` */
  readonly segmentBytes: number;
  /** `segment.index.bytes` */
  readonly segmentIndexBytes: number;
}

const largestDistance = 0x7fff_ffff;

/**
 * Which segments are cleaned into one new one. Compaction leaves segments small, and without joining them their number would
 * only grow. As many neighbours are taken together as would fit into one segment even if nothing of them went: within
 * *segment.bytes*, within *segment.index.bytes* for each index, and near enough to the first base offset for the four bytes
 * that the indexes have for it.
 */
export function segmentGroups<Candidate extends GroupedSegment>(
  segments: readonly Candidate[],
  limits: GroupLimits,
): readonly (readonly Candidate[])[] {
  const groups: Candidate[][] = [];
  let group: Candidate[] = [];
  let together = nothing;
  for (const segment of segments) {
    const withIt = sumOf(together, segment);
    const distance = segment.endOffset - 1 - (group[0] ?? segment).baseOffset;
    const isNear = segment.sizeBytes === 0 || distance <= largestDistance;
    if (group.length > 0 && fits(withIt, limits) && isNear) {
      group.push(segment);
      together = withIt;
    } else {
      group = [segment];
      groups.push(group);
      together = segment;
    }
  }
  return groups;
}

type Sizes = Pick<GroupedSegment, 'sizeBytes' | 'offsetIndexBytes' | 'timeIndexBytes'>;

const nothing: Sizes = { sizeBytes: 0, offsetIndexBytes: 0, timeIndexBytes: 0 };

function sumOf(one: Sizes, other: Sizes): Sizes {
  return {
    sizeBytes: one.sizeBytes + other.sizeBytes,
    offsetIndexBytes: one.offsetIndexBytes + other.offsetIndexBytes,
    timeIndexBytes: one.timeIndexBytes + other.timeIndexBytes,
  };
}

function fits(sizes: Sizes, { segmentBytes, segmentIndexBytes }: GroupLimits): boolean {
  const { sizeBytes, offsetIndexBytes, timeIndexBytes } = sizes;
  return sizeBytes <= segmentBytes && offsetIndexBytes <= segmentIndexBytes && timeIndexBytes <= segmentIndexBytes;
}
