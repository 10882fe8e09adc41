import { KafkaError } from '../../wire/errors.ts';
import type { MetadataImage } from '../image.ts';
import type { MetadataRecordToWrite } from '../records.ts';
import type { MetadataRules } from '../rules.ts';

/** What placing replicas takes besides the image. */
export interface Placement {
  readonly rules: MetadataRules;
  /** Which broker comes first: a random number, 0 or more. */
  readonly start: number;
  /** The id of the folder in which a broker keeps new partitions. */
  readonly directoryOf: (broker: number) => string;
}

/** One request may make so many partitions; more would keep the controller from all else. */
export const mostNewPartitions = 10_000;

/** Brokers for each of so many new partitions, chosen by the rule. Throws a `KafkaError` where there are too few. */
export function automaticAssignment(
  image: MetadataImage,
  partitions: number,
  replicationFactor: number,
  { rules, start }: Placement,
): readonly (readonly number[])[] {
  refuseTooMany(partitions);
  if (replicationFactor < 1 || replicationFactor > 32767) {
    throw new KafkaError('INVALID_REPLICATION_FACTOR', 'a replication factor is at least 1, or -1 for the default');
  }
  const candidates = [...image.brokers.values()].map(({ id, isFenced }) => ({ brokerId: id, isFenced }));
  if (replicationFactor > candidates.length) {
    throw new KafkaError(
      'INVALID_REPLICATION_FACTOR',
      `${replicationFactor} replicas need as many brokers; ${candidates.length} are registered`,
    );
  }
  if (candidates.every((candidate) => candidate.isFenced)) {
    throw new KafkaError('INVALID_REPLICATION_FACTOR', 'every broker is fenced at present, so nobody could lead');
  }
  return rules.placeReplicas(partitions, replicationFactor, candidates, start);
}

/** An assignment that was given: partitions counted from `first` on without a gap, each with known brokers, all as many. */
export function assignmentOf(
  image: MetadataImage,
  given: readonly { readonly partitionIndex: number; readonly brokerIds: readonly number[] }[],
  first = 0,
): readonly (readonly number[])[] {
  refuseTooMany(given.length);
  const inOrder = [...given].sort((one, other) => one.partitionIndex - other.partitionIndex);
  const factor = inOrder[0]?.brokerIds.length;
  return inOrder.map(({ partitionIndex, brokerIds }, index) => {
    const problem =
      partitionIndex !== first + index
        ? `partitions must be numbered from ${first} on, without gap or repetition`
        : (problemOfReplicas(image, brokerIds) ??
          (brokerIds.length === factor ? undefined : 'every partition must have the same number of replicas'));
    if (problem !== undefined) throw new KafkaError('INVALID_REPLICA_ASSIGNMENT', problem);
    return brokerIds;
  });
}

function problemOfReplicas(image: MetadataImage, brokerIds: readonly number[]): string | undefined {
  if (brokerIds.length === 0) return 'a partition needs a replica at least';
  const registered = image.brokers.size;
  if (brokerIds.length > registered)
    return `${brokerIds.length} replicas need as many brokers; ${registered} are registered`;
  const twice = brokerIds.find((id, index) => brokerIds.indexOf(id) !== index);
  if (twice !== undefined) return `broker ${twice} stands twice in the list of a partition`;
  const stranger = brokerIds.find((id) => !image.brokers.has(id));
  if (stranger !== undefined) return `no broker ${stranger} is registered`;
  if (brokerIds.every((id) => image.brokers.get(id)!.isFenced))
    return 'every broker of a partition is fenced at present';
  return undefined;
}

function refuseTooMany(partitions: number): void {
  if (partitions <= mostNewPartitions) return;
  throw new KafkaError(
    'POLICY_VIOLATION',
    `${partitions} partitions are too many for one request; it makes at most ${mostNewPartitions}`,
  );
}

/** A partition that begins: led by the first of its replicas that is not fenced, in sync with all of those. */
export function partitionRecord(
  image: MetadataImage,
  topicId: string,
  partitionId: number,
  replicas: readonly number[],
  { directoryOf, rules }: Placement,
): MetadataRecordToWrite {
  const fenced = replicas.filter((id) => image.brokers.get(id)?.isFenced !== false);
  const { leader, inSync } = rules.firstLeader(replicas, fenced);
  return {
    type: 'PartitionRecord',
    data: {
      partitionId,
      topicId,
      replicas,
      isr: inSync,
      removingReplicas: [],
      addingReplicas: [],
      leader,
      leaderEpoch: 0,
      partitionEpoch: 0,
      directories: replicas.map(directoryOf),
    },
  };
}
