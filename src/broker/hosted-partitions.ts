import type { BrokerSettings } from '../configuration/tables.ts';
import { type MetadataImage, topicById, type TopicImage } from '../metadata/image.ts';
import { partitionName } from '../storage/file-names.ts';
import type { Log } from '../storage/log.ts';
import type { LogFolders } from '../storage/log-folders.ts';
import type { LogSettings } from '../storage/settings.ts';
import { KafkaError } from '../wire/errors.ts';
import type { Clock, Timer } from '../world/world.ts';
import { HostedPartition } from './hosted-partition.ts';
import type { Rules } from './rules.ts';
import { logSettingsIn } from './settings.ts';

/** So many logs are opened side by side: each waits for the disk most of the time. */
const openedAtOnce = 16;
/** So long after a log could not be made it is tried again: there may be room on the disk by then. */
const tryAgainMs = 10_000;

/**
 * The partitions of which this broker has a replica: made, led, set and removed as the metadata says. A partition whose log
 * cannot be opened is there all the same, and answers KAFKA_STORAGE_ERROR.
 */
export class HostedPartitions {
  readonly #nodeId: number;
  readonly #folders: LogFolders;
  readonly #rules: Rules;
  readonly #settingsIn: (image: MetadataImage) => BrokerSettings;
  readonly #log: (line: string) => void;
  /** By the topic's name, then by the partition's number. */
  readonly #byName = new Map<string, Map<number, HostedPartition>>();
  readonly #nameOf = new Map<string, string>();
  readonly #clock: Clock;
  /** New partitions whose logs could not be made. */
  readonly #notMade = new Set<string>();
  #again: Timer | undefined;

  constructor(given: {
    readonly clock: Clock;
    readonly nodeId: number;
    readonly folders: LogFolders;
    readonly rules: Rules;
    readonly settingsIn: (image: MetadataImage) => BrokerSettings;
    readonly log: (line: string) => void;
  }) {
    this.#clock = given.clock;
    this.#nodeId = given.nodeId;
    this.#folders = given.folders;
    this.#rules = given.rules;
    this.#settingsIn = given.settingsIn;
    this.#log = given.log;
  }

  *all(): Generator<HostedPartition> {
    for (const partitions of this.#byName.values()) yield* partitions.values();
  }

  find(topic: string, index: number): HostedPartition | undefined {
    return this.#byName.get(topic)?.get(index);
  }

  findById(topicId: string, index: number): HostedPartition | undefined {
    return this.find(this.#nameOf.get(topicId) ?? '', index);
  }

  /** Throws UNKNOWN_TOPIC_OR_PARTITION. */
  named(topic: string, index: number): HostedPartition {
    const partition = this.find(topic, index);
    if (partition !== undefined) return partition;
    throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', `this broker has no partition ${topic}-${index}`);
  }

  /** Throws UNKNOWN_TOPIC_ID, or UNKNOWN_TOPIC_OR_PARTITION where it is the partition that is not there. */
  withId(topicId: string, index: number): HostedPartition {
    const topic = this.#nameOf.get(topicId);
    if (topic !== undefined) return this.named(topic, index);
    throw new KafkaError('UNKNOWN_TOPIC_ID', `this broker has no topic with the id ${topicId}`);
  }

  /** Takes over the logs that were found in the folders; one that no topic of the image claims is set aside, as Kafka does. */
  async adopt(image: MetadataImage): Promise<void> {
    for (const { topic: name, partition, topicId } of [...this.#folders.partitions, ...this.#folders.offlineLogs]) {
      const topic = image.topics.get(name);
      const isClaimed = topic?.partitions[partition]?.replicas.includes(this.#nodeId) ?? false;
      if (isClaimed && (topicId === undefined || topicId === topic?.id)) continue;
      const kept = await this.#folders.setAside({ topic: name, partition });
      this.#log(
        `${name}-${partition} belongs to no topic of this cluster: it is set aside as ${kept}; delete it if it is not needed`,
      );
    }
    for (const topic of image.topics.values()) await this.#host(image, topic, { isNew: false });
  }

  /** Makes and removes logs until they are those that the image says. Never rejects. */
  async follow(image: MetadataImage, before: MetadataImage): Promise<void> {
    for (const topic of before.topics.values()) {
      if (topicById(image, topic.id) === undefined) await this.#remove(topic);
    }
    for (const topic of image.topics.values()) {
      if (before.topics.get(topic.name) !== topic) await this.#host(image, topic, { isNew: true });
    }
    if (image.configurations !== before.configurations) this.#changeSettings(image);
  }

  async #host(image: MetadataImage, topic: TopicImage, { isNew }: { readonly isNew: boolean }): Promise<void> {
    const hosted = this.#byName.get(topic.name) ?? new Map<number, HostedPartition>();
    this.#byName.set(topic.name, hosted);
    this.#nameOf.set(topic.id, topic.name);
    const settings = logSettingsIn(image, topic.name, this.#settingsIn(image));
    const missing = [...topic.partitions.entries()].filter(([index, { replicas, leaderEpoch }]) => {
      hosted.get(index)?.lead(leaderEpoch);
      const isMissing = !hosted.has(index) || this.#notMade.has(partitionName({ topic: topic.name, partition: index }));
      return isMissing && replicas.includes(this.#nodeId);
    });
    const waiting = missing.values();
    const openOneByOne = async () => {
      for (const [index, { leaderEpoch, replicas, directories }] of waiting) {
        const wanted = directories[replicas.indexOf(this.#nodeId)];
        const log = await this.#open(topic, index, settings, { wanted, isNew });
        if (this.#byName.get(topic.name) !== hosted)
          await this.#folders.remove({ topic: topic.name, partition: index });
        if (hosted.get(index)?.hasLog) continue;
        const identity = { topic: topic.name, topicId: topic.id, index };
        hosted.set(index, new HostedPartition(identity, leaderEpoch, log, this.#rules));
      }
    };
    await Promise.all(Array.from({ length: openedAtOnce }, openOneByOne));
    if (this.#notMade.size > 0) this.#tryAgainLater(image);
  }

  /** Nobody need restart because the disk was full when a topic was made. */
  #tryAgainLater(image: MetadataImage): void {
    this.#again?.cancel();
    this.#again = this.#clock.after(tryAgainMs, async () => {
      this.#again = undefined;
      for (const topic of image.topics.values()) {
        const isLacking = topic.partitions.some((_, partition) =>
          this.#notMade.has(partitionName({ topic: topic.name, partition })),
        );
        if (isLacking && this.#nameOf.has(topic.id)) await this.#host(image, topic, { isNew: true });
      }
    });
  }

  /** A data folder failed: who waits for more of what lies in it learns at once that none will come. */
  dismissOffline(): void {
    for (const partition of this.all()) if (!partition.hasLog) partition.dismissFollowers();
  }

  /** Nothing is tried again from now on. */
  stop(): void {
    this.#again?.cancel();
  }

  async #open(
    { name, id }: TopicImage,
    index: number,
    settings: LogSettings,
    place: { readonly wanted: string | undefined; readonly isNew: boolean },
  ): Promise<Log | undefined> {
    const partition = partitionName({ topic: name, partition: index });
    const isTriedAgain = this.#notMade.has(partition);
    try {
      const log = await this.#folders.create({ topic: name, partition: index }, id, settings, place);
      if (this.#notMade.delete(partition)) this.#log(`the log of ${partition} could be made now`);
      // What survived the end of a process may not survive a loss of power: where that counts, nobody reads it before.
      if (settings.flushMessages !== Infinity) await log.flush();
      return log;
    } catch (error) {
      if (place.isNew) this.#notMade.add(partition);
      if (!isTriedAgain) this.#log(`the log of ${partition} cannot be used: ${reasonOf(error)}`);
      return undefined;
    }
  }

  async #remove(topic: TopicImage): Promise<void> {
    const hosted = this.#byName.get(topic.name);
    this.#byName.delete(topic.name);
    this.#nameOf.delete(topic.id);
    for (const partition of hosted?.values() ?? []) {
      partition.dismissFollowers();
      this.#notMade.delete(partitionName({ topic: topic.name, partition: partition.index }));
      try {
        await this.#folders.remove({ topic: topic.name, partition: partition.index });
      } catch (error) {
        this.#log(`the log of ${topic.name}-${partition.index} cannot be removed: ${reasonOf(error)}`);
      }
    }
  }

  #changeSettings(image: MetadataImage): void {
    for (const [topic, hosted] of this.#byName) {
      const settings = logSettingsIn(image, topic, this.#settingsIn(image));
      for (const partition of hosted.values()) if (partition.hasLog) partition.log.changeSettings(settings);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
