import type { Link } from './links.ts';
import type { Loop } from './loop.ts';
import type { Message, NetworkEvent, NetworkHooks, Verdict } from './messages.ts';

/** What a pipe needs of the network that it is part of. */
export interface PipeSurroundings {
  readonly loop: Loop;
  readonly hooks: () => NetworkHooks;
  readonly windowBytes: number;
  readonly nextMessage: () => number;
  /** The event is built only where somebody listens. */
  readonly tell: (node: string, event: () => NetworkEvent) => void;
}

/** The far end of a pipe. */
export interface PipeEnd {
  /** Why nothing can be received any more; undefined while it can. */
  unreachableBecause(): string | undefined;
  receive(bytes: Uint8Array): void;
  /** Sends back what its process did not say. */
  answer(bytes: Uint8Array): void;
  /** Something arrived for a connection that this side no longer knows. */
  refuse(): void;
}

/** What is on its way, in its order: a message, or the news that the connection ends. */
interface Parcel {
  readonly arrive: () => void;
  isHeld: boolean;
  delayUs: number;
}

/**
 * One direction of a connection. What does not fit into the window waits at the sender. A lost message blocks all that
 * follow it, as with TCP when retransmissions cannot get through, until one of the sides closes.
 */
export class Pipe {
  readonly #surroundings: PipeSurroundings;
  readonly #link: Link;
  readonly #wayBack: Link;
  readonly #route: {
    readonly connection: number;
    readonly from: string;
    readonly to: string;
    readonly isFromClient: boolean;
  };
  readonly #end: PipeEnd;
  readonly #onDrained: () => void;
  readonly #onAborted: () => void;
  #waiting: { readonly bytes: Uint8Array; readonly sent: (() => void) | undefined }[] = [];
  #unsentBytes = 0;
  #sentBytes = 0;
  #unacknowledgedBytes = 0;
  /** Nothing arrives from this message on; `Infinity`: all does. */
  #firstLost = Infinity;
  #line: Parcel[] = [];
  #lastArrivalUs: number;

  constructor(
    surroundings: PipeSurroundings,
    route: {
      connection: number;
      from: string;
      to: string;
      isFromClient: boolean;
      link: Link;
      wayBack: Link;
      openUs: number;
    },
    end: PipeEnd,
    sender: { drained: () => void; aborted: () => void },
  ) {
    const { link, wayBack, openUs, ...names } = route;
    this.#surroundings = surroundings;
    this.#route = names;
    this.#link = link;
    this.#wayBack = wayBack;
    this.#end = end;
    this.#onDrained = sender.drained;
    this.#onAborted = sender.aborted;
    this.#lastArrivalUs = openUs;
  }

  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  /** False: it, or something before it, has to wait for the window. */
  send(bytes: Uint8Array, sent?: () => void): boolean {
    if (this.#waiting.length === 0 && this.#sentBytes < this.#surroundings.windowBytes) {
      this.#launch(bytes);
      sent?.();
      return true;
    }
    this.#waiting.push({ bytes, sent });
    this.#unsentBytes += bytes.length;
    return false;
  }

  /** The far side took this many bytes; the sender hears of it unless the way back is cut. */
  acknowledge(sizeBytes: number): void {
    this.#unacknowledgedBytes += sizeBytes;
    if (this.#wayBack.isCut) return;
    this.#sentBytes -= this.#unacknowledgedBytes;
    this.#unacknowledgedBytes = 0;
    if (this.#waiting.length === 0) return;
    let sent = 0;
    while (sent < this.#waiting.length && this.#sentBytes < this.#surroundings.windowBytes) {
      const next = this.#waiting[sent++]!;
      this.#unsentBytes -= next.bytes.length;
      this.#launch(next.bytes);
      next.sent?.();
    }
    this.#waiting.splice(0, sent);
    if (this.#waiting.length === 0) this.#onDrained();
  }

  /** What waits is lost. */
  discard(): void {
    const lost = this.#waiting;
    this.#waiting = [];
    this.#unsentBytes = 0;
    for (const { sent } of lost) sent?.();
  }

  /** News that is not data: it follows what was sent before, and a lost message does not keep it back, only a cut link. */
  signal(arrive: () => void): void {
    if (this.#link.loses() !== undefined) return;
    this.#enqueue({ arrive: () => (this.#link.isCut ? undefined : arrive()), isHeld: false, delayUs: 0 });
  }

  /** Lets go what an interception held. */
  release(): void {
    for (const parcel of this.#line) parcel.isHeld = false;
    this.#moveLine();
  }

  #launch(bytes: Uint8Array): void {
    this.#sentBytes += bytes.length;
    const { nextMessage } = this.#surroundings;
    const hooks = this.#surroundings.hooks();
    const unlabelled: Message = { id: nextMessage(), ...this.#route, bytes, label: undefined };
    const label = hooks.label?.(unlabelled);
    const message = label === undefined ? unlabelled : { ...unlabelled, label };
    this.#tellLeft(message);
    const verdict = hooks.intercept?.(message) ?? 'deliver';
    if (verdict === 'abort') {
      this.#lose(message, 'the connection was broken');
      this.#onAborted();
      return;
    }
    const lost = verdict === 'drop' ? 'it was dropped' : (this.#blockade(message) ?? this.#link.loses());
    if (lost !== undefined) return this.#lose(message, lost);
    this.#enqueue(this.#parcel(message, verdict));
    if (verdict !== 'repeat') return;
    // A copy: bytes that arrived belong to the receiver, who may write into them.
    this.#sentBytes += message.bytes.length;
    this.#enqueue(this.#parcel({ ...message, bytes: message.bytes.slice() }, 'deliver'));
  }

  #parcel(message: Message, verdict: Verdict): Parcel {
    return {
      arrive: () =>
        this.#arrive(message, typeof verdict === 'object' && 'answer' in verdict ? verdict.answer : undefined),
      isHeld: verdict === 'hold',
      delayUs: typeof verdict === 'object' && 'delayUs' in verdict ? verdict.delayUs : 0,
    };
  }

  #enqueue(parcel: Parcel): void {
    this.#line.push(parcel);
    this.#moveLine();
  }

  /** Sends on its way all that no held message keeps back. */
  #moveLine(): void {
    const { loop } = this.#surroundings;
    let moved = 0;
    for (const parcel of this.#line) {
      if (parcel.isHeld) break;
      moved++;
      this.#lastArrivalUs = Math.max(this.#lastArrivalUs, loop.nowUs + this.#link.delayUs() + parcel.delayUs);
      loop.at(this.#lastArrivalUs, undefined, parcel.arrive);
    }
    this.#line.splice(0, moved);
  }

  #arrive(message: Message, answer: Uint8Array | undefined): void {
    const lost = this.#blockade(message) ?? (this.#link.isCut ? 'the link is cut' : undefined);
    if (lost !== undefined) return this.#lose(message, lost);
    const unreachable = this.#end.unreachableBecause();
    if (unreachable !== undefined) {
      this.#lose(message, unreachable);
      this.#end.refuse();
      return;
    }
    this.#surroundings.tell(message.from, () => ({ name: 'message arrived', message: message.id }));
    if (answer === undefined) return this.#end.receive(message.bytes);
    this.acknowledge(message.bytes.length);
    this.#end.answer(answer);
  }

  #blockade({ id }: Message): string | undefined {
    return id > this.#firstLost ? 'an earlier message of this connection was lost' : undefined;
  }

  #lose(message: Message, because: string): void {
    this.#firstLost = Math.min(this.#firstLost, message.id);
    this.#surroundings.tell(message.from, () => ({ name: 'message lost', message: message.id, because }));
  }

  #tellLeft({ id, connection, from, to, bytes, label }: Message): void {
    this.#surroundings.tell(from, () => ({
      name: 'message left',
      message: id,
      connection,
      from,
      to,
      sizeBytes: bytes.length,
      label,
    }));
  }
}
