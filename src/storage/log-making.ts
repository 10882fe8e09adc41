import { formatPartitionMetadata } from './checkpoints.ts';
import { partitionMetadataFile, partitionName, type TopicPartition } from './file-names.ts';
import type { Log } from './log.ts';
import { openLog } from './log-opening.ts';
import type { LogSurroundings } from './log-state.ts';
import type { LogSettings } from './settings.ts';

/** Makes a partition's folder and its log, for good when it resolves. Rejects with a `DiskError`. */
export async function makeLog(
  surroundings: LogSurroundings,
  path: string,
  partition: TopicPartition,
  { topicId, settings }: { readonly topicId: string; readonly settings: LogSettings },
): Promise<Log> {
  const { disk } = surroundings.world;
  const folder = `${path}/${partitionName(partition)}`;
  disk.makeFolder(folder);
  const metadata = disk.open(`${folder}/${partitionMetadataFile}`, { create: true });
  try {
    metadata.truncate(0);
    metadata.write(0, [formatPartitionMetadata(topicId)]);
    const [{ log }] = await Promise.all([
      openLog(surroundings, { ...partition, folder, settings, wasCleanStop: true }),
      (async () => metadata.flush())(),
      (async () => disk.flushFolder(path))(),
    ]);
    return log;
  } finally {
    metadata.close();
  }
}
