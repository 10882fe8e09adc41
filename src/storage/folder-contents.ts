import type { Tell, World } from '../world/world.ts';
import { CheckpointError, parseCleanShutdown, parseOffsets, parsePartitionMetadata } from './checkpoints.ts';
import type { StorageEvent } from './events.ts';
import {
  cleanerFile,
  cleanShutdownFile,
  highWatermarkFile,
  isDeletedFolder,
  logStartOffsetFile,
  parsePartitionName,
  partitionMetadataFile,
  partitionName,
  recoveryPointFile,
  type TopicPartition,
} from './file-names.ts';
import type { LogToOpen } from './log-opening.ts';
import { readFile } from './safe-file.ts';

/** A partition's folder, and what the checkpoints say of its log. */
export interface FoundPartition extends TopicPartition {
  readonly toOpen: Omit<LogToOpen, 'settings'>;
}

/** What lies in a data folder. */
export interface FolderContents {
  readonly partitions: readonly FoundPartition[];
  /** Folders of partitions that were removed and whose files are still there. */
  readonly deletedFolders: readonly string[];
  /** See `LogFolder.previousBrokerEpoch`. */
  readonly previousBrokerEpoch: number | undefined;
}

/** The partition whose log has another owner: the cluster's metadata. */
const metadataPartition = '__cluster_metadata-0';

/** Reads what the last process left. From now on the folder is in use: without a clean stop it will have to be checked. */
export async function readFolderContents(world: World, folder: string): Promise<FolderContents> {
  const { disk } = world;
  const tell: Tell<StorageEvent> | undefined = world.tell;
  const names = disk.list(folder).flatMap((name) => (name.endsWith('/') ? [name.slice(0, -1)] : []));
  const recoveryPoints = await readOffsets(world, `${folder}/${recoveryPointFile}`, tell);
  const logStartOffsets = await readOffsets(world, `${folder}/${logStartOffsetFile}`, tell);
  const highWatermarks = await readOffsets(world, `${folder}/${highWatermarkFile}`, tell);
  const cleanedOffsets = await readOffsets(world, `${folder}/${cleanerFile}`, tell);
  const previousBrokerEpoch = await takeCleanShutdown(world, folder);

  const partitions: FoundPartition[] = [];
  for (const name of names) {
    const partition = parsePartitionName(name);
    if (partition === undefined || name === metadataPartition) continue;
    const known = {
      wasCleanStop: previousBrokerEpoch !== undefined,
      recoveryPoint: recoveryPoints.get(name) ?? 0,
      logStartOffset: logStartOffsets.get(name) ?? 0,
      highWatermark: highWatermarks.get(name) ?? 0,
      cleanedOffset: cleanedOffsets.get(name),
    };
    partitions.push({ ...partition, toOpen: { ...partition, folder: `${folder}/${name}`, ...known } });
  }
  return { partitions, deletedFolders: names.filter(isDeletedFolder), previousBrokerEpoch };
}

/** The mark of a clean stop holds once. */
async function takeCleanShutdown({ disk }: World, folder: string): Promise<number | undefined> {
  const path = `${folder}/${cleanShutdownFile}`;
  const bytes = await readFile(disk, path);
  if (bytes === undefined) return undefined;
  disk.remove(path);
  await disk.flushFolder(folder);
  return parseCleanShutdown(bytes);
}

/** Where a checkpoint cannot be believed nothing is known, and more is checked. */
async function readOffsets(
  { disk }: World,
  path: string,
  tell: Tell<StorageEvent> | undefined,
): Promise<ReadonlyMap<string, number>> {
  const bytes = await readFile(disk, path);
  try {
    const offsets = bytes === undefined ? [] : [...parseOffsets(bytes).values()];
    return new Map(offsets.map((entry) => [partitionName(entry), entry.offset]));
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    tell?.({ name: 'file mended', path, because: error.message });
    return new Map();
  }
}

/** Undefined where the partition's folder does not say to which topic of that name it belongs. */
export async function readTopicId(world: World, folder: string): Promise<string | undefined> {
  const tell: Tell<StorageEvent> | undefined = world.tell;
  const path = `${folder}/${partitionMetadataFile}`;
  const bytes = await readFile(world.disk, path);
  try {
    return bytes && parsePartitionMetadata(bytes);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    tell?.({ name: 'file mended', path, because: error.message });
    return undefined;
  }
}
