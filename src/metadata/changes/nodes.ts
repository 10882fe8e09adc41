import { KafkaError } from '../../wire/errors.ts';
import { supportedFeatures } from '../features.ts';
import { type Endpoint, type MetadataImage, resourceTypes } from '../image.ts';
import type { MetadataRecordToWrite } from '../records.ts';
import { initialFeatureLevels } from '../features.ts';
import type { MetadataRules } from '../rules.ts';
import { directoryOf, resignationRecords } from './directories.ts';

/** What a node says of itself when it registers. */
export interface Registration {
  readonly nodeId: number;
  /** New at each start. */
  readonly incarnationId: string;
  readonly listeners: readonly Endpoint[];
  readonly rack: string | null;
  /** The ids of its data folders that can be used. */
  readonly directoryIds: readonly string[];
}

const plaintext = 0;

/**
 * The first transaction of a new cluster: its feature levels; and, since with eligible leader replicas the controller must know
 * it (KIP-966), how many replicas a write needs at least.
 */
export function bootstrapRecords(first: readonly MetadataRecordToWrite[]): readonly MetadataRecordToWrite[] {
  return [
    { type: 'BeginTransactionRecord', data: { name: 'Bootstrap records' } },
    ...first,
    {
      type: 'ConfigRecord',
      data: { resourceType: resourceTypes.broker, resourceName: '', name: 'min.insync.replicas', value: '1' },
    },
    { type: 'EndTransactionRecord', data: {} },
  ];
}

/** The feature levels of a new cluster. */
export function featureRecords(): readonly MetadataRecordToWrite[] {
  return initialFeatureLevels.map(([name, featureLevel]) => ({
    type: 'FeatureLevelRecord',
    data: { name, featureLevel },
  }));
}

export function registerController({
  nodeId,
  incarnationId,
  listeners,
}: Registration): readonly MetadataRecordToWrite[] {
  return [
    {
      type: 'RegisterControllerRecord',
      data: {
        controllerId: nodeId,
        incarnationId,
        zkMigrationReady: false,
        endPoints: listeners.map((listener) => ({ ...listener, securityProtocol: plaintext })),
        features: registeredFeatures(),
      },
    },
  ];
}

/**
 * A broker's new life. It begins fenced, until the controller has seen that it is up to date.
 *
 * @param epoch the offset that the record will have
 */
export function registerBroker(registration: Registration, epoch: number): readonly MetadataRecordToWrite[] {
  const { nodeId, incarnationId, listeners, rack, directoryIds } = registration;
  return [
    {
      type: 'RegisterBrokerRecord',
      data: {
        brokerId: nodeId,
        incarnationId,
        brokerEpoch: epoch,
        endPoints: listeners.map((listener) => ({ ...listener, securityProtocol: plaintext })),
        features: registeredFeatures(),
        rack,
        fenced: true,
        logDirs: [...directoryIds].sort(),
      },
    },
  ];
}

/**
 * A broker that is up to date may lead again: it is no longer fenced, and leads every partition of which it is the last
 * replica in sync, each in a new leader epoch; but none of those whose data folder it cannot use.
 */
export function unfenceBroker(
  image: MetadataImage,
  brokerId: number,
  rules: Pick<MetadataRules, 'isDirectoryOnline'>,
): readonly MetadataRecordToWrite[] {
  const { epoch: brokerEpoch, directoryIds } = image.brokers.get(brokerId)!;
  const records: MetadataRecordToWrite[] = [
    { type: 'BrokerRegistrationChangeRecord', data: { brokerId, brokerEpoch, fenced: -1 } },
    ...resignationRecords(image, brokerId, directoryIds, rules),
  ];
  for (const topic of image.topics.values()) {
    for (const [partitionId, partition] of topic.partitions.entries()) {
      const mayLead =
        partition.inSyncReplicas.length === 0
          ? partition.eligibleLeaderReplicas.includes(brokerId)
          : partition.inSyncReplicas.includes(brokerId);
      if (!mayLead || (partition.leader !== -1 && partition.leader !== brokerId)) continue;
      if (!rules.isDirectoryOnline(directoryOf(partition, brokerId), directoryIds)) continue;
      records.push(electionRecord(topic.id, partitionId, brokerId, partition.inSyncReplicas.length === 0));
    }
  }
  return records;
}

function electionRecord(
  topicId: string,
  partitionId: number,
  leader: number,
  becomesInSync: boolean,
): MetadataRecordToWrite {
  const inSync = becomesInSync ? { isr: [leader], eligibleLeaderReplicas: [], lastKnownElr: [] } : {};
  return { type: 'PartitionChangeRecord', data: { partitionId, topicId, leader, ...inSync } };
}

/** Records that give a broker the next producer ids. Throws a `KafkaError` where the request is not from its present life. */
export function allocateProducerIds(
  image: MetadataImage,
  brokerId: number,
  brokerEpoch: number,
  rules: Pick<MetadataRules, 'nextProducerIdBlock'>,
): { readonly first: number; readonly count: number; readonly records: readonly MetadataRecordToWrite[] } {
  const broker = image.brokers.get(brokerId);
  if (broker === undefined) throw new KafkaError('BROKER_ID_NOT_REGISTERED', `no broker ${brokerId} is registered`);
  if (broker.epoch !== brokerEpoch) {
    throw new KafkaError('STALE_BROKER_EPOCH', `broker ${brokerId} has epoch ${broker.epoch}, not ${brokerEpoch}`);
  }
  const { first, count, nextProducerId } = rules.nextProducerIdBlock(image.nextProducerId);
  if (!Number.isSafeInteger(nextProducerId)) {
    throw new KafkaError('UNKNOWN_SERVER_ERROR', 'no producer ids are left');
  }
  return { first, count, records: [{ type: 'ProducerIdsRecord', data: { brokerId, brokerEpoch, nextProducerId } }] };
}

function registeredFeatures() {
  return supportedFeatures.map(({ name, minimum, maximum }) => ({
    name,
    minSupportedVersion: minimum,
    maxSupportedVersion: maximum,
  }));
}
