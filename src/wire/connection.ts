import { DecodeError, Reader } from '../bytes/reader.ts';
import type { Address, Connection, Tell, Timer, World } from '../world/world.ts';
import { ApiVersions } from './apis/api-versions.ts';
import { ConnectionError } from './connection-error.ts';
import { type HighestVersions, highestCommonVersion, type ServedVersions } from './connection-versions.ts';
import { correlationIdOf, readResponse } from './connection-response.ts';
import type { Api } from './definition.ts';
import { codeOf, errorOf } from './errors.ts';
import type { WireEvent } from './events.ts';
import type { Decoded, Encodable, Shape } from './fields.ts';
import { encodeFrame, FrameError, FrameSplitter } from './framing.ts';
import { writeRequestHeader } from './headers.ts';

export { ConnectionError };

/** Kafka's settings of a client that concern a connection. */
export interface ConnectionSettings {
  readonly 'client.id': string;
  /** How long to wait for an answer. */
  readonly 'request.timeout.ms': number;
  /** How long to wait until the connection stands. */
  readonly 'socket.connection.setup.timeout.ms': number;
  /** After how long without a question or an answer the connection is closed; never, where it is not given. */
  readonly 'connections.max.idle.ms'?: number;
}

export interface ConnectionOptions {
  readonly highestVersions?: HighestVersions;
  /** The largest response that is accepted; a larger one closes the connection. */
  readonly maxResponseBytes?: number;
  /** Called once, last, when an open connection has ended, from whichever side. */
  readonly ended?: (because: ConnectionError) => void;
}

/** Called once for each question, with one of the two; neither while it is being asked. */
export interface Answer<Response> {
  /** Byte strings in the response are views over the frame. */
  answered(response: Response): void;
  failed(error: ConnectionError): void;
}

export interface RequestOptions {
  /** Where not the highest that both sides know. */
  readonly version?: number;
  /** Where not `request.timeout.ms`. */
  readonly timeoutMs?: number;
}

/** So that an endless loop of questions ends; the producer's own limit is `max.in.flight.requests.per.connection`. */
const maxInFlight = 1000;

interface Question {
  readonly api: string;
  readonly timer: Timer;
  read(frame: Reader): () => void;
  failed(error: ConnectionError): void;
}

/**
 * A client's connection to one broker. Questions go out at once, as many as there are, one behind the other; each has a
 * correlation id, by which its answer finds it. A broker that does not answer in time may as well be gone: as in Kafka's own
 * client the connection is closed then, and every question that waits on it fails.
 */
export class ClientConnection {
  /** What the client calls itself (KIP-511). */
  static readonly software = { name: 'kafka-on-trial', version: '0.1.0' };

  readonly to: string;
  readonly #world: World;
  readonly #network: Connection;
  readonly #settings: ConnectionSettings;
  readonly #options: ConnectionOptions;
  readonly #splitter: FrameSplitter;
  readonly #waiting = new Map<number, Question>();
  #served: ServedVersions = new Map([[ApiVersions.key, [0, 0]]]);
  #nextCorrelationId = 0;
  /** Monotonic. */
  #lastUsedMs: number;
  #idle: Timer | undefined;
  #endedBecause: ConnectionError | undefined;
  #ended: ConnectionOptions['ended'];

  private constructor(world: World, network: Connection, settings: ConnectionSettings, options: ConnectionOptions) {
    this.to = addressText(network.remote);
    this.#world = world;
    this.#network = network;
    this.#settings = settings;
    this.#options = options;
    this.#splitter = new FrameSplitter(options.maxResponseBytes);
    this.#lastUsedMs = world.clock.monotonicMs();
    network.start({
      data: (chunk) => this.#receive(chunk),
      closed: (error) => this.#end(new ConnectionError('lost', error?.message ?? `${this.to} closed the connection`)),
    });
  }

  /** Connects, and asks which versions the broker serves. Rejects with `NetworkError` or `ConnectionError`. */
  static async open(
    world: World,
    address: Address,
    settings: ConnectionSettings,
    options: ConnectionOptions = {},
  ): Promise<ClientConnection> {
    const network = await world.network.connect(address, settings['socket.connection.setup.timeout.ms']);
    const connection = new ClientConnection(world, network, settings, options);
    try {
      connection.#served = await connection.#askForVersions();
    } catch (error) {
      connection.close();
      throw error;
    }
    connection.#ended = options.ended;
    connection.#closeWhenIdle();
    connection.#tell?.({ name: 'connected', to: connection.to });
    return connection;
  }

  get isOpen(): boolean {
    return this.#endedBecause === undefined;
  }

  /** How many questions wait for their answer. */
  get inFlight(): number {
    return this.#waiting.size;
  }

  /** The highest version that both sides know; throws `ConnectionError` 'unsupported version'. */
  versionOf(api: Api): number {
    const version = highestCommonVersion(api, this.#served, this.#options.highestVersions);
    if (version !== undefined) return version;
    const theirs = this.#served.get(api.key);
    const serves = theirs === undefined ? 'does not serve it' : `serves versions ${theirs[0]} to ${theirs[1]}`;
    throw new ConnectionError(
      'unsupported version',
      `${api.name} is asked in versions ${api.versions[0]} to ${api.versions[1]}, but ${this.to} ${serves}`,
    );
  }

  /** Rejects with `ConnectionError`, or with `EncodeError` where the version cannot carry the body. */
  request<Request extends Shape, Response extends Shape>(
    api: Api<Request, Response>,
    body: Encodable<Request>,
    options: RequestOptions = {},
  ): Promise<Decoded<Response>> {
    const answer = this.#world.deferred<Decoded<Response>>();
    try {
      this.ask(api, body, { answered: answer.resolve, failed: answer.reject }, options);
    } catch (error) {
      answer.reject(error as Error);
    }
    return answer.promise;
  }

  /** As `request`, for paths where a promise a request would be one too many. What `request` rejects with before anything is sent, this throws. */
  ask<Request extends Shape, Response extends Shape>(
    api: Api<Request, Response>,
    body: Encodable<Request>,
    answer: Answer<Decoded<Response>>,
    options: RequestOptions = {},
  ): void {
    if (this.#waiting.size >= maxInFlight) {
      throw new ConnectionError('busy', `${maxInFlight} requests to ${this.to} wait for their answers already`);
    }
    const version = options.version ?? this.versionOf(api);
    const timeoutMs = options.timeoutMs ?? this.#settings['request.timeout.ms'];
    const correlationId = this.#send(api, version, body);
    this.#waiting.set(correlationId, {
      api: api.name,
      timer: this.#world.clock.after(timeoutMs, () => this.#giveUp(correlationId, timeoutMs)),
      read: (frame) => {
        const response = readResponse(api, version, frame);
        return () => answer.answered(response);
      },
      failed: answer.failed,
    });
  }

  /** For the one request that has no answer: Produce with `acks=0`. Throws as `ask` does. */
  post<Request extends Shape>(api: Api<Request>, body: Encodable<Request>): void {
    this.#send(api, this.versionOf(api), body);
  }

  /** Sends what waits, then closes; every question that is open fails with 'closed'. */
  close(): void {
    this.#network.close();
    this.#end(new ConnectionError('closed', `the connection to ${this.to} was closed`));
  }

  get #tell(): Tell<WireEvent> | undefined {
    return this.#world.tell;
  }

  async #askForVersions(): Promise<ServedVersions> {
    const { software } = ClientConnection;
    const body = { clientSoftwareName: software.name, clientSoftwareVersion: software.version };
    const highest = Math.min(ApiVersions.versions[1], this.#options.highestVersions?.['ApiVersions'] ?? Infinity);
    let response = await this.request(ApiVersions, body, { version: highest });
    if (response.errorCode === codeOf('UNSUPPORTED_VERSION')) {
      // It does not know our version, and says in its answer, which has version 0, which one it does know (KIP-511).
      const theirs = response.apiKeys.find(({ apiKey }) => apiKey === ApiVersions.key)?.maxVersion ?? 0;
      response = await this.request(ApiVersions, body, { version: Math.min(highest, theirs) });
    }
    if (response.errorCode !== 0) {
      throw new ConnectionError(
        'not understood',
        `${this.to} answers ApiVersions with ${errorOf(response.errorCode).name}`,
      );
    }
    return new Map(response.apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, [minVersion, maxVersion]]));
  }

  #send<Request extends Shape>(api: Api<Request>, version: number, body: Encodable<Request>): number {
    if (this.#endedBecause !== undefined) throw this.#endedBecause;
    const correlationId = this.#nextCorrelationId;
    const parts = encodeFrame((writer) => {
      writeRequestHeader(writer, api, version, { correlationId, clientId: this.#settings['client.id'] });
      api.request.write(writer, version, body);
    });
    this.#nextCorrelationId = (correlationId + 1) & 0x7fff_ffff;
    this.#lastUsedMs = this.#world.clock.monotonicMs();
    this.#network.send(parts);
    this.#tell?.({
      name: 'request sent',
      to: this.to,
      api: api.name,
      version,
      correlationId,
      sizeBytes: parts.reduce((sum, part) => sum + part.length, 0),
    });
    return correlationId;
  }

  #receive(chunk: Uint8Array): void {
    try {
      this.#splitter.split(chunk, (frame) => this.#take(frame));
    } catch (error) {
      if (!(error instanceof FrameError || error instanceof DecodeError)) throw error;
      this.#abort(new ConnectionError('not understood', `${this.to} sent what is not an answer: ${error.message}`));
    }
  }

  #take(frame: Uint8Array): void {
    if (!this.isOpen) return;
    const correlationId = correlationIdOf(frame);
    const question = this.#waiting.get(correlationId);
    if (question === undefined) throw new DecodeError(`correlation id ${correlationId} is of no question`);
    const answer = question.read(new Reader(frame));
    this.#waiting.delete(correlationId);
    question.timer.cancel();
    this.#tell?.({
      name: 'response received',
      from: this.to,
      api: question.api,
      correlationId,
      sizeBytes: frame.length,
    });
    answer();
  }

  #closeWhenIdle(): void {
    const maxIdleMs = this.#settings['connections.max.idle.ms'] ?? Infinity;
    const idleMs = this.#waiting.size > 0 ? 0 : this.#world.clock.monotonicMs() - this.#lastUsedMs;
    if (maxIdleMs < 0 || maxIdleMs === Infinity) return;
    if (idleMs >= maxIdleMs) this.close();
    else this.#idle = this.#world.clock.after(maxIdleMs - idleMs, () => this.#closeWhenIdle());
  }

  #giveUp(correlationId: number, timeoutMs: number): void {
    const { api } = this.#waiting.get(correlationId)!;
    this.#tell?.({ name: 'request timed out', to: this.to, api, correlationId, timeoutMs });
    this.#abort(new ConnectionError('timed out', `${this.to} did not answer ${api} within ${timeoutMs} ms`));
  }

  #abort(because: ConnectionError): void {
    this.#network.abort();
    this.#end(because);
  }

  #end(because: ConnectionError): void {
    if (this.#endedBecause !== undefined) return;
    this.#endedBecause = because;
    this.#idle?.cancel();
    if (because.code !== 'closed') this.#tell?.({ name: 'connection lost', to: this.to, because: because.message });
    const questions = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const question of questions) {
      question.timer.cancel();
      question.failed(because);
    }
    this.#ended?.(because);
  }
}

export function addressText({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
