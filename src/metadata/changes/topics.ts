import { readSetting, SettingError, type Texts } from '../../configuration/tables.ts';
import { KafkaError } from '../../wire/errors.ts';
import { type MetadataImage, resourceTypes, type TopicImage } from '../image.ts';
import type { MetadataRecordToWrite } from '../records.ts';
import type { MetadataRules } from '../rules.ts';
import { assignmentOf, automaticAssignment, partitionRecord, type Placement } from './assignments.ts';

/** The metadata log's name; it is no topic of the cluster, but lies beside them. */
export const metadataTopic = '__cluster_metadata';

/** A topic that somebody asks for. */
export interface NewTopic {
  readonly name: string;
  /** 1 or more; −1: as many as a broker makes by default. */
  readonly partitions: number;
  /** 1 or more; −1: the default. */
  readonly replicationFactor: number;
  /** Which brokers hold which partition; where it is not empty, the two numbers above are −1. */
  readonly assignments: readonly { readonly partitionIndex: number; readonly brokerIds: readonly number[] }[];
  readonly configuration: readonly { readonly name: string; readonly value: string | null }[];
}

export interface TopicDefaults {
  readonly partitions: number;
  readonly replicationFactor: number;
}

/**
 * Records that make a topic: it, its settings, its partitions. Throws a `KafkaError` where it cannot be made.
 *
 * @param topicId a new one, that no topic ever had
 */
export function createTopic(
  image: MetadataImage,
  topic: NewTopic,
  topicId: string,
  defaults: TopicDefaults,
  placement: Placement,
): readonly MetadataRecordToWrite[] {
  refuseName(image, topic.name, placement.rules);
  const assignment = newAssignment(image, topic, defaults, placement);
  const configuration = acceptedConfiguration(topic);
  return [
    { type: 'TopicRecord', data: { name: topic.name, topicId } },
    ...configuration.map(
      ([name, value]): MetadataRecordToWrite => ({
        type: 'ConfigRecord',
        data: { resourceType: resourceTypes.topic, resourceName: topic.name, name, value },
      }),
    ),
    ...assignment.map((replicas, partition) => partitionRecord(image, topicId, partition, replicas, placement)),
  ];
}

/** Throws where no topic can have the name, or none beside those that there are. */
export function refuseName(
  image: MetadataImage,
  name: string,
  rules: Pick<MetadataRules, 'problemOfTopicName' | 'nameInMetrics'>,
): void {
  const problem = rules.problemOfTopicName(name);
  if (problem !== undefined) throw new KafkaError('INVALID_TOPIC_EXCEPTION', problem);
  if (name === metadataTopic) throw new KafkaError('INVALID_REQUEST', `'${name}' is the cluster's own log`);
  if (image.topics.has(name)) throw new KafkaError('TOPIC_ALREADY_EXISTS', `topic '${name}' exists already`);
  const inMetrics = rules.nameInMetrics(name);
  for (const other of image.topics.keys()) {
    if (rules.nameInMetrics(other) !== inMetrics) continue;
    throw new KafkaError('INVALID_TOPIC_EXCEPTION', `topic '${name}' would collide with '${other}' in metrics' names`);
  }
}

function newAssignment(
  image: MetadataImage,
  { partitions, replicationFactor, assignments }: NewTopic,
  defaults: TopicDefaults,
  placement: Placement,
): readonly (readonly number[])[] {
  if (assignments.length > 0) {
    if (partitions !== -1 || replicationFactor !== -1) {
      throw new KafkaError(
        'INVALID_REQUEST',
        'give either an assignment, or a number of partitions and a replication factor',
      );
    }
    return assignmentOf(image, assignments);
  }
  if (partitions !== -1 && partitions < 1) {
    throw new KafkaError(
      'INVALID_PARTITIONS',
      `a topic has at least one partition, or -1 for the default; not ${partitions}`,
    );
  }
  const count = partitions === -1 ? defaults.partitions : partitions;
  const factor = replicationFactor === -1 ? defaults.replicationFactor : replicationFactor;
  return automaticAssignment(image, count, factor, placement);
}

function acceptedConfiguration({ configuration }: NewTopic): readonly (readonly [string, string])[] {
  const accepted: (readonly [string, string])[] = [];
  for (const { name, value } of configuration) {
    if (value === null) throw new KafkaError('INVALID_CONFIG', `${name} needs a value`);
    accepted.push([name, value]);
  }
  checkTopicConfiguration(Object.fromEntries(accepted));
  return accepted;
}

/** Throws INVALID_CONFIG where a key is unknown, a value is none, or two of them contradict each other. */
export function checkTopicConfiguration(texts: Texts): void {
  const number = (key: string): number | undefined => {
    const text = texts[key];
    return text === undefined ? undefined : (readSetting('topic', key, text) as number);
  };
  try {
    for (const [key, text] of Object.entries(texts)) readSetting('topic', key, text);
    const [least, most] = [number('min.compaction.lag.ms'), number('max.compaction.lag.ms')];
    if (least !== undefined && most !== undefined && least > most) {
      throw new SettingError('min.compaction.lag.ms', 'min.compaction.lag.ms must not be above max.compaction.lag.ms');
    }
  } catch (error) {
    if (error instanceof SettingError) throw new KafkaError('INVALID_CONFIG', error.message);
    throw error;
  }
}

/** Records that remove a topic. */
export function deleteTopic(topic: TopicImage): readonly MetadataRecordToWrite[] {
  return [{ type: 'RemoveTopicRecord', data: { topicId: topic.id } }];
}
