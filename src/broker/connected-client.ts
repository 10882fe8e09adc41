import { DecodeError, Reader } from '../bytes/reader.ts';
import { FrameError, FrameSplitter, encodeFrame } from '../wire/framing.ts';
import { ApiVersions } from '../wire/apis/api-versions.ts';
import { codeOf } from '../wire/errors.ts';
import { type Header, readRequestHeader, writeResponseHeader } from '../wire/headers.ts';
import type { Address, Connection, Done, Tell } from '../world/world.ts';
import type { Broker } from './broker.ts';
import type { BrokerEvent } from './events.ts';
import { type Asked, ConnectionRefusal, type Reply, type ServedApi } from './handler.ts';

/** So many requests, or bytes of them, may wait for their turn; then the client is no longer read from. */
const mostWaitingRequests = 16;
const mostWaitingBytes = 8 * 1024 * 1024;

export interface ClientOptions {
  readonly listenerName: string;
  /** `socket.request.max.bytes` */
  readonly maxRequestBytes: number;
  readonly isOpen: boolean;
}

/**
 * A client's connection, seen from the broker. Requests are answered one after the other, in the order in which they came:
 * the next is begun when the last one's answer is on its way, and is read from the network meanwhile. A client that sends
 * faster than it is answered, or does not take its answers, feels it: what waits for it has a bound.
 */
export class ConnectedClient {
  readonly #broker: Broker;
  readonly #listenerName: string;
  #isOpen: boolean;
  readonly #connection: Connection;
  readonly #splitter: FrameSplitter;
  readonly #from: string;
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #isPaused = false;
  /** A request is being answered, and its answer takes a while. */
  #isBusy = false;
  /** The client does not take what was sent. */
  #isBlocked = false;
  #isClosed = false;
  readonly #whenClosed = new Set<() => void>();
  /** What is wrong with the bytes behind the last whole frame. */
  #damage: string | undefined;
  /** When it last asked something, or was answered, on the monotonic clock. */
  lastUsedMs: number;

  /** @param isOpen false: nothing is answered before `open` */
  constructor(broker: Broker, connection: Connection, options: ClientOptions) {
    const { listenerName, maxRequestBytes, isOpen } = options;
    this.#broker = broker;
    this.#listenerName = listenerName;
    this.#isOpen = isOpen;
    this.#connection = connection;
    this.#splitter = new FrameSplitter(maxRequestBytes, broker.memory);
    this.#from = addressText(connection.remote);
    this.lastUsedMs = broker.world.clock.monotonicMs();
  }

  /** Begins to serve; `closed` is called once, when it is over. */
  start(closed: () => void): void {
    this.#connection.start({
      data: (chunk) => this.#take(chunk),
      drained: () => {
        this.#isBlocked = false;
        return this.#work();
      },
      closed: () => {
        this.#isClosed = true;
        for (const callback of [...this.#whenClosed]) callback();
        this.#whenClosed.clear();
        closed();
      },
    });
  }

  /** The broker has become able to answer. */
  open(): Done {
    this.#isOpen = true;
    return this.#work();
  }

  /** Sends what waits, then closes. */
  close(): void {
    this.#isClosed = true;
    this.#connection.close();
  }

  /** Closes with a line in the broker's log. */
  refuse(because: string): void {
    if (this.#isClosed) return;
    this.#broker.refused(this.#from, because);
    this.close();
  }

  #take(chunk: Uint8Array): Done {
    if (this.#isClosed || this.#damage !== undefined) return;
    try {
      this.#splitter.split(chunk, (frame) => {
        this.#waiting.push(frame);
        this.#waitingBytes += frame.length;
      });
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.#damage = error.message;
    }
    return this.#work();
  }

  /** Answers what can be answered, and reads on only while little waits. */
  #work(): Done {
    const pending = this.#serveWaiting();
    this.#pauseOrResume();
    if (pending !== undefined) return this.#goOnAfter(pending);
  }

  /** Answers what waits, until there is nothing left, or an answer takes a while: then that is returned. */
  #serveWaiting(): Promise<void> | undefined {
    while (this.#isOpen && !this.#isBusy && !this.#isBlocked && !this.#isClosed) {
      const frame = this.#waiting.shift();
      if (frame === undefined) {
        if (this.#damage !== undefined) this.refuse(this.#damage);
        return undefined;
      }
      this.#waitingBytes -= frame.length;
      const pending = this.#serve(frame);
      if (pending !== undefined) return pending;
      // Answered, written and told: nobody keeps a view over it.
      this.#broker.memory.give(frame);
    }
    return undefined;
  }

  async #goOnAfter(first: Promise<void>): Promise<void> {
    for (let pending: Promise<void> | undefined = first; pending !== undefined; pending = this.#serveWaiting()) {
      this.#isBusy = true;
      await pending;
      this.#isBusy = false;
      this.#pauseOrResume();
    }
    this.#pauseOrResume();
  }

  #pauseOrResume(): void {
    if (this.#isClosed) return;
    const isTooMuch = this.#waiting.length > mostWaitingRequests || this.#waitingBytes > mostWaitingBytes;
    if (isTooMuch === this.#isPaused) return;
    this.#isPaused = isTooMuch;
    if (isTooMuch) this.#connection.pause();
    else this.#connection.resume();
  }

  /** Undefined where it has been answered; else resolves when it is. Never rejects for what a client sent. */
  #serve(frame: Uint8Array): Promise<void> | undefined {
    this.lastUsedMs = this.#broker.world.clock.monotonicMs();
    const whenAnswered: Callbacks = [];
    try {
      const body = new Reader(frame);
      const read = readRequestHeader(body);
      if (read.outcome === 'unknown') throw new ConnectionRefusal(read.because);
      if (read.outcome === 'newer ApiVersions') return this.#answerNewerApiVersions(read.header);
      const { api, version, header } = read;
      const served = this.#broker.served(api.key, version);
      if (served === undefined) throw new ConnectionRefusal(`${api.name} version ${version} is not served here`);
      const { correlationId } = header;
      this.#tell?.({ name: 'request received', from: this.#from, api: api.name, version, correlationId });
      const reply = served.reply(body, this.#asked(header, whenAnswered), this.#broker);
      if (reply instanceof Promise) return this.#sendLater(reply, served, header, whenAnswered);
      this.#send(reply, served, header, whenAnswered);
    } catch (error) {
      this.#fail(error);
      callAll(whenAnswered);
    }
    return undefined;
  }

  async #sendLater(
    reply: Promise<Reply | undefined>,
    served: ServedApi,
    header: Header,
    whenAnswered: Callbacks,
  ): Promise<void> {
    try {
      this.#send(await reply, served, header, whenAnswered);
    } catch (error) {
      this.#fail(error);
      callAll(whenAnswered);
    }
  }

  #send(
    reply: Reply | undefined,
    { api }: ServedApi,
    { requestApiVersion, correlationId }: Header,
    whenAnswered: Callbacks,
  ): void {
    if (reply === undefined || this.#isClosed) return callAll(whenAnswered);
    const parts = encodeFrame((writer) => {
      writeResponseHeader(writer, api, requestApiVersion, correlationId);
      reply.write(writer);
    });
    this.lastUsedMs = this.#broker.world.clock.monotonicMs();
    this.#tell?.({ name: 'response sent', to: this.#from, api: api.name, correlationId, errors: reply.errors() });
    this.#deliver(parts, whenAnswered.length === 0 ? undefined : () => callAll(whenAnswered));
  }

  /** In a form that every client can read: version 0, with nothing but the versions of ApiVersions itself (KIP-511). */
  #answerNewerApiVersions({ correlationId }: Header): undefined {
    const [minVersion, maxVersion] = ApiVersions.versions;
    const parts = encodeFrame((writer) => {
      writeResponseHeader(writer, ApiVersions, 0, correlationId);
      ApiVersions.response.write(writer, 0, {
        errorCode: codeOf('UNSUPPORTED_VERSION'),
        apiKeys: [{ apiKey: ApiVersions.key, minVersion, maxVersion }],
      });
    });
    this.#deliver(parts);
  }

  #deliver(parts: readonly Uint8Array[], sent?: () => void): void {
    if (!this.#connection.send(parts, sent)) this.#isBlocked = true;
  }

  #asked({ requestApiVersion, clientId }: Header, whenAnswered: Callbacks): Asked {
    return {
      version: requestApiVersion,
      clientId,
      from: this.#from,
      listenerName: this.#listenerName,
      isClosed: () => this.#isClosed,
      whenClosed: (callback) => {
        this.#whenClosed.add(callback);
        return () => void this.#whenClosed.delete(callback);
      },
      whenAnswered: (callback) => whenAnswered.push(callback),
    };
  }

  get #tell(): Tell<BrokerEvent> | undefined {
    return this.#broker.world.tell;
  }

  #fail(error: unknown): void {
    if (error instanceof DecodeError) this.refuse(`a request could not be read: ${error.message}`);
    else if (error instanceof ConnectionRefusal) this.refuse(error.message);
    else this.refuse(this.#broker.unexpected(error));
  }
}

type Callbacks = (() => void)[];

function callAll(callbacks: Callbacks): void {
  for (const callback of callbacks.splice(0)) callback();
}

export function addressText({ host, port }: Address): string {
  return `${host}:${port}`;
}
