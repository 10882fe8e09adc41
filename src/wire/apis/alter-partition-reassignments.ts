import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * AlterPartitionReassignments (45): moves partitions to other brokers, or calls that off (KIP-455).
 *
 *   v1  whether the number of replicas may change (KIP-860)
 */
export const AlterPartitionReassignments = defineApi({
  key: 45,
  name: 'AlterPartitionReassignments',
  versions: [0, 1],
  flexibleFrom: 0,
  request: {
    timeoutMs: int32().default(60000),
    allowReplicationFactorChange: bool().since(1).default(true),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** The brokers that shall hold it; null: call the move off. */
        replicas: array(int32()).nullable().default(null),
      }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    allowReplicationFactorChange: bool().since(1).default(true).ignorable(),
    errorCode: errorCode(),
    errorMessage: string().nullable(),
    responses: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: errorCode(),
        errorMessage: string().nullable(),
      }),
    }),
  },
});
