import { type Memory, MemoryPool } from '../bytes/memory.ts';
import { readBrokerSettings, settingsOf, type BrokerSettings, type Texts } from '../configuration/tables.ts';
import { bootstrapRecords } from '../metadata/changes/nodes.ts';
import { Controller } from '../metadata/controller.ts';
import { problemOfLevels } from '../metadata/features.ts';
import type { Endpoint, MetadataImage } from '../metadata/image.ts';
import { DataFolderError, type MetaProperties } from '../metadata/meta-properties.ts';
import { openQuorumOfOne, type QuorumSettings } from '../replication/quorum/quorum-of-one.ts';
import { defaultLogSettings } from '../storage/settings.ts';
import type { Address, Tell, World } from '../world/world.ts';
import { AnswerMemory } from './answer-memory.ts';
import type { Broker } from './broker.ts';
import { recordsToBeginWith } from './data-folder.ts';
import { type DataFolders, openDataFolders } from './data-folders.ts';
import type { BrokerEvent } from './events.ts';
import { FolderFailures } from './folder-failures.ts';
import { HostedPartitions } from './hosted-partitions.ts';
import { advertised, clientListeners, StartError } from './listeners.ts';
import { ProducerIds } from './producer-ids.ts';
import { register } from './registration.ts';
import { rules as rulesOfKafka, type Rules } from './rules.ts';
import { servedApi, servedApis } from './served.ts';
import { Server } from './server.ts';
import { cleanerSettingsOf, logSettingsIn, orNoLimit, settingsReader } from './settings.ts';

export interface BrokerOptions {
  readonly world: World;
  /** Kafka's settings as texts. What is not given: node 1, broker and controller in one, on 127.0.0.1:9092. */
  readonly settings?: Texts;
  /** In place of `log.dirs`. */
  readonly dataFolder?: string;
  /** A new folder gets this cluster id, and another one's folder is refused; left out, a new folder gets a random one. */
  readonly clusterId?: string;
  readonly rules?: Rules;
  /** Hears what an operator should read, a line each. */
  readonly log?: (line: string) => void;
  /** Hears that it has halted, and why: no data folder is left that works, or not that of the metadata. Nothing is answered any more. */
  readonly halted?: (because: string) => void;
}

export interface RunningBroker {
  /** Where clients reach it: of its first listener. */
  readonly address: Address;
  readonly addresses: readonly Address[];
  readonly identity: MetaProperties;
  readonly broker: Broker;
  /** Answers no more requests, flushes all logs and closes them: the next start need check nothing. Later calls join the first. */
  stop(): Promise<void>;
}

/**
 * Starts one node: a broker and the controller of its own cluster. Resolves when it serves.
 *
 * Rejects with an error whose message says what to do: `SettingError`, `StartError`, `DataFolderError`, `LogFileError`,
 * `DiskError`, `NetworkError`.
 */
export async function startBroker(options: BrokerOptions): Promise<RunningBroker> {
  const { world, rules = rulesOfKafka, log = () => {} } = options;
  const atStart = settingsAtStart(options);
  const settings = readBrokerSettings(atStart);
  refuseUnsupported(settings);
  for (const listener of clientListeners(settings)) advertised(settings, listener);
  sayWhatHasNoEffect(atStart, log);
  const nodeId = settings['node.id'];
  const memory = new MemoryPool(mostSpareBytes);
  let settingsNow = () => settings;
  const cleanerSettings = () => cleanerSettingsOf(settingsNow());
  const failures = new FolderFailures(log);
  const folderFailed = (path: string, because: string) => failures.notice(path, because);
  const given = { clusterId: options.clusterId, rules, memory, cleanerSettings, log, folderFailed };
  const data = await openDataFolders(world, settings, given);
  try {
    const controller = await openController(world, data, settings, rules);
    const settingsIn = settingsReader(nodeId, atStart);
    const { image } = controller;
    settingsNow = () => settingsIn(controller.image);
    await data.folders.openLogs(({ topic }) => logSettingsIn(image, topic, settingsIn(image)), data.metadata);
    if (!data.isNew) sayWhatWasRecovered(data, log);
    const partitions = new HostedPartitions({
      clock: world.clock,
      nodeId,
      folders: data.folders,
      rules,
      settingsIn,
      log,
    });
    await partitions.adopt(image);
    controller.listen((after, before) => partitions.follow(after, before));
    const broker = brokerOf({ options, atStart, data, controller, partitions, rules, memory, settingsIn, log });
    const running = await serve(broker, data, settings);
    const halt = async (because: string) => {
      log(`halting: ${because}`);
      options.halted?.(because);
      await running.abandon();
    };
    failures.attend({ broker, metadata: data.metadata, halt });
    return running;
  } catch (error) {
    data.abandon();
    throw error;
  }
}

function settingsAtStart({ settings = {}, dataFolder }: BrokerOptions): Texts {
  const defaults = { 'node.id': '1', 'process.roles': 'broker,controller', listeners: 'PLAINTEXT://127.0.0.1:9092' };
  return { ...defaults, ...settings, ...(dataFolder === undefined ? {} : { 'log.dirs': dataFolder }) };
}

function refuseUnsupported(settings: BrokerSettings): void {
  const roles = settings['process.roles'];
  if (!roles.includes('broker') || !roles.includes('controller')) {
    throw new StartError('this node can only be broker and controller in one; give process.roles=broker,controller');
  }
  const others = settings['controller.quorum.voters'].filter((voter) => !voter.startsWith(`${settings['node.id']}@`));
  if (others.length === 0) return;
  throw new StartError(
    `controller.quorum.voters names ${others.join(', ')}; this node can only be alone in its quorum`,
  );
}

function sayWhatHasNoEffect(texts: Texts, log: (line: string) => void): void {
  const keys = Object.keys(texts).filter((key) => settingsOf.broker.get(key)?.options.hasEffect === false);
  if (keys.length > 0) log(`without effect here: ${keys.join(', ')}`);
}

/** After a stop that was not clean: how much was checked, and what could not be kept. */
function sayWhatWasRecovered({ folders, metadata }: DataFolders, log: (line: string) => void): void {
  if (folders.previousBrokerEpoch !== undefined) return;
  const recoveries = [...new Set([...metadata.recoveries, ...folders.recoveries])];
  const segments = recoveries.reduce((sum, { recovery }) => sum + recovery.segments, 0);
  log(`the last stop was not clean: ${segments} segments of ${recoveries.length} logs were checked`);
  for (const { log: recovered, recovery } of recoveries) {
    const { partition, logEndOffset } = recovered;
    if (recovery.truncatedBytes === 0) continue;
    log(`${partition}: ${recovery.truncatedBytes} bytes that were not whole were cut off; it ends at ${logEndOffset}`);
  }
}

function quorumSettingsOf(settings: BrokerSettings): QuorumSettings {
  return {
    log: {
      ...defaultLogSettings,
      segmentBytes: settings['metadata.log.segment.bytes'],
      segmentMs: settings['metadata.log.segment.ms'],
    },
    snapshots: {
      maxBytesBetween: settings['metadata.log.max.record.bytes.between.snapshots'],
      maxMsBetween: settings['metadata.log.max.snapshot.interval.ms'],
      retentionBytes: orNoLimit(settings['metadata.max.retention.bytes']),
      retentionMs: orNoLimit(settings['metadata.max.retention.ms']),
    },
  };
}

/** Reads the cluster's metadata; a new cluster begins with its first transaction. */
async function openController(
  world: World,
  { metadata, identity: { nodeId } }: DataFolders,
  settings: BrokerSettings,
  rules: Rules,
): Promise<Controller> {
  const { journal, image, isInTransaction, snapshots } = await openQuorumOfOne(
    world,
    metadata,
    nodeId,
    quorumSettingsOf(settings),
    rules,
  );
  const problem = problemOfLevels(image.features);
  if (problem !== undefined) throw new DataFolderError(`${metadata.path} cannot be used: ${problem}`);
  const controller = new Controller(world, journal, image, rules);
  controller.listen((safe) => snapshots.consider(safe));
  if (isInTransaction) {
    await controller.change(() => ({ records: [{ type: 'AbortTransactionRecord', data: {} }], result: undefined }));
  }
  if (image.features.size === 0) {
    const first = await recordsToBeginWith(world, metadata.path);
    await controller.change(() => ({ records: bootstrapRecords(first), result: undefined }));
  }
  return controller;
}

/** Kept for the next large pieces of all connections together: requests, answers, what is decompressed. */
const mostSpareBytes = 16 * 1024 * 1024;

interface BrokerParts {
  readonly options: BrokerOptions;
  readonly atStart: Texts;
  readonly data: DataFolders;
  readonly controller: Controller;
  readonly partitions: HostedPartitions;
  readonly rules: Rules;
  readonly memory: Memory;
  readonly settingsIn: (image: MetadataImage) => BrokerSettings;
  readonly log: (line: string) => void;
}

function brokerOf(parts: BrokerParts): Broker {
  const { options, atStart, data, controller, partitions, rules, memory, settingsIn, log } = parts;
  const { identity, folders } = data;
  const { world } = options;
  return {
    world,
    rules,
    identity,
    controller,
    partitions,
    producerIds: new ProducerIds(controller, identity.nodeId, rules),
    memory,
    answerMemory: new AnswerMemory(memory),
    servedApis,
    served: servedApi,
    settingsAtStart: atStart,
    folders,
    settings: () => settingsIn(controller.image),
    refused(from, because) {
      log(`closed the connection from ${from}: ${because}`);
      tellOf(world)?.({ name: 'connection refused', from, because });
    },
    unexpected(error) {
      log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return 'the broker failed; its log says more';
    },
  };
}

interface Serving extends RunningBroker {
  /** The end without writing anything. */
  abandon(): Promise<void>;
}

/** Opens the doors, joins the cluster, and lets the clients in that have come meanwhile. */
async function serve(broker: Broker, data: DataFolders, settings: BrokerSettings): Promise<Serving> {
  const { world, identity, controller } = broker;
  const servers: Server[] = [];
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    for (const server of servers) await server.close();
    broker.partitions.stop();
    await data.close(controller.image.brokers.get(identity.nodeId)?.epoch ?? -1);
    tellOf(world)?.({ name: 'broker stopped' });
  };
  const abandon = async () => {
    data.abandon();
    broker.partitions.stop();
    for (const server of servers) await server.close();
  };
  try {
    const bound: Endpoint[] = [];
    for (const { name, host, port } of clientListeners(settings)) {
      const server = new Server(broker, name);
      const address = await server.listen({ host, port });
      servers.push(server);
      bound.push({ name, ...address });
    }
    const announced = bound.map((listener) => advertised(settings, listener));
    await register(broker, settings, announced);
    for (const server of servers) server.open();
    const addresses = bound.map(({ host, port }) => ({ host, port }));
    const [address] = addresses as [Address];
    tellOf(world)?.({ name: 'broker started', ...placesOf(address, announced[0]) });
    return {
      address,
      addresses,
      identity,
      broker,
      stop: () => (stopped ??= stop()),
      abandon: () => (stopped ??= abandon()),
    };
  } catch (error) {
    for (const server of servers) await server.close();
    throw error;
  }
}

/** Where it serves, and where it tells clients to come, if that is another address. */
function placesOf(bound: Address, announced: Endpoint | undefined): { address: string; advertised?: string } {
  const address = `${bound.host}:${bound.port}`;
  const advertised = announced === undefined ? address : `${announced.host}:${announced.port}`;
  return advertised === address ? { address } : { address, advertised };
}

/** Asked for each time: who listens may come and go. */
function tellOf(world: World): Tell<BrokerEvent> | undefined {
  return world.tell;
}
