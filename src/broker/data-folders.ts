import type { Memory } from '../bytes/memory.ts';
import type { BrokerSettings } from '../configuration/tables.ts';
import { DataFolderError, type MetaProperties } from '../metadata/meta-properties.ts';
import type { CleanerSettings } from '../storage/cleaning-pace.ts';
import type { FolderOptions } from '../storage/folder-options.ts';
import { LogFolder } from '../storage/log-folder.ts';
import { LogFolders, type OfflineFolder, type UsedFolder } from '../storage/log-folders.ts';
import type { RecoveryProgress } from '../storage/recovery.ts';
import { DiskError, type World } from '../world/world.ts';
import { formatBootstrap, formatFolder, identityOf } from './data-folder.ts';
import type { Rules } from './rules.ts';

/** The data folders of a node, locked, each its own; no log is open yet. */
export interface DataFolders {
  /** `log.dirs` */
  readonly folders: LogFolders;
  /** `metadata.log.dir`: the folder of the cluster's metadata, mostly one of those. */
  readonly metadata: LogFolder;
  readonly identity: MetaProperties;
  /** Whether the node has just been made. */
  readonly isNew: boolean;
  /** Flushes and closes everything. */
  close(brokerEpoch: number): Promise<void>;
  /** Lets go of everything without writing anything. */
  abandon(): void;
}

export interface DataFolderOptions {
  /** A new folder gets this cluster id, and another one's folder is refused. */
  readonly clusterId: string | undefined;
  readonly rules: Rules;
  readonly memory: Memory;
  /** Asked for each time, as they may change. */
  readonly cleanerSettings: () => CleanerSettings;
  /** Hears what an operator should read, a line each. */
  readonly log: (line: string) => void;
  /** Hears that a folder failed while it was in use, and why. */
  readonly folderFailed: (path: string, because: string) => void;
}

/**
 * Opens the data folders, and makes those that are missing. One whose disk refuses is offline, and the others serve; without
 * the one of the metadata nothing can be done.
 *
 * @throws DataFolderError where one is another node's, and `DiskError`
 */
export async function openDataFolders(
  world: World,
  settings: BrokerSettings,
  { clusterId, ...given }: DataFolderOptions,
): Promise<DataFolders> {
  const paths = settings['log.dirs'] ?? settings['log.dir'];
  const metadataPath = settings['metadata.log.dir'] ?? paths[0]!;
  const { rules, log } = given;
  const options = optionsOf(settings, given);
  const opened: { readonly folder: LogFolder; readonly identity: MetaProperties | undefined }[] = [];
  const offline: OfflineFolder[] = [];
  try {
    for (const path of new Set([metadataPath, ...paths])) {
      try {
        const identity = await identityOf(world, path, settings['node.id'], clusterId);
        opened.push({ folder: await LogFolder.prepare(world, path, options), identity });
      } catch (error) {
        const isFatal = !(error instanceof DiskError) || error.code === 'locked' || path === metadataPath;
        if (isFatal) throw error;
        log(`${path} cannot be used, and the partitions in it are offline: ${error.message}`);
        offline.push({ path, because: error.message });
      }
    }
    const isNew = opened.every(({ identity }) => identity === undefined);
    const identities = await makeWhole(world, settings['node.id'], opened, clusterId);
    const used = opened
      .map(({ folder, identity }, position): UsedFolder => {
        return { id: identities[position]!.directoryId, folder, isNew: identity === undefined };
      })
      .filter(({ folder }) => paths.includes(folder.path));
    const [{ folder: metadata }, [identity]] = [opened[0]!, identities as [MetaProperties]];
    const folders = new LogFolders(rules, used, offline);
    return { folders, metadata, identity, isNew, ...endOf(folders, metadata) };
  } catch (error) {
    for (const { folder } of opened) folder.abandon();
    throw error;
  }
}

/** All folders say that they are of one cluster; new ones are made so. The first one is that of the metadata. */
async function makeWhole(
  world: World,
  nodeId: number,
  opened: readonly { readonly folder: LogFolder; readonly identity: MetaProperties | undefined }[],
  wantedClusterId: string | undefined,
): Promise<readonly MetaProperties[]> {
  const known = opened.find(({ identity }) => identity !== undefined);
  const [first] = opened;
  if (known !== undefined && first!.identity === undefined) {
    throw new DataFolderError(
      `${first!.folder.path} has no meta.properties, and should hold the metadata of the cluster to which ` +
        `${known.folder.path} belongs; restore it, or begin with empty folders`,
    );
  }
  if (known === undefined) await formatBootstrap(world, first!.folder.path);
  let clusterId = known?.identity?.clusterId ?? wantedClusterId;
  const identities: MetaProperties[] = [];
  for (const { folder, identity } of opened) {
    if (identity !== undefined && identity.clusterId !== clusterId) {
      throw new DataFolderError(
        `${folder.path} belongs to cluster ${identity.clusterId}, and ${known!.folder.path} to ${clusterId}; ` +
          'a node has folders of one cluster only',
      );
    }
    const made = identity ?? (await formatFolder(world, folder.path, nodeId, clusterId));
    clusterId = made.clusterId;
    identities.push(made);
  }
  return identities;
}

function endOf(folders: LogFolders, metadata: LogFolder): Pick<DataFolders, 'close' | 'abandon'> {
  return {
    async close(brokerEpoch) {
      try {
        await folders.close(brokerEpoch);
      } finally {
        await metadata.close(brokerEpoch);
      }
    },
    abandon() {
      folders.abandon();
      metadata.abandon();
    },
  };
}

function optionsOf(
  settings: BrokerSettings,
  { rules, memory, cleanerSettings, log, folderFailed }: Omit<DataFolderOptions, 'clusterId'>,
): FolderOptions {
  return {
    rules,
    memory,
    cleanerSettings,
    recoveryPointCheckpointIntervalMs: settings['log.flush.offset.checkpoint.interval.ms'],
    startOffsetCheckpointIntervalMs: settings['log.flush.start.offset.checkpoint.interval.ms'],
    highWatermarkCheckpointIntervalMs: settings['replica.high.watermark.checkpoint.interval.ms'],
    retentionCheckIntervalMs: settings['log.retention.check.interval.ms'],
    producerIdExpirationMs: settings['producer.id.expiration.ms'],
    recoveryAdvanced: (progress) => log(progressInWords(progress)),
    folderFailed,
  };
}

const bytesPerMebibyte = 1024 * 1024;

function progressInWords({ partition, checkedBytes, totalBytes }: RecoveryProgress): string {
  const [checked, total] = [checkedBytes, totalBytes].map((bytes) => Math.ceil(bytes / bytesPerMebibyte));
  return `${partition}: ${checked} of ${total} MiB are checked`;
}
