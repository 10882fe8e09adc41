import { batchesIn } from '../../records/batches.ts';
import { DecodeError } from '../../bytes/reader.ts';
import type { AcceptedAppend } from '../../storage/append.ts';
import type { Produce } from '../../wire/apis/produce.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { codeOf, errorOf, KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { asKafkaError } from '../errors.ts';
import { ConnectionRefusal, type Handler, noAnswer } from '../handler.ts';
import type { HostedPartition } from '../hosted-partition.ts';

type Request = RequestOf<typeof Produce>;
type Topic = Request['topicData'][number];
type TopicAnswer = ResponseOf<typeof Produce>['responses'][number];
type PartitionAnswer = TopicAnswer['partitionResponses'][number];

/** An append that is acknowledged only when it is flushed. */
interface Unsafe {
  readonly partition: HostedPartition;
  readonly endOffset: number;
  readonly sizeBytes: number;
  readonly answer: { errorCode: number; errorMessage?: string | null };
}

const noRecords = new Uint8Array(0);

/**
 * Appends batches to partitions, each of which succeeds or fails alone. All appends are done when this returns; the answer
 * waits for a flush where a topic's settings ask for one. With acks 0 there is none: an error closes the connection, so that
 * the client notices.
 */
export const onProduce: Handler<typeof Produce> = (request, broker, { version }) => {
  const unsafe: Unsafe[] = [];
  const responses = request.topicData.map((topic) => appendToTopic(topic, request, broker, version, unsafe));
  if (unsafe.length > 0) return answerWhenSafe(request, responses, unsafe);
  return answer(request, responses);
};

async function answerWhenSafe(request: Request, responses: readonly TopicAnswer[], unsafe: readonly Unsafe[]) {
  await Promise.all(
    unsafe.map(async ({ partition, endOffset, sizeBytes, answer }) => {
      try {
        await partition.makeSafe(endOffset, sizeBytes);
      } catch (error) {
        const { code, message } = asKafkaError(error);
        Object.assign(answer, { errorCode: code, errorMessage: message });
      }
    }),
  );
  return answer(request, responses);
}

function answer({ acks }: Request, responses: readonly TopicAnswer[]) {
  if (acks !== 0) return { responses };
  for (const { partitionResponses } of responses) {
    const failed = partitionResponses.find(({ errorCode }) => errorCode !== 0);
    if (failed === undefined) continue;
    throw new ConnectionRefusal(`a produce request with acks=0 failed with ${errorOf(failed.errorCode).name}`);
  }
  return noAnswer;
}

function appendToTopic(topic: Topic, request: Request, broker: Broker, version: number, unsafe: Unsafe[]): TopicAnswer {
  const { name, topicId } = topic;
  return {
    name,
    topicId,
    partitionResponses: topic.partitionData.map(({ index, records }) => {
      try {
        refuseRequest(request);
        const partition = broker.partitions.named(name, index);
        return appendTo(partition, records ?? noRecords, version, unsafe);
      } catch (error) {
        const { code, message } = asKafkaError(error);
        return { index, errorCode: code, errorMessage: message, baseOffset: -1 };
      }
    }),
  };
}

function refuseRequest({ acks, transactionalId }: Request): void {
  if (acks < -1 || acks > 1) throw new KafkaError('INVALID_REQUIRED_ACKS', `acks is 0, 1 or -1 (all), not ${acks}`);
  if (transactionalId !== null)
    throw new KafkaError('INVALID_TXN_STATE', 'this broker does not serve transactions yet');
}

function appendTo(partition: HostedPartition, records: Uint8Array, version: number, unsafe: Unsafe[]): PartitionAnswer {
  const { index } = partition;
  refuseTransactional(records);
  const result = partition.append(records, version >= 7);
  if (result.outcome === 'refused') {
    return {
      index,
      errorCode: codeOf(result.error),
      errorMessage: result.because,
      baseOffset: -1,
      recordErrors: result.recordErrors.map(({ batchIndex, because }) => ({
        batchIndex,
        batchIndexErrorMessage: because,
      })),
    };
  }
  const acknowledged = acknowledgement(index, result);
  if (result.flushDue) {
    unsafe.push({ partition, endOffset: result.lastOffset + 1, sizeBytes: records.length, answer: acknowledged });
  }
  return acknowledged;
}

function acknowledgement(index: number, { baseOffset, logAppendTimeMs, logStartOffset }: AcceptedAppend) {
  return { index, errorCode: 0, baseOffset, logAppendTimeMs, logStartOffset };
}

/** A transaction that nobody here can end would keep its readers waiting for ever. */
function refuseTransactional(records: Uint8Array): void {
  try {
    if (!batchesIn(records).batches.some((batch) => batch.magic === 2 && batch.isTransactional)) return;
  } catch (error) {
    if (error instanceof DecodeError) return; // the log says what is wrong with it
    throw error;
  }
  throw new KafkaError('INVALID_TXN_STATE', 'this broker does not serve transactions yet');
}
