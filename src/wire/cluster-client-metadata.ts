import type { Address } from '../world/world.ts';
import type { Metadata } from './apis/metadata.ts';
import type { Decoded } from './fields.ts';

/** The cluster as a client knows it: as one answer of one broker described it, which may be out of date at once. */
export interface ClusterMetadata {
  readonly clusterId: string | null;
  /** −1 where the broker named none. */
  readonly controllerId: number;
  readonly brokers: ReadonlyMap<number, BrokerNode>;
  readonly topics: ReadonlyMap<string, TopicMetadata>;
}

export interface BrokerNode extends Address {
  readonly id: number;
  readonly rack: string | null;
}

export interface TopicMetadata {
  readonly name: string;
  /** All zeros where the broker does not tell topic ids (before version 10). */
  readonly id: string;
  readonly isInternal: boolean;
  /** 0, or why there is no more to say. */
  readonly errorCode: number;
  /** By number, without gaps; empty after an error. */
  readonly partitions: readonly PartitionMetadata[];
}

export interface PartitionMetadata {
  readonly partition: number;
  /** −1 while nobody leads. */
  readonly leader: number;
  /** −1 where it is not known. */
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  readonly offline: readonly number[];
}

type MetadataResponse = Decoded<typeof Metadata.response.fields>;

/** The cluster after an answer. A broker that has fallen behind may name a leader of the past: it is not believed (KIP-320). */
export function metadataAfter(before: ClusterMetadata | undefined, response: MetadataResponse): ClusterMetadata {
  const topics = new Map<string, TopicMetadata>();
  for (const topic of response.topics) {
    if (topic.name !== null) topics.set(topic.name, topicAfter(before?.topics.get(topic.name), topic, topic.name));
  }
  return {
    clusterId: response.clusterId,
    controllerId: response.controllerId,
    brokers: new Map(response.brokers.map(({ nodeId: id, host, port, rack }) => [id, { id, host, port, rack }])),
    topics,
  };
}

function topicAfter(
  before: TopicMetadata | undefined,
  topic: MetadataResponse['topics'][number],
  name: string,
): TopicMetadata {
  const known = before?.id === topic.topicId ? before.partitions : [];
  const partitions = topic.partitions.map((partition): PartitionMetadata => {
    const { partitionIndex, leaderId: leader, leaderEpoch, replicaNodes, isrNodes, offlineReplicas } = partition;
    const earlier = known[partitionIndex];
    if (earlier !== undefined && leaderEpoch !== -1 && leaderEpoch < earlier.leaderEpoch) return earlier;
    return {
      partition: partitionIndex,
      leader,
      leaderEpoch,
      replicas: replicaNodes,
      inSync: isrNodes,
      offline: offlineReplicas,
    };
  });
  partitions.sort((one, other) => one.partition - other.partition);
  return { name, id: topic.topicId, isInternal: topic.isInternal, errorCode: topic.errorCode, partitions };
}
