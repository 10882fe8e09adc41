import { refuseResource, replaceSettings } from '../../metadata/changes/configurations.ts';
import type { AlterConfigs } from '../../wire/apis/alter-configs.ts';
import { KafkaError } from '../../wire/errors.ts';
import { alterEach } from '../alter-configs.ts';
import type { Handler } from '../handler.ts';

/** Replaces all settings of topics and brokers: what is not named goes back to its default. */
export const onAlterConfigs: Handler<typeof AlterConfigs> = async (request, broker) => ({
  responses: await alterEach(broker, request, ({ configs }, resource) => (image) => {
    refuseResource(image, resource);
    const after = configs.map(({ name, value }): [string, string] => {
      if (value === null) throw new KafkaError('INVALID_REQUEST', `${name} needs a value`);
      return [name, value];
    });
    return replaceSettings(image, resource, Object.fromEntries(after));
  }),
});
