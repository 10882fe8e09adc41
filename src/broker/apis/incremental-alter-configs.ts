import { alterSettings, refuseResource } from '../../metadata/changes/configurations.ts';
import type { IncrementalAlterConfigs } from '../../wire/apis/incremental-alter-configs.ts';
import { alterEach } from '../alter-configs.ts';
import type { Handler } from '../handler.ts';

/** Changes single settings of topics and brokers, or says whether it would work. */
export const onIncrementalAlterConfigs: Handler<typeof IncrementalAlterConfigs> = async (request, broker) => ({
  responses: await alterEach(broker, request, ({ configs }, resource) => (image) => {
    refuseResource(image, resource);
    const alterations = configs.map(({ name, configOperation, value }) => ({
      name,
      operation: configOperation,
      value,
    }));
    return alterSettings(image, resource, alterations);
  }),
});
