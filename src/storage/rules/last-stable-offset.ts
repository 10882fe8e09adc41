/**
 * Up to where a consumer of committed records may read: before the first record of the oldest transaction that is still open,
 * since nobody knows yet whether it will count. Without open transactions that is the high watermark, and never more: what
 * could still be taken back is read by nobody (KIP-98).
 *
 * @param firstUnstableOffset where the oldest open transaction of the partition begins; undefined where none is open
 */
export function lastStableOffset(highWatermark: number, firstUnstableOffset: number | undefined): number {
  return firstUnstableOffset === undefined ? highWatermark : Math.min(highWatermark, firstUnstableOffset);
}
