import type { Socket } from 'node:net';
import { type Address, type Connection, type ConnectionHandlers, NetworkError } from '../world.ts';
import type { ArrivedMemory } from './arrived-memory.ts';
import type { Run } from './world.ts';

/** More than this unsent, and `send` says that it is too much. */
const patienceBytes = 1024 * 1024;

/** After this one has closed: how long the other side may take to close too, and to take what was still to be sent. */
const farewellMs = 2000;
const stuckMs = 30_000;

/** What all connections of a world share. */
export interface NetworkSurroundings {
  readonly run: Run;
  readonly arrived: ArrivedMemory;
}

/** A TCP connection. What is sent within one turn leaves in one call of the system, none of it copied. */
export class NodeConnection implements Connection {
  readonly local: Address;
  readonly remote: Address;
  readonly #socket: Socket;
  readonly #run: Run;
  readonly #arrived: ArrivedMemory;
  #handlers: ConnectionHandlers | undefined;
  #state: 'open' | 'closing' | 'closed' = 'open';
  #isCorked = false;
  #mustTellDrained = false;
  #error: NetworkError | undefined;

  constructor(socket: Socket, remote: Address, { run, arrived }: NetworkSurroundings) {
    this.local = { host: socket.localAddress ?? 'unknown', port: socket.localPort ?? 0 };
    this.remote = remote;
    this.#socket = socket;
    this.#run = run;
    this.#arrived = arrived;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const because = error.code ?? error.message;
      this.#error = new NetworkError('lost', `the connection to ${remote.host}:${remote.port} was lost (${because})`);
    });
    socket.on('close', () => this.#tellClosed());
  }

  start(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    if (this.#socket.closed) {
      setImmediate(() => this.#tellClosed());
      return;
    }
    this.#socket.on('data', (chunk: Buffer) => {
      if (this.#state !== 'open') return;
      this.#run(() => handlers.data(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)));
      this.#arrived.note(chunk);
    });
    this.#socket.on('drain', () => this.#tellDrained());
  }

  send(parts: readonly Uint8Array[], sent?: () => void): boolean {
    if (this.#state !== 'open') {
      sent?.();
      return true;
    }
    this.#cork();
    const last = parts.length - 1;
    for (let index = 0; index < last; index++) this.#socket.write(parts[index]!);
    this.#socket.write(parts[last]!, sent === undefined ? undefined : () => sent());
    const isPatient = this.#socket.writableLength <= patienceBytes;
    this.#mustTellDrained ||= !isPatient;
    return isPatient;
  }

  unsentBytes(): number {
    return this.#socket.writableLength;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this.#uncork();
    // Until the other side closes too, what it still sends is read and thrown away: a reset would overtake our last bytes.
    this.#socket.resume();
    this.#socket.setTimeout(stuckMs, () => this.#socket.destroy());
    this.#socket.end(() => {
      if (!this.#socket.destroyed) this.#socket.setTimeout(farewellMs);
    });
  }

  abort(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closing';
    this.#socket.resetAndDestroy();
  }

  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    process.nextTick(() => this.#uncork());
  }

  #uncork(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#socket.uncork();
  }

  #tellDrained(): void {
    if (!this.#mustTellDrained || this.#state !== 'open') return;
    this.#mustTellDrained = false;
    this.#run(() => this.#handlers?.drained?.());
  }

  #tellClosed(): void {
    if (this.#state === 'closed' || this.#handlers === undefined) return;
    const isOurDoing = this.#state === 'closing';
    this.#state = 'closed';
    this.#run(() => this.#handlers?.closed(isOurDoing ? undefined : this.#error));
  }
}
