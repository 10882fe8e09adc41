/** A partition, by its names. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** As Kafka's logs and folders name it: `payments-0`. */
export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}
