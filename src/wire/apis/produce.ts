import { defineApi } from '../definition.ts';
import { array, errorCode, int16, int32, int64, records, string, struct, throttleTimeMs, uuid } from '../fields.ts';

/**
 * Produce (0): a producer's record batches on their way to the leaders of their partitions. With `acks` 0 nothing is
 * answered.
 *
 * Versions 0 to 2 are advertised all the same, and refused: without them older librdkafka takes compression for
 * unsupported (KAFKA-18659).
 *
 *   v4   the client may be told KAFKA_STORAGE_ERROR (KIP-112)
 *   v5   the answer says where the log starts (KAFKA-5793)
 *   v6   the answer comes before the throttling, not after it (KIP-219)
 *   v7   batches compressed with zstd (KIP-110)
 *   v8   the answer names the records that were refused, and why (KIP-467)
 *   v9   flexible (KIP-482)
 *   v10  the answer names the leader that the client should have asked (KIP-951)
 *   v11  the client may be told TRANSACTION_ABORTABLE (KIP-890)
 *   v12  in a transaction the request adds its partitions to it by itself (KIP-890)
 *   v13  topics by id (KIP-516)
 */
export const Produce = defineApi({
  key: 0,
  name: 'Produce',
  versions: [3, 13],
  flexibleFrom: 9,
  request: {
    /** Null where the batches belong to no transaction. */
    transactionalId: string().nullable().default(null),
    /** 0: do not answer; 1: when the leader has the batches; −1: when all in-sync replicas have them. */
    acks: int16(),
    /** How long to wait for the other replicas where `acks` is −1. */
    timeoutMs: int32(),
    topicData: array({
      name: string().until(12).ignorable(),
      topicId: uuid().since(13).ignorable(),
      partitionData: array({ index: int32(), records: records().nullable() }),
    }),
  },
  response: {
    responses: array({
      name: string().until(12).ignorable(),
      topicId: uuid().since(13).ignorable(),
      partitionResponses: array({
        index: int32(),
        errorCode: errorCode(),
        /** The offset of the first record. */
        baseOffset: int64(),
        /** The time that the broker gave to the batch; −1 where the topic keeps the producer's. */
        logAppendTimeMs: int64().default(-1),
        logStartOffset: int64().since(5).default(-1).ignorable(),
        /** The records because of which the whole batch was refused. */
        recordErrors: array({
          /** Counts the records of the batch from 0. */
          batchIndex: int32(),
          batchIndexErrorMessage: string().nullable().default(null),
        })
          .since(8)
          .ignorable(),
        errorMessage: string().since(8).nullable().default(null).ignorable(),
        /** Told with NOT_LEADER_OR_FOLLOWER and FENCED_LEADER_EPOCH. */
        currentLeader: struct({ leaderId: int32().default(-1), leaderEpoch: int32().default(-1) }).tagged(0, 10),
      }),
    }),
    throttleTimeMs: throttleTimeMs(),
    /** Where the leaders named above listen. */
    nodeEndpoints: array({
      nodeId: int32(),
      host: string(),
      port: int32(),
      rack: string().nullable().default(null),
    }).tagged(0, 10),
  },
});
