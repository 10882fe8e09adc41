import { Reader } from '../../bytes/reader.ts';
import { concatenate } from '../../bytes/writer.ts';
import { batchesIn } from '../../records/batches.ts';
import { RecordBatch } from '../../records/record-batch.ts';
import { ApiVersions } from '../../wire/apis/api-versions.ts';
import { Fetch } from '../../wire/apis/fetch.ts';
import { InitProducerId } from '../../wire/apis/init-producer-id.ts';
import { ListOffsets } from '../../wire/apis/list-offsets.ts';
import { Metadata } from '../../wire/apis/metadata.ts';
import { Produce } from '../../wire/apis/produce.ts';
import type { Api, RequestOf, Versions } from '../../wire/definition.ts';
import { codeOf, type ErrorName } from '../../wire/errors.ts';
import type { Encodable, Shape } from '../../wire/fields.ts';
import { encodeFrame, FrameSplitter } from '../../wire/framing.ts';
import { readRequestHeader, writeResponseHeader } from '../../wire/headers.ts';
import type { Address, Connection, World } from '../../world/world.ts';

/** What to do with a request besides answering it as a broker does. */
export type Script =
  | 'answer'
  /** It never arrives. */
  | 'lose the request'
  /** It is carried out, and the answer never arrives. */
  | 'lose the answer'
  /** It is carried out, then the connection is closed. */
  | 'close'
  | { readonly delayMs: number }
  /** It is refused, as far as the test's answer goes; nothing is carried out. */
  | { readonly error: ErrorName };

export interface Asked {
  readonly api: string;
  readonly version: number;
  readonly body: unknown;
  /** How many requests of this API came before. */
  readonly earlier: number;
}

export interface ScriptedCluster {
  readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
  readonly leader: number;
  readonly leaderEpoch: number;
}

interface ProducerState {
  epoch: number;
  nextSequence: number;
  /** Of the last five batches. */
  remembered: { readonly baseSequence: number; readonly baseOffset: number }[];
}

interface ScriptedLog {
  readonly batches: RecordBatch[];
  readonly producers: Map<number, ProducerState>;
}

/**
 * A broker that says what a test wants it to say: enough of one for a producer and a consumer, in memory, with the sequence
 * checks of a real one. Tests of the clients alone use it; what client and broker promise together is tested with the broker.
 */
export class ScriptedBroker {
  readonly #world: World;
  readonly #served: ReadonlyMap<number, Versions>;
  readonly #partitions = new Map<string, ScriptedLog[]>();
  readonly #counts = new Map<string, number>();
  readonly #connections = new Set<Connection>();
  #nextProducerId = 1000;
  /** What Metadata says of the cluster, where it is more than this broker. */
  cluster: ScriptedCluster | undefined;
  /** What a read-committed fetch says of aborted transactions. */
  aborted: readonly { readonly producerId: number; readonly firstOffset: number }[] = [];
  /** In place of what the log has. */
  fetched: (() => Uint8Array) | undefined;
  /** Every request, in the order in which they came. */
  readonly asked: Asked[] = [];
  /** Decides what to do with each. */
  script: (asked: Asked) => Script = () => 'answer';

  constructor(
    world: World,
    topics: Readonly<Record<string, number>>,
    served: readonly (readonly [Api, Versions])[] = usual,
  ) {
    this.#world = world;
    this.#served = new Map(served.map(([api, versions]) => [api.key, versions]));
    for (const [topic, count] of Object.entries(topics)) this.addTopic(topic, count);
  }

  addTopic(topic: string, partitions: number): void {
    const logs = Array.from({ length: partitions }, () => ({ batches: [], producers: new Map() }));
    this.#partitions.set(topic, logs);
  }

  async listen(address: Address): Promise<void> {
    await this.#world.network.listen(address, (connection) => this.#accept(connection));
  }

  closeConnections(): void {
    for (const connection of this.#connections) connection.close();
  }

  /** The values in a partition, as texts, in order. */
  values(topic: string, partition = 0): readonly string[] {
    return this.#log(topic, partition)!.batches.flatMap(valuesOf);
  }

  batches(topic: string, partition = 0): readonly RecordBatch[] {
    return this.#log(topic, partition)!.batches;
  }

  append(topic: string, partition: number, bytes: Uint8Array): number {
    const log = this.#log(topic, partition)!;
    const batch = new RecordBatch(bytes.slice());
    batch.setBaseOffset(endOf(log));
    log.batches.push(batch);
    return batch.baseOffset;
  }

  #log(topic: string, partition: number): ScriptedLog | undefined {
    return this.#partitions.get(topic)?.[partition];
  }

  #accept(connection: Connection): void {
    const splitter = new FrameSplitter();
    this.#connections.add(connection);
    connection.start({
      data: (chunk) => splitter.split(chunk, (frame) => this.#serve(connection, frame)),
      closed: () => void this.#connections.delete(connection),
    });
  }

  #serve(connection: Connection, frame: Uint8Array): void {
    const reader = new Reader(frame);
    const read = readRequestHeader(reader);
    if (read.outcome !== 'known') return connection.close();
    const { api, version, header } = read;
    const body = api.request.read(reader, version);
    const earlier = this.#counts.get(api.name) ?? 0;
    this.#counts.set(api.name, earlier + 1);
    const asked = { api: api.name, version, body, earlier };
    this.asked.push(asked);
    const script = this.script(asked);
    if (script === 'lose the request') return;
    const error = typeof script === 'object' && 'error' in script ? script.error : undefined;
    const send = (response: unknown): void => {
      if (script === 'close') return connection.close();
      if (script === 'lose the answer') return;
      connection.send(answerFrame(api, version, header.correlationId, response));
    };
    const served = this.#served.get(api.key);
    if (api.key === ApiVersions.key && (served === undefined || version > served[1] || error !== undefined)) {
      connection.send(
        answerFrame(api, 0, header.correlationId, {
          errorCode: codeOf(error ?? 'UNSUPPORTED_VERSION'),
          apiKeys: this.#apiKeys(),
        }),
      );
      return;
    }
    const answer = (): void => this.#answer(api, body, error, send);
    if (typeof script === 'object' && 'delayMs' in script) this.#world.clock.after(script.delayMs, answer);
    else answer();
  }

  #answer(api: Api, body: unknown, error: ErrorName | undefined, send: (response: unknown) => void): void {
    switch (api.name) {
      case 'ApiVersions':
        return send({ errorCode: 0, apiKeys: this.#apiKeys() });
      case 'Metadata':
        return send(this.#metadata(body as RequestOf<typeof Metadata>, error));
      case 'InitProducerId':
        return send({
          errorCode: codeOf(error ?? 'NONE'),
          producerId: error === undefined ? this.#nextProducerId++ : -1,
          producerEpoch: 0,
        });
      case 'Produce':
        return this.#produce(body as RequestOf<typeof Produce>, error, send);
      case 'Fetch':
        return this.#fetch(body as RequestOf<typeof Fetch>, error, send);
      case 'ListOffsets':
        return send(this.#listOffsets(body as RequestOf<typeof ListOffsets>, error));
      default:
        throw new Error(`the script has no answer to ${api.name}`);
    }
  }

  #apiKeys() {
    return [...this.#served].map(([apiKey, [minVersion, maxVersion]]) => ({ apiKey, minVersion, maxVersion }));
  }

  #metadata({ topics }: RequestOf<typeof Metadata>, error: ErrorName | undefined) {
    const { host, port } = [...this.#connections][0]!.local;
    const { brokers, leader, leaderEpoch } = this.cluster ?? {
      brokers: [{ nodeId: 1, host, port }],
      leader: 1,
      leaderEpoch: 0,
    };
    const names = topics === null ? [...this.#partitions.keys()] : topics.map(({ name }) => name!);
    return {
      brokers: brokers.map((broker) => ({ ...broker, rack: null })),
      clusterId: 'scripted',
      controllerId: 1,
      topics: names.map((name) => {
        const logs = this.#partitions.get(name);
        const errorCode = codeOf(error ?? (logs === undefined ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'NONE'));
        const partitions = (error === undefined ? (logs ?? []) : []).map((_, partitionIndex) => {
          const replicas = { replicaNodes: [1], isrNodes: [1], offlineReplicas: [] };
          return { errorCode: 0, partitionIndex, leaderId: leader, leaderEpoch, ...replicas };
        });
        return { errorCode, name, isInternal: false, partitions };
      }),
    };
  }

  #produce(
    { acks, topicData }: RequestOf<typeof Produce>,
    error: ErrorName | undefined,
    send: (r: unknown) => void,
  ): void {
    const responses = topicData.map(({ name, partitionData }) => ({
      name,
      partitionResponses: partitionData.map(({ index, records }) => {
        const [outcome, baseOffset] =
          error === undefined ? this.#appendChecked(name, index, records!) : ([error, -1] as const);
        return { index, errorCode: codeOf(outcome), baseOffset, logAppendTimeMs: -1 };
      }),
    }));
    if (acks !== 0) send({ responses });
  }

  #appendChecked(topic: string, partition: number, records: Uint8Array): readonly [ErrorName, number] {
    const log = this.#log(topic, partition);
    if (log === undefined) return ['UNKNOWN_TOPIC_OR_PARTITION', -1];
    const { producerId, producerEpoch, baseSequence, recordsCount } = new RecordBatch(records);
    if (producerId === -1) return ['NONE', this.append(topic, partition, records)];
    const known = log.producers.get(producerId);
    if (known !== undefined && producerEpoch < known.epoch) return ['INVALID_PRODUCER_EPOCH', -1];
    const state = known?.epoch === producerEpoch ? known : { epoch: producerEpoch, nextSequence: 0, remembered: [] };
    const duplicate = state.remembered.find((batch) => batch.baseSequence === baseSequence);
    if (duplicate !== undefined) return ['NONE', duplicate.baseOffset];
    if (baseSequence !== state.nextSequence) return ['OUT_OF_ORDER_SEQUENCE_NUMBER', -1];
    const baseOffset = this.append(topic, partition, records);
    state.nextSequence += recordsCount;
    state.remembered = [...state.remembered, { baseSequence, baseOffset }].slice(-5);
    log.producers.set(producerId, state);
    return ['NONE', baseOffset];
  }

  #fetch(
    request: RequestOf<typeof Fetch>,
    error: ErrorName | undefined,
    send: (r: unknown) => void,
    waitedMs = 0,
  ): void {
    let foundBytes = 0;
    const abortedTransactions = request.isolationLevel === 1 ? this.aborted : null;
    const responses = request.topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition: partitionIndex, fetchOffset, partitionMaxBytes }) => {
        const log = this.#log(topic, partitionIndex)!;
        const isOutside = fetchOffset < 0 || fetchOffset > endOf(log);
        const errorCode = codeOf(error ?? (isOutside ? 'OFFSET_OUT_OF_RANGE' : 'NONE'));
        const records =
          errorCode === 0 ? (this.fetched?.() ?? recordsFrom(log, fetchOffset, partitionMaxBytes)) : new Uint8Array(0);
        foundBytes += records.length + Math.abs(errorCode) * 1_000_000;
        const end = endOf(log);
        const marks = { highWatermark: end, lastStableOffset: end, logStartOffset: 0 };
        return { partitionIndex, errorCode, ...marks, abortedTransactions, records };
      }),
    }));
    if (foundBytes >= request.minBytes || waitedMs >= request.maxWaitMs) return send({ sessionId: 0, responses });
    const lookAgainMs = Math.min(10, request.maxWaitMs - waitedMs);
    this.#world.clock.after(lookAgainMs, () => this.#fetch(request, error, send, waitedMs + lookAgainMs));
  }

  #listOffsets({ topics }: RequestOf<typeof ListOffsets>, error: ErrorName | undefined) {
    return {
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex, timestamp }) => {
          const found = offsetAt(this.#log(name, partitionIndex)!, timestamp);
          return { partitionIndex, errorCode: codeOf(error ?? 'NONE'), ...found };
        }),
      })),
    };
  }
}

const usual: readonly (readonly [Api, Versions])[] = [
  [ApiVersions, [0, 4]],
  [Metadata, [0, 12]],
  [Produce, [3, 11]],
  [Fetch, [4, 12]],
  [ListOffsets, [1, 7]],
  [InitProducerId, [0, 5]],
];

function answerFrame(api: Api, version: number, correlationId: number, response: unknown): readonly Uint8Array[] {
  return encodeFrame((writer) => {
    writeResponseHeader(writer, api, version, correlationId);
    api.response.write(writer, version, response as Encodable<Shape>);
  });
}

function endOf({ batches }: ScriptedLog): number {
  return batches.at(-1)?.nextOffset ?? 0;
}

function recordsFrom({ batches }: ScriptedLog, offset: number, limitBytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for (const batch of batches) {
    if (batch.lastOffset < offset) continue;
    if (parts.length > 0 && sizeBytes + batch.sizeBytes > limitBytes) break;
    parts.push(batch.bytes);
    sizeBytes += batch.sizeBytes;
  }
  return concatenate([...parts, new Uint8Array(0)]);
}

function offsetAt(log: ScriptedLog, timestamp: number): { offset: number; timestamp: number } {
  if (timestamp === -2) return { offset: 0, timestamp: -1 };
  if (timestamp === -1) return { offset: endOf(log), timestamp: -1 };
  for (const batch of log.batches) {
    for (const record of batch.records()) {
      if (record.timestamp >= timestamp) return { offset: record.offset, timestamp: record.timestamp };
    }
  }
  return { offset: -1, timestamp: -1 };
}

/** The batches that a Produce request carried, for tests that look into it. */
export function batchesOf({ body }: Asked): readonly RecordBatch[] {
  const { topicData } = body as RequestOf<typeof Produce>;
  return topicData.flatMap(({ partitionData }) => partitionData.flatMap(({ records }) => batchesIn(records!).batches));
}

export function valuesOf(batch: RecordBatch): readonly string[] {
  const decoder = new TextDecoder();
  return [...batch.records()].map(({ value }) => decoder.decode(value ?? new Uint8Array(0)));
}
