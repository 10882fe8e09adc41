import type { BrokerImage, MetadataImage, PartitionImage, TopicImage } from '../metadata/image.ts';
import { directoryOf } from '../metadata/changes/directories.ts';
import { codeOf } from '../wire/errors.ts';
import type { Rules } from './rules.ts';

/** What Metadata, DescribeCluster and DescribeTopicPartitions say of brokers, topics and partitions alike. */

/** The bits of all operations on a topic, and on the cluster: everything is allowed here. */
export const allTopicOperations = 0b1101_1111_1000;
export const allClusterOperations = 0b1_1111_1010_0000;
/** Where nobody asked. */
export const operationsNotAsked = -0x8000_0000;

const internalTopics = ['__consumer_offsets', '__transaction_state', '__share_group_state'];

export function isInternalTopic(name: string): boolean {
  return internalTopics.includes(name);
}

/** Where a broker listens for clients; undefined where it has no such listener. */
export function clientEndpoint(broker: BrokerImage, listenerName: string) {
  return broker.listeners.find((listener) => listener.name === listenerName);
}

/** Brokers that clients may turn to. */
export function liveBrokers(image: MetadataImage, listenerName: string) {
  return [...image.brokers.values()]
    .filter((broker) => !broker.isFenced)
    .flatMap((broker) => {
      const endpoint = clientEndpoint(broker, listenerName);
      return endpoint === undefined
        ? []
        : [{ nodeId: broker.id, host: endpoint.host, port: endpoint.port, rack: broker.rack }];
    });
}

export function describedTopic({ name, id }: TopicImage) {
  return { errorCode: 0, name, topicId: id, isInternal: isInternalTopic(name) };
}

export function describedPartition(
  image: MetadataImage,
  partition: PartitionImage,
  partitionIndex: number,
  rules: Pick<Rules, 'isDirectoryOnline'>,
) {
  const isOffline = (id: number) => {
    const broker = image.brokers.get(id);
    return broker?.isFenced !== false || !rules.isDirectoryOnline(directoryOf(partition, id), broker.directoryIds);
  };
  return {
    errorCode: partition.leader === -1 ? codeOf('LEADER_NOT_AVAILABLE') : 0,
    partitionIndex,
    leaderId: partition.leader,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: partition.inSyncReplicas,
    offlineReplicas: partition.replicas.filter(isOffline),
  };
}
