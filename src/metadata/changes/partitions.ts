import { KafkaError } from '../../wire/errors.ts';
import type { MetadataImage, TopicImage } from '../image.ts';
import type { MetadataRecordToWrite } from '../records.ts';
import { assignmentOf, automaticAssignment, partitionRecord, type Placement } from './assignments.ts';

/**
 * Records that give a topic more partitions. Throws a `KafkaError` where that cannot be; a topic never gets fewer.
 *
 * @param count how many there are to be in all
 * @param assignments brokers for each new one; null: chosen by the rule
 */
export function createPartitions(
  image: MetadataImage,
  topic: TopicImage,
  count: number,
  assignments: readonly { readonly brokerIds: readonly number[] }[] | null,
  placement: Placement,
): readonly MetadataRecordToWrite[] {
  const present = topic.partitions.length;
  if (count <= present) {
    const problem =
      count === present ? `has ${count} partitions already` : `has ${present} partitions and cannot get fewer`;
    throw new KafkaError('INVALID_PARTITIONS', `topic '${topic.name}' ${problem}`);
  }
  const more = count - present;
  const added =
    assignments === null
      ? automaticAssignment(image, more, topic.partitions[0]!.replicas.length, placement)
      : givenAssignment(image, topic, more, assignments);
  return added.map((replicas, index) => partitionRecord(image, topic.id, present + index, replicas, placement));
}

function givenAssignment(
  image: MetadataImage,
  topic: TopicImage,
  more: number,
  assignments: readonly { readonly brokerIds: readonly number[] }[],
): readonly (readonly number[])[] {
  if (assignments.length !== more) {
    throw new KafkaError(
      'INVALID_REPLICA_ASSIGNMENT',
      `${more} partitions are new, and ${assignments.length} have brokers`,
    );
  }
  const factor = topic.partitions[0]!.replicas.length;
  const numbered = assignments.map(({ brokerIds }, index) => ({ partitionIndex: index, brokerIds }));
  const checked = assignmentOf(image, numbered);
  if (checked[0]!.length === factor) return checked;
  throw new KafkaError(
    'INVALID_REPLICA_ASSIGNMENT',
    `the partitions of topic '${topic.name}' have ${factor} replicas each`,
  );
}
