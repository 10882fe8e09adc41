import type { Random } from '../../world/world.ts';
import type { TopicMetadata } from '../../wire/cluster-client.ts';
import type { DeliveryRules } from '../rules.ts';
import type { OutgoingRecord } from './record.ts';

export interface PartitionerSettings {
  readonly 'batch.size': number;
  readonly 'partitioner.ignore.keys': boolean;
}

interface Sticky {
  partition: number;
  producedBytes: number;
}

/** Chooses a partition for every record: the one that it names, the one of its key, or the one that keyless records stick to. */
export class Partitioner {
  readonly #settings: PartitionerSettings;
  readonly #rules: DeliveryRules;
  readonly #random: Random;
  readonly #sticky = new Map<string, Sticky>();

  constructor(random: Random, settings: PartitionerSettings, rules: DeliveryRules) {
    this.#settings = settings;
    this.#rules = rules;
    this.#random = random;
  }

  choose(record: OutgoingRecord, topic: TopicMetadata): number {
    if (record.partition !== undefined) return record.partition;
    if (this.#hasKey(record)) return this.#rules.partitionOfKey(record.key!, topic.partitions.length);
    return this.#stickyOf(topic).partition;
  }

  /** The record went where it was to go. @param lastBatchIsFull whether the next one would begin a batch there */
  placed(record: OutgoingRecord, topic: TopicMetadata, sizeBytes: number, lastBatchIsFull: boolean): void {
    if (record.partition !== undefined || this.#hasKey(record)) return;
    const sticky = this.#stickyOf(topic);
    sticky.producedBytes += sizeBytes;
    const { producedBytes } = sticky;
    if (this.#rules.leavesPartition({ producedBytes, batchSizeBytes: this.#settings['batch.size'], lastBatchIsFull })) {
      sticky.partition = this.#draw(topic);
      sticky.producedBytes = 0;
    }
  }

  #hasKey({ key }: OutgoingRecord): boolean {
    return key !== null && !this.#settings['partitioner.ignore.keys'];
  }

  #stickyOf(topic: TopicMetadata): Sticky {
    let sticky = this.#sticky.get(topic.name);
    if (sticky === undefined || sticky.partition >= topic.partitions.length) {
      sticky = { partition: this.#draw(topic), producedBytes: 0 };
      this.#sticky.set(topic.name, sticky);
    }
    return sticky;
  }

  /** Any partition that has a leader; any at all where none has. */
  #draw({ partitions }: TopicMetadata): number {
    const led = partitions.filter(({ leader }) => leader !== -1);
    const candidates = led.length > 0 ? led : partitions;
    return candidates[this.#random.below(candidates.length)]!.partition;
  }
}
