import type { Tell, Timer, World } from '../../world/world.ts';
import type { BrokerNode, ClusterClient } from '../../wire/cluster-client.ts';
import type { ClientConnection } from '../../wire/connection.ts';
import type { DeliveryEvent } from '../events.ts';
import type { DeliveryRules } from '../rules.ts';
import type { RecordAccumulator } from './accumulator.ts';
import type { ProducerBatch } from './batch.ts';
import type { ProducerConfiguration } from './configuration.ts';
import type { Identity } from './identity.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { Outcomes } from './outcomes.ts';
import { produce, type Sent } from './produce.ts';

/** One request in the making. */
interface Outgoing {
  readonly broker: BrokerNode;
  readonly connection: ClientConnection;
  readonly batches: Sent[];
  sizeBytes: number;
}

/**
 * Takes batches that are due to the brokers that lead their partitions. It runs whenever something may have become possible: an
 * instant came, an answer, a connection, metadata, a full batch.
 */
export class Sender {
  readonly #world: World;
  readonly #cluster: ClusterClient;
  readonly #accumulator: RecordAccumulator;
  readonly #identity: Identity | undefined;
  readonly #configuration: ProducerConfiguration;
  readonly #rules: DeliveryRules;
  readonly #released: () => void;
  readonly #outcomes: Outcomes;
  /** Produce requests without an answer, by broker. */
  readonly #inFlight = new Map<number, number>();
  #timer: Timer | undefined;
  #timerAtMs = Infinity;
  #isStopped = false;
  /** Batches leave without lingering. */
  isUrgent = false;

  /** @param released called when memory of the accumulator has become free */
  constructor(
    world: World,
    parts: {
      cluster: ClusterClient;
      accumulator: RecordAccumulator;
      identity: Identity | undefined;
      outcomes: Outcomes;
    },
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
    this.#outcomes = parts.outcomes;
  }

  /** Runs after so long, if not sooner. With 0: after this turn, so that all that is sent within it travels together. */
  runWithin(delayMs: number): void {
    if (delayMs === Infinity || this.#isStopped) return;
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
    this.#rest();
    const nowMs = this.#world.clock.monotonicMs();
    if (this.#identity?.refusal !== undefined) this.#outcomes.abandon(this.#identity.refusal);
    if (this.#outcomes.giveUpOverdue(nowMs)) this.#released();
    this.#mendSequences();
    for (;;) {
      const outgoing = this.#collect(nowMs);
      if (outgoing.length === 0) break;
      for (const request of outgoing) this.#send(request);
    }
    this.runWithin(this.#nextDueInMs(nowMs));
  }

  stop(): void {
    this.#rest();
    this.#isStopped = true;
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
        batches.forEach((sent, index) => this.#outcomes.judge(sent, answers[index]!));
        this.#goOn();
      },
      failed: (error) => {
        this.#count(broker, -1);
        this.#cluster.renew();
        for (const sent of batches) this.#outcomes.attemptFailed(sent, error, error.isRetriable);
        this.#goOn();
      },
    });
  }

  #count({ id }: BrokerNode, change: 1 | -1): void {
    this.#inFlight.set(id, (this.#inFlight.get(id) ?? 0) + change);
  }

  /** Answers may have made room for more, and there may be something to send again. */
  #goOn(): void {
    this.#released();
    if (this.#accumulator.active.size > 0) this.runWithin(0);
    else this.#rest();
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timerAtMs = Infinity;
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
