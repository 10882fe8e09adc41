import { createPartitions } from '../../metadata/changes/partitions.ts';
import type { CreatePartitions } from '../../wire/apis/create-partitions.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { noError, outcomeOf } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { repetitionsIn } from '../repetitions.ts';
import { placementOf } from '../topic-creation.ts';

type Asked = RequestOf<typeof CreatePartitions>['topics'][number];
type Result = ResponseOf<typeof CreatePartitions>['results'][number];

/** Gives topics more partitions, or says whether it would work; each succeeds or fails alone. */
export const onCreatePartitions: Handler<typeof CreatePartitions> = async ({ topics, validateOnly }, broker) => {
  const repeated = repetitionsIn(topics.map(({ name }) => name));
  const results = await Promise.all(
    topics.map(async (topic): Promise<Result> => {
      try {
        if (repeated.has(topic.name)) {
          throw new KafkaError('INVALID_REQUEST', `'${topic.name}' stands twice in the request`);
        }
        await create(topic, broker, validateOnly);
        return { name: topic.name, ...noError };
      } catch (error) {
        return { name: topic.name, ...outcomeOf(error) };
      }
    }),
  );
  return { results };
};

async function create({ name, count, assignments }: Asked, broker: Broker, validateOnly: boolean): Promise<void> {
  await broker.controller.change((image) => {
    const topic = image.topics.get(name);
    if (topic === undefined) throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', `there is no topic '${name}'`);
    const records = createPartitions(image, topic, count, assignments, placementOf(broker, image));
    return { records: validateOnly ? [] : records, result: undefined };
  });
}
