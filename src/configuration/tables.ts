import { acceptedBrokerSettings, acceptedClientSettings } from './accepted.ts';
import { brokerSettings } from './broker.ts';
import { adminSettings, consumerSettings, producerSettings } from './clients.ts';
import { didYouMean } from './nearest.ts';
import { type Setting, type Settings, ValueError, type Values } from './setting.ts';
import { topicSettings } from './topic.ts';

/** Whose settings they are. */
export type Owner = 'topic' | 'broker' | 'producer' | 'consumer' | 'admin';

/** Texts as users give them, by key. */
export type Texts = Readonly<Record<string, string>>;

/** Every key that Kafka 4.3 knows, by owner, sorted. What nothing here reads has `hasEffect: false`. */
export const settingsOf: Readonly<Record<Owner, ReadonlyMap<string, Setting<unknown>>>> = {
  topic: sorted(topicSettings),
  broker: sorted({ ...acceptedBrokerSettings, ...brokerSettings }),
  producer: sorted({ ...acceptedClientSettings, ...producerSettings }),
  consumer: sorted({ ...acceptedClientSettings, ...consumerSettings }),
  admin: sorted({ ...acceptedClientSettings, ...adminSettings }),
};

/** What a user gave for a setting cannot be taken; the message is a sentence that says what to do. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

/** The description of a key; throws a `SettingError` that names the nearest one where there is none. */
export function settingFor(owner: Owner, key: string): Setting<unknown> {
  const setting = settingsOf[owner].get(key) ?? (owner === 'broker' ? ofOneListener(key) : undefined);
  if (setting !== undefined) return setting;
  const known = settingsOf[owner].keys();
  throw new SettingError(key, `unknown ${owner} setting '${key}'${didYouMean(key, known)}`);
}

/** The value that a text stands for; throws `SettingError`. */
export function readSetting(owner: Owner, key: string, text: string): unknown {
  const setting = settingFor(owner, key);
  try {
    return setting.parse(text);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new SettingError(key, `${key}=${setting.isSensitive ? '[hidden]' : text}: ${error.message}`);
  }
}

export type TopicSettings = Values<typeof topicSettings>;
export type BrokerSettings = Values<typeof brokerSettings>;
export type ProducerSettings = Values<typeof producerSettings>;
export type ConsumerSettings = Values<typeof consumerSettings>;
export type AdminSettings = Values<typeof adminSettings>;

export const readTopicSettings = (texts: Texts): TopicSettings => readAll('topic', topicSettings, texts);
export const readBrokerSettings = (texts: Texts): BrokerSettings => readAll('broker', brokerSettings, texts);
export const readProducerSettings = (texts: Texts): ProducerSettings => readAll('producer', producerSettings, texts);
export const readConsumerSettings = (texts: Texts): ConsumerSettings => readAll('consumer', consumerSettings, texts);
export const readAdminSettings = (texts: Texts): AdminSettings => readAll('admin', adminSettings, texts);

/** Every value of a table: what the texts say, else the default. Every text is checked. Throws `SettingError`. */
function readAll<Table extends Settings>(owner: Owner, table: Table, texts: Texts): Values<Table> {
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(table)) {
    if (setting.options.required && texts[key] === undefined) throw new SettingError(key, `${key} must be given`);
    values[key] = setting.initial;
  }
  for (const [key, text] of Object.entries(texts)) {
    const value = readSetting(owner, key, text);
    if (key in table) values[key] = value;
  }
  return values as Values<Table>;
}

/** `listener.name.internal.ssl.key.password`: a setting for one listener alone. */
function ofOneListener(key: string): Setting<unknown> | undefined {
  const own = /^listener\.name\.[^.]+\.(.+)$/.exec(key)?.[1];
  return own === undefined ? undefined : settingsOf.broker.get(own)?.withoutEffect();
}

function sorted(table: Settings): ReadonlyMap<string, Setting<unknown>> {
  return new Map(Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1)));
}
