import type { Random, Tell, Timer, World } from '../../world/world.ts';
import { backoffMs } from '../../wire/cluster-client-backoff.ts';
import type { BrokerNode, ClusterClient } from '../../wire/cluster-client.ts';
import type { ClientConnection } from '../../wire/connection.ts';
import { type ErrorName, errorOf } from '../../wire/errors.ts';
import type { DeliveryEvent } from '../events.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { DeliveryRules } from '../rules.ts';
import type { RecordAccumulator } from './accumulator.ts';
import type { ProducerBatch } from './batch.ts';
import type { ProducerConfiguration } from './configuration.ts';
import type { Identity } from './identity.ts';
import type { PartitionQueue } from './partition-queue.ts';
import { type PartitionAnswer, produce, type Sent } from './produce.ts';

/** One request in the making. */
interface Outgoing {
  readonly broker: BrokerNode;
  readonly connection: ClientConnection;
  readonly batches: Sent[];
  sizeBytes: number;
}

/** With these a broker says for certain that it did not take the batch, and will not under this sequence. */
const refusals: Partial<Record<ErrorName, 'sequence' | 'identity'>> = {
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'sequence',
  INVALID_PRODUCER_EPOCH: 'identity',
  UNKNOWN_PRODUCER_ID: 'identity',
};

/**
 * Takes batches that are due to the brokers that lead their partitions, and does what the answers ask for. It runs whenever
 * something may have become possible: an instant came, an answer, a connection, metadata, a full batch.
 */
export class Sender {
  readonly #world: World;
  readonly #cluster: ClusterClient;
  readonly #accumulator: RecordAccumulator;
  readonly #identity: Identity | undefined;
  readonly #configuration: ProducerConfiguration;
  readonly #rules: DeliveryRules;
  readonly #released: () => void;
  readonly #jitter: Random;
  /** Produce requests without an answer, by broker. */
  readonly #inFlight = new Map<number, number>();
  #timer: Timer | undefined;
  #timerAtMs = Infinity;
  /** Batches leave without lingering. */
  isUrgent = false;

  /** @param released called when memory of the accumulator has become free */
  constructor(
    world: World,
    parts: { cluster: ClusterClient; accumulator: RecordAccumulator; identity: Identity | undefined },
    configuration: ProducerConfiguration,
    rules: DeliveryRules,
    released: () => void,
  ) {
    this.#world = world;
    this.#cluster = parts.cluster;
    this.#accumulator = parts.accumulator;
    this.#identity = parts.identity;
    this.#configuration = configuration;
    this.#rules = rules;
    this.#released = released;
    this.#jitter = world.random.stream('retry');
  }

  /** Runs after so long, if not sooner. With 0: after this turn, so that all that is sent within it travels together. */
  runWithin(delayMs: number): void {
    if (delayMs === Infinity) return;
    const atMs = this.#world.clock.monotonicMs() + delayMs;
    if (atMs >= this.#timerAtMs) return;
    this.#timer?.cancel();
    this.#timerAtMs = atMs;
    this.#timer = this.#world.clock.after(delayMs, () => this.run());
  }

  /** A record has come: it opened a batch; a batch of its partition is full. */
  gathered(opened: boolean, isFull: boolean): void {
    if (isFull) this.runWithin(0);
    else if (opened) this.runWithin(this.isUrgent ? 0 : this.#configuration['linger.ms']);
  }

  run(): void {
    this.#timer?.cancel();
    this.#timerAtMs = Infinity;
    const nowMs = this.#world.clock.monotonicMs();
    if (this.#identity?.refusal !== undefined) this.abandon(this.#identity.refusal);
    this.#giveUpOverdue(nowMs);
    this.#mendSequences();
    for (;;) {
      const outgoing = this.#collect(nowMs);
      if (outgoing.length === 0) break;
      for (const request of outgoing) this.#send(request);
    }
    this.runWithin(this.#nextDueInMs(nowMs));
  }

  /** Fails all that is not acknowledged yet. */
  abandon(because: KafkaException): void {
    for (const queue of [...this.#accumulator.active]) {
      for (const batch of [...queue.waiting, ...queue.unanswered]) this.#giveUp(batch, queue, because);
    }
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timerAtMs = -Infinity;
  }

  get #tell(): Tell<DeliveryEvent> | undefined {
    return this.#world.tell;
  }

  /** One request for each broker that may get one: the oldest batch of each partition that is due. */
  #collect(nowMs: number): readonly Outgoing[] {
    const byBroker = new Map<number, Outgoing>();
    for (const queue of [...this.#accumulator.active]) {
      const batch = queue.waiting[0];
      if (batch === undefined || this.#dueInMs(batch, queue, nowMs) > 0) continue;
      if (this.#identity !== undefined && this.#identity.present === undefined) {
        this.#identity.obtain();
        continue;
      }
      if (!queue.mayLeave(this.#identity !== undefined, this.#configuration['max.in.flight.requests.per.connection']))
        continue;
      const request = this.#requestFor(queue, byBroker);
      if (request === undefined) continue;
      const sizeBytes = request.sizeBytes + batch.gatheredBytes;
      if (request.batches.length > 0 && sizeBytes > this.#configuration['max.request.size']) continue;
      request.sizeBytes = sizeBytes;
      request.batches.push({ batch: queue.leave(this.#identity?.present), queue });
      this.#accumulator.putLast(queue);
    }
    return [...byBroker.values()].filter(({ batches }) => batches.length > 0);
  }

  /** The request that goes to the leader; undefined where it is not known, not connected, or has enough to answer. */
  #requestFor({ topic, partition }: PartitionQueue, byBroker: Map<number, Outgoing>): Outgoing | undefined {
    const broker = this.#cluster.leaderOf(topic, partition);
    if (broker === undefined) {
      this.#cluster.renew();
      return undefined;
    }
    const begun = byBroker.get(broker.id);
    if (begun !== undefined) return begun;
    const connection = this.#cluster.connectionTo(broker);
    const inFlight = this.#inFlight.get(broker.id) ?? 0;
    if (connection === undefined || inFlight >= this.#configuration['max.in.flight.requests.per.connection'])
      return undefined;
    const request = { broker, connection, batches: [], sizeBytes: 0 };
    byBroker.set(broker.id, request);
    return request;
  }

  #send({ broker, connection, batches }: Outgoing): void {
    for (const { batch } of batches) {
      const { sequence } = batch;
      this.#tell?.({
        name: 'batch sent',
        partition: batch.name,
        records: batch.recordsCount,
        sizeBytes: batch.bytes.length,
        attempt: batch.attempts,
        producerId: sequence?.producerId ?? -1,
        producerEpoch: sequence?.producerEpoch ?? -1,
        baseSequence: sequence?.baseSequence ?? -1,
      });
    }
    this.#count(broker, 1);
    produce(this.#cluster, connection, this.#configuration, batches, {
      answered: (answers) => {
        this.#count(broker, -1);
        batches.forEach((sent, index) => this.#judge(sent, answers[index]!));
        this.#goOn();
      },
      failed: (error) => {
        this.#count(broker, -1);
        this.#cluster.renew();
        for (const sent of batches) this.#attemptFailed(sent, error, error.isRetriable);
        this.#goOn();
      },
    });
  }

  #count({ id }: BrokerNode, change: 1 | -1): void {
    this.#inFlight.set(id, (this.#inFlight.get(id) ?? 0) + change);
  }

  #goOn(): void {
    this.#released();
    this.runWithin(0);
  }

  #judge(sent: Sent, answer: PartitionAnswer): void {
    const { batch, queue } = sent;
    const error = errorOf(answer.errorCode);
    if (error.name === 'NONE' || error.name === 'DUPLICATE_SEQUENCE_NUMBER') {
      queue.acknowledged(batch);
      const tell = this.#tell;
      batch.acknowledge(
        answer.baseOffset,
        answer.logAppendTimeMs,
        tell && ((offset, value) => tell({ name: 'record acknowledged', partition: batch.name, offset, value })),
      );
      this.#accumulator.release(batch, queue);
      return;
    }
    const refusal = batch.sequence === undefined ? undefined : refusals[error.name];
    if (refusal !== undefined) queue.refused(batch, refusal);
    if (error.metadataIsStale) this.#cluster.renew();
    const exception = KafkaException.answered(answer.errorCode, answer.message);
    this.#attemptFailed(sent, exception, error.retriable || refusal !== undefined);
  }

  #attemptFailed({ batch, queue }: Sent, error: KafkaException, isRetriable: boolean): void {
    if (batch.isDone) {
      queue.answered(batch);
      this.#accumulator.release(batch, queue);
      return;
    }
    const { retries, deliveryTimeoutMs } = this.#configuration;
    const ageMs = this.#world.clock.monotonicMs() - batch.createdAtMs;
    const { attempts } = batch;
    if (this.#rules.isSentAgain({ isRetriable, attempts, retries, ageMs, deliveryTimeoutMs })) {
      this.#sendAgainLater(batch, queue, error);
    } else {
      queue.answered(batch);
      this.#giveUp(batch, queue, error);
    }
  }

  #sendAgainLater(batch: ProducerBatch, queue: PartitionQueue, error: KafkaException): void {
    const { 'retry.backoff.ms': firstMs, 'retry.backoff.max.ms': longestMs } = this.#configuration;
    const pauseMs = backoffMs(batch.attempts, firstMs, longestMs, this.#jitter);
    batch.pausedUntilMs = this.#world.clock.monotonicMs() + pauseMs;
    queue.takeBack(batch);
    const because = `${error.error?.name ?? error.kafkaName}: ${error.message}`;
    this.#tell?.({ name: 'batch will be retried', partition: batch.name, because, backoffMs: pauseMs });
  }

  #giveUp(batch: ProducerBatch, queue: PartitionQueue, error: KafkaException): void {
    queue.giveUp(batch);
    const tell = this.#tell;
    const { kafkaName, message } = error;
    batch.fail(
      error,
      tell &&
        ((value) => tell({ name: 'record failed', partition: batch.name, error: kafkaName, because: message, value })),
    );
    // What is still on its way keeps its memory until it is answered.
    if (!queue.unanswered.has(batch)) this.#accumulator.release(batch, queue);
  }

  #giveUpOverdue(nowMs: number): void {
    const { deliveryTimeoutMs } = this.#configuration;
    let isReleased = false;
    for (const queue of [...this.#accumulator.active]) {
      for (const batch of queue.begunBefore((createdAtMs) =>
        this.#rules.isOverdue(nowMs - createdAtMs, deliveryTimeoutMs),
      )) {
        const unknown = batch.attempts === 0 ? '' : '; whether the broker has them is not known';
        const message = `${batch.recordsCount} record(s) for ${batch.name} not acknowledged within delivery.timeout.ms=${deliveryTimeoutMs}${unknown}`;
        this.#giveUp(batch, queue, KafkaException.of('TimeoutException', message));
        isReleased = true;
      }
    }
    if (isReleased) this.#released();
  }

  /** Where a batch was given up and is missing for certain, the partition begins to count anew, in the producer's next epoch. */
  #mendSequences(): void {
    const identity = this.#identity;
    if (identity === undefined) return;
    for (const queue of this.#accumulator.active) {
      if (!queue.mustBeginAnew()) continue;
      if (queue.identity === identity.present) identity.raise(`the broker lacks a batch of ${queue.name}`);
      if (identity.present !== undefined) queue.beginAnew(identity.present);
    }
  }

  /** How much longer the oldest batch of a partition waits, for company or until it may be tried again. */
  #dueInMs(batch: ProducerBatch, queue: PartitionQueue, nowMs: number): number {
    if (batch.attempts > 0) return batch.pausedUntilMs - nowMs;
    return this.#rules.lingersForMs({
      ageMs: nowMs - batch.createdAtMs,
      isFull: queue.waiting.length > 1 || this.#accumulator.isFull(batch),
      lingerMs: this.#configuration['linger.ms'],
      isUrgent: this.isUrgent,
    });
  }

  /**
   * How long until a batch ends its waiting or is overdue; more than 0. Lengths of time are compared, never instants: a tiny
   * rest added to an instant may vanish, and this would run again and again without getting there.
   */
  #nextDueInMs(nowMs: number): number {
    let nextInMs = Infinity;
    for (const queue of this.#accumulator.active) {
      const ageMs = nowMs - queue.oldestCreatedAtMs();
      nextInMs = Math.min(nextInMs, this.#configuration.deliveryTimeoutMs - ageMs);
      const oldest = queue.waiting[0];
      const dueInMs = oldest === undefined ? 0 : this.#dueInMs(oldest, queue, nowMs);
      if (dueInMs > 0) nextInMs = Math.min(nextInMs, dueInMs);
    }
    return nextInMs;
  }
}
