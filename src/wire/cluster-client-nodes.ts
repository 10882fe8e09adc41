import type { Address, Deferred, Random, Tell, Timer, World } from '../world/world.ts';
import { backoffMs } from './cluster-client-backoff.ts';
import {
  addressText,
  ClientConnection,
  ConnectionError,
  type ConnectionOptions,
  type ConnectionSettings,
} from './connection.ts';
import type { WireEvent } from './events.ts';

export interface NodeSettings extends ConnectionSettings {
  readonly 'reconnect.backoff.ms': number;
  readonly 'reconnect.backoff.max.ms': number;
  /** How long connecting may take at most: with every failure in a row it is given twice the time (KIP-601). */
  readonly 'socket.connection.setup.timeout.max.ms'?: number;
}

interface Node {
  readonly address: Address;
  connection: ClientConnection | undefined;
  isOpening: boolean;
  /** While it waits for the end of its pause. */
  timer: Timer | undefined;
  failures: number;
  /** Monotonic; no attempt before it. */
  pausedUntilMs: number;
  /** Those who wait for the attempt that is under way. */
  waiting: Deferred<ClientConnection>[];
}

/** One connection per broker: opened when somebody wants it, and after a failure again, but only after a growing pause. */
export class Nodes {
  readonly #world: World;
  readonly #settings: NodeSettings;
  readonly #options: ConnectionOptions;
  readonly #changed: () => void;
  readonly #failed: () => void;
  readonly #jitter: Random;
  readonly #nodes = new Map<string, Node>();
  /** The same, by the objects that metadata keeps: to find a node for every request need not make a text. */
  readonly #known = new WeakMap<Address, Node>();
  #isClosed = false;

  /**
   * @param changed called when a connection has opened, failed to, or ended
   * @param failed called before it when one has failed to open
   */
  constructor(
    world: World,
    settings: NodeSettings,
    { changed, failed }: { changed(): void; failed(): void },
    options: ConnectionOptions = {},
  ) {
    this.#world = world;
    this.#settings = settings;
    this.#changed = changed;
    this.#failed = failed;
    this.#options = options;
    this.#jitter = world.random.stream('reconnect');
  }

  /** The connection where it is open; else it begins to open, and `changed` is called when that has an outcome. */
  ready(address: Address): ClientConnection | undefined {
    const node = this.#node(address);
    if (node.connection?.isOpen) return node.connection;
    if (!node.isOpening) this.#beginToOpen(node);
    return undefined;
  }

  /** The connection as soon as it is open; rejects with `NetworkError` or `ConnectionError` when the next attempt fails. */
  async opened(address: Address): Promise<ClientConnection> {
    const connection = this.ready(address);
    if (connection !== undefined) return connection;
    const waiting = this.#world.deferred<ClientConnection>();
    this.#node(address).waiting.push(waiting);
    return waiting.promise;
  }

  /** How little one would like to ask this broker: by its open questions; not connected counts more, a pause the most. */
  reluctance(address: Address): number {
    const node = this.#node(address);
    if (node.connection?.isOpen) return node.connection.inFlight;
    return node.pausedUntilMs <= this.#world.clock.monotonicMs() ? 1e6 : 1e9;
  }

  close(): void {
    this.#isClosed = true;
    for (const node of this.#nodes.values()) {
      node.connection?.close();
      if (node.timer === undefined) continue;
      node.timer.cancel();
      this.#finish(node, (waiting) => waiting.reject(wasClosed()));
    }
  }

  #node(address: Address): Node {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const { host, port } = address;
    const key = addressText(address);
    let node = this.#nodes.get(key);
    if (node === undefined) {
      node = {
        address: { host, port },
        connection: undefined,
        isOpening: false,
        timer: undefined,
        failures: 0,
        pausedUntilMs: 0,
        waiting: [],
      };
      this.#nodes.set(key, node);
    }
    this.#known.set(address, node);
    return node;
  }

  #beginToOpen(node: Node): void {
    node.isOpening = true;
    const pauseMs = Math.max(0, node.pausedUntilMs - this.#world.clock.monotonicMs());
    node.timer = this.#world.clock.after(pauseMs, () => this.#open(node));
  }

  async #open(node: Node): Promise<void> {
    node.timer = undefined;
    try {
      const settings = { ...this.#settings, 'socket.connection.setup.timeout.ms': this.#setupTimeoutMs(node) };
      const connection = await ClientConnection.open(this.#world, node.address, settings, {
        ...this.#options,
        ended: (because) => this.#ended(node, because),
      });
      if (this.#isClosed) {
        connection.close();
        throw wasClosed();
      }
      node.connection = connection;
      node.failures = 0;
      this.#finish(node, (waiting) => waiting.resolve(connection));
    } catch (error) {
      this.#pause(node);
      if (!this.#isClosed) {
        this.#tellFailed(node, error as Error);
        this.#failed();
      }
      this.#finish(node, (waiting) => waiting.reject(error as Error));
    }
  }

  #setupTimeoutMs({ failures }: Node): number {
    const firstMs = this.#settings['socket.connection.setup.timeout.ms'];
    const longestMs = this.#settings['socket.connection.setup.timeout.max.ms'] ?? firstMs;
    let timeoutMs = firstMs;
    for (let failure = 0; failure < failures && timeoutMs < longestMs; failure++) timeoutMs *= 2;
    return Math.max(firstMs, Math.min(timeoutMs, longestMs));
  }

  #finish(node: Node, outcome: (waiting: Deferred<ClientConnection>) => void): void {
    node.isOpening = false;
    const all = node.waiting;
    node.waiting = [];
    all.forEach(outcome);
    if (!this.#isClosed) this.#changed();
  }

  #ended(node: Node, because: ConnectionError): void {
    node.connection = undefined;
    if (because.code === 'closed') return;
    this.#pause(node);
    this.#changed();
  }

  #pause(node: Node): void {
    node.failures++;
    const { 'reconnect.backoff.ms': firstMs, 'reconnect.backoff.max.ms': longestMs } = this.#settings;
    const pauseMs = backoffMs(node.failures, firstMs, longestMs, this.#jitter);
    node.pausedUntilMs = this.#world.clock.monotonicMs() + pauseMs;
  }

  #tellFailed(node: Node, error: Error): void {
    const tell: Tell<WireEvent> | undefined = this.#world.tell;
    tell?.({ name: 'connection failed', to: addressText(node.address), because: error.message });
  }
}

function wasClosed(): ConnectionError {
  return new ConnectionError('closed', 'the client was closed');
}
