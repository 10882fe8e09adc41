import type { World } from '../../world/world.ts';
import type { TopicMetadata } from '../../wire/cluster-client.ts';
import type { HighestVersions } from '../../wire/connection-versions.ts';
import { lookUpOffsets, type OffsetAnswer, type OffsetQuestion } from '../offset-lookup.ts';
import type { Settings } from '../settings.ts';
import * as cluster from './cluster.ts';
import * as configs from './configs.ts';
import { AdminSession, mayPass } from './session.ts';
import * as topics from './topics.ts';

export type { TopicMetadata } from '../../wire/cluster-client.ts';
export type { OffsetAnswer, OffsetQuestion, OffsetSpec } from '../offset-lookup.ts';
export type { ClusterDescription, DeletedRecords, LogDirDescription, RecordsToDelete } from './cluster.ts';
export type { ConfigChange, ConfigChanges, ConfigEntry, ConfigResource, DescribedConfigs } from './configs.ts';
export type { CreatedTopic, NewPartitions, NewTopic, TopicListing } from './topics.ts';

/**
 * An admin. Settings have Kafka's keys and defaults; `bootstrap.servers` must be there.
 *
 * @throws SettingError, RangeError where the settings cannot be taken
 */
export function createAdmin(
  world: World,
  settings: Settings,
  { highestVersions = {} }: { readonly highestVersions?: HighestVersions } = {},
): Admin {
  return new Admin(new AdminSession(world, settings, highestVersions));
}

/**
 * Looks after a cluster. Every call takes at most `default.api.timeout.ms`, and rejects with a `KafkaException` when one of the
 * things that it was given failed; what succeeded before or beside it stays done.
 */
export class Admin {
  readonly #session: AdminSession;

  constructor(session: AdminSession) {
    this.#session = session;
  }

  /** With `validateOnly` it is only said whether it would work. */
  createTopics(
    newTopics: readonly topics.NewTopic[],
    { validateOnly = false }: { readonly validateOnly?: boolean } = {},
  ): Promise<readonly topics.CreatedTopic[]> {
    return topics.createTopics(this.#session, newTopics, validateOnly);
  }

  deleteTopics(names: readonly string[]): Promise<void> {
    return topics.deleteTopics(this.#session, names);
  }

  /** By name; internal topics only where they are asked for. */
  listTopics({
    withInternal = false,
  }: {
    readonly withInternal?: boolean;
  } = {}): Promise<readonly topics.TopicListing[]> {
    return topics.listTopics(this.#session, withInternal);
  }

  describeTopics(names: readonly string[]): Promise<readonly TopicMetadata[]> {
    return topics.describeTopics(this.#session, names);
  }

  createPartitions(
    newPartitions: readonly topics.NewPartitions[],
    { validateOnly = false }: { readonly validateOnly?: boolean } = {},
  ): Promise<void> {
    return topics.createPartitions(this.#session, newPartitions, validateOnly);
  }

  /** The settings in force, all or those of some keys. */
  describeConfigs(
    resources: readonly configs.ConfigResource[],
    { keys = null }: { readonly keys?: readonly string[] | null } = {},
  ): Promise<readonly configs.DescribedConfigs[]> {
    return configs.describeConfigs(this.#session, resources, keys);
  }

  incrementalAlterConfigs(
    changes: readonly configs.ConfigChanges[],
    { validateOnly = false }: { readonly validateOnly?: boolean } = {},
  ): Promise<void> {
    return configs.incrementalAlterConfigs(this.#session, changes, validateOnly);
  }

  deleteRecords(deletions: readonly cluster.RecordsToDelete[]): Promise<readonly cluster.DeletedRecords[]> {
    return cluster.deleteRecords(this.#session, deletions);
  }

  listOffsets(
    questions: readonly OffsetQuestion[],
    { readCommitted = false }: { readonly readCommitted?: boolean } = {},
  ): Promise<readonly OffsetAnswer[]> {
    const { world, settings, timeoutMs, cluster: client } = this.#session;
    return lookUpOffsets(world, client, settings, questions, {
      timeoutMs,
      readCommitted,
      triesAgain: mayPass,
    });
  }

  describeCluster(): Promise<cluster.ClusterDescription> {
    return cluster.describeCluster(this.#session);
  }

  /** Of some brokers, by id, or of all. */
  describeLogDirs({
    brokers,
  }: {
    readonly brokers?: readonly number[];
  } = {}): Promise<readonly cluster.LogDirDescription[]> {
    return cluster.describeLogDirs(this.#session, brokers);
  }

  async close(): Promise<void> {
    this.#session.cluster.close();
  }
}
