import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * DescribeConfigs (32): settings of topics, brokers, groups and clients: the value in force, and where it comes from.
 *
 *   v1  where a value comes from, and what would be in force without it (KIP-226)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  type and meaning of a setting (KIP-569)
 *   v4  flexible (KIP-482)
 */
export const DescribeConfigs = defineApi({
  key: 32,
  name: 'DescribeConfigs',
  versions: [1, 4],
  flexibleFrom: 4,
  request: {
    resources: array({
      /** 2: topic, 4: broker, 8: broker's log levels, 16: client metrics, 32: group. */
      resourceType: int8(),
      resourceName: string(),
      /** Null: all. */
      configurationKeys: array(string()).nullable(),
    }),
    includeSynonyms: bool().default(false),
    includeDocumentation: bool().since(3),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    results: array({
      errorCode: errorCode(),
      errorMessage: string().nullable(),
      resourceType: int8(),
      resourceName: string(),
      configs: array({
        name: string(),
        /** Null where it is secret. */
        value: string().nullable(),
        readOnly: bool(),
        /**
         * Set where: 1: topic, 2: this broker, 3: all brokers, 4: the broker's own properties, 5: nowhere, it is the default,
         * 6: this broker's log levels, 7: client metrics, 8: group.
         */
        configSource: int8().default(-1),
        isSensitive: bool(),
        /** All values that the setting was given, the one in force first. */
        synonyms: array({ name: string(), value: string().nullable(), source: int8() }),
        /** 1: boolean, 2: string, 3: int, 4: short, 5: long, 6: double, 7: list, 8: class, 9: password. */
        configType: int8().since(3).ignorable(),
        documentation: string().since(3).nullable().ignorable(),
      }),
    }),
  },
});
