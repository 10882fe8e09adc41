import { type Consumer, type ConsumerRecord, createConsumer } from '../delivery/consumer/consumer.ts';
import { KafkaException } from '../delivery/kafka-exception.ts';
import type { Ledger } from '../delivery/ledger.ts';
import { partitionName, type TopicPartition } from '../delivery/partitions.ts';
import type { DeliveryRules } from '../delivery/rules.ts';
import type { Settings } from '../delivery/settings.ts';
import type { DeliveryEvent } from '../delivery/events.ts';
import type { Tell, World } from '../world/world.ts';

export interface ConsumingOptions {
  /** Kafka's settings of the consumer. */
  readonly settings: Settings;
  readonly topics: readonly string[];
  /** With `auto` it polls and processes by itself; with `manual` only when it is told to. */
  readonly loop: 'manual' | 'auto';
  readonly rules: DeliveryRules;
  readonly ledger: Ledger;
}

/** How long a poll waits for records, in ms. */
export const pollMs = 1000;

/**
 * An application that reads and does its work: what it processes it writes into the ledger. All that it remembers is in its
 * memory, so after a crash it begins again where `auto.offset.reset` says.
 */
export class ConsumingApplication {
  readonly consumer: Consumer;
  /** Resolves when it has its partitions, and a position in each. Rejects with a `KafkaException`. */
  readonly ready: Promise<void>;
  readonly #world: World;
  readonly #options: ConsumingOptions;
  /** The loop, so that nobody's promise is lost; it never rejects. */
  readonly #life: Promise<void> | undefined;
  readonly #positions = new Map<string, number>();
  #polled: ConsumerRecord[] = [];
  #isBeginning = true;
  #isClosed = false;

  constructor(world: World, options: ConsumingOptions) {
    this.#world = world;
    this.#options = options;
    this.consumer = createConsumer(world, options.settings, { rules: options.rules });
    this.ready = this.#begin().finally(() => {
      this.#isBeginning = false;
    });
    this.#life = options.loop === 'auto' ? this.#live() : undefined;
  }

  get isAutomatic(): boolean {
    return this.#options.loop === 'auto';
  }

  /** It has no partitions yet, so nobody knows whether it has read everything. */
  get isBeginning(): boolean {
    return this.#isBeginning;
  }

  /** The offset that it reads next, by partition: `payments-0`. */
  get positions(): ReadonlyMap<string, number> {
    return this.#positions;
  }

  /** What was polled and not yet processed. */
  get polled(): readonly ConsumerRecord[] {
    return this.#polled;
  }

  async poll(maxRecords?: number): Promise<readonly ConsumerRecord[]> {
    const records = await this.consumer.poll(pollMs, maxRecords);
    this.#polled.push(...records);
    await this.#notePositions();
    return records;
  }

  /** Does the work for all that was polled; returns for how many. */
  process(): number {
    const records = this.#polled;
    this.#polled = [];
    for (const record of records) this.#work(record);
    return records.length;
  }

  /** What was polled before is forgotten: a seek means to see it, or something else, again. */
  async seek(partition: TopicPartition, to: Parameters<Consumer['seek']>[1]): Promise<number> {
    this.consumer.seek(partition, to);
    this.#polled = this.#polled.filter((record) => partitionName(record) !== partitionName(partition));
    await this.#notePositions();
    return this.#positions.get(partitionName(partition))!;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.consumer.close();
    await this.#life;
  }

  async #begin(): Promise<void> {
    const partitions: TopicPartition[] = [];
    for (const topic of this.#options.topics) {
      for (const partition of await this.consumer.partitionsFor(topic)) partitions.push({ topic, partition });
    }
    this.consumer.assign(partitions);
    await this.#notePositions();
  }

  async #notePositions(): Promise<void> {
    for (const partition of this.consumer.assignment()) {
      this.#positions.set(partitionName(partition), await this.consumer.position(partition));
    }
  }

  async #live(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.ready;
        await this.poll();
        this.process();
      } catch (error) {
        if (!(error instanceof KafkaException)) throw error;
        await this.#world.clock.sleep(pollMs);
      }
    }
  }

  get #tell(): Tell<DeliveryEvent> | undefined {
    return this.#world.tell;
  }

  #work({ topic, partition, offset, value }: ConsumerRecord): void {
    const entry = value ?? '';
    const name = partitionName({ topic, partition });
    this.#options.ledger.write({ entry, partition: name, offset, by: this.#world.node });
    this.#tell?.({ name: 'processed', partition: name, offset, entry });
  }
}
