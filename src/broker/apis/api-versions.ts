import { supportedFeatures, toldLevels } from '../../metadata/features.ts';
import type { ApiVersions } from '../../wire/apis/api-versions.ts';
import type { Handler } from '../handler.ts';

/** Says what this broker serves, and what the whole cluster has switched on. */
export const onApiVersions: Handler<typeof ApiVersions> = (_, { controller, servedApis }, { version }) => ({
  errorCode: 0,
  apiKeys: servedApis.map(({ api, advertised }) => ({
    apiKey: api.key,
    minVersion: advertised[0],
    maxVersion: advertised[1],
  })),
  supportedFeatures: supportedFeatures
    // Clients before version 4 take a feature that begins at 0 for an error in the answer.
    .filter(({ minimum }) => version >= 4 || minimum > 0)
    .map(({ name, minimum, maximum }) => ({ name, minVersion: minimum, maxVersion: maximum })),
  finalizedFeaturesEpoch: controller.image.offset,
  finalizedFeatures: toldLevels(controller.image.features).map(([name, level]) => ({
    name,
    maxVersionLevel: level,
    minVersionLevel: level,
  })),
});
