import type { BrokerImage, MetadataImage, PartitionImage, TopicImage } from './image.ts';
import { brokerKey } from './other-records.ts';
import type { MetadataRecord, MetadataRecordToWrite } from './records.ts';

/**
 * The records that make an image at once: what a snapshot holds. Read one after the other they come to the same image as all
 * records of the log up to it.
 */
export function recordsOfImage(image: MetadataImage): readonly MetadataRecordToWrite[] {
  return [
    ...featureRecords(image),
    ...[...image.brokers.values()].flatMap((broker) => brokerRecords(broker, image)),
    ...[...image.topics.values()].flatMap(topicRecords),
    ...configurationRecords(image),
    ...otherRecords(image),
  ];
}

/** The metadata's own version comes first: it says how all the others are read. */
function featureRecords({ features }: MetadataImage): readonly MetadataRecordToWrite[] {
  const first = 'metadata.version';
  const names = [...features.keys()].sort((one, other) => Number(other === first) - Number(one === first));
  return names.map((name) => ({ type: 'FeatureLevelRecord', data: { name, featureLevel: features.get(name)! } }));
}

/** As it registered, and what became of it since. */
function brokerRecords(broker: BrokerImage, { others }: MetadataImage): readonly MetadataRecordToWrite[] {
  const registration = others.get(brokerKey(broker.id));
  if (registration?.type !== 'RegisterBrokerRecord') return [];
  const { isFenced: fenced, isShuttingDown: inControlledShutdown, directoryIds: logDirs } = broker;
  const now = { fenced, inControlledShutdown, logDirs };
  return [{ type: 'RegisterBrokerRecord', data: { ...registration.data, ...now } }];
}

function topicRecords({ name, id, partitions }: TopicImage): readonly MetadataRecordToWrite[] {
  return [
    { type: 'TopicRecord', data: { name, topicId: id } },
    ...partitions.map((partition, index) => partitionRecord(id, index, partition)),
  ];
}

function partitionRecord(topicId: string, partitionId: number, partition: PartitionImage): MetadataRecordToWrite {
  const { replicas, addingReplicas, removingReplicas, leader, leaderEpoch, partitionEpoch, directories } = partition;
  const { inSyncReplicas, eligibleLeaderReplicas, lastKnownEligibleLeaderReplicas } = partition;
  return {
    type: 'PartitionRecord',
    data: {
      topicId,
      partitionId,
      replicas,
      isr: inSyncReplicas,
      addingReplicas,
      removingReplicas,
      leader,
      leaderEpoch,
      partitionEpoch,
      leaderRecoveryState: partition.isRecovering ? 1 : 0,
      directories,
      eligibleLeaderReplicas: eligibleLeaderReplicas.length > 0 ? eligibleLeaderReplicas : null,
      lastKnownElr: lastKnownEligibleLeaderReplicas.length > 0 ? lastKnownEligibleLeaderReplicas : null,
    },
  };
}

function configurationRecords({ configurations }: MetadataImage): readonly MetadataRecordToWrite[] {
  return [...configurations].flatMap(([key, settings]) => {
    const [type, ...name] = key.split(' ');
    const resource = { resourceType: Number(type), resourceName: name.join(' ') };
    return Object.entries(settings).map(
      ([name, value]): MetadataRecordToWrite => ({ type: 'ConfigRecord', data: { ...resource, name, value } }),
    );
  });
}

function otherRecords({ others }: MetadataImage): readonly MetadataRecordToWrite[] {
  return [...others.values()].filter(({ type }) => type !== 'RegisterBrokerRecord').map(asToWrite);
}

/** What was read can be written again. */
function asToWrite(record: MetadataRecord): MetadataRecordToWrite {
  return record as MetadataRecordToWrite;
}
