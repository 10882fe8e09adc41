import { topicById } from '../../metadata/image.ts';
import { zeroUuid } from '../../bytes/uuid.ts';
import type { Metadata } from '../../wire/apis/metadata.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { codeOf, KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { asKafkaError } from '../errors.ts';
import type { Handler } from '../handler.ts';
import {
  allClusterOperations,
  allTopicOperations,
  describedPartition,
  describedTopic,
  isInternalTopic,
  liveBrokers,
  operationsNotAsked,
} from '../topic-descriptions.ts';
import { createTopicByDefaults } from '../topic-creation.ts';

type Request = RequestOf<typeof Metadata>;
type AskedTopic = NonNullable<Request['topics']>[number];
type TopicAnswer = ResponseOf<typeof Metadata>['topics'][number];

/**
 * Tells a client the brokers, and the topics that it asks for. A topic that is missing is made where both the request and
 * `auto.create.topics.enable` allow it; the answer then comes when it is there.
 */
export const onMetadata: Handler<typeof Metadata> = async (request, broker, { version, listenerName }) => {
  const asksForAll = request.topics === null || (version === 0 && request.topics.length === 0);
  const asked = asksForAll ? [] : withoutRepetitions(request.topics!);
  const isNamed = asked.every(({ name, topicId }) => name !== null && topicId === zeroUuid);
  if (version < firstWithIds && !isNamed) return { ...clusterIn(broker, listenerName), topics: asked.map(refused) };
  const problems = await createMissing(broker, request, asked);
  const { image } = broker.controller;
  const operations = request.includeTopicAuthorizedOperations ? allTopicOperations : operationsNotAsked;
  const topics = asksForAll
    ? [...image.topics.values()].map(({ name }) => answerByName(broker, name, problems, operations))
    : asked.map((topic) =>
        topic.name === null
          ? answerById(broker, topic.topicId, operations)
          : answerByName(broker, topic.name, problems, operations),
      );
  return {
    ...clusterIn(broker, listenerName),
    topics,
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations ? allClusterOperations : operationsNotAsked,
  };
};

function clusterIn({ controller, identity }: Broker, listenerName: string) {
  return {
    brokers: liveBrokers(controller.image, listenerName),
    clusterId: identity.clusterId,
    controllerId: identity.nodeId,
  };
}

/** Versions 10 and 11 have room for an id in the request, but none for an answer without a name. */
const firstWithIds = 12;

function refused({ name, topicId }: AskedTopic): TopicAnswer {
  return { errorCode: codeOf('INVALID_REQUEST'), name: name ?? '', topicId, partitions: [] };
}

/** Why a topic that was to be made was not, by name. */
async function createMissing(
  broker: Broker,
  { allowAutoTopicCreation }: Request,
  asked: readonly AskedTopic[],
): Promise<ReadonlyMap<string, KafkaError>> {
  const problems = new Map<string, KafkaError>();
  const { topics } = broker.controller.image;
  const missing = asked.flatMap(({ name }) => (name === null || topics.has(name) ? [] : [name]));
  if (missing.length === 0) return problems;
  const isEnabled = broker.settings()['auto.create.topics.enable'];
  if (!broker.rules.createsMissingTopic(isEnabled, allowAutoTopicCreation)) return problems;
  await Promise.all(
    missing.map(async (name) => {
      try {
        await createTopicByDefaults(broker, name);
      } catch (error) {
        const problem = asKafkaError(error);
        // Somebody else was faster.
        if (problem.error.name !== 'TOPIC_ALREADY_EXISTS') problems.set(name, problem);
      }
    }),
  );
  return problems;
}

function answerByName(
  { controller: { image }, rules }: Broker,
  name: string,
  problems: ReadonlyMap<string, KafkaError>,
  topicAuthorizedOperations: number,
): TopicAnswer {
  const topic = image.topics.get(name);
  if (topic === undefined) {
    const errorCode = problems.get(name)?.code ?? codeOf('UNKNOWN_TOPIC_OR_PARTITION');
    return {
      errorCode,
      name,
      topicId: zeroUuid,
      isInternal: isInternalTopic(name),
      partitions: [],
      topicAuthorizedOperations,
    };
  }
  const partitions = topic.partitions.map((partition, index) => describedPartition(image, partition, index, rules));
  return { ...describedTopic(topic), partitions, topicAuthorizedOperations };
}

function answerById(broker: Broker, topicId: string, operations: number): TopicAnswer {
  const topic = topicById(broker.controller.image, topicId);
  if (topic !== undefined) return answerByName(broker, topic.name, new Map(), operations);
  return {
    errorCode: codeOf('UNKNOWN_TOPIC_ID'),
    name: null,
    topicId,
    partitions: [],
    topicAuthorizedOperations: operations,
  };
}

function withoutRepetitions(topics: readonly AskedTopic[]): readonly AskedTopic[] {
  return [...new Map(topics.map((topic) => [topic.name ?? topic.topicId, topic])).values()];
}
