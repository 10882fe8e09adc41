import { zeroUuid } from '../../bytes/uuid.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import type { DescribeTopicPartitions } from '../../wire/apis/describe-topic-partitions.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { codeOf } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import type { Handler } from '../handler.ts';
import { allTopicOperations, describedPartition, describedTopic, isInternalTopic } from '../topic-descriptions.ts';

type Request = RequestOf<typeof DescribeTopicPartitions>;
type Response = ResponseOf<typeof DescribeTopicPartitions>;
type TopicAnswer = Response['topics'][number];

/** Tells the partitions of topics, sorted by name, in pages: so many partitions, and where the next page begins. */
export const onDescribeTopicPartitions: Handler<typeof DescribeTopicPartitions> = (request, broker) => {
  const { image } = broker.controller;
  const limit = Math.max(
    1,
    Math.min(request.responsePartitionLimit, broker.settings()['max.request.partition.size.limit']),
  );
  const topics: TopicAnswer[] = [];
  let left = limit;
  for (const name of namesFrom(image, request)) {
    if (left === 0) return { topics, nextCursor: { topicName: name, partitionIndex: 0 } };
    const first = request.cursor?.topicName === name ? Math.max(0, request.cursor.partitionIndex) : 0;
    const answer = describe(broker, name, first, left);
    topics.push(answer.topic);
    left -= answer.topic.partitions.length;
    if (answer.nextPartition !== undefined) {
      return { topics, nextCursor: { topicName: name, partitionIndex: answer.nextPartition } };
    }
  }
  return { topics };
};

/** The topics that are asked for, all where none is named, from the cursor on. */
function namesFrom(image: MetadataImage, { topics, cursor }: Request): readonly string[] {
  const names = topics.length === 0 ? [...image.topics.keys()] : topics.map(({ name }) => name);
  const sorted = [...new Set(names)].sort();
  return cursor === null ? sorted : sorted.filter((name) => name >= cursor.topicName);
}

function describe(
  { controller: { image }, rules }: Broker,
  name: string,
  first: number,
  most: number,
): { readonly topic: TopicAnswer; readonly nextPartition: number | undefined } {
  const topic = image.topics.get(name);
  if (topic === undefined) {
    const errorCode = codeOf('UNKNOWN_TOPIC_OR_PARTITION');
    const answer = { errorCode, name, topicId: zeroUuid, isInternal: isInternalTopic(name), partitions: [] };
    return { topic: { ...answer, topicAuthorizedOperations: allTopicOperations }, nextPartition: undefined };
  }
  const end = first + most;
  const partitions = topic.partitions.slice(first, end).map((partition, index) => ({
    ...describedPartition(image, partition, first + index, rules),
    eligibleLeaderReplicas: partition.eligibleLeaderReplicas,
    lastKnownElr: partition.lastKnownEligibleLeaderReplicas,
  }));
  return {
    topic: { ...describedTopic(topic), partitions, topicAuthorizedOperations: allTopicOperations },
    nextPartition: end < topic.partitions.length ? end : undefined,
  };
}
