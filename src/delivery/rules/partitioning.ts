import { murmur2 } from '../../bytes/murmur2.ts';

/**
 * Which partition a record with a key goes to. The key's bytes alone decide, so that records of one key stay in order, one
 * behind the other in one partition. Two things move a key elsewhere, and break its order: another number of partitions, and
 * another serializer that makes other bytes of the same key.
 */
export function partitionOfKey(key: Uint8Array, partitionCount: number): number {
  return (murmur2(key) & 0x7fff_ffff) % partitionCount;
}

export interface StickyPartition {
  /** Bytes of records without a key that went there since the producer chose it. */
  readonly producedBytes: number;
  readonly batchSizeBytes: number;
  /** Whether the next record would begin a batch there. */
  readonly lastBatchIsFull: boolean;
}

/**
 * Whether records without a key go on to another partition. Spread one by one they would make many small batches; so a
 * producer sticks to one partition until a batch's worth of bytes went there, and draws the next one then (KIP-794). A batch
 * that is still open is filled first, but not for longer than a second batch's worth.
 *
 * By bytes, not by time: a producer that sends little stays with one partition for long.
 */
export function leavesPartition({ producedBytes, batchSizeBytes, lastBatchIsFull }: StickyPartition): boolean {
  return (producedBytes >= batchSizeBytes && lastBatchIsFull) || producedBytes >= 2 * batchSizeBytes;
}
