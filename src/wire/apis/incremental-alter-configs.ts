import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * IncrementalAlterConfigs (44): changes single settings of a resource (KIP-339).
 *
 *   v1  flexible (KIP-482)
 */
export const IncrementalAlterConfigs = defineApi({
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: [0, 1],
  flexibleFrom: 1,
  request: {
    resources: array({
      /** 2: topic, 4: broker, 8: broker's log levels, 16: client metrics, 32: group. */
      resourceType: int8(),
      resourceName: string(),
      configs: array({
        name: string(),
        /** 0: set, 1: back to the default, 2: append to a list, 3: remove from a list. */
        configOperation: int8(),
        /** Null where the setting goes back to its default. */
        value: string().nullable(),
      }),
    }),
    /** Only say whether it would work. */
    validateOnly: bool(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    responses: array({
      errorCode: errorCode(),
      errorMessage: string().nullable(),
      resourceType: int8(),
      resourceName: string(),
    }),
  },
});
