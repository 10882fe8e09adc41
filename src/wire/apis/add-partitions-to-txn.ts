import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int16, int32, int64, string, throttleTimeMs } from '../fields.ts';

const topic = { name: string(), partitions: array(int32()) };

const topicResult = {
  name: string(),
  resultsByPartition: array({ partitionIndex: int32(), partitionErrorCode: errorCode() }),
};

/**
 * AddPartitionsToTxn (24): tells the coordinator of a transaction which partitions it is about to write to (KIP-98).
 * From version 4 on a broker asks too: whether a partition is part of the transaction that a batch claims to belong to.
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  the client may be told PRODUCER_FENCED (KIP-588)
 *   v3  flexible (KIP-482)
 *   v4  several transactions in one request, and the question without the change; meant for brokers (KIP-890)
 *   v5  the client may be told TRANSACTION_ABORTABLE (KIP-890)
 */
export const AddPartitionsToTxn = defineApi({
  key: 24,
  name: 'AddPartitionsToTxn',
  versions: [0, 5],
  flexibleFrom: 3,
  request: {
    transactions: array({
      transactionalId: string(),
      producerId: int64(),
      producerEpoch: int16(),
      /** Only say whether the partitions are part of it. */
      verifyOnly: bool().default(false),
      topics: array(topic),
    }).since(4),
    v3AndBelowTransactionalId: string().until(3),
    v3AndBelowProducerId: int64().until(3),
    v3AndBelowProducerEpoch: int16().until(3),
    v3AndBelowTopics: array(topic).until(3),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode().since(4).ignorable(),
    resultsByTransaction: array({
      transactionalId: string(),
      topicResults: array(topicResult),
    }).since(4),
    resultsByTopicV3AndBelow: array(topicResult).until(3),
  },
});
