import { DecodeError } from '../bytes/reader.ts';
import { dataFolder } from '../cluster/simulated-broker.ts';
import type { BrokerBehind } from './cluster-behind.ts';
import type { HostedPartition } from '../broker/hosted-partition.ts';
import { batchesIn } from '../records/batches.ts';
import type { RecordBatch } from '../records/record-batch.ts';
import { parsePartitionName, parseSegmentFile } from '../storage/file-names.ts';
import type { KnownNames, PartitionName } from './grammar/index.ts';
import { writePartition } from './grammar/names.ts';
import { ruleNames } from './rule-versions.ts';
import type { Run } from './run.ts';

/**
 * What can be seen of a run from outside. Nothing here lets time pass or asks a node: disks are read as they are, so that also
 * what a dead broker left can be looked at.
 */
export interface RecordSeen {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly timestampMs: number;
}

export interface BatchSeen {
  readonly file: string;
  readonly position: number;
  readonly batch: RecordBatch;
  readonly records: readonly RecordSeen[];
  /** Why its records cannot be believed: a wrong checksum, bytes that are no records. */
  readonly flaw: string | undefined;
}

const utf8 = new TextDecoder();

/** Every partition that has a folder on some broker, sorted; Kafka's own are left out. */
export function partitionsOf(run: Run): readonly PartitionName[] {
  const found = new Map<string, PartitionName>();
  for (const { node } of run.cluster.brokers) {
    if (node.platter.tree.find(dataFolder) === undefined) continue;
    for (const name of node.platter.list(dataFolder)) {
      const partition = name.endsWith('/') ? parsePartitionName(name.slice(0, -1)) : undefined;
      if (partition !== undefined && !partition.topic.startsWith('__')) found.set(name, partition);
    }
  }
  return [...found.values()].sort((one, other) =>
    one.topic === other.topic ? one.partition - other.partition : one.topic < other.topic ? -1 : 1,
  );
}

export function topicsOf(run: Run): readonly string[] {
  return [...new Set(partitionsOf(run).map(({ topic }) => topic))];
}

/** The partitions that a topic's or a partition's name stands for; none where there is no such thing. */
export function partitionsNamed(run: Run, place: string): readonly PartitionName[] {
  const all = partitionsOf(run);
  const ofTopic = all.filter(({ topic }) => topic === place);
  return ofTopic.length > 0 ? ofTopic : all.filter((partition) => writePartition(partition) === place);
}

/** The batches of a partition on one broker, in the order of its log; none where it has no such partition. */
export function batchesOf({ node }: BrokerBehind, partition: string): readonly BatchSeen[] {
  const folder = `${dataFolder}/${partition}`;
  if (node.platter.tree.find(folder) === undefined) return [];
  const files = node.platter.list(folder).filter((name) => parseSegmentFile(name)?.kind === 'log');
  return files.flatMap((file) => {
    const bytes = node.platter.read(`${folder}/${file}`);
    return wholeBatches(bytes).map((batch) => {
      const position = batch.bytes.byteOffset - bytes.byteOffset;
      return { file, position, batch, ...recordsIn(batch) };
    });
  });
}

/** A `.log` file of a partition. */
export interface LogFileSeen {
  readonly file: string;
  readonly sizeBytes: number;
  /** Undefined where nobody counts. */
  readonly reads: { readonly times: number; readonly bytes: number } | undefined;
}

/** One for each segment, oldest first; none where the broker has no such partition. */
export function logFilesOf({ node }: BrokerBehind, partition: string): readonly LogFileSeen[] {
  const { platter } = node;
  const folder = `${dataFolder}/${partition}`;
  if (platter.tree.find(folder) === undefined) return [];
  return platter
    .list(folder)
    .filter((name) => parseSegmentFile(name)?.kind === 'log')
    .map((file) => {
      const path = `${folder}/${file}`;
      const reads = platter.reads && (platter.reads.get(path) ?? { times: 0, bytes: 0 });
      return { file, sizeBytes: platter.tree.file(path).sizeBytes, reads };
    });
}

export function recordsOf(broker: BrokerBehind, partition: string): readonly RecordSeen[] {
  return batchesOf(broker, partition).flatMap(({ records }) => records);
}

function wholeBatches(bytes: Uint8Array): readonly RecordBatch[] {
  try {
    return batchesIn(bytes).batches;
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}

function recordsIn(batch: RecordBatch): { readonly records: readonly RecordSeen[]; readonly flaw: string | undefined } {
  if (batch.magic !== 2) return { records: [], flaw: `a batch of the format ${batch.magic}` };
  if (batch.isControlBatch) return { records: [], flaw: undefined };
  if (!batch.checkCrc()) return { records: [], flaw: 'the checksum is wrong' };
  try {
    const records = [...batch.records()].map(({ offset, key, value, timestamp }) => ({
      offset,
      key: text(key),
      value: text(value),
      timestampMs: timestamp,
    }));
    return { records, flaw: undefined };
  } catch (error) {
    if (error instanceof DecodeError) return { records: [], flaw: error.message };
    throw error;
  }
}

function text(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : utf8.decode(bytes);
}

/** The partition in the memory of a broker that serves; undefined where it does not, or has none. */
export function hostedBy({ running }: BrokerBehind, { topic, partition }: PartitionName): HostedPartition | undefined {
  const hosted = running?.broker.partitions.find(topic, partition);
  return hosted?.hasLog ? hosted : undefined;
}

/** What can be named at the prompt. */
export function namesOf(run: Run, commands: number, experiments: readonly string[]): KnownNames {
  const partitions = partitionsOf(run);
  return {
    brokers: run.cluster.brokers.map(({ name }) => name),
    producers: run.cast.producers,
    consumers: run.cast.consumers,
    topics: topicsOf(run),
    partitions: partitions.map(writePartition),
    groups: [],
    rules: ruleNames,
    experiments,
    commands,
  };
}
