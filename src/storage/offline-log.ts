import { DecodeError } from '../bytes/reader.ts';
import { DiskError } from '../world/world.ts';
import { LogFileError } from './errors.ts';
import type { CheckpointedOffsets } from './folder-checkpoints.ts';
import type { LogToOpen } from './log-opening.ts';

/** A log that cannot be used, as its files cannot be what they must be, or cannot be read. */
export interface OfflineLog extends Omit<LogToOpen, 'settings'> {
  readonly topicId: string | undefined;
  readonly because: string;
}

/** What was known of it stays known: who mends its files finds it so. */
export function checkpointedOffline(log: OfflineLog): CheckpointedOffsets {
  const { topic, partition, recoveryPoint = 0, highWatermark = 0, logStartOffset = 0 } = log;
  return {
    topic,
    partition,
    recoveryPoint,
    highWatermark,
    logStartOffset: logStartOffset > 0 ? logStartOffset : undefined,
    cleanedOffset: log.cleanedOffset,
  };
}

/** In words; what is no fault of the files or the disk is thrown on. */
export function reasonToBeOffline(error: unknown, folder: string): string {
  if (error instanceof LogFileError || error instanceof DiskError) return error.message;
  if (error instanceof DecodeError) return `${folder}: ${error.message}`;
  throw error;
}
