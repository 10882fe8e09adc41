import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int16, int32, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * UpdateFeatures (57): sets the levels of features for the whole cluster (KIP-584).
 *
 *   v1  kinds of downgrade, and asking without doing (KIP-778)
 *   v2  either all features are changed or none: one error for all (KIP-1022)
 */
export const UpdateFeatures = defineApi({
  key: 57,
  name: 'UpdateFeatures',
  versions: [0, 2],
  flexibleFrom: 0,
  request: {
    timeoutMs: int32().default(60000),
    featureUpdates: array({
      feature: string(),
      /** 0: switch the feature off. */
      maxVersionLevel: int16(),
      allowDowngrade: bool().until(0),
      /** 1: up; 2: down where nothing is lost; 3: down even where something is. */
      upgradeType: int8().since(1).default(1),
    }),
    /** Only say whether it would work. */
    validateOnly: bool().since(1),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    errorMessage: string().nullable(),
    results: array({
      feature: string(),
      errorCode: errorCode(),
      errorMessage: string().nullable(),
    })
      .until(1)
      .ignorable(),
  },
});
