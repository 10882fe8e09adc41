import { Produce } from '../../wire/apis/produce.ts';
import type { ClusterClient } from '../../wire/cluster-client.ts';
import { type ClientConnection, ConnectionError } from '../../wire/connection.ts';
import { codeOf } from '../../wire/errors.ts';
import type { RequestTo, ResponseFrom } from '../../wire/definition.ts';
import { KafkaException } from '../kafka-exception.ts';
import { partitionName } from '../partitions.ts';
import { TopicIds } from '../topic-ids.ts';
import type { ProducerBatch } from './batch.ts';
import type { ProducerConfiguration } from './configuration.ts';
import type { PartitionQueue } from './partition-queue.ts';

/** A batch in a request, and where it came from. */
export interface Sent {
  readonly batch: ProducerBatch;
  readonly queue: PartitionQueue;
}

/** What the broker says about one batch. */
export interface PartitionAnswer {
  readonly errorCode: number;
  readonly baseOffset: number;
  readonly logAppendTimeMs: number;
  readonly message: string | null;
}

export interface ProduceOutcome {
  /** One answer for each batch, in their order. */
  answered(answers: readonly PartitionAnswer[]): void;
  failed(error: KafkaException): void;
}

/** Sends batches, of one partition each, in one Produce request. With `acks=0` the outcome is there at once: nobody knows. */
export function produce(
  cluster: ClusterClient,
  connection: ClientConnection,
  configuration: ProducerConfiguration,
  batches: readonly Sent[],
  outcome: ProduceOutcome,
): void {
  const topics = new TopicIds(
    cluster,
    batches.map(({ batch }) => batch.topic),
  );
  const body = requestBody(configuration, batches, topics);
  try {
    if (configuration.requiredAcks === 0) {
      connection.post(Produce, body);
      outcome.answered(batches.map(() => unacknowledged));
      return;
    }
    const answer = {
      answered: (response: ResponseFrom<typeof Produce>) => outcome.answered(answersIn(response, batches, topics)),
      failed: (error: ConnectionError) => outcome.failed(KafkaException.unanswered(error)),
    };
    connection.ask(Produce, body, answer, { version: topics.versionFor(connection, Produce) });
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    outcome.failed(KafkaException.unanswered(error));
  }
}

const unacknowledged: PartitionAnswer = { errorCode: 0, baseOffset: -1, logAppendTimeMs: -1, message: null };
const notAnswered: PartitionAnswer = {
  errorCode: codeOf('NETWORK_EXCEPTION'),
  baseOffset: -1,
  logAppendTimeMs: -1,
  message: 'the answer says nothing about this partition',
};

function requestBody(
  configuration: ProducerConfiguration,
  batches: readonly Sent[],
  topics: TopicIds,
): RequestTo<typeof Produce> {
  const topicData = topics.all.map(({ name, topicId }) => ({
    name,
    topicId,
    partitionData: batches
      .filter(({ batch }) => batch.topic === name)
      .map(({ batch }) => ({ index: batch.partition, records: batch.bytes })),
  }));
  return { acks: configuration.requiredAcks, timeoutMs: configuration['request.timeout.ms'], topicData };
}

function answersIn(
  response: ResponseFrom<typeof Produce>,
  batches: readonly Sent[],
  topics: TopicIds,
): readonly PartitionAnswer[] {
  const answers = new Map<string, PartitionAnswer>();
  for (const { name, topicId, partitionResponses } of response.responses) {
    const topic = topics.nameOf(name, topicId);
    for (const {
      index: partition,
      errorCode,
      baseOffset,
      logAppendTimeMs,
      errorMessage: message,
    } of partitionResponses) {
      answers.set(partitionName({ topic, partition }), { errorCode, baseOffset, logAppendTimeMs, message });
    }
  }
  return batches.map(({ batch }) => answers.get(batch.name) ?? notAnswered);
}
