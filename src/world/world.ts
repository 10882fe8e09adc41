import type { Memory } from '../bytes/memory.ts';

/**
 * The world: time, randomness, disk, network, and telling what happens. Everything above this room reaches the outside
 * through the `World` it was given, and through nothing else. `node/` makes one of the operating system; `simulated/` makes
 * as many as a cluster has nodes, all driven by one queue of events and one seed, so that a run can be repeated byte for byte.
 */
export interface World {
  /** The node that lives in this world: `broker-1`, `teller`. */
  readonly node: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly disk: Disk;
  readonly network: Network;
  /**
   * Tells those who listen what happened; undefined where nobody does. Always called as `world.tell?.({ … })`, so that the
   * event is not even built then. An event carries numbers, strings and plain data, never a view over shared bytes.
   */
  readonly tell: Tell<Happening> | undefined;
  /**
   * A promise that somebody resolves later. Every promise that code above this room makes by hand comes from here: the
   * simulated world runs the next event only when all that waits for a resolved promise has come to rest.
   */
  deferred<T = void>(): Deferred<T>;
}

/** What every event has. Each room declares its own events with more fields; `cluster/` gathers them in one union. */
export interface Happening {
  /** A short sentence in the past tense, without a subject: `appended`, `segment rolled`, `connection lost`. */
  readonly name: string;
}

export type Tell<Event extends Happening> = (event: Event) => void;

/** An event as listeners get it: what happened, where, and when on the one time line that all nodes share. */
export type Told<Event extends Happening = Happening> = Event & {
  readonly node: string;
  /** Microseconds since the run began, an integer. */
  readonly atUs: number;
};

/**
 * What a callback of the World returns. An `async` callback's promise is returned, never dropped: the simulated world lets
 * it settle, and a rejection ends the node with that error in both worlds.
 */
export type Done = void | Promise<void>;

export interface Deferred<T> {
  readonly promise: Promise<T>;
  /** Takes effect once; later calls of either are ignored. */
  resolve(value: T): void;
  reject(error: Error): void;
}

export interface Clock {
  /** Milliseconds since 1970 as this node believes, an integer; a fault may move it, also backwards. For timestamps. */
  wallMs(): number;
  /** Milliseconds since some instant, may have a fraction, never goes back. For measuring how long something takes. */
  monotonicMs(): number;
  /** Calls back once, after at least `delayMs` (0 or more), unless cancelled before. */
  after(delayMs: number, callback: () => Done): Timer;
  sleep(delayMs: number): Promise<void>;
}

export interface Timer {
  /** Harmless when it has already fired. */
  cancel(): void;
}

export interface Random {
  /** An integer from 0 up to, not including, `limit` (1 to 2^32). */
  below(limit: number): number;
  bytes(length: number): Uint8Array;
  /** A generator of its own: what is drawn from it moves nothing that is drawn elsewhere. The same name, the same draws. */
  stream(name: string): Random;
}

/**
 * Files and folders of one node. Paths use `/`. All but reads and flushes either happened on return or threw a `DiskError`.
 * What was written and not flushed survives the end of the process, and not a loss of power. The same holds for names: a
 * file made, renamed or removed is so for good only after `flushFolder`.
 */
export interface Disk {
  /** Opens a file for reading and writing; `create` makes it where it is missing, else that is a `DiskError` 'missing'. */
  open(path: string, options?: { readonly create?: boolean }): File;
  exists(path: string): boolean;
  sizeBytesOf(path: string): number;
  /** Names in a folder, sorted by code unit; a folder's own name ends in `/`. */
  list(folder: string): readonly string[];
  /** Makes a folder and those above it; harmless where it exists. */
  makeFolder(path: string): void;
  /** Replaces what has the name `to`: a file by a file, an empty folder by a folder. Both must be on the same disk. */
  rename(from: string, to: string): void;
  /** Removes a file, or a folder with all that is in it; harmless where it is missing. */
  remove(path: string): void;
  flushFolder(path: string): Promise<void>;
  /**
   * Keeps every other process out of a folder until it is released or this process ends; throws 'locked' where one is in.
   * Leaves an empty file `.lock` in the folder, as Kafka does.
   */
  lock(folder: string): FolderLock;
}

export interface File {
  readonly path: string;
  sizeBytes(): number;
  /** Writes the buffers one behind the other; the file grows where it must. They may be reused as soon as it returns. */
  write(position: number, buffers: readonly Uint8Array[]): void;
  /**
   * Fewer bytes than asked for only where the file ends. They belong to the caller, and may lie in memory taken from where
   * the caller says: who is done with them may give it back there.
   */
  read(position: number, lengthBytes: number, memory?: Memory): Promise<Uint8Array>;
  /** Resolves when all that was written before the call is safe from a loss of power. */
  flush(): Promise<void>;
  truncate(sizeBytes: number): void;
  close(): void;
}

export interface FolderLock {
  release(): void;
}

export type DiskErrorCode = 'missing' | 'full' | 'failed' | 'denied' | 'locked';

export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly code: DiskErrorCode;
  readonly path: string;

  constructor(code: DiskErrorCode, path: string, message: string) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Streams of bytes between nodes. Order is kept within a connection and direction; nothing else is promised. */
export interface Network {
  /** Port 0 takes a free one; `Listener.address` names it. Rejects with a `NetworkError` 'in use' or 'denied'. */
  listen(address: Address, accept: (connection: Connection) => void): Promise<Listener>;
  /** Rejects with a `NetworkError` 'refused', 'unknown host' or, after `timeoutMs`, 'timed out'. */
  connect(address: Address, timeoutMs: number): Promise<Connection>;
}

export interface Listener {
  readonly address: Address;
  /** Stops accepting; connections that were accepted go on. */
  close(): Promise<void>;
}

export interface Connection {
  readonly local: Address;
  readonly remote: Address;
  /** Begins to deliver; called once, in the same turn in which the connection was handed over. */
  start(handlers: ConnectionHandlers): void;
  /**
   * Sends the parts one behind the other, as one message of a simulated network. They must not change until `sent` is called,
   * once: they are on their way, or are lost. False: more waits than should; go on sending, at best, after `drained`. After
   * `close` nothing is sent.
   */
  send(parts: readonly Uint8Array[], sent?: () => void): boolean;
  /** Bytes given to `send` and not yet handed to the network. */
  unsentBytes(): number;
  /** Delivers no more data until `resume`, so that the other side feels it. */
  pause(): void;
  resume(): void;
  /** Sends what waits, then closes. `closed` is called on this side too. */
  close(): void;
  /** Closes at once; what waits is lost. */
  abort(): void;
}

export interface ConnectionHandlers {
  /** The chunk belongs to the receiver: it may keep views of it. */
  data(chunk: Uint8Array): Done;
  drained?(): Done;
  /** Called once, last. Without an error the other side, or this one, closed in good order. */
  closed(error: NetworkError | undefined): Done;
}

export type NetworkErrorCode = 'refused' | 'unknown host' | 'timed out' | 'in use' | 'denied' | 'lost';

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: NetworkErrorCode;

  constructor(code: NetworkErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
