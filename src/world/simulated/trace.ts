import type { Happening, Tell, Told } from '../world.ts';
import { Hash } from './hash.ts';

export interface TraceOptions {
  /** Hash every event. Two runs of one plan have the same hash. */
  readonly hashed?: boolean;
  /** How many of the latest events to keep; 0 keeps none. */
  readonly keep?: number;
}

/**
 * What was told, in order. Who only wants to run pays nothing: where nothing is hashed, kept or listened to, the events are
 * not even built.
 */
export class Trace {
  readonly #hash: Hash | undefined;
  readonly #keep: number;
  #kept: Told[] = [];
  #count = 0;
  readonly #listeners = new Set<Tell<Told>>();

  constructor({ hashed = false, keep = 0 }: TraceOptions) {
    this.#hash = hashed ? new Hash() : undefined;
    this.#keep = keep;
  }

  get isWanted(): boolean {
    return this.#hash !== undefined || this.#keep > 0 || this.#listeners.size > 0;
  }

  /** How many events were told. */
  get count(): number {
    return this.#count;
  }

  tell(event: Happening, node: string, atUs: number): void {
    this.#count++;
    if (this.#hash !== undefined) {
      this.#hash.number(atUs);
      this.#hash.text(node);
      this.#hash.value(event);
    }
    if (this.#keep === 0 && this.#listeners.size === 0) return;
    const told: Told = { ...event, node, atUs };
    if (this.#keep > 0) this.#keepLatest(told);
    for (const listener of this.#listeners) listener(told);
  }

  /** The latest events, oldest first. */
  events(): readonly Told[] {
    return this.#kept.slice(-this.#keep);
  }

  /** The hash of all that was told so far, sixteen hexadecimal digits. Throws where the trace is not hashed. */
  hash(): string {
    if (this.#hash === undefined)
      throw new Error('this trace is not hashed: ask for it with { trace: { hashed: true } }');
    return this.#hash.digits();
  }

  /** Hears every event from now on, until the function that it returns is called. A listener only looks: it changes nothing. */
  listen(listener: Tell<Told>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keepLatest(told: Told): void {
    this.#kept.push(told);
    if (this.#kept.length >= 2 * this.#keep) this.#kept = this.#kept.slice(-this.#keep);
  }
}
