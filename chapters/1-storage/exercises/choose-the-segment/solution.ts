/** By halving: a log may have thousands of segments, and every read asks. */
export function chooseSegment(baseOffsets: readonly number[], offset: number): number {
  let below = -1;
  let above = baseOffsets.length;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (baseOffsets[middle]! <= offset) below = middle;
    else above = middle;
  }
  return below;
}
