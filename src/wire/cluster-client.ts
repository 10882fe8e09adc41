import { zeroUuid } from '../bytes/uuid.ts';
import { type Address, type Deferred, NetworkError, type Random, type Timer, type World } from '../world/world.ts';
import { Metadata } from './apis/metadata.ts';
import { backoffMs } from './cluster-client-backoff.ts';
import { type BrokerNode, type ClusterMetadata, metadataAfter, type TopicMetadata } from './cluster-client-metadata.ts';
import { Nodes, type NodeSettings } from './cluster-client-nodes.ts';
import { addressText, type ClientConnection, ConnectionError } from './connection.ts';
import type { HighestVersions } from './connection-versions.ts';

export type { BrokerNode, ClusterMetadata, PartitionMetadata, TopicMetadata } from './cluster-client-metadata.ts';

/** Kafka's settings of a client that concern the cluster. */
export interface ClusterSettings extends NodeSettings {
  readonly 'bootstrap.servers': readonly string[];
  readonly 'metadata.max.age.ms': number;
  readonly 'retry.backoff.ms': number;
  readonly 'retry.backoff.max.ms': number;
}

export interface ClusterOptions {
  /** Called when a connection has opened, failed or ended, and when the metadata was renewed: it may be possible to go on. */
  readonly changed?: () => void;
  /** Whether asking for a topic that is missing may create it, if the broker allows that too. */
  readonly createsTopics?: boolean;
  readonly highestVersions?: HighestVersions;
}

interface Waiting {
  readonly deferred: Deferred<void>;
  readonly timer: Timer;
}

/**
 * The client that knows the cluster: it starts from a list of addresses, asks any broker who leads what, remembers the
 * answer until it proves wrong or grows old, and keeps one connection to each broker that it needs.
 */
export class ClusterClient {
  readonly #world: World;
  readonly #settings: ClusterSettings;
  readonly #options: ClusterOptions;
  readonly #bootstrap: readonly Address[];
  readonly #nodes: Nodes;
  readonly #random: Random;
  readonly #topics = new Set<string>();
  #metadata: ClusterMetadata | undefined;
  /** Monotonic. */
  #renewedAtMs = -Infinity;
  #askedAtMs = -Infinity;
  #isStale = true;
  #failures = 0;
  #lastFailure: Error | undefined;
  #renewal: Timer | 'under way' | undefined;
  #waiting: Waiting[] = [];
  #isClosed = false;

  /** Throws `RangeError` where `bootstrap.servers` is empty or has an entry that is not `host:port`. */
  constructor(world: World, settings: ClusterSettings, options: ClusterOptions = {}) {
    this.#world = world;
    this.#settings = settings;
    this.#options = options;
    this.#bootstrap = parseBootstrapServers(settings['bootstrap.servers']);
    const { highestVersions } = options;
    const reactions = {
      changed: () => this.#changed(),
      // A leader that cannot be reached may no longer be one.
      failed: () => this.renew(),
    };
    this.#nodes = new Nodes(world, settings, reactions, highestVersions ? { highestVersions } : {});
    this.#random = world.random.stream('cluster client');
  }

  /** Undefined before the first answer. */
  get metadata(): ClusterMetadata | undefined {
    return this.#metadata;
  }

  /**
   * What is known of a topic; it is asked for from now on. Undefined where nothing is known yet: then, as when the answer is
   * older than `metadata.max.age.ms`, a renewal is under way.
   */
  topic(name: string): TopicMetadata | undefined {
    const known = this.#metadata?.topics.get(name);
    if (!this.#topics.has(name)) {
      this.#topics.add(name);
      if (this.#failures === 0) this.#askedAtMs = -Infinity;
      this.renew();
    } else if (known === undefined || this.#isOld()) this.renew();
    return known;
  }

  /** The broker that leads the partition, as far as known. */
  leaderOf(topic: string, partition: number): BrokerNode | undefined {
    const leader = this.topic(topic)?.partitions[partition]?.leader;
    return leader === undefined ? undefined : this.#metadata?.brokers.get(leader);
  }

  /** What is known has proved wrong, or is not enough: asks again soon, though not more often than `retry.backoff.ms` allows. */
  renew(): void {
    this.#isStale = true;
    if (this.#renewal !== undefined || this.#isClosed) return;
    const { 'retry.backoff.ms': firstMs, 'retry.backoff.max.ms': longestMs } = this.#settings;
    const pauseMs = backoffMs(Math.max(1, this.#failures), firstMs, longestMs, this.#random);
    const delayMs = Math.max(0, this.#askedAtMs + pauseMs - this.#world.clock.monotonicMs());
    this.#renewal = this.#world.clock.after(delayMs, () => this.#ask());
  }

  /** Resolves at the next answer about the cluster; rejects with a `ConnectionError` 'timed out' that says what was tried. */
  renewed(timeoutMs: number): Promise<void> {
    const deferred = this.#world.deferred();
    if (this.#isClosed) deferred.reject(wasClosed());
    else {
      this.renew();
      const timer = this.#world.clock.after(timeoutMs, () => this.#giveUp(deferred, timeoutMs));
      this.#waiting.push({ deferred, timer });
    }
    return deferred.promise;
  }

  /** The connection to a broker where it is open; else it begins to open, and `changed` is called when that has an outcome. */
  connectionTo(broker: Address): ClientConnection | undefined {
    return this.#isClosed ? undefined : this.#nodes.ready(broker);
  }

  /** Rejects with `NetworkError` or `ConnectionError` when the next attempt to connect fails. */
  async connect(broker: Address): Promise<ClientConnection> {
    if (this.#isClosed) throw wasClosed();
    return this.#nodes.opened(broker);
  }

  /** A connection to any broker: one that is open, else the first that opens. Rejects as `connect` does when none does. */
  async connectToAny(): Promise<ClientConnection> {
    let failure: unknown;
    for (const address of this.#candidates()) {
      try {
        return await this.connect(address);
      } catch (error) {
        if (!(error instanceof NetworkError || error instanceof ConnectionError)) throw error;
        failure = error;
        if (this.#isClosed) break;
      }
    }
    throw failure;
  }

  /** Closes every connection; all that waits is rejected. */
  close(): void {
    this.#isClosed = true;
    if (this.#renewal !== undefined && this.#renewal !== 'under way') this.#renewal.cancel();
    this.#nodes.close();
    this.#release((waiting) => waiting.deferred.reject(wasClosed()));
  }

  #isOld(): boolean {
    return this.#world.clock.monotonicMs() - this.#renewedAtMs > this.#settings['metadata.max.age.ms'];
  }

  async #ask(): Promise<void> {
    this.#renewal = 'under way';
    try {
      const connection = await this.connectToAny();
      this.#isStale = false;
      const response = await connection.request(Metadata, this.#question(connection));
      this.#metadata = metadataAfter(this.#metadata, response);
      this.#renewedAtMs = this.#world.clock.monotonicMs();
      this.#failures = 0;
      this.#lastFailure = undefined;
    } catch (error) {
      if (!(error instanceof NetworkError || error instanceof ConnectionError)) throw error;
      this.#isStale = true;
      this.#failures++;
      this.#lastFailure = error;
    }
    this.#renewal = undefined;
    this.#askedAtMs = this.#world.clock.monotonicMs();
    if (this.#isClosed) return;
    if (this.#lastFailure === undefined) this.#release((waiting) => waiting.deferred.resolve());
    if (this.#isStale) this.renew();
    this.#changed();
  }

  #question(connection: ClientConnection) {
    const topics = [...this.#topics].map((name) => ({ topicId: zeroUuid, name }));
    // Version 0 has no way to ask for no topic: an empty list means all.
    const isOldest = connection.versionOf(Metadata) === 0;
    const allowAutoTopicCreation = this.#options.createsTopics ?? false;
    return isOldest ? { topics } : { topics, allowAutoTopicCreation };
  }

  /** Brokers that are connected, least busy first; then those that are not in a pause; the bootstrap addresses behind them. */
  #candidates(): readonly Address[] {
    const known = this.#shuffled([...(this.#metadata?.brokers.values() ?? [])]);
    const all = [...known, ...this.#shuffled(this.#bootstrap)];
    return all.sort((one, other) => this.#nodes.reluctance(one) - this.#nodes.reluctance(other));
  }

  #shuffled<T>(values: readonly T[]): T[] {
    const shuffled = [...values];
    for (let left = shuffled.length; left > 1; left--) {
      const drawn = this.#random.below(left);
      [shuffled[drawn], shuffled[left - 1]] = [shuffled[left - 1]!, shuffled[drawn]!];
    }
    return shuffled;
  }

  #giveUp(deferred: Deferred<void>, timeoutMs: number): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting.deferred !== deferred);
    const where =
      this.#metadata === undefined
        ? `no broker of bootstrap.servers=${this.#bootstrap.map(addressText).join(',')}`
        : 'no broker of the cluster';
    const why = this.#lastFailure === undefined ? '' : `: ${this.#lastFailure.message}`;
    deferred.reject(new ConnectionError('timed out', `${where} answered within ${timeoutMs} ms${why}`));
  }

  #release(outcome: (waiting: Waiting) => void): void {
    const released = this.#waiting;
    this.#waiting = [];
    for (const waiting of released) {
      waiting.timer.cancel();
      outcome(waiting);
    }
  }

  #changed(): void {
    if (!this.#isClosed) this.#options.changed?.();
  }
}

/** `host:port`, also `[::1]:9092`. Throws `RangeError`. */
export function parseAddress(text: string): Address {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65535)
    throw new RangeError(`'${text}' is not an address of the form host:port`);
  return { host, port: Number(port) };
}

function parseBootstrapServers(texts: readonly string[]): readonly Address[] {
  if (texts.length === 0) throw new RangeError('bootstrap.servers is empty: name a broker, such as 127.0.0.1:9092');
  return texts.map(parseAddress);
}

function wasClosed(): ConnectionError {
  return new ConnectionError('closed', 'the client was closed');
}
