import type { BrokerImage, Endpoint, MetadataImage, PartitionImage, TopicImage } from './image.ts';
import { resourceKey } from './image.ts';
import { otherRecordChange } from './other-records.ts';
import type { DataOf, MetadataRecord } from './records.ts';
import type { MetadataRules } from './rules.ts';

/** A record says something of what the image does not have: the log is not what it must be. */
export class MetadataLogError extends Error {
  override readonly name = 'MetadataLogError';
}

/**
 * Records on their way into an image. It starts as one image, takes any number of records, and becomes the next one; maps
 * that no record touched are shared between the two.
 */
export class MetadataDelta {
  readonly #rules: Pick<MetadataRules, 'leadershipAfter'>;
  readonly #features: LazyCopy<string, number>;
  readonly #brokers: LazyCopy<number, BrokerImage>;
  readonly #topics: LazyCopy<string, TopicImage>;
  readonly #topicNames: LazyCopy<string, string>;
  readonly #configurations: LazyCopy<string, Readonly<Record<string, string>>>;
  readonly #others: LazyCopy<string, MetadataRecord>;
  #nextProducerId: number;

  constructor(base: MetadataImage, rules: Pick<MetadataRules, 'leadershipAfter'>) {
    this.#rules = rules;
    this.#features = new LazyCopy(base.features);
    this.#brokers = new LazyCopy(base.brokers);
    this.#topics = new LazyCopy(base.topics);
    this.#topicNames = new LazyCopy(base.topicNames);
    this.#configurations = new LazyCopy(base.configurations);
    this.#others = new LazyCopy(base.others);
    this.#nextProducerId = base.nextProducerId;
  }

  /** @param offset where the last of the records stands in the log, and `epoch` whose leader wrote it */
  image(offset: number, epoch: number): MetadataImage {
    return {
      offset,
      epoch,
      features: this.#features.current,
      brokers: this.#brokers.current,
      topics: this.#topics.current,
      topicNames: this.#topicNames.current,
      configurations: this.#configurations.current,
      nextProducerId: this.#nextProducerId,
      others: this.#others.current,
    };
  }

  /** Throws `MetadataLogError`. What is of no use to a broker here (quotas, access control, credentials) is only kept. */
  apply(record: MetadataRecord): void {
    const other = otherRecordChange(record);
    if (other?.isRemoved === true) this.#others.toChange().delete(other.key);
    else if (other !== undefined) this.#others.toChange().set(other.key, record);
    switch (record.type) {
      case 'FeatureLevelRecord':
        return this.#applyFeature(record.data);
      case 'RegisterBrokerRecord':
        return this.#applyRegistration(record.data);
      case 'UnregisterBrokerRecord':
        return void this.#brokers.toChange().delete(record.data.brokerId);
      case 'BrokerRegistrationChangeRecord':
        return this.#applyRegistrationChange(record.data);
      case 'FenceBrokerRecord':
        return this.#changeBroker(record.data.id, { isFenced: true });
      case 'UnfenceBrokerRecord':
        return this.#changeBroker(record.data.id, { isFenced: false });
      case 'TopicRecord':
        return this.#applyTopic(record.data);
      case 'RemoveTopicRecord':
        return this.#applyRemoval(record.data);
      case 'PartitionRecord':
        return this.#applyPartition(record.data);
      case 'PartitionChangeRecord':
        return this.#applyPartitionChange(record.data);
      case 'ClearElrRecord':
        return this.#clearEligibleLeaders(record.data.topicName);
      case 'ConfigRecord':
        return this.#applyConfiguration(record.data);
      case 'ProducerIdsRecord':
        this.#nextProducerId = record.data.nextProducerId;
        return;
      default:
        return;
    }
  }

  #applyFeature({ name, featureLevel }: DataOf<'FeatureLevelRecord'>): void {
    if (featureLevel === 0) this.#features.toChange().delete(name);
    else this.#features.toChange().set(name, featureLevel);
  }

  #applyRegistration(data: DataOf<'RegisterBrokerRecord'>): void {
    this.#brokers.toChange().set(data.brokerId, {
      id: data.brokerId,
      epoch: data.brokerEpoch,
      incarnationId: data.incarnationId,
      listeners: data.endPoints.map(({ name, host, port }): Endpoint => ({ name, host, port })),
      rack: data.rack,
      isFenced: data.fenced,
      isShuttingDown: data.inControlledShutdown,
      directoryIds: data.logDirs,
    });
  }

  #applyRegistrationChange(data: DataOf<'BrokerRegistrationChangeRecord'>): void {
    const { fenced, inControlledShutdown, logDirs } = data;
    this.#changeBroker(data.brokerId, {
      ...(fenced === 0 ? {} : { isFenced: fenced === 1 }),
      ...(inControlledShutdown === 0 ? {} : { isShuttingDown: true }),
      ...(logDirs.length === 0 ? {} : { directoryIds: logDirs }),
    });
  }

  #changeBroker(id: number, change: Partial<BrokerImage>): void {
    const broker = this.#brokers.current.get(id) ?? missing(`broker ${id}`);
    this.#brokers.toChange().set(id, { ...broker, ...change });
  }

  #applyTopic({ name, topicId }: DataOf<'TopicRecord'>): void {
    this.#topics.toChange().set(name, { name, id: topicId, partitions: [] });
    this.#topicNames.toChange().set(topicId, name);
  }

  #applyRemoval({ topicId }: DataOf<'RemoveTopicRecord'>): void {
    const { name } = this.#topicWith(topicId);
    this.#topics.toChange().delete(name);
    this.#topicNames.toChange().delete(topicId);
    this.#configurations.toChange().delete(resourceKey(2, name));
  }

  #applyPartition(data: DataOf<'PartitionRecord'>): void {
    this.#setPartition(data.topicId, data.partitionId, {
      replicas: data.replicas,
      inSyncReplicas: data.isr,
      addingReplicas: data.addingReplicas,
      removingReplicas: data.removingReplicas,
      leader: data.leader,
      leaderEpoch: data.leaderEpoch,
      partitionEpoch: data.partitionEpoch,
      isRecovering: data.leaderRecoveryState === 1,
      directories: data.directories,
      eligibleLeaderReplicas: data.eligibleLeaderReplicas ?? [],
      lastKnownEligibleLeaderReplicas: data.lastKnownElr ?? [],
    });
  }

  #applyPartitionChange(data: DataOf<'PartitionChangeRecord'>): void {
    const topic = this.#topicWith(data.topicId);
    const partition = topic.partitions[data.partitionId] ?? missing(`partition ${topic.name}-${data.partitionId}`);
    this.#setPartition(data.topicId, data.partitionId, {
      ...partition,
      ...this.#rules.leadershipAfter(partition, data.leader),
      replicas: data.replicas ?? partition.replicas,
      inSyncReplicas: data.isr ?? partition.inSyncReplicas,
      addingReplicas: data.addingReplicas ?? partition.addingReplicas,
      removingReplicas: data.removingReplicas ?? partition.removingReplicas,
      isRecovering: data.leaderRecoveryState === -1 ? partition.isRecovering : data.leaderRecoveryState === 1,
      directories: data.directories ?? partition.directories,
      eligibleLeaderReplicas: data.eligibleLeaderReplicas ?? partition.eligibleLeaderReplicas,
      lastKnownEligibleLeaderReplicas: data.lastKnownElr ?? partition.lastKnownEligibleLeaderReplicas,
    });
  }

  /** Of one topic, or of all where the name is empty. */
  #clearEligibleLeaders(topicName: string): void {
    const topics = topicName === '' ? [...this.#topics.current.values()] : [this.#topics.current.get(topicName)];
    for (const topic of topics) {
      if (topic === undefined) continue;
      const partitions = topic.partitions.map((partition) => ({
        ...partition,
        eligibleLeaderReplicas: [],
        lastKnownEligibleLeaderReplicas: [],
      }));
      this.#topics.toChange().set(topic.name, { ...topic, partitions });
    }
  }

  #setPartition(topicId: string, index: number, partition: PartitionImage): void {
    const topic = this.#topicWith(topicId);
    if (index > topic.partitions.length) throw new MetadataLogError(`partition ${topic.name}-${index} comes too early`);
    const partitions = [...topic.partitions];
    partitions[index] = partition;
    this.#topics.toChange().set(topic.name, { ...topic, partitions });
  }

  #applyConfiguration({ resourceType, resourceName, name, value }: DataOf<'ConfigRecord'>): void {
    const key = resourceKey(resourceType, resourceName);
    const { [name]: _replaced, ...others } = this.#configurations.current.get(key) ?? {};
    const after = value === null ? others : { ...others, [name]: value };
    if (Object.keys(after).length === 0) this.#configurations.toChange().delete(key);
    else this.#configurations.toChange().set(key, after);
  }

  #topicWith(id: string): TopicImage {
    const name = this.#topicNames.current.get(id);
    return this.#topics.current.get(name ?? '') ?? missing(`topic with id ${id}`);
  }
}

/** A map that is copied when it is first changed. */
class LazyCopy<Key, Value> {
  current: ReadonlyMap<Key, Value>;
  #copy: Map<Key, Value> | undefined;

  constructor(base: ReadonlyMap<Key, Value>) {
    this.current = base;
  }

  toChange(): Map<Key, Value> {
    if (this.#copy === undefined) {
      this.#copy = new Map(this.current);
      this.current = this.#copy;
    }
    return this.#copy;
  }
}

function missing(what: string): never {
  throw new MetadataLogError(`the metadata log speaks of a ${what} that it never made`);
}
