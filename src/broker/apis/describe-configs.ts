import {
  brokerSettingInForce,
  configSources,
  type InForce,
  type Layers,
  mayChange,
  topicSettingsInForce,
} from '../../configuration/layers.ts';
import type { SettingType } from '../../configuration/setting.ts';
import { settingsOf } from '../../configuration/tables.ts';
import { refuseResource, type Resource } from '../../metadata/changes/configurations.ts';
import { configurationOf, resourceTypes } from '../../metadata/image.ts';
import type { DescribeConfigs } from '../../wire/apis/describe-configs.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { noError, outcomeOf } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { layersOf } from '../settings.ts';

type Request = RequestOf<typeof DescribeConfigs>;
type Result = ResponseOf<typeof DescribeConfigs>['results'][number];
type Described = Result['configs'][number];

/** Kafka's numbers of the types. */
const typeNumbers: Readonly<Record<SettingType, number>> = {
  boolean: 1,
  string: 2,
  int: 3,
  short: 4,
  long: 5,
  double: 6,
  list: 7,
  class: 8,
  password: 9,
};

/** Shows the settings in force of topics, of this broker, or of all brokers together. */
export const onDescribeConfigs: Handler<typeof DescribeConfigs> = (request, broker) => ({
  results: request.resources.map(({ resourceType, resourceName, configurationKeys }): Result => {
    try {
      const isAsked = (key: string) =>
        configurationKeys === null || configurationKeys.length === 0 || configurationKeys.includes(key);
      const shown = settingsInForce({ type: resourceType, name: resourceName }, broker, isAsked);
      const configs = shown.map(({ inForce, isReadOnly }) => described(inForce, isReadOnly, request));
      return { ...noError, resourceType, resourceName, configs };
    } catch (error) {
      return { ...outcomeOf(error), resourceType, resourceName, configs: [] };
    }
  }),
});

interface Shown {
  readonly inForce: InForce;
  readonly isReadOnly: boolean;
}

function settingsInForce(resource: Resource, broker: Broker, isAsked: (key: string) => boolean): readonly Shown[] {
  const { image } = broker.controller;
  refuseResource(image, resource);
  const layers = layersOf(broker);
  if (resource.type === resourceTypes.topic) {
    const shown = topicSettingsInForce({ ...layers, topic: configurationOf(image, resource.type, resource.name) });
    return shown.filter(({ key }) => isAsked(key)).map((inForce) => ({ inForce, isReadOnly: false }));
  }
  if (resource.name === '') return setForAllBrokers(layers, isAsked);
  if (resource.name !== String(broker.identity.nodeId)) {
    const problem = `ask broker ${resource.name} for its settings; this is broker ${broker.identity.nodeId}`;
    throw new KafkaError('INVALID_REQUEST', problem);
  }
  const keys = [...new Set([...settingsOf.broker.keys(), ...Object.keys(layers.atStart)])];
  return keys.filter(isAsked).map((key) => ({
    inForce: brokerSettingInForce(key, layers),
    isReadOnly: !mayChange(key, 'thisBroker'),
  }));
}

/** Only what somebody set while they ran: what they were started with is each one's own. */
function setForAllBrokers({ allBrokers }: Layers, isAsked: (key: string) => boolean): readonly Shown[] {
  const alone = { thisBroker: {}, allBrokers, atStart: {} };
  return Object.keys(allBrokers)
    .filter(isAsked)
    .map((key) => {
      const { synonyms, ...inForce } = brokerSettingInForce(key, alone);
      const set = synonyms.filter(({ source }) => source === 'DYNAMIC_DEFAULT_BROKER_CONFIG');
      return { inForce: { ...inForce, synonyms: set }, isReadOnly: false };
    });
}

function described(inForce: InForce, readOnly: boolean, { includeSynonyms, includeDocumentation }: Request): Described {
  const { key, text, source, setting, synonyms } = inForce;
  return {
    name: key,
    value: setting.isSensitive ? null : text,
    readOnly,
    configSource: configSources[source],
    isSensitive: setting.isSensitive,
    synonyms: includeSynonyms
      ? synonyms.map((synonym) => ({ name: synonym.key, value: synonym.text, source: configSources[synonym.source] }))
      : [],
    configType: typeNumbers[setting.type],
    documentation: includeDocumentation ? (setting.options.about ?? null) : null,
  };
}
