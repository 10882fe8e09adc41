import type { Background } from './background.ts';
import { LogError } from './errors.ts';
import type { FolderCheckpoints, HeldPartition } from './folder-checkpoints.ts';
import type { FolderOptions } from './folder-options.ts';

/** What is done in a data folder again and again, as long as it is in use. */
export function startFolderTasks(
  background: Background,
  options: Required<FolderOptions>,
  checkpoints: FolderCheckpoints,
  folder: { readonly partitions: readonly HeldPartition[] },
): void {
  background.every(options.recoveryPointCheckpointIntervalMs, () => checkpoints.recoveryPoints.save());
  background.every(options.startOffsetCheckpointIntervalMs, () => checkpoints.logStartOffsets.save());
  background.every(options.highWatermarkCheckpointIntervalMs, () => checkpoints.highWatermarks.save());
  background.every(options.retentionCheckIntervalMs, () => deleteOldSegments(folder.partitions));
  background.every(options.producerIdExpirationCheckIntervalMs, () => {
    for (const { log } of folder.partitions) log.removeExpiredProducers();
  });
}

/** Deletes what retention no longer holds. */
export async function deleteOldSegments(partitions: readonly HeldPartition[]): Promise<void> {
  for (const { log } of partitions) {
    try {
      await log.deleteOldSegments();
    } catch (error) {
      // The disk refuses; the next round tries again, and the other logs are not to wait for this one.
      if (!(error instanceof LogError)) throw error;
    }
  }
}
