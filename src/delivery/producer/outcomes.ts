import type { Random, Tell, World } from '../../world/world.ts';
import { backoffMs } from '../../wire/cluster-client-backoff.ts';
import type { ClusterClient } from '../../wire/cluster-client.ts';
import { errorOf } from '../../wire/errors.ts';
import type { DeliveryEvent } from '../events.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { DeliveryRules } from '../rules.ts';
import type { RecordAccumulator } from './accumulator.ts';
import type { ProducerBatch } from './batch.ts';
import type { ProducerConfiguration } from './configuration.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { PartitionAnswer, Sent } from './produce.ts';

/** What becomes of a batch after it was sent, or could not be: acknowledged, sent again later, or given up. */
export class Outcomes {
  readonly #world: World;
  readonly #cluster: ClusterClient;
  readonly #accumulator: RecordAccumulator;
  readonly #configuration: ProducerConfiguration;
  readonly #rules: DeliveryRules;
  readonly #jitter: Random;

  constructor(
    world: World,
    { cluster, accumulator }: { readonly cluster: ClusterClient; readonly accumulator: RecordAccumulator },
    configuration: ProducerConfiguration,
    rules: DeliveryRules,
  ) {
    this.#world = world;
    this.#cluster = cluster;
    this.#accumulator = accumulator;
    this.#configuration = configuration;
    this.#rules = rules;
    this.#jitter = world.random.stream('retry');
  }

  /** What the broker said of it. */
  judge(sent: Sent, answer: PartitionAnswer): void {
    const { batch, queue } = sent;
    // With acks=0 there is no answer to be judged: the batch has left, and is done with.
    if (this.#configuration.requiredAcks === 0) return this.#acknowledge(sent, answer);
    const error = errorOf(answer.errorCode);
    const verdict = this.#rules.judgeAnswer({
      error: error.name,
      isRetriable: error.retriable,
      isIdempotent: batch.sequence !== undefined,
    });
    if (verdict === 'acknowledged') return this.#acknowledge(sent, answer);
    if (verdict === 'sequence refused') queue.refused(batch, 'sequence');
    if (verdict === 'identity refused') queue.refused(batch, 'identity');
    if (error.metadataIsStale) this.#cluster.renew();
    const exception = KafkaException.answered(answer.errorCode, answer.message);
    this.attemptFailed(sent, exception, verdict !== 'fatal');
  }

  /** The attempt failed, with or without an answer. */
  attemptFailed({ batch, queue }: Sent, error: KafkaException, isRetriable: boolean): void {
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

  /** Gives up what is too old. True where that has freed memory. */
  giveUpOverdue(nowMs: number): boolean {
    const { deliveryTimeoutMs } = this.#configuration;
    let isReleased = false;
    for (const queue of [...this.#accumulator.active]) {
      const isOld = (createdAtMs: number) => this.#rules.isOverdue(nowMs - createdAtMs, deliveryTimeoutMs);
      for (const batch of queue.begunBefore(isOld)) {
        const late = `not acknowledged within delivery.timeout.ms=${deliveryTimeoutMs}`;
        const unknown = batch.attempts === 0 ? '' : '; whether the broker has them is not known';
        const message = `${batch.recordsCount} record(s) for ${batch.name} ${late}${unknown}`;
        this.#giveUp(batch, queue, KafkaException.of('TimeoutException', message));
        isReleased = true;
      }
    }
    return isReleased;
  }

  /** Fails all that is not acknowledged yet. */
  abandon(because: KafkaException): void {
    for (const queue of [...this.#accumulator.active]) {
      for (const batch of [...queue.waiting, ...queue.unanswered]) this.#giveUp(batch, queue, because);
    }
  }

  #acknowledge({ batch, queue }: Sent, { baseOffset, logAppendTimeMs }: PartitionAnswer): void {
    const { requiredAcks } = this.#configuration;
    queue.acknowledged(batch);
    const partition = batch.name;
    const tell = this.#tell;
    batch.acknowledge(
      baseOffset,
      logAppendTimeMs,
      tell &&
        ((offset, value) =>
          requiredAcks === 0
            ? tell({ name: 'record sent', partition, value })
            : tell({ name: 'record acknowledged', partition, offset, value })),
    );
    this.#accumulator.release(batch, queue);
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

  get #tell(): Tell<DeliveryEvent> | undefined {
    return this.#world.tell;
  }
}
