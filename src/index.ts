/**
 * Kafka in a Node program: a broker, and the clients for it or for any other cluster that speaks Kafka's protocol.
 *
 *     const broker = await startBroker({ dataFolder: '/tmp/kafka', listen: '127.0.0.1:0' });
 *     const producer = await createProducer({ 'bootstrap.servers': broker.bootstrap });
 *     await producer.send({ topic: 'payments', key: 'ada', value: '42 EUR to Ada' });
 *     await producer.close();
 *     await broker.stop();
 */
import { loadZstdWriter } from './bytes/compression/zstd/writer.ts';
import type { Rules } from './broker/rules.ts';
import { startBroker as startBrokerInWorld } from './broker/start-broker.ts';
import { type Admin, createAdmin as createAdminInWorld } from './delivery/admin/admin.ts';
import {
  type Consumer,
  type ConsumerOptions,
  createConsumer as createConsumerInWorld,
} from './delivery/consumer/consumer.ts';
import {
  createProducer as createProducerInWorld,
  type Producer,
  type ProducerOptions,
} from './delivery/producer/producer.ts';
import { type Settings, settingTexts } from './delivery/settings.ts';
import { createNodeWorld } from './world/node/world.ts';
import type { Address, Tell, Told, World } from './world/world.ts';

export { type Rules, rules } from './broker/rules.ts';
export { StartError } from './broker/listeners.ts';
export { SettingError } from './configuration/tables.ts';
export type {
  Admin,
  ClusterDescription,
  ConfigChange,
  ConfigChanges,
  ConfigEntry,
  ConfigResource,
  CreatedTopic,
  DeletedRecords,
  DescribedConfigs,
  LogDirDescription,
  NewPartitions,
  NewTopic,
  OffsetAnswer,
  OffsetQuestion,
  OffsetSpec,
  RecordsToDelete,
  TopicListing,
  TopicMetadata,
} from './delivery/admin/admin.ts';
export type { Consumer, ConsumerOptions, ConsumerRecord, Seek } from './delivery/consumer/consumer.ts';
export { KafkaException } from './delivery/kafka-exception.ts';
export type { TopicPartition } from './delivery/partitions.ts';
export type { Producer, ProducerOptions, ProducerRecord, RecordMetadata } from './delivery/producer/producer.ts';
export {
  bytesDeserializer,
  bytesSerializer,
  type Deserializer,
  type Serializer,
  stringDeserializer,
  stringSerializer,
} from './delivery/serializers.ts';
export { type DeliveryRules, deliveryRules } from './delivery/rules.ts';
export type { Settings } from './delivery/settings.ts';
export { DataFolderError } from './metadata/meta-properties.ts';
export type { RecordHeader } from './records/record.ts';
export { LogFileError } from './storage/errors.ts';
export { type Address, DiskError, NetworkError, type Tell, type Told } from './world/world.ts';

export interface BrokerOptions {
  /** Where its data lies; made where it is missing. */
  readonly dataFolder: string;
  /** Where clients reach it, `HOST:PORT`; port 0 takes a free one. 127.0.0.1:9092 where neither this nor `listeners` is given. */
  readonly listen?: string;
  /** Kafka's broker settings, such as `{ 'log.segment.bytes': 1048576 }`. */
  readonly settings?: Settings;
  /** A new folder gets this cluster id, and another cluster's folder is refused; left out, a new folder gets a random one. */
  readonly clusterId?: string;
  /** Kafka's decisions; some may be replaced by others. */
  readonly rules?: Rules;
  /** Hears what an operator should read, a line each. */
  readonly log?: (line: string) => void;
  /** Hears that it has halted, and why: its disk failed. It answers nothing any more; `stop` has nothing left to do. */
  readonly halted?: (because: string) => void;
  /** Hears everything that happens in the broker. */
  readonly tell?: Tell<Told>;
}

export interface RunningBroker {
  /** `HOST:PORT` of its first listener: what `bootstrap.servers` of its clients takes. */
  readonly bootstrap: string;
  /** Of all its listeners. */
  readonly addresses: readonly Address[];
  readonly nodeId: number;
  readonly clusterId: string;
  /** Answers no more requests, flushes all logs and closes them: the next start need check nothing. */
  stop(): Promise<void>;
}

/**
 * Starts a broker in this process, which is also the controller of its own cluster. Resolves when it serves.
 *
 * Rejects with an error whose message says what to do: `SettingError`, `StartError`, `DataFolderError`, `LogFileError`,
 * `DiskError`, `NetworkError`.
 */
export async function startBroker(options: BrokerOptions): Promise<RunningBroker> {
  const { dataFolder, listen, settings = {}, tell, ...rest } = options;
  await loadZstdWriter(); // a topic may ask for it at any time
  const running = await startBrokerInWorld({
    world: createNodeWorld({ node: 'broker', ...(tell === undefined ? {} : { tell }) }),
    dataFolder,
    settings: { ...settingTexts(settings), ...(listen === undefined ? {} : { listeners: `PLAINTEXT://${listen}` }) },
    ...rest,
  });
  const { address, addresses, identity } = running;
  const { nodeId, clusterId } = identity;
  const bootstrap = `${address.host}:${address.port}`;
  return { bootstrap, addresses, nodeId, clusterId, stop: () => running.stop() };
}

/** What concerns the host, for every client. */
export interface ClientHost {
  /** Hears everything that happens in the client. */
  readonly tell?: Tell<Told>;
}

/**
 * A producer, of texts where no serializers are given. Settings have Kafka's keys and defaults; `bootstrap.servers` must be
 * there. Rejects with a `SettingError` or `RangeError` where they cannot be taken.
 */
export async function createProducer<Key = string, Value = string>(
  settings: Settings,
  { tell, ...options }: Partial<ProducerOptions<Key, Value>> & ClientHost = {},
): Promise<Producer<Key, Value>> {
  if (settings['compression.type'] === 'zstd') await loadZstdWriter();
  return createProducerInWorld(clientWorld('producer', tell), settings, options);
}

/**
 * A consumer, of texts where no deserializers are given. Settings have Kafka's keys and defaults; `bootstrap.servers` must be
 * there.
 *
 * @throws SettingError, RangeError where they cannot be taken
 */
export function createConsumer<Key = string, Value = string>(
  settings: Settings,
  { tell, ...options }: Partial<ConsumerOptions<Key, Value>> & ClientHost = {},
): Consumer<Key, Value> {
  return createConsumerInWorld(clientWorld('consumer', tell), settings, options);
}

/**
 * An admin. Settings have Kafka's keys and defaults; `bootstrap.servers` must be there.
 *
 * @throws SettingError, RangeError where they cannot be taken
 */
export function createAdmin(settings: Settings, { tell }: ClientHost = {}): Admin {
  return createAdminInWorld(clientWorld('admin', tell), settings);
}

function clientWorld(node: string, tell: Tell<Told> | undefined): World {
  return createNodeWorld({ node, ...(tell === undefined ? {} : { tell }) });
}
