import { zeroUuid } from '../../bytes/uuid.ts';
import { deleteTopic } from '../../metadata/changes/topics.ts';
import { type MetadataImage, topicById, type TopicImage } from '../../metadata/image.ts';
import type { DeleteTopics } from '../../wire/apis/delete-topics.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { noError, outcomeOf } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { repetitionsIn } from '../repetitions.ts';

type Request = RequestOf<typeof DeleteTopics>;
type TopicAnswer = ResponseOf<typeof DeleteTopics>['responses'][number];

interface Named {
  readonly name: string | null;
  readonly topicId: string;
}

/** Removes topics, named or by their ids; each succeeds or fails alone. */
export const onDeleteTopics: Handler<typeof DeleteTopics> = async (request, broker, { version }) => {
  const named = topicsIn(request, version);
  const keyOf = ({ name, topicId }: Named) => name ?? topicId;
  const repeated = repetitionsIn(named.map(keyOf));
  const responses = await Promise.all(
    named.map(async (topic): Promise<TopicAnswer> => {
      try {
        if (repeated.has(keyOf(topic))) {
          throw new KafkaError('INVALID_REQUEST', `'${keyOf(topic)}' stands twice in the request`);
        }
        return await remove(topic, broker, version);
      } catch (error) {
        return { ...topic, ...outcomeOf(error) };
      }
    }),
  );
  return { responses };
};

function topicsIn({ topics, topicNames }: Request, version: number): readonly Named[] {
  return version >= 6 ? topics : topicNames.map((name) => ({ name, topicId: zeroUuid }));
}

async function remove(named: Named, broker: Broker, version: number): Promise<TopicAnswer> {
  if (!broker.settings()['delete.topic.enable']) {
    throw new KafkaError(version >= 3 ? 'TOPIC_DELETION_DISABLED' : 'INVALID_REQUEST', 'delete.topic.enable is false');
  }
  return broker.controller.change((image) => {
    const topic = found(image, named);
    return { records: deleteTopic(topic), result: { name: topic.name, topicId: topic.id, ...noError } };
  });
}

function found(image: MetadataImage, { name, topicId }: Named): TopicImage {
  if (name !== null && topicId !== zeroUuid) {
    throw new KafkaError('INVALID_REQUEST', 'name a topic or give its id, not both');
  }
  if (name === null && topicId === zeroUuid)
    throw new KafkaError('INVALID_REQUEST', 'neither a name nor an id is given');
  const topic = name === null ? topicById(image, topicId) : image.topics.get(name);
  if (topic !== undefined) return topic;
  throw name === null
    ? new KafkaError('UNKNOWN_TOPIC_ID', `no topic has the id ${topicId}`)
    : new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', `there is no topic '${name}'`);
}
