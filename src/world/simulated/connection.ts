import { type Address, type Connection, type ConnectionHandlers, NetworkError } from '../world.ts';
import type { Pipe, PipeEnd } from './pipe.ts';
import type { Process } from './process.ts';

/** What stands in an inbox when the other side has closed: behind it nothing comes. */
const end = 'end';

/** One side of a connection, and the process that it belongs to. */
export class SimulatedConnection implements Connection, PipeEnd {
  readonly local: Address;
  readonly remote: Address;
  readonly #process: Process;
  /** False when the host has lost its power: then nobody answers, not even to refuse. */
  readonly #isHostUp: () => boolean;
  readonly #forget: () => void;
  #peer: SimulatedConnection | undefined;
  #outgoing: Pipe | undefined;
  #handlers: ConnectionHandlers | undefined;
  #inbox: (Uint8Array | typeof end)[] = [];
  #isPaused = false;
  #isDelivering = false;
  #mustTellDrained = false;
  #state: 'open' | 'closing' | 'closed' = 'open';

  constructor(process: Process, addresses: { local: Address; remote: Address }, isHostUp: () => boolean) {
    this.local = addresses.local;
    this.remote = addresses.remote;
    this.#process = process;
    this.#isHostUp = isHostUp;
    this.#forget = process.atDeath(() => this.#die());
  }

  /** Both sides are made first, then joined. */
  join(peer: SimulatedConnection, outgoing: Pipe): void {
    this.#peer = peer;
    this.#outgoing = outgoing;
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  start(handlers: ConnectionHandlers): void {
    this.#process.enter('connection.start');
    this.#handlers = handlers;
    this.#deliverLater();
  }

  send(parts: readonly Uint8Array[], sent?: () => void): boolean {
    this.#process.enter('connection.send');
    if (this.#state !== 'open') {
      sent?.();
      return true;
    }
    // Bytes that arrived belong to the receiver: what the sender may write over is copied.
    const isGivenAway = parts.length === 1 && sent === undefined;
    const hasLeft = this.#outgoing!.send(isGivenAway ? parts[0]! : joined(parts), sent);
    this.#mustTellDrained ||= !hasLeft;
    return hasLeft;
  }

  unsentBytes(): number {
    return this.#outgoing!.unsentBytes;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    if (!this.#isPaused || !this.#process.isAlive) return;
    this.#process.enter('connection.resume');
    this.#isPaused = false;
    this.#deliverLater();
  }

  close(): void {
    if (this.#state !== 'open' || !this.#process.isAlive) return;
    this.#process.enter('connection.close');
    this.#state = 'closing';
    const hasPeerClosed = this.#inbox.includes(end);
    this.#discardInbox();
    if (hasPeerClosed) this.#end(undefined);
    else if (this.unsentBytes() === 0) this.#finish();
  }

  abort(): void {
    if (this.#state === 'closed' || !this.#process.isAlive) return;
    this.#process.enter('connection.abort');
    this.#reset();
    this.#end(undefined);
  }

  /** Both sides learn that the connection is broken: this one at once, the other when the news arrives. */
  break(): void {
    if (this.#state === 'closed') return;
    this.#reset();
    this.#end(new NetworkError('lost', `the connection to ${named(this.remote)} was reset`));
  }

  /** The window has room again, and nothing waits. */
  drained(): void {
    if (this.#state === 'closing') this.#finish();
    if (this.#state !== 'open' || !this.#mustTellDrained) return;
    this.#mustTellDrained = false;
    this.#process.after(0, () => (this.#state === 'open' ? this.#handlers?.drained?.() : undefined));
  }

  /** What an interception held goes on. */
  release(): void {
    this.#outgoing!.release();
  }

  /** The way back is open again: what was taken meanwhile is acknowledged. */
  acknowledge(): void {
    this.#peer!.#outgoing!.acknowledge(0);
  }

  unreachableBecause(): string | undefined {
    if (!this.#isHostUp()) return `${this.#process.node} has no power`;
    return this.#state === 'closed' ? 'the connection is closed' : undefined;
  }

  receive(bytes: Uint8Array): void {
    if (this.#state === 'closing') this.#peer!.#outgoing!.acknowledge(bytes.length);
    else {
      this.#inbox.push(bytes);
      this.#deliver();
    }
  }

  answer(bytes: Uint8Array): void {
    this.#outgoing!.send(bytes);
  }

  refuse(): void {
    if (this.#isHostUp()) this.#outgoing!.signal(() => this.#peer!.#onReset());
  }

  /** Sent all: the other side may know that nothing more comes. */
  #finish(): void {
    this.#outgoing!.signal(() => this.#peer!.#onEnd());
    this.#end(undefined);
  }

  #reset(): void {
    this.#outgoing!.signal(() => this.#peer!.#onReset());
  }

  /** The process ended: the operating system resets what is open, unless it is gone with it. */
  #die(): void {
    if (this.#state !== 'closed' && this.#isHostUp()) this.#reset();
    this.#state = 'closed';
    this.#inbox = [];
    this.#outgoing!.discard();
  }

  #onEnd(): void {
    if (!this.#isHostUp() || this.#state === 'closed') return;
    if (this.#state === 'closing') return this.#end(undefined);
    this.#inbox.push(end);
    this.#deliver();
  }

  #onReset(): void {
    if (!this.#isHostUp() || this.#state === 'closed') return;
    this.#end(new NetworkError('lost', `the connection to ${named(this.remote)} was reset`));
  }

  /** The last thing that this side hears, as an event of its own. */
  #end(error: NetworkError | undefined): void {
    this.#state = 'closed';
    this.#inbox = [];
    this.#outgoing!.discard();
    this.#forget();
    this.#process.after(0, () => this.#handlers?.closed(error));
  }

  #deliver(): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    this.#process.run(() => this.#deliverOne());
  }

  #deliverLater(): void {
    if (this.#isDelivering || this.#inbox.length === 0) return;
    this.#isDelivering = true;
    this.#process.after(0, () => this.#deliverOne());
  }

  #deliverOne(): void | Promise<void> {
    this.#isDelivering = false;
    if (this.#handlers === undefined || this.#isPaused || this.#state !== 'open') return;
    const next = this.#inbox.shift();
    if (next === undefined) return;
    if (next === end) return this.#end(undefined);
    this.#peer!.#outgoing!.acknowledge(next.length);
    this.#deliverLater();
    return this.#handlers.data(next);
  }

  #discardInbox(): void {
    for (const waiting of this.#inbox) if (waiting !== end) this.#peer!.#outgoing!.acknowledge(waiting.length);
    this.#inbox = [];
  }
}

export function named({ host, port }: Address): string {
  return `${host}:${port}`;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}
