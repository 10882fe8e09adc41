import { defineApi } from '../definition.ts';
import { array, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/** ListPartitionReassignments (46): the moves of partitions that are under way (KIP-455). */
export const ListPartitionReassignments = defineApi({
  key: 46,
  name: 'ListPartitionReassignments',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    timeoutMs: int32().default(60000),
    /** Null: all. */
    topics: array({ name: string(), partitionIndexes: array(int32()) })
      .nullable()
      .default(null),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    errorMessage: string().nullable(),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** Old and new ones together. */
        replicas: array(int32()),
        addingReplicas: array(int32()),
        removingReplicas: array(int32()),
      }),
    }),
  },
});
