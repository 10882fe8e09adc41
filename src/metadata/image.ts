import type { OtherRecords } from './other-records.ts';

/**
 * What the cluster is at one offset of the metadata log: topics, partitions, settings, brokers. An image never changes; the
 * records behind it make another one (`delta.ts`), so whoever holds an image sees one moment, whole.
 */
export interface MetadataImage {
  /** The last record that is in it, −1 for none, and the epoch of the controller that wrote it. */
  readonly offset: number;
  readonly epoch: number;
  /** Finalised feature levels, by name. */
  readonly features: ReadonlyMap<string, number>;
  readonly brokers: ReadonlyMap<number, BrokerImage>;
  /** By name. */
  readonly topics: ReadonlyMap<string, TopicImage>;
  /** The names of topics, by id. */
  readonly topicNames: ReadonlyMap<string, string>;
  /** What was set while the cluster ran, by `resourceKey`. */
  readonly configurations: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The first producer id that no broker was given yet. */
  readonly nextProducerId: number;
  /** What else the log says, by a key of its own: nothing here acts upon it. */
  readonly others: OtherRecords;
}

export interface BrokerImage {
  readonly id: number;
  /** The offset of its registration: which life of the broker it is. */
  readonly epoch: number;
  readonly incarnationId: string;
  readonly listeners: readonly Endpoint[];
  readonly rack: string | null;
  /** Out of touch with the controller, or not yet in touch: clients are not told of it, and it leads nothing. */
  readonly isFenced: boolean;
  readonly isShuttingDown: boolean;
  /** The ids of its data folders that work; none where it has not said it. */
  readonly directoryIds: readonly string[];
}

export interface Endpoint {
  /** The listener's name: `PLAINTEXT`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

export interface TopicImage {
  readonly name: string;
  readonly id: string;
  /** By their number. */
  readonly partitions: readonly PartitionImage[];
}

export interface PartitionImage {
  /** Brokers, the preferred leader first. */
  readonly replicas: readonly number[];
  readonly inSyncReplicas: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
  /** −1: nobody. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  /** Whether its leader was not in sync when it was elected, and has not yet made up for it. */
  readonly isRecovering: boolean;
  /** In which data folder of each replica it lies, by the folders' ids. */
  readonly directories: readonly string[];
  /** Not in sync, yet sure to have all that was committed (KIP-966). */
  readonly eligibleLeaderReplicas: readonly number[];
  readonly lastKnownEligibleLeaderReplicas: readonly number[];
}

export const emptyImage: MetadataImage = {
  offset: -1,
  epoch: 0,
  features: new Map(),
  brokers: new Map(),
  topics: new Map(),
  topicNames: new Map(),
  configurations: new Map(),
  nextProducerId: 0,
  others: new Map(),
};

/** What settings can belong to, with Kafka's numbers. The resource name '' of a broker means all brokers. */
export const resourceTypes = { topic: 2, broker: 4, brokerLogger: 8, clientMetrics: 16, group: 32 } as const;

export function resourceKey(type: number, name: string): string {
  return `${type} ${name}`;
}

/** What was set for a resource while the cluster ran; nothing is `{}`. */
export function configurationOf(image: MetadataImage, type: number, name: string): Readonly<Record<string, string>> {
  return image.configurations.get(resourceKey(type, name)) ?? {};
}

export function topicById(image: MetadataImage, id: string): TopicImage | undefined {
  const name = image.topicNames.get(id);
  return name === undefined ? undefined : image.topics.get(name);
}
