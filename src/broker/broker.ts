import type { Memory } from '../bytes/memory.ts';
import type { BrokerSettings } from '../configuration/tables.ts';
import type { Controller } from '../metadata/controller.ts';
import type { MetaProperties } from '../metadata/meta-properties.ts';
import type { LogFolders } from '../storage/log-folders.ts';
import type { World } from '../world/world.ts';
import type { AnswerMemory } from './answer-memory.ts';
import type { ServedApi } from './handler.ts';
import type { HostedPartitions } from './hosted-partitions.ts';
import type { ProducerIds } from './producer-ids.ts';
import type { Rules } from './rules.ts';

/** One node, as its handlers see it: the rooms that answer, and what the node knows of itself. */
export interface Broker {
  readonly world: World;
  readonly rules: Rules;
  readonly identity: MetaProperties;
  readonly controller: Controller;
  readonly partitions: HostedPartitions;
  readonly producerIds: ProducerIds;
  /** For large pieces: requests, and what is read for answers. */
  readonly memory: Memory;
  readonly answerMemory: AnswerMemory;
  /** What is answered at all. */
  readonly servedApis: readonly ServedApi[];
  /** Undefined where this version of the API is not answered. */
  served(apiKey: number, version: number): ServedApi | undefined;
  /** What was set when it started, as texts; what was set since stands in the metadata. */
  readonly settingsAtStart: Readonly<Record<string, string>>;
  /** Where its logs lie: `log.dirs`. */
  readonly folders: LogFolders;
  /** The settings in force. */
  settings(): BrokerSettings;
  /** A connection was closed, or not taken; said in the log, once. */
  refused(from: string, because: string): void;
  /** Our mistake: it is written into the log in full. Returns what the client's line in the log says of it. */
  unexpected(error: unknown): string;
}
