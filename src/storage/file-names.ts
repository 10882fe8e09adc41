/** How Kafka names what lies in a data folder: `payments-0/00000000000000000042.log`. */

export const partitionMetadataFile = 'partition.metadata';
export const leaderEpochFile = 'leader-epoch-checkpoint';
export const cleanShutdownFile = '.kafka_cleanshutdown';
export const recoveryPointFile = 'recovery-point-offset-checkpoint';
export const highWatermarkFile = 'replication-offset-checkpoint';
export const logStartOffsetFile = 'log-start-offset-checkpoint';
export const cleanerFile = 'cleaner-offset-checkpoint';

/** What a file that is to be removed is called until it is. */
export const deletedSuffix = '.deleted';
/** What a compaction writes is called so until it is complete. */
export const cleanedSuffix = '.cleaned';
/** What is complete, and takes the place of other segments, is called so until it has it. */
export const swapSuffix = '.swap';

export type SegmentFileKind = 'log' | 'index' | 'timeindex' | 'txnindex' | 'snapshot';

const offsetDigits = 20;
const segmentFileName = /^(\d{20})\.(log|index|timeindex|txnindex|snapshot)$/;
const deletedFolderName = /^(.+)-(\d+)\.[0-9a-f]{32}-delete$/;
const partitionFolderName = /^(.+)-(\d+)$/;

/** An offset in as many digits as the largest one has, so that names sort as offsets do. */
export function offsetAsName(offset: number): string {
  return String(offset).padStart(offsetDigits, '0');
}

export function segmentFile(baseOffset: number, kind: SegmentFileKind): string {
  return `${offsetAsName(baseOffset)}.${kind}`;
}

/** Undefined where the name is not that of one of a segment's files. */
export function parseSegmentFile(
  name: string,
): { readonly offset: number; readonly kind: SegmentFileKind } | undefined {
  const found = segmentFileName.exec(name);
  if (found === null) return undefined;
  const offset = Number(found[1]);
  return Number.isSafeInteger(offset) ? { offset, kind: found[2] as SegmentFileKind } : undefined;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** `payments-0`: a partition's folder, and its name in events. */
export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

/** Undefined where the folder is not a partition's that is in use. */
export function parsePartitionName(name: string): TopicPartition | undefined {
  if (/-(delete|future|stray)$/.test(name)) return undefined;
  const found = partitionFolderName.exec(name);
  return found === null ? undefined : { topic: found[1]!, partition: Number(found[2]) };
}

/**
 * The folder of a partition that is not in use any more: `payments-0.6c1f…-delete` until its files are gone, `-stray` where no
 * topic claimed it. Kafka keeps it within 255 characters by cutting the topic's name.
 *
 * @param unique 16 random bytes, so that a topic may be made and removed again and again
 */
export function folderOutOfUse(
  { topic, partition }: TopicPartition,
  unique: Uint8Array,
  as: 'delete' | 'stray',
): string {
  const hexadecimal = Array.from(unique, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const suffix = `-${partition}.${hexadecimal}-${as}`;
  return topic.slice(0, 255 - suffix.length) + suffix;
}

export function isDeletedFolder(name: string): boolean {
  return deletedFolderName.test(name);
}
