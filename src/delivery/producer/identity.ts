import type { Random, Tell, Timer, World } from '../../world/world.ts';
import { InitProducerId } from '../../wire/apis/init-producer-id.ts';
import { backoffMs } from '../../wire/cluster-client-backoff.ts';
import type { ClusterClient } from '../../wire/cluster-client.ts';
import { errorOf } from '../../wire/errors.ts';
import type { DeliveryEvent } from '../events.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { ProducerIdentity } from './batch.ts';
import type { ProducerConfiguration } from './configuration.ts';

const largestEpoch = 32767;

/**
 * Who an idempotent producer is: a number that a broker handed out, and an epoch that the producer itself raises when it has
 * to begin anew. A producer that is started again is another one to the broker: nothing recognises what it sends twice.
 */
export class Identity {
  readonly #world: World;
  readonly #cluster: ClusterClient;
  readonly #configuration: ProducerConfiguration;
  readonly #changed: () => void;
  readonly #jitter: Random;
  #present: ProducerIdentity | undefined;
  #refusal: KafkaException | undefined;
  #asking: Timer | 'under way' | undefined;
  #failures = 0;

  /** @param changed called when there is an identity, or it is certain that there will be none */
  constructor(world: World, cluster: ClusterClient, configuration: ProducerConfiguration, changed: () => void) {
    this.#world = world;
    this.#cluster = cluster;
    this.#configuration = configuration;
    this.#changed = changed;
    this.#jitter = world.random.stream('producer id');
  }

  get present(): ProducerIdentity | undefined {
    return this.#present;
  }

  /** Why there will be none. */
  get refusal(): KafkaException | undefined {
    return this.#refusal;
  }

  /** Begins to ask for one, if that is not under way. */
  obtain(): void {
    if (this.#refusal === undefined) this.#ask(0);
  }

  /** The next epoch. Behind the last one another id is needed: there is none until it was obtained. */
  raise(because: string): void {
    const { producerId, producerEpoch } = this.#present!;
    if (producerEpoch === largestEpoch) this.#present = undefined;
    else {
      this.#present = { producerId, producerEpoch: producerEpoch + 1 };
      this.#tell?.({ name: 'producer epoch raised', ...this.#present, because });
    }
  }

  close(): void {
    if (this.#asking !== undefined && this.#asking !== 'under way') this.#asking.cancel();
    this.#refusal ??= KafkaException.of('KafkaException', 'the producer was closed');
  }

  get #tell(): Tell<DeliveryEvent> | undefined {
    return this.#world.tell;
  }

  #ask(delayMs: number): void {
    this.#asking ??= this.#world.clock.after(delayMs, () => this.#request());
  }

  async #request(): Promise<void> {
    this.#asking = 'under way';
    const failure = await this.#attempt();
    this.#asking = undefined;
    if (failure === undefined) this.#failures = 0;
    else if (failure.isRetriable) {
      const { 'retry.backoff.ms': firstMs, 'retry.backoff.max.ms': longestMs } = this.#configuration;
      this.#failures++;
      if (this.#refusal === undefined) this.#ask(backoffMs(this.#failures, firstMs, longestMs, this.#jitter));
      return;
    } else this.#refusal ??= failure;
    this.#changed();
  }

  async #attempt(): Promise<KafkaException | undefined> {
    try {
      const connection = await this.#cluster.connectToAny();
      const { errorCode, producerId, producerEpoch } = await connection.request(InitProducerId, {
        transactionalId: null,
        transactionTimeoutMs: this.#configuration['transaction.timeout.ms'],
      });
      if (errorOf(errorCode).name !== 'NONE') return KafkaException.answered(errorCode);
      this.#present = { producerId, producerEpoch };
      this.#tell?.({ name: 'producer id received', ...this.#present });
      return undefined;
    } catch (error) {
      return KafkaException.from(error);
    }
  }
}
