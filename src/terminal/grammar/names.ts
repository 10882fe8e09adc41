/**
 * The kinds of names that a command can hold, and what the live cluster has of each. The grammar knows only what a name
 * looks like; which names there are, whoever asks for completion or a suggestion says.
 */
export interface KnownNames {
  readonly brokers: readonly string[];
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  readonly topics: readonly string[];
  /** `payments-0` */
  readonly partitions: readonly string[];
  readonly groups: readonly string[];
  readonly rules: readonly string[];
  readonly experiments: readonly string[];
  /** How many commands have been typed so far: `#1` to this one. */
  readonly commands: number;
}

export const noNames: KnownNames = {
  brokers: [],
  producers: [],
  consumers: [],
  topics: [],
  partitions: [],
  groups: [],
  rules: [],
  experiments: [],
  commands: 0,
};

/** A partition of a topic, as in `payments-0`. */
export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

/** A record of a partition, as in `payments-0@7`. */
export interface RecordName extends PartitionName {
  readonly offset: number;
}

/** Kafka's rule for topic names; the same for the names of clients and groups here. */
export function isName(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,249}$/.test(text) && text !== '.' && text !== '..';
}

export function readPartition(text: string): PartitionName | undefined {
  const [, topic, partition] = /^(.+)-(\d{1,9})$/.exec(text) ?? [];
  return topic !== undefined && isName(topic) ? { topic, partition: Number(partition) } : undefined;
}

export function readRecord(text: string): RecordName | undefined {
  const [, place, offset] = /^(.+)@(\d{1,15})$/.exec(text) ?? [];
  const partition = place === undefined ? undefined : readPartition(place);
  return partition && { ...partition, offset: Number(offset) };
}

export function writePartition({ topic, partition }: PartitionName): string {
  return `${topic}-${partition}`;
}

export function writeRecord({ offset, ...partition }: RecordName): string {
  return `${writePartition(partition)}@${offset}`;
}

/** `broker-1`, `controller-1`: what can be started and is no client. */
export function isServer(text: string): boolean {
  return /^(broker|controller)-\d{1,4}$/.test(text);
}
