import type { DeleteRecords } from '../../wire/apis/delete-records.ts';
import type { ResponseOf } from '../../wire/definition.ts';
import { KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { asKafkaError } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { isInternalTopic } from '../topic-descriptions.ts';

type Answer = ResponseOf<typeof DeleteRecords>['topics'][number]['partitions'][number];

const atHighWatermark = -1;

/** Moves the start of logs forward. */
export const onDeleteRecords: Handler<typeof DeleteRecords> = async (request, broker) => ({
  topics: await Promise.all(
    request.topics.map(async ({ name, partitions }) => ({
      name,
      partitions: await Promise.all(
        partitions.map(async ({ partitionIndex, offset }): Promise<Answer> => {
          try {
            return { partitionIndex, errorCode: 0, lowWatermark: await deleteTo(name, partitionIndex, offset, broker) };
          } catch (error) {
            return { partitionIndex, errorCode: asKafkaError(error).code, lowWatermark: -1 };
          }
        }),
      ),
    })),
  ),
});

async function deleteTo(topic: string, index: number, offset: number, { partitions }: Broker): Promise<number> {
  if (isInternalTopic(topic)) throw new KafkaError('INVALID_TOPIC_EXCEPTION', `'${topic}' is internal`);
  const { log } = partitions.named(topic, index);
  if (!log.settings.deletesOldSegments) {
    throw new KafkaError('POLICY_VIOLATION', `cleanup.policy of '${topic}' does not have 'delete'`);
  }
  return log.deleteRecordsTo(offset === atHighWatermark ? log.highWatermark : offset);
}
