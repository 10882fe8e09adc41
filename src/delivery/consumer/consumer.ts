import type { Deferred, Tell, Timer, World } from '../../world/world.ts';
import { ClusterClient } from '../../wire/cluster-client.ts';
import type { HighestVersions } from '../../wire/connection-versions.ts';
import { errorOf } from '../../wire/errors.ts';
import type { DeliveryEvent } from '../events.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { OffsetAnswer } from '../offset-lookup.ts';
import { partitionName, type TopicPartition } from '../partitions.ts';
import { learn, patiently } from '../patience.ts';
import { previewRecords } from '../preview.ts';
import { type DeliveryRules, deliveryRules } from '../rules.ts';
import { type Deserializer, stringDeserializer } from '../serializers.ts';
import type { Settings } from '../settings.ts';
import { AssignedPartition, type Seek } from './assigned-partition.ts';
import { type ConsumerConfiguration, consumerConfiguration } from './configuration.ts';
import { at, Intake } from './intake.ts';
import { PollBuffer } from './poll-buffer.ts';
import type { ConsumerRecord } from './record.ts';

export type { Seek } from './assigned-partition.ts';
export type { ConsumerRecord } from './record.ts';

export interface ConsumerOptions<Key, Value> {
  readonly keyDeserializer: Deserializer<Key>;
  readonly valueDeserializer: Deserializer<Value>;
  readonly rules: DeliveryRules;
  readonly highestVersions: HighestVersions;
}

/**
 * A consumer of texts. Settings have Kafka's keys and defaults; `bootstrap.servers` must be there.
 *
 * @throws SettingError, RangeError where the settings cannot be taken
 */
export function createConsumer(world: World, settings: Settings): Consumer;
/** A consumer of anything for which there are deserializers. */
export function createConsumer<Key = string, Value = string>(
  world: World,
  settings: Settings,
  options: Partial<ConsumerOptions<Key, Value>>,
): Consumer<Key, Value>;
export function createConsumer(
  world: World,
  settings: Settings,
  options: Partial<ConsumerOptions<unknown, unknown>> = {},
): Consumer<unknown, unknown> {
  return new Consumer(world, settings, {
    keyDeserializer: stringDeserializer,
    valueDeserializer: stringDeserializer,
    rules: deliveryRules,
    highestVersions: {},
    ...options,
  });
}

/** One call of `poll` that waits for records. */
interface Poll<Key, Value> {
  readonly outcome: Deferred<readonly ConsumerRecord<Key, Value>[]>;
  readonly maxRecords: number;
  readonly timer: Timer;
}

/**
 * Reads partitions that it was given. It holds a position in each: the offset of the next record that `poll` returns. The
 * position is the consumer's alone and is gone with it; nothing here remembers what was processed.
 */
export class Consumer<Key = string, Value = string> {
  readonly #world: World;
  readonly #configuration: ConsumerConfiguration;
  readonly #cluster: ClusterClient;
  readonly #intake: Intake;
  readonly #buffer: PollBuffer<Key, Value>;
  readonly #assigned = new Map<string, AssignedPartition>();
  #poll: Poll<Key, Value> | undefined;
  #isClosed = false;

  constructor(world: World, settings: Settings, options: ConsumerOptions<Key, Value>) {
    const configuration = consumerConfiguration(settings);
    this.#world = world;
    this.#configuration = configuration;
    this.#cluster = new ClusterClient(world, configuration, {
      changed: () => this.#goOn(),
      createsTopics: configuration['allow.auto.create.topics'],
      highestVersions: options.highestVersions,
    });
    this.#intake = new Intake(world, this.#cluster, configuration, {
      rules: options.rules,
      fetched: (partition, records) => this.#buffer.add(partition, records),
      changed: () => this.#goOn(),
    });
    this.#buffer = new PollBuffer(options, configuration['max.poll.records']);
  }

  /** From now on reads these partitions and no others. One that was read already goes on where it is. */
  assign(partitions: readonly TopicPartition[]): void {
    const wanted = new Map(partitions.map((partition) => [partitionName(partition), partition]));
    for (const name of this.#assigned.keys()) if (!wanted.has(name)) this.#unassign(name);
    for (const [name, { topic, partition }] of wanted) {
      if (!this.#assigned.has(name)) this.#assigned.set(name, new AssignedPartition(topic, partition));
    }
    this.#goOn();
  }

  assignment(): readonly TopicPartition[] {
    return [...this.#assigned.values()].map(({ topic, partition }) => ({ topic, partition }));
  }

  /** Goes on elsewhere: at an offset, or at a place that is looked up when it is needed. */
  seek(partition: TopicPartition, to: number | Seek): void {
    const assigned = this.#find(partition);
    assigned.seek(to);
    this.#buffer.forget(assigned);
  }

  /** Returns nothing of these until they are resumed; their positions stay. */
  pause(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.#find(partition).isPaused = true;
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.#find(partition).isPaused = false;
    this.#goOn();
  }

  paused(): readonly TopicPartition[] {
    return [...this.#assigned.values()]
      .filter(({ isPaused }) => isPaused)
      .map(({ topic, partition }) => ({ topic, partition }));
  }

  /**
   * Records from the positions on, at most `max.poll.records`, in order within each partition; nothing where none came within
   * the time. Rejects with a `KafkaException`: the position stands before what could not be read.
   *
   * @param maxRecords for this poll alone, where it shall return fewer than `max.poll.records`
   */
  async poll(timeoutMs: number, maxRecords = Infinity): Promise<readonly ConsumerRecord<Key, Value>[]> {
    if (this.#isClosed) throw KafkaException.of('IllegalStateException', 'the consumer was closed');
    if (this.#poll !== undefined)
      throw KafkaException.of('IllegalStateException', 'another poll is waiting: one at a time');
    const records = this.#collect(maxRecords);
    if (records.length > 0) return records;
    const outcome = this.#world.deferred<readonly ConsumerRecord<Key, Value>[]>();
    const timer = this.#world.clock.after(timeoutMs, () => this.#finish((poll) => poll.outcome.resolve([])));
    this.#poll = { outcome, maxRecords, timer };
    return outcome.promise;
  }

  /** The offset of the next record; looked up where it is not known yet. */
  async position(
    partition: TopicPartition,
    timeoutMs = this.#configuration['default.api.timeout.ms'],
  ): Promise<number> {
    const assigned = this.#find(partition);
    while (assigned.position === undefined) await this.#intake.findPositions([assigned], timeoutMs);
    return assigned.position;
  }

  /** The numbers of a topic's partitions. */
  async partitionsFor(
    topic: string,
    timeoutMs = this.#configuration['default.api.timeout.ms'],
  ): Promise<readonly number[]> {
    const endeavour = { what: `partitions of ${topic}`, timeoutMs };
    return patiently(this.#world, this.#configuration, endeavour, async (leftMs) => {
      await learn(this.#cluster, [topic], leftMs);
      const { errorCode, partitions } = this.#cluster.topic(topic)!;
      if (errorOf(errorCode).name === 'NONE') return partitions.map(({ partition }) => partition);
      this.#cluster.renew();
      throw KafkaException.answered(errorCode);
    });
  }

  beginningOffsets(partitions: readonly TopicPartition[], timeoutMs?: number): Promise<readonly OffsetAnswer[]> {
    return this.#intake.lookUp(at(partitions, 'earliest'), timeoutMs);
  }

  /** Behind the last record that the consumer may read. */
  endOffsets(partitions: readonly TopicPartition[], timeoutMs?: number): Promise<readonly OffsetAnswer[]> {
    return this.#intake.lookUp(at(partitions, 'latest'), timeoutMs);
  }

  /** The first record at least that young, by its timestamp; the offset is −1 where there is none. */
  offsetsForTimes(
    questions: readonly (TopicPartition & { readonly timestampMs: number })[],
    timeoutMs?: number,
  ): Promise<readonly OffsetAnswer[]> {
    return this.#intake.lookUp(
      questions.map(({ timestampMs, ...partition }) => ({ ...partition, at: { timestampMs } })),
      timeoutMs,
    );
  }

  /** Closes the connections; a poll that waits returns nothing. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#intake.stop();
    this.#cluster.close();
    this.#finish((poll) => poll.outcome.resolve([]));
  }

  get #tell(): Tell<DeliveryEvent> | undefined {
    return this.#world.tell;
  }

  #find(partition: TopicPartition): AssignedPartition {
    const assigned = this.#assigned.get(partitionName(partition));
    if (assigned !== undefined) return assigned;
    throw KafkaException.of('IllegalStateException', `${partitionName(partition)} is not assigned to this consumer`);
  }

  #unassign(name: string): void {
    const assigned = this.#assigned.get(name)!;
    assigned.seek(0);
    this.#buffer.forget(assigned);
    this.#assigned.delete(name);
  }

  /** Something may have become possible. Without a poll that waits nothing is asked: who does not poll gets nothing. */
  #goOn(): void {
    if (this.#poll === undefined || this.#isClosed) return;
    try {
      const records = this.#collect(this.#poll.maxRecords);
      if (records.length > 0) this.#finish((poll) => poll.outcome.resolve(records));
    } catch (error) {
      this.#finish((poll) => poll.outcome.reject(error as Error));
    }
  }

  #finish(settle: (poll: Poll<Key, Value>) => void): void {
    const poll = this.#poll;
    if (poll === undefined) return;
    this.#poll = undefined;
    poll.timer.cancel();
    settle(poll);
  }

  /** Takes what is there, and asks for more where nothing is left, so that it is on its way while this is processed. */
  #collect(maxRecords: number): readonly ConsumerRecord<Key, Value>[] {
    this.#throwFailure();
    const records = this.#buffer.take(
      (partition, taken) => {
        this.#tell?.({
          name: 'records polled',
          partition: partition.name,
          count: taken.length,
          records: previewRecords(taken),
          position: partition.position!,
        });
      },
      this.#tell !== undefined,
      maxRecords,
    );
    this.#intake.askFor(this.#assigned.values());
    return records;
  }

  #throwFailure(): void {
    for (const partition of this.#assigned.values()) {
      const { failure } = partition;
      if (failure === undefined) continue;
      partition.failure = undefined;
      throw failure;
    }
  }
}
