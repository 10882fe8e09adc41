import { configSources, topicSettingsInForce } from '../../configuration/layers.ts';
import { mostNewPartitions } from '../../metadata/changes/assignments.ts';
import { createTopic } from '../../metadata/changes/topics.ts';
import { configurationOf, resourceTypes } from '../../metadata/image.ts';
import { zeroUuid } from '../../bytes/uuid.ts';
import type { CreateTopics } from '../../wire/apis/create-topics.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { noError, outcomeOf } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { repetitionsIn } from '../repetitions.ts';
import { layersOf } from '../settings.ts';
import { createNewTopic, placementOf, topicDefaults } from '../topic-creation.ts';

type Request = RequestOf<typeof CreateTopics>;
type AskedTopic = Request['topics'][number];
type TopicAnswer = ResponseOf<typeof CreateTopics>['topics'][number];

/** Makes topics, or says whether it would work; each succeeds or fails alone. */
export const onCreateTopics: Handler<typeof CreateTopics> = async (request, broker) => {
  const repeated = repetitionsIn(request.topics.map(({ name }) => name));
  const isTooMuch = partitionsIn(request.topics) > mostNewPartitions;
  const distinct = [...new Map(request.topics.map((topic) => [topic.name, topic])).values()];
  const topics = await Promise.all(
    distinct.map(async (topic): Promise<TopicAnswer> => {
      try {
        if (repeated.has(topic.name))
          throw new KafkaError('INVALID_REQUEST', `'${topic.name}' stands twice in the request`);
        if (isTooMuch)
          throw new KafkaError('POLICY_VIOLATION', `a request makes at most ${mostNewPartitions} partitions`);
        return await (request.validateOnly ? whatItWouldBe(topic, broker) : create(topic, broker));
      } catch (error) {
        return { name: topic.name, ...outcomeOf(error), configs: [] };
      }
    }),
  );
  return { topics };
};

function partitionsIn(topics: readonly AskedTopic[]): number {
  return topics.reduce((sum, topic) => sum + Math.max(topic.numPartitions, topic.assignments.length, 1), 0);
}

async function create(topic: AskedTopic, broker: Broker): Promise<TopicAnswer> {
  const topicId = await createNewTopic(broker, asNewTopic(topic));
  const { image } = broker.controller;
  const made = image.topics.get(topic.name);
  return {
    ...described(topic, broker, configurationOf(image, resourceTypes.topic, topic.name)),
    topicId,
    numPartitions: made?.partitions.length ?? -1,
    replicationFactor: made?.partitions[0]?.replicas.length ?? -1,
  };
}

/** Decides as for a topic that is made, and throws away what was decided. */
async function whatItWouldBe(topic: AskedTopic, broker: Broker): Promise<TopicAnswer> {
  const records = await broker.controller.change((image) => ({
    records: [],
    result: createTopic(image, asNewTopic(topic), zeroUuid, topicDefaults(broker), placementOf(broker, image)),
  }));
  const partitions = records.flatMap((record) => (record.type === 'PartitionRecord' ? [record.data] : []));
  const configuration = Object.fromEntries(topic.configs.map(({ name, value }) => [name, value ?? '']));
  return {
    ...described(topic, broker, configuration),
    numPartitions: partitions.length,
    replicationFactor: partitions[0]?.replicas.length ?? -1,
  };
}

function asNewTopic({ name, numPartitions, replicationFactor, assignments, configs }: AskedTopic) {
  return { name, partitions: numPartitions, replicationFactor, assignments, configuration: configs };
}

function described(topic: AskedTopic, broker: Broker, configuration: Readonly<Record<string, string>>) {
  const shown = topicSettingsInForce({ ...layersOf(broker), topic: configuration });
  return {
    name: topic.name,
    ...noError,
    configs: shown.map(({ key, text, source, setting }) => ({
      name: key,
      value: text,
      readOnly: false,
      configSource: configSources[source],
      isSensitive: setting.isSensitive,
    })),
  };
}
