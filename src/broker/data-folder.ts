import { DecodeError } from '../bytes/reader.ts';
import { encodeText } from '../bytes/writer.ts';
import { featureRecords } from '../metadata/changes/nodes.ts';
import { newId } from '../metadata/ids.ts';
import {
  DataFolderError,
  formatMetaProperties,
  metaPropertiesFile,
  type MetaProperties,
  parseMetaProperties,
} from '../metadata/meta-properties.ts';
import { type MetadataRecordToWrite, writeMetadataRecord } from '../metadata/records.ts';
import { readSnapshot, writeSnapshot } from '../replication/quorum/snapshot-file.ts';
import { parentOf, readFile, replaceFile } from '../storage/safe-file.ts';
import type { World } from '../world/world.ts';

const bootstrapFile = 'bootstrap.checkpoint';

/**
 * To which node of which cluster a folder belongs; undefined where it belongs to none yet.
 *
 * @throws DataFolderError where it is another node's, or has data without saying whose it is
 */
export async function identityOf(
  { disk }: World,
  folder: string,
  nodeId: number,
  clusterId: string | undefined,
): Promise<MetaProperties | undefined> {
  const path = `${folder}/${metaPropertiesFile}`;
  const bytes = disk.exists(folder) ? await readFile(disk, path) : undefined;
  if (bytes === undefined) {
    if (!disk.exists(`${folder}/__cluster_metadata-0`)) return undefined;
    throw new DataFolderError(
      `${path} is missing, yet there is data beside it; restore it, or begin with an empty folder`,
    );
  }
  const found = parseMetaProperties(new TextDecoder().decode(bytes), path);
  if (found.nodeId !== nodeId) {
    throw new DataFolderError(
      `${folder} belongs to node ${found.nodeId}; start with node.id=${found.nodeId}, or give node ${nodeId} another folder`,
    );
  }
  if (clusterId !== undefined && found.clusterId !== clusterId) {
    throw new DataFolderError(
      `${folder} belongs to cluster ${found.clusterId}, not to ${clusterId}; give this node another folder`,
    );
  }
  return found;
}

/** Writes down what a new cluster begins with. */
export async function formatBootstrap({ disk, clock }: World, folder: string): Promise<void> {
  await disk.flushFolder(parentOf(folder));
  const records = featureRecords().map((record) => writeMetadataRecord(record));
  await replaceFile(disk, folder, bootstrapFile, writeSnapshot(records, clock.wallMs()));
}

/** Makes a folder that of a node: the last step, and the one that counts. */
export async function formatFolder(
  { disk, random, clock }: World,
  folder: string,
  nodeId: number,
  clusterId = newId(random),
): Promise<MetaProperties> {
  const identity = { clusterId, nodeId, directoryId: newId(random) };
  await replaceFile(disk, folder, metaPropertiesFile, encodeText(formatMetaProperties(identity, clock.wallMs())));
  return identity;
}

/** What the cluster of this folder begins with: as it was formatted, here or by Kafka's own tool. */
export async function recordsToBeginWith({ disk }: World, folder: string): Promise<readonly MetadataRecordToWrite[]> {
  const path = `${folder}/${bootstrapFile}`;
  const bytes = await readFile(disk, path);
  if (bytes === undefined) return featureRecords();
  try {
    return readSnapshot(bytes) as readonly MetadataRecordToWrite[];
  } catch (error) {
    if (error instanceof DecodeError) throw new DataFolderError(`${path} cannot be read: ${error.message}; restore it`);
    throw error;
  }
}
