import { defineApi } from '../definition.ts';
import { array, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * OffsetDelete (47): a group forgets how far it has read in topics that no member subscribes to (KIP-496). Never
 * flexible.
 */
export const OffsetDelete = defineApi({
  key: 47,
  name: 'OffsetDelete',
  versions: [0, 0],
  flexibleFrom: 'never',
  request: {
    groupId: string(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32() }),
    }),
  },
  response: {
    errorCode: errorCode(),
    throttleTimeMs: throttleTimeMs(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), errorCode: errorCode() }),
    }),
  },
});
