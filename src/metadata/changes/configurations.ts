import { mayChange } from '../../configuration/layers.ts';
import { SettingError, settingFor, readSetting, type Texts } from '../../configuration/tables.ts';
import { KafkaError } from '../../wire/errors.ts';
import { configurationOf, type MetadataImage, resourceTypes } from '../image.ts';
import type { MetadataRecordToWrite } from '../records.ts';
import { checkTopicConfiguration } from './topics.ts';

export interface Resource {
  /** One of `resourceTypes`. */
  readonly type: number;
  readonly name: string;
}

/** Throws where the resource is not there, or has no settings here. */
export function refuseResource(image: MetadataImage, { type, name }: Resource): void {
  if (type === resourceTypes.topic) {
    if (!image.topics.has(name)) throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', `there is no topic '${name}'`);
  } else if (type === resourceTypes.broker) {
    if (name === '') return;
    if (!/^\d{1,10}$/.test(name))
      throw new KafkaError('INVALID_REQUEST', `a broker is named by its number, not '${name}'`);
    if (!image.brokers.has(Number(name)))
      throw new KafkaError('BROKER_ID_NOT_REGISTERED', `there is no broker ${name}`);
  } else {
    throw new KafkaError(
      'INVALID_REQUEST',
      `resources of type ${type} have no settings here; topics (2) and brokers (4) do`,
    );
  }
}

/** Kafka's numbers of what can be done with a setting (KIP-339). */
export const operations = { set: 0, delete: 1, append: 2, subtract: 3 } as const;

export interface Alteration {
  readonly name: string;
  /** One of `operations`. */
  readonly operation: number;
  readonly value: string | null;
}

/** Records that change single settings of a resource and leave the others. Throws a `KafkaError` where one cannot be. */
export function alterSettings(
  image: MetadataImage,
  resource: Resource,
  alterations: readonly Alteration[],
): readonly MetadataRecordToWrite[] {
  const before = configurationOf(image, resource.type, resource.name);
  const after: Record<string, string> = { ...before };
  const seen = new Set<string>();
  for (const alteration of alterations) {
    const { name } = alteration;
    if (seen.has(name)) throw new KafkaError('INVALID_REQUEST', `${name} stands twice in the request`);
    seen.add(name);
    const text = textAfter(resource, alteration, after[name]);
    if (text === null) delete after[name];
    else after[name] = text;
  }
  return replaceSettings(image, resource, after, seen);
}

function textAfter(
  resource: Resource,
  { name, operation, value }: Alteration,
  before: string | undefined,
): string | null {
  if (operation === operations.delete) return null;
  if (value === null) throw new KafkaError('INVALID_REQUEST', `${name} needs a value`);
  if (operation === operations.set) return value;
  if (operation !== operations.append && operation !== operations.subtract) {
    throw new KafkaError('INVALID_REQUEST', `there is no operation ${operation} on settings`);
  }
  const setting = describedSetting(resource, name);
  if (setting.type !== 'list') throw new KafkaError('INVALID_CONFIG', `${name} is not a list, so it can only be set`);
  const present = (before ?? setting.format(setting.initial) ?? '').split(',').filter((element) => element !== '');
  const given = value.split(',').map((element) => element.trim());
  const result =
    operation === operations.append
      ? [...new Set([...present, ...given])]
      : present.filter((element) => !given.includes(element));
  return result.join(',');
}

/**
 * Records after which a resource has exactly these settings. Throws a `KafkaError`.
 *
 * @param touched the keys that somebody named: they are checked even where their value stays
 */
export function replaceSettings(
  image: MetadataImage,
  resource: Resource,
  after: Texts,
  touched: ReadonlySet<string> = new Set(Object.keys(after)),
): readonly MetadataRecordToWrite[] {
  const before = configurationOf(image, resource.type, resource.name);
  check(resource, after, touched);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      type: 'ConfigRecord',
      data: { resourceType: resource.type, resourceName: resource.name, name, value: after[name] ?? null },
    }));
}

function check(resource: Resource, after: Texts, touched: ReadonlySet<string>): void {
  if (resource.type === resourceTypes.topic) return checkTopicConfiguration(after);
  const whom = resource.name === '' ? 'allBrokers' : 'thisBroker';
  for (const key of touched) {
    const text = after[key];
    describedSetting(resource, key);
    if (!mayChange(key, whom)) {
      const why =
        whom === 'allBrokers' && mayChange(key, 'thisBroker') ? 'for one broker alone' : 'when a broker starts';
      throw new KafkaError('INVALID_REQUEST', `${key} can only be set ${why}`);
    }
    if (text !== undefined) asKafkaError('INVALID_REQUEST', () => readSetting('broker', key, text));
  }
}

function describedSetting(resource: Resource, key: string) {
  const isTopic = resource.type === resourceTypes.topic;
  return asKafkaError(isTopic ? 'INVALID_CONFIG' : 'INVALID_REQUEST', () =>
    settingFor(isTopic ? 'topic' : 'broker', key),
  );
}

function asKafkaError<Result>(error: 'INVALID_CONFIG' | 'INVALID_REQUEST', read: () => Result): Result {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof SettingError) throw new KafkaError(error, problem.message);
    throw problem;
  }
}
