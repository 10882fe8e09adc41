import type { BrokerKey } from './broker.ts';
import { hour, minute, type Setting } from './setting.ts';
import {
  type BrokerSettings,
  readBrokerSettings,
  readSetting,
  settingFor,
  settingsOf,
  type Texts,
  type TopicSettings,
} from './tables.ts';
import { topicSettings, type TopicKey } from './topic.ts';

/**
 * Who may set a value, the strongest first: the topic, this broker while it runs, all brokers while they run, the broker's
 * start. What nobody set has Kafka's default.
 */
export interface Layers {
  readonly topic?: Texts;
  readonly thisBroker: Texts;
  readonly allBrokers: Texts;
  readonly atStart: Texts;
}

/** Kafka's names of these sources, with their numbers in DescribeConfigs. */
export const configSources = {
  DYNAMIC_TOPIC_CONFIG: 1,
  DYNAMIC_BROKER_CONFIG: 2,
  DYNAMIC_DEFAULT_BROKER_CONFIG: 3,
  STATIC_BROKER_CONFIG: 4,
  DEFAULT_CONFIG: 5,
} as const;

export type ConfigSource = keyof typeof configSources;

/** A value that was given under this key or under one that stands in for it, and by whom. */
export interface Synonym {
  readonly key: string;
  /** Null where it is secret. */
  readonly text: string | null;
  readonly source: ConfigSource;
}

/** The value in force, why, and all that would come into force if it were taken away. */
export interface InForce {
  readonly key: string;
  readonly setting: Setting<unknown>;
  readonly text: string | null;
  readonly source: ConfigSource;
  readonly synonyms: readonly Synonym[];
}

/** A broker's setting that stands in for a topic's, and what its unit is in the topic's. */
interface StandIn {
  readonly key: BrokerKey;
  readonly factor: number;
}

const under = (key: BrokerKey, factor = 1): StandIn => ({ key, factor });

/** Which of the broker's settings stand in for a topic's own: the first that has a value. */
const standIns: { readonly [Key in TopicKey]?: readonly StandIn[] } = {
  'cleanup.policy': [under('log.cleanup.policy')],
  'compression.gzip.level': [under('compression.gzip.level')],
  'compression.lz4.level': [under('compression.lz4.level')],
  'compression.type': [under('compression.type')],
  'compression.zstd.level': [under('compression.zstd.level')],
  'delete.retention.ms': [under('log.cleaner.delete.retention.ms')],
  'file.delete.delay.ms': [under('log.segment.delete.delay.ms')],
  'flush.messages': [under('log.flush.interval.messages')],
  'flush.ms': [under('log.flush.interval.ms'), under('log.flush.scheduler.interval.ms')],
  'index.interval.bytes': [under('log.index.interval.bytes')],
  'max.compaction.lag.ms': [under('log.cleaner.max.compaction.lag.ms')],
  'max.message.bytes': [under('message.max.bytes')],
  'message.timestamp.after.max.ms': [under('log.message.timestamp.after.max.ms')],
  'message.timestamp.before.max.ms': [under('log.message.timestamp.before.max.ms')],
  'message.timestamp.type': [under('log.message.timestamp.type')],
  'min.cleanable.dirty.ratio': [under('log.cleaner.min.cleanable.ratio')],
  'min.compaction.lag.ms': [under('log.cleaner.min.compaction.lag.ms')],
  'min.insync.replicas': [under('min.insync.replicas')],
  'retention.bytes': [under('log.retention.bytes')],
  'retention.ms': [
    under('log.retention.ms'),
    under('log.retention.minutes', minute),
    under('log.retention.hours', hour),
  ],
  'segment.bytes': [under('log.segment.bytes')],
  'segment.index.bytes': [under('log.index.size.max.bytes')],
  'segment.jitter.ms': [under('log.roll.jitter.ms'), under('log.roll.jitter.hours', hour)],
  'segment.ms': [under('log.roll.ms'), under('log.roll.hours', hour)],
  'unclean.leader.election.enable': [under('unclean.leader.election.enable')],
};

export function brokerSettingsIn(layers: Layers): BrokerSettings {
  return readBrokerSettings({ ...layers.atStart, ...layers.allBrokers, ...layers.thisBroker });
}

/** @param broker what `brokerSettingsIn` says, so that a thousand topics need it computed once */
export function topicSettingsIn(topic: Texts, broker: BrokerSettings): TopicSettings {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(topicSettings) as TopicKey[]) {
    const own = topic[key];
    values[key] = own === undefined ? standingIn(key, broker) : readSetting('topic', key, own);
  }
  return values as TopicSettings;
}

function standingIn(key: TopicKey, broker: BrokerSettings): unknown {
  for (const standIn of standIns[key] ?? []) {
    const value = broker[standIn.key];
    if (value !== null) return inUnitOfTopic(standIn, value);
  }
  return topicSettings[key].initial;
}

/** −1 means 'no limit' in hours too. */
function inUnitOfTopic({ factor }: StandIn, value: unknown): unknown {
  return factor === 1 || typeof value !== 'number' || value < 0 ? value : value * factor;
}

/** For DescribeConfigs: every setting of a topic, with its source and its synonyms. */
export function topicSettingsInForce(layers: Layers & { readonly topic: Texts }): readonly InForce[] {
  const values = topicSettingsIn(layers.topic, brokerSettingsIn(layers));
  return [...settingsOf.topic].flatMap(([key, setting]) => {
    if (setting.options.isInternal) return [];
    const own = layers.topic[key];
    const synonyms: Synonym[] = own === undefined ? [] : [{ key, text: own, source: 'DYNAMIC_TOPIC_CONFIG' }];
    synonyms.push(
      ...givenToBroker(
        (standIns[key as TopicKey] ?? []).map((standIn) => standIn.key),
        layers,
      ),
    );
    const text = setting.format(values[key as TopicKey]);
    return [{ key, setting, text, source: synonyms[0]?.source ?? 'DEFAULT_CONFIG', synonyms }];
  });
}

/** The same of a broker's setting. A key of one listener (`listener.name.…`) has only what was given for it. */
export function brokerSettingInForce(key: string, layers: Layers): InForce {
  const setting = settingFor('broker', key);
  const synonyms = givenToBroker([key], layers);
  const { text = null, source = 'DEFAULT_CONFIG' } = synonyms[0] ?? {};
  return { key, setting, text, source, synonyms };
}

function givenToBroker(keys: readonly string[], layers: Layers): Synonym[] {
  const given: readonly [ConfigSource, Texts][] = [
    ['DYNAMIC_BROKER_CONFIG', layers.thisBroker],
    ['DYNAMIC_DEFAULT_BROKER_CONFIG', layers.allBrokers],
    ['STATIC_BROKER_CONFIG', layers.atStart],
    ['DEFAULT_CONFIG', defaultTexts],
  ];
  return given.flatMap(([source, texts]) =>
    keys.flatMap((key) => {
      const text = texts[key];
      if (text === undefined) return [];
      return [{ key, text: settingFor('broker', key).isSensitive ? null : text, source }];
    }),
  );
}

/** The defaults that are something at all, as texts. */
const defaultTexts: Texts = Object.fromEntries(
  [...settingsOf.broker].flatMap(([key, setting]) => {
    const text = setting.options.required ? null : setting.format(setting.initial);
    return text === null ? [] : [[key, text]];
  }),
);

/** Whether a running broker takes a new value for the key, given to it alone or to all. */
export function mayChange(key: string, whom: 'thisBroker' | 'allBrokers'): boolean {
  const { update } = settingFor('broker', key).options;
  return update === 'cluster-wide' || (update === 'per-broker' && whom === 'thisBroker');
}
