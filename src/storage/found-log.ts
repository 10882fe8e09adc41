import type { HeldPartition } from './folder-checkpoints.ts';
import { type FoundPartition, readTopicId } from './folder-contents.ts';
import type { SettingsOf } from './folder-options.ts';
import { type OpenedLog, openLog } from './log-opening.ts';
import type { LogSurroundings } from './log-state.ts';
import { type OfflineLog, reasonToBeOffline } from './offline-log.ts';

/** Opens a log that lies in a data folder; where it cannot be used it is offline. */
export async function openFound(
  surroundings: LogSurroundings,
  { topic, partition, toOpen }: FoundPartition,
  settingsOf: SettingsOf,
): Promise<(HeldPartition & OpenedLog) | OfflineLog> {
  let topicId: string | undefined;
  try {
    topicId = await readTopicId(surroundings.world, toOpen.folder);
    const settings = settingsOf({ topic, partition }, topicId);
    return { topic, partition, topicId, ...(await openLog(surroundings, { ...toOpen, settings })) };
  } catch (error) {
    return { ...toOpen, topicId, because: reasonToBeOffline(error, toOpen.folder) };
  }
}
