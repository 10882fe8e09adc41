import { DescribeConfigs } from '../../wire/apis/describe-configs.ts';
import { IncrementalAlterConfigs } from '../../wire/apis/incremental-alter-configs.ts';
import type { BrokerNode } from '../../wire/cluster-client.ts';
import { describeCluster } from './cluster.ts';
import { type AdminSession, throwIfFailed } from './session.ts';

/** Whose settings: a topic by its name, a broker by its id, or all brokers by an empty name. */
export interface ConfigResource {
  readonly type: keyof typeof resourceTypes;
  readonly name: string;
}

export interface ConfigEntry {
  readonly name: string;
  /** Null where it is secret, or not set. */
  readonly value: string | null;
  readonly source: (typeof sources)[number];
  readonly isReadOnly: boolean;
  readonly isSensitive: boolean;
  readonly documentation: string | null;
}

export interface DescribedConfigs {
  readonly resource: ConfigResource;
  readonly entries: readonly ConfigEntry[];
}

export interface ConfigChanges {
  readonly resource: ConfigResource;
  readonly changes: readonly ConfigChange[];
}

export type ConfigChange =
  | { readonly name: string; readonly operation: 'set' | 'append' | 'subtract'; readonly value: string }
  /** Back to the default. */
  | { readonly name: string; readonly operation: 'delete' };

const resourceTypes = { topic: 2, broker: 4, 'broker logger': 8, 'client metrics': 16, group: 32 } as const;
const operations = ['set', 'delete', 'append', 'subtract'] as const;

/** Where a value comes from: Kafka's names, by number. */
const sources = [
  'UNKNOWN',
  'DYNAMIC_TOPIC_CONFIG',
  'DYNAMIC_BROKER_CONFIG',
  'DYNAMIC_DEFAULT_BROKER_CONFIG',
  'STATIC_BROKER_CONFIG',
  'DEFAULT_CONFIG',
  'DYNAMIC_BROKER_LOGGER_CONFIG',
  'DYNAMIC_CLIENT_METRICS_CONFIG',
  'DYNAMIC_GROUP_CONFIG',
] as const;

export async function describeConfigs(
  session: AdminSession,
  resources: readonly ConfigResource[],
  keys: readonly string[] | null,
): Promise<readonly DescribedConfigs[]> {
  return Promise.all(
    resources.map(async (resource) => {
      const response = await session.ask({
        what: `describe the configuration of ${textOf(resource)}`,
        api: DescribeConfigs,
        broker: () => responsibleFor(session, resource),
        body: (version) => ({
          resources: [{ ...numbered(resource), configurationKeys: keys }],
          ...(version >= 3 ? { includeDocumentation: true } : {}),
        }),
        check: ({ results }) => {
          for (const { errorCode, errorMessage } of results) throwIfFailed(textOf(resource), errorCode, errorMessage);
        },
      });
      return { resource, entries: response.results.flatMap(({ configs }) => configs.map(entryOf)) };
    }),
  );
}

export async function incrementalAlterConfigs(
  session: AdminSession,
  alterations: readonly ConfigChanges[],
  validateOnly: boolean,
): Promise<void> {
  for (const { resource, changes } of alterations) {
    await session.ask({
      what: `alter the configuration of ${textOf(resource)}`,
      api: IncrementalAlterConfigs,
      broker: () => responsibleFor(session, resource),
      body: () => ({ resources: [{ ...numbered(resource), configs: changes.map(changeOf) }], validateOnly }),
      check: ({ responses }) => {
        for (const { errorCode, errorMessage } of responses) throwIfFailed(textOf(resource), errorCode, errorMessage);
      },
    });
  }
}

/** A broker answers for its own settings; any answers for the others. */
async function responsibleFor(session: AdminSession, { type, name }: ConfigResource): Promise<BrokerNode | undefined> {
  if ((type !== 'broker' && type !== 'broker logger') || name === '') return undefined;
  const { brokers } = await describeCluster(session);
  return brokers.find(({ id }) => String(id) === name);
}

function numbered({ type, name }: ConfigResource) {
  return { resourceType: resourceTypes[type], resourceName: name };
}

function textOf({ type, name }: ConfigResource): string {
  return name === '' ? `all ${type}s` : `${type} ${name}`;
}

function changeOf(change: ConfigChange) {
  const value = change.operation === 'delete' ? null : change.value;
  return { name: change.name, configOperation: operations.indexOf(change.operation), value };
}

interface Config {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly configSource: number;
  readonly isSensitive: boolean;
  readonly documentation: string | null;
}

function entryOf({ name, value, readOnly, configSource, isSensitive, documentation }: Config): ConfigEntry {
  return {
    name,
    value,
    source: sources[configSource] ?? 'UNKNOWN',
    isReadOnly: readOnly,
    isSensitive,
    documentation: documentation === '' ? null : documentation,
  };
}
