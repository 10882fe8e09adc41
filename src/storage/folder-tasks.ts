import type { World } from '../world/world.ts';
import type { Background } from './background.ts';
import { LogError } from './errors.ts';
import type { FolderCheckpoints, HeldPartition } from './folder-checkpoints.ts';
import type { FolderOptions } from './folder-options.ts';
import type { Log } from './log.ts';
import { LogCleaner } from './log-cleaner.ts';
import { eachOf } from './side-by-side.ts';

/** What is done in a data folder again and again, as long as it is in use. Returns who compacts its logs. */
export function startFolderTasks(
  background: Background,
  options: Required<FolderOptions>,
  checkpoints: FolderCheckpoints,
  { world, partitions }: { readonly world: World; readonly partitions: () => readonly HeldPartition[] },
): LogCleaner {
  background.every(options.recoveryPointCheckpointIntervalMs, () => checkpoints.recoveryPoints.save());
  background.every(options.recoveryPointCheckpointIntervalMs, () => checkpoints.saveCleanerOffsets());
  background.every(options.startOffsetCheckpointIntervalMs, () => checkpoints.logStartOffsets.save());
  background.every(options.highWatermarkCheckpointIntervalMs, () => checkpoints.highWatermarks.save());
  // Of a log that is compacted the cleaner takes away what is old, between two compactions: never both at one time.
  const uncompacted = () => partitions().flatMap(({ log }) => (log.settings.isCompacted ? [] : [log]));
  background.every(options.retentionCheckIntervalMs, () => deleteOldSegments(uncompacted()));
  background.every(options.producerIdExpirationCheckIntervalMs, () => {
    for (const { log } of partitions()) log.removeExpiredProducers();
  });
  const cleaner = new LogCleaner(
    {
      world,
      rules: options.rules,
      settings: options.cleanerSettings,
      logs: () => partitions().map(({ log }) => log),
      saveOffsets: () => checkpoints.saveCleanerOffsets(),
      deleteOldSegments: (log) => deleteOldSegments([log]),
    },
    background,
  );
  cleaner.start();
  return cleaner;
}

/** Deletes what retention no longer holds. */
export async function deleteOldSegments(logs: readonly Log[]): Promise<void> {
  for (const log of logs) {
    try {
      await log.deleteOldSegments();
    } catch (error) {
      // The disk refuses; the next round tries again, and the other logs are not to wait for this one.
      if (!(error instanceof LogError)) throw error;
    }
  }
}

/** Flushes and closes logs; where one cannot be flushed the others are closed all the same. Returns what they said. */
export async function closeLogs(logs: readonly Log[]): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  await eachOf(logs, async (log) => {
    try {
      await log.close();
    } catch (error) {
      failures.push(error);
      log.abandon();
    }
  });
  return failures;
}
