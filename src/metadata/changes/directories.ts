import type { MetadataImage, PartitionImage } from '../image.ts';
import type { MetadataRecordToWrite } from '../records.ts';
import { reservedDirectories } from '../rules/directories.ts';
import type { MetadataRules } from '../rules.ts';

type DirectoryRules = Pick<MetadataRules, 'isDirectoryOnline'>;

/**
 * Data folders of a broker failed: it no longer leads what lies in them, nor is it in sync there. Nothing where the cluster knows
 * it already.
 *
 * @param onlineIds the folders that work
 */
export function directoriesFailed(
  image: MetadataImage,
  brokerId: number,
  onlineIds: readonly string[],
  rules: DirectoryRules,
): readonly MetadataRecordToWrite[] {
  const { epoch: brokerEpoch, directoryIds } = image.brokers.get(brokerId)!;
  if (directoryIds.every((id) => onlineIds.includes(id))) return [];
  const logDirs = directoryIds.filter((id) => onlineIds.includes(id));
  return [
    ...resignationRecords(image, brokerId, onlineIds, rules),
    { type: 'BrokerRegistrationChangeRecord', data: { brokerId, brokerEpoch, logDirs } },
  ];
}

/** The end of a broker's leading, and of its being in sync, where its replica lies in a folder that does not work. */
export function resignationRecords(
  image: MetadataImage,
  brokerId: number,
  onlineIds: readonly string[],
  rules: DirectoryRules,
): readonly MetadataRecordToWrite[] {
  const knowsEligible = (image.features.get('eligible.leader.replicas.version') ?? 0) > 0;
  return [...image.topics.values()].flatMap(({ id: topicId, partitions }) =>
    partitions.flatMap((partition, partitionId): readonly MetadataRecordToWrite[] => {
      const isConcerned = partition.leader === brokerId || partition.inSyncReplicas.includes(brokerId);
      if (!isConcerned || rules.isDirectoryOnline(directoryOf(partition, brokerId), onlineIds)) return [];
      const change = resignation(partition, brokerId, knowsEligible);
      return [{ type: 'PartitionChangeRecord', data: { topicId, partitionId, ...change } }];
    }),
  );
}

/** The last one in sync stays eligible, as nobody else has all that was committed (KIP-966). */
function resignation(partition: PartitionImage, brokerId: number, knowsEligible: boolean) {
  const leader = partition.leader === brokerId ? { leader: -1 } : {};
  const isr = partition.inSyncReplicas.filter((id) => id !== brokerId);
  if (isr.length > 0) return { ...leader, isr };
  return knowsEligible ? { ...leader, isr, eligibleLeaderReplicas: [brokerId] } : leader;
}

/** Replicas that lie in another folder than the cluster believes: an operator has moved them, or a disk was replaced. */
export function relocationRecords(
  image: MetadataImage,
  brokerId: number,
  actual: (topic: string, partition: number) => string | undefined,
): readonly MetadataRecordToWrite[] {
  return [...image.topics.values()].flatMap(({ name, id: topicId, partitions }) =>
    partitions.flatMap((partition, partitionId): readonly MetadataRecordToWrite[] => {
      const { replicas, directories } = partition;
      const found = actual(name, partitionId);
      if (!replicas.includes(brokerId) || found === undefined) return [];
      if (found === directoryOf(partition, brokerId)) return [];
      const corrected = replicas.map((id, place) => (id === brokerId ? found : directories[place]!));
      return [{ type: 'PartitionChangeRecord', data: { topicId, partitionId, directories: corrected } }];
    }),
  );
}

/** Of a replica, as the cluster knows it. Logs from before there were such ids say nothing. */
export function directoryOf({ replicas, directories }: PartitionImage, brokerId: number): string {
  return directories[replicas.indexOf(brokerId)] ?? reservedDirectories.migrating;
}
