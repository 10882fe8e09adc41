import { defineApi } from '../definition.ts';
import { array, errorCode, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * ListConfigResources (74): the names of everything that has settings of its own (KIP-1000).
 *
 *   v1  resources of other types than client metrics (KIP-1142)
 */
export const ListConfigResources = defineApi({
  key: 74,
  name: 'ListConfigResources',
  versions: [0, 1],
  flexibleFrom: 0,
  request: {
    /** 2: topic, 4: broker, 8: broker's log levels, 16: client metrics, 32: group. Empty: all. */
    resourceTypes: array(int8()).since(1),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    configResources: array({
      resourceName: string(),
      /** 2: topic, 4: broker, 8: broker's log levels, 16: client metrics, 32: group. */
      resourceType: int8().since(1).default(16).ignorable(),
    }),
  },
});
