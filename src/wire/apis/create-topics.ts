import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int16, int32, int8, string, throttleTimeMs, uuid } from '../fields.ts';

/**
 * CreateTopics (19): makes topics, with as many partitions as said, or as the broker's settings say.
 *
 *   v3  the answer comes before the throttling, not after it (KIP-219)
 *   v4  −1 takes the broker's number of partitions or replicas (KIP-464)
 *   v5  flexible (KIP-482); the answer tells the new topic's settings (KIP-525)
 *   v6  the client may be told THROTTLING_QUOTA_EXCEEDED (KIP-599)
 *   v7  the answer tells the new topic's id (KIP-516)
 */
export const CreateTopics = defineApi({
  key: 19,
  name: 'CreateTopics',
  versions: [2, 7],
  flexibleFrom: 5,
  request: {
    topics: array({
      name: string(),
      /** −1: the broker's default, or as many as there are assignments. */
      numPartitions: int32(),
      /** −1: the broker's default, or as in the assignments. */
      replicationFactor: int16(),
      /** Which brokers hold which partition; empty: the controller decides. */
      assignments: array({ partitionIndex: int32(), brokerIds: array(int32()) }),
      configs: array({ name: string(), value: string().nullable() }),
    }),
    timeoutMs: int32().default(60000),
    /** Only say whether it would work. */
    validateOnly: bool().default(false),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    topics: array({
      name: string(),
      topicId: uuid().since(7).ignorable(),
      errorCode: errorCode(),
      errorMessage: string().nullable(),
      /** Why `configs` is null: the client may not see the settings. */
      topicConfigErrorCode: int16().tagged(0, 5).ignorable(),
      numPartitions: int32().since(5).default(-1).ignorable(),
      replicationFactor: int16().since(5).default(-1).ignorable(),
      configs: array({
        name: string(),
        value: string().nullable(),
        readOnly: bool(),
        /** Where the value comes from, as in DescribeConfigs. */
        configSource: int8().default(-1),
        isSensitive: bool(),
      })
        .since(5)
        .nullable()
        .ignorable(),
    }),
  },
});
