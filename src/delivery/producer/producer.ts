import { compress } from '../../bytes/compression/codec.ts';
import type { Deferred, Tell, World } from '../../world/world.ts';
import { ClusterClient, type TopicMetadata } from '../../wire/cluster-client.ts';
import type { HighestVersions } from '../../wire/connection-versions.ts';
import { errorOf } from '../../wire/errors.ts';
import type { DeliveryEvent } from '../events.ts';
import { KafkaException } from '../kafka-exception.ts';
import { partitionName } from '../partitions.ts';
import { previewText } from '../../records/preview.ts';
import { type DeliveryRules, deliveryRules } from '../rules.ts';
import { type Serializer, stringSerializer } from '../serializers.ts';
import type { Settings } from '../settings.ts';
import { largestSizeBytes, RecordAccumulator } from './accumulator.ts';
import { type ProducerConfiguration, producerConfiguration } from './configuration.ts';
import { Identity } from './identity.ts';
import { Outcomes } from './outcomes.ts';
import { Partitioner } from './partitioner.ts';
import type { Outcome, OutgoingRecord, ProducerRecord, RecordMetadata } from './record.ts';
import { Sender } from './sender.ts';
import { type Obstacle, WaitingRoom } from './waiting-room.ts';

export type { ProducerRecord, RecordMetadata } from './record.ts';

export interface ProducerOptions<Key, Value> {
  readonly keySerializer: Serializer<Key>;
  readonly valueSerializer: Serializer<Value>;
  readonly rules: DeliveryRules;
  readonly highestVersions: HighestVersions;
}

/**
 * A producer of texts. Settings have Kafka's keys and defaults; `bootstrap.servers` must be there.
 *
 * @throws SettingError, RangeError where the settings cannot be taken
 */
export function createProducer(world: World, settings: Settings): Producer;
/** A producer of anything for which there are serializers. */
export function createProducer<Key = string, Value = string>(
  world: World,
  settings: Settings,
  options: Partial<ProducerOptions<Key, Value>>,
): Producer<Key, Value>;
export function createProducer(
  world: World,
  settings: Settings,
  options: Partial<ProducerOptions<unknown, unknown>> = {},
): Producer<unknown, unknown> {
  return new Producer(world, settings, {
    keySerializer: stringSerializer as Serializer<unknown>,
    valueSerializer: stringSerializer as Serializer<unknown>,
    rules: deliveryRules,
    highestVersions: {},
    ...options,
  });
}

interface Flush {
  readonly deferred: Deferred<void>;
  readonly upTo: number;
  left: number;
}

/**
 * Sends records: serialize, choose a partition, gather batches, compress, send, send again. Each stage is a file of this
 * folder. What is sent for one partition arrives in the order of the calls, as far as the settings promise it.
 */
export class Producer<Key = string, Value = string> {
  readonly #world: World;
  readonly #options: ProducerOptions<Key, Value>;
  readonly #configuration: ProducerConfiguration;
  readonly #cluster: ClusterClient;
  readonly #partitioner: Partitioner;
  readonly #accumulator: RecordAccumulator;
  readonly #identity: Identity | undefined;
  readonly #outcomes: Outcomes;
  readonly #sender: Sender;
  readonly #waitingRoom: WaitingRoom;
  #recordsSent = 0;
  #recordsOpen = 0;
  #flushes: Flush[] = [];
  #waitingForRoom: Deferred<void>[] = [];
  #state: 'open' | 'closing' | 'closed' = 'open';

  constructor(world: World, settings: Settings, options: ProducerOptions<Key, Value>) {
    const { rules } = options;
    const configuration = producerConfiguration(settings, rules);
    compress(configuration.codec, new Uint8Array(1)); // a codec that is not loaded is found now, not at the first batch
    this.#world = world;
    this.#options = options;
    this.#configuration = configuration;
    const changed = () => this.#goOn();
    this.#cluster = new ClusterClient(world, configuration, {
      changed,
      createsTopics: true,
      highestVersions: options.highestVersions,
    });
    this.#partitioner = new Partitioner(world.random.stream('partitioner'), configuration, rules);
    this.#accumulator = new RecordAccumulator(configuration, rules);
    this.#identity = configuration.isIdempotent
      ? new Identity(world, this.#cluster, configuration, changed)
      : undefined;
    const stages = { cluster: this.#cluster, accumulator: this.#accumulator };
    this.#outcomes = new Outcomes(world, stages, configuration, rules);
    const parts = { ...stages, identity: this.#identity, outcomes: this.#outcomes };
    this.#sender = new Sender(world, parts, configuration, rules, () => this.#enterWaiting());
    const limits = { maxBlockMs: configuration['max.block.ms'], limitBytes: configuration['buffer.memory'] };
    this.#waitingRoom = new WaitingRoom(world, limits, {
      enter: (record) => this.#enter(record),
      fail: (record, because) => this.#fail(record, because),
    });
  }

  /** Whether a broker recognises what this producer sends twice: as asked, unless another setting stood against the default. */
  get isIdempotent(): boolean {
    return this.#configuration.isIdempotent;
  }

  /** Whether a broker is asked to answer: not with `acks=0`, where a record that was sent may be anywhere or nowhere. */
  get asksForAnswers(): boolean {
    return this.#configuration.requiredAcks !== 0;
  }

  /**
   * Resolves when the record is acknowledged as `acks` says. Rejects with a `KafkaException`; after a `TimeoutException` it is
   * not known whether the record was written.
   */
  send(record: ProducerRecord<Key, Value>): Promise<RecordMetadata> {
    const deferred = this.#world.deferred<RecordMetadata>();
    this.#recordsOpen++;
    const outcome = this.#outcome(deferred, this.#recordsSent++);
    try {
      this.#accept(this.#serialized(record, outcome));
    } catch (error) {
      outcome.failed(error as Error);
    }
    return deferred.promise;
  }

  /** Resolves when a record would not have to wait for memory or metadata: for those who send without awaiting each record. */
  async room(): Promise<void> {
    if (this.#waitingRoom.isEmpty) return;
    const deferred = this.#world.deferred();
    this.#waitingForRoom.push(deferred);
    return deferred.promise;
  }

  /** Sends what is gathered without lingering; resolves when all that was sent before the call is acknowledged or failed. */
  async flush(): Promise<void> {
    if (this.#recordsOpen === 0) return;
    const flush = { deferred: this.#world.deferred(), upTo: this.#recordsSent, left: this.#recordsOpen };
    this.#flushes.push(flush);
    this.#goOn();
    return flush.deferred.promise;
  }

  /**
   * Sends what is gathered, waits for the answers for at most so long, then closes the connections. What is not acknowledged
   * by then fails.
   */
  async close(timeoutMs = Infinity): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    const giveUp = this.#world.clock.after(timeoutMs, () => this.#abandon());
    await this.flush();
    giveUp.cancel();
    this.#abandon();
    this.#state = 'closed';
    this.#sender.stop();
    this.#identity?.close();
    this.#cluster.close();
  }

  get #tell(): Tell<DeliveryEvent> | undefined {
    return this.#world.tell;
  }

  #serialized({ topic, ...record }: ProducerRecord<Key, Value>, outcome: Outcome): OutgoingRecord {
    if (this.#state !== 'open') throw KafkaException.of('IllegalStateException', 'the producer was closed');
    if (record.partition !== undefined && !(record.partition >= 0)) {
      throw KafkaException.of('IllegalArgumentException', `there is no partition ${record.partition}`);
    }
    const { keySerializer, valueSerializer } = this.#options;
    return {
      topic,
      partition: record.partition,
      key: record.key == null ? null : serialized(keySerializer, record.key, topic),
      value: record.value === null ? null : serialized(valueSerializer, record.value, topic),
      headers: record.headers ?? [],
      timestamp: record.timestampMs ?? this.#world.clock.wallMs(),
      outcome,
    };
  }

  #accept(record: OutgoingRecord): void {
    const sizeBytes = largestSizeBytes(record);
    for (const setting of ['max.request.size', 'buffer.memory'] as const) {
      if (sizeBytes <= this.#configuration[setting]) continue;
      const message = `the record may take ${sizeBytes} bytes, more than ${setting}=${this.#configuration[setting]}`;
      return this.#fail(record, KafkaException.of('RecordTooLargeException', message));
    }
    const obstacle = this.#waitingRoom.obstacleOf(record.topic) ?? this.#enter(record);
    if (obstacle === undefined) return;
    this.#waitingRoom.add(record, sizeBytes, obstacle);
    if (obstacle === 'memory' && !this.#sender.isUrgent) this.#goOn();
  }

  /** Puts the record into a batch, or fails it, or says why it must wait. */
  #enter(record: OutgoingRecord): Obstacle | undefined {
    const topic = this.#cluster.topic(record.topic);
    const problem = topic && problemOf(topic, record);
    if (problem === 'wait') this.#cluster.renew();
    if (topic === undefined || problem === 'wait') return 'metadata';
    if (problem !== undefined) {
      this.#fail(record, problem);
      return undefined;
    }
    const partition = this.#partitioner.choose(record, topic);
    const nowMs = this.#world.clock.monotonicMs();
    const tell = this.#tell;
    const appended = this.#accumulator.append(record, partition, nowMs, tell !== undefined);
    if (appended === 'no memory') return 'memory';
    const { topic: name, key, value } = record;
    tell?.({ name: 'record accepted', topic: name, partition, key: previewText(key), value: previewText(value) });
    const lastIsFull = !this.#accumulator.hasOpenBatch(name, partition);
    this.#partitioner.placed(record, topic, largestSizeBytes(record), lastIsFull);
    this.#sender.gathered(appended === 'opened', this.#accumulator.hasFullBatch(name, partition));
    return undefined;
  }

  /** The record comes into no batch. */
  #fail(record: OutgoingRecord, because: KafkaException): void {
    const { topic, partition, value } = record;
    this.#tell?.({
      name: 'record failed',
      partition: partition === undefined ? topic : partitionName({ topic, partition }),
      error: because.kafkaName,
      because: because.message,
      value: previewText(value),
    });
    record.outcome.failed(because);
  }

  #outcome(deferred: Deferred<RecordMetadata>, number: number): Outcome {
    return {
      acknowledged: (metadata) => {
        deferred.resolve(metadata);
        this.#finished(number);
      },
      failed: (error) => {
        deferred.reject(error);
        this.#finished(number);
      },
    };
  }

  #finished(number: number): void {
    this.#recordsOpen--;
    if (this.#flushes.length === 0) return;
    for (const flush of this.#flushes) {
      if (number < flush.upTo && --flush.left === 0) flush.deferred.resolve();
    }
    this.#flushes = this.#flushes.filter(({ left }) => left > 0);
  }

  /** Something may have become possible: metadata or a connection is there, somebody waits for memory or for all. */
  #goOn(): void {
    if (this.#state === 'closed') return;
    this.#enterWaiting();
    this.#sender.isUrgent = this.#flushes.length > 0 || this.#waitingRoom.isShortOfMemory;
    this.#sender.run();
  }

  #enterWaiting(): void {
    if (!this.#waitingRoom.isEmpty) this.#waitingRoom.tryAgain();
    this.#sender.isUrgent = this.#flushes.length > 0 || this.#waitingRoom.isShortOfMemory;
    if (!this.#waitingRoom.isEmpty) return;
    const released = this.#waitingForRoom;
    this.#waitingForRoom = [];
    for (const deferred of released) deferred.resolve();
  }

  #abandon(): void {
    const because = KafkaException.of('KafkaException', 'the producer was closed before the record was acknowledged');
    this.#waitingRoom.abandon(because);
    this.#outcomes.abandon(because);
    this.#enterWaiting();
  }
}

function serialized<T>(serializer: Serializer<T>, value: T, topic: string): Uint8Array {
  try {
    return serializer(value, topic);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw KafkaException.of('SerializationException', `a record for ${topic} cannot be serialized: ${because}`);
  }
}

/** Why a record cannot go to the topic: for good, or until more is known. */
function problemOf(topic: TopicMetadata, record: OutgoingRecord): KafkaException | 'wait' | undefined {
  const error = errorOf(topic.errorCode);
  if (error.name !== 'NONE') return error.retriable ? 'wait' : KafkaException.answered(topic.errorCode);
  return topic.partitions.length <= (record.partition ?? 0) ? 'wait' : undefined;
}
