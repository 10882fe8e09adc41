import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * AlterConfigs (33): replaces all settings of a resource: what is not named goes back to its default.
 * IncrementalAlterConfigs has taken its place.
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  flexible (KIP-482)
 */
export const AlterConfigs = defineApi({
  key: 33,
  name: 'AlterConfigs',
  versions: [0, 2],
  flexibleFrom: 2,
  request: {
    resources: array({
      /** 2: topic, 4: broker, 8: broker's log levels, 16: client metrics, 32: group. */
      resourceType: int8(),
      resourceName: string(),
      configs: array({ name: string(), value: string().nullable() }),
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
