import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * ElectLeaders (43): has the controller elect leaders: the preferred replica, or any that lives (KIP-183).
 *
 *   v1  unclean elections (KIP-460)
 *   v2  flexible (KIP-482)
 */
export const ElectLeaders = defineApi({
  key: 43,
  name: 'ElectLeaders',
  versions: [0, 2],
  flexibleFrom: 2,
  request: {
    /** 0: the first replica of the assignment; 1: any that lives, where none in sync is left: it may lose records. */
    electionType: int8().since(1),
    /** Null: all. */
    topicPartitions: array({ topic: string(), partitions: array(int32()) }).nullable(),
    timeoutMs: int32().default(60000),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode().since(1),
    replicaElectionResults: array({
      topic: string(),
      partitionResult: array({
        partitionId: int32(),
        errorCode: errorCode(),
        errorMessage: string().nullable(),
      }),
    }),
  },
});
