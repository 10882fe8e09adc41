import { batchesAfter, noBatches, type ToldBatches, wasSent } from '../delivery/batches-told.ts';
import type { Told } from '../world/world.ts';
import type { StoryEvent } from './story-event.ts';

/** A message that is under way, as far as it is known what it says. */
export interface MessageUnderWay {
  readonly from: string;
  readonly to: string;
  readonly label: MessageLabel | undefined;
}

/** What of an append says which number the batch has. */
interface NumberedBatch {
  readonly node: string;
  readonly partition: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

/** What `cluster/` reads out of a frame. */
export interface MessageLabel {
  readonly kind: 'request' | 'response';
  readonly api: string;
  readonly summary: string;
}

/** Memory is bounded: what is older is forgotten, and told as if it were new. */
const mostRemembered = 10_000;

/**
 * What has happened so far, as far as a sentence needs it: `it is there twice now` can only be said by somebody who has seen
 * the first. Events are heard in order, each after its sentence was made.
 */
export class Story {
  readonly #underWay = new Map<number, MessageUnderWay>();
  readonly #offsets = new Map<string, number[]>();
  /** For each log of a broker the numbers under which producers' batches were written. */
  readonly #numbers = new Map<string, Pick<NumberedBatch, 'producerId' | 'producerEpoch' | 'baseSequence'>[]>();
  readonly #done = new Map<string, number>();
  readonly #batches = new Map<string, ToldBatches>();
  readonly #kinds = new Map<string, string>();
  readonly #timeouts = new Map<string, number>();
  #hasBegun = false;

  /** A broker serves: what was told before belongs to the making of the cluster. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Whether the same node gave up waiting at this very instant, and this follows from it. */
  hasJustTimedOut({ node, atUs }: Told<StoryEvent>): boolean {
    return this.#timeouts.get(node) === atUs;
  }

  message(id: number): MessageUnderWay | undefined {
    return this.#underWay.get(id);
  }

  /** Where a value stands in a log of a broker already. */
  offsetsOf(node: string, partition: string, value: string | null): readonly number[] {
    return this.#offsets.get(JSON.stringify([node, partition, value])) ?? [];
  }

  /** How the number of an idempotent producer's batch stands to those that are in the log already. */
  numberOf({
    node,
    partition,
    producerId,
    producerEpoch,
    baseSequence,
  }: NumberedBatch): 'the same' | 'new' | 'of a new producer' {
    const written = this.#numbers
      .get(JSON.stringify([node, partition]))
      ?.filter((each) => each.producerId === producerId);
    if (written === undefined || written.length === 0) return 'of a new producer';
    return written.some((each) => each.producerEpoch === producerEpoch && each.baseSequence === baseSequence)
      ? 'the same'
      : 'new';
  }

  /** How often something was done so far, by anybody. */
  timesDone(entry: string): number {
    return this.#done.get(entry) ?? 0;
  }

  /** The records that an event of a producer will be about, as far as they are known. */
  aboutTo(event: Told<StoryEvent>): ToldBatches['about'] {
    return this.#batchesAfter(event)?.about;
  }

  /** Whether a producer has sent such a record, and has no outcome for it. */
  wasSent(node: string, partition: string, value: string | null): boolean {
    return wasSent(this.#batches.get(node) ?? noBatches, partition, value);
  }

  /** `broker`, `producer`, `consumer`; undefined of a node that was never started. */
  kindOf(node: string): string | undefined {
    return this.#kinds.get(node);
  }

  hear(event: Told<StoryEvent>): void {
    const batches = this.#batchesAfter(event);
    if (batches !== undefined) this.#batches.set(event.node, batches);
    switch (event.name) {
      case 'message left':
        return this.#leave(event.message, { from: event.from, to: event.to, label: labelOf(event.label) });
      case 'message arrived':
      case 'message lost':
        this.#underWay.delete(event.message);
        return;
      case 'node started':
        this.#kinds.set(event.node, event.kind);
        // Whoever starts has nothing of what its process had before.
        this.#batches.delete(event.node);
        return;
      case 'appended':
        for (const { offset, value } of event.records) {
          append(this.#offsets, JSON.stringify([event.node, event.partition, value]), offset);
        }
        if (event.producerId >= 0) {
          const { node, partition, producerId, producerEpoch, baseSequence } = event;
          append(this.#numbers, JSON.stringify([node, partition]), { producerId, producerEpoch, baseSequence });
        }
        return;
      case 'request timed out':
        this.#timeouts.set(event.node, event.atUs);
        return;
      case 'broker started':
        this.#hasBegun = true;
        return;
      case 'processed':
        this.#done.set(event.entry, this.timesDone(event.entry) + 1);
        return;
      default:
        return;
    }
  }

  #leave(id: number, message: MessageUnderWay): void {
    this.#underWay.set(id, message);
    if (this.#underWay.size > mostRemembered) this.#underWay.delete(this.#underWay.keys().next().value!);
  }

  /** Undefined where the event is none of a producer. */
  #batchesAfter(event: Told<StoryEvent>): ToldBatches | undefined {
    const known = this.#batches.get(event.node);
    if (known === undefined && event.name !== 'record accepted') return undefined;
    return batchesAfter(known ?? noBatches, event as Parameters<typeof batchesAfter>[1]);
  }
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (list.length < mostRemembered) list.push(value);
  if (lists.size > mostRemembered) lists.delete(lists.keys().next().value!);
}

/** A label is made by another room, and may be anything. */
function labelOf(label: object | undefined): MessageLabel | undefined {
  const { kind, api, summary } = (label ?? {}) as Partial<MessageLabel>;
  if ((kind !== 'request' && kind !== 'response') || typeof api !== 'string') return undefined;
  return { kind, api, summary: summary ?? '' };
}
