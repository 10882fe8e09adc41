import type { Timer, World } from '../../world/world.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { OutgoingRecord } from './record.ts';

/** What is in a record's way. */
export type Obstacle = 'metadata' | 'memory';

interface Waiting {
  readonly record: OutgoingRecord;
  readonly sizeBytes: number;
  /** Monotonic. */
  readonly untilMs: number;
}

/** Where a record goes from here. */
export interface Doors {
  /** Lets a record go on, or says what is in its way. */
  enter(record: OutgoingRecord): Obstacle | undefined;
  fail(record: OutgoingRecord, because: KafkaException): void;
}

interface Blocked {
  count: number;
  obstacle: Obstacle;
}

/**
 * Records that cannot be gathered yet, because nothing is known of their topic or no memory is free. Where Kafka's Java client
 * blocks the thread that sends, they wait here, in order, for at most `max.block.ms`.
 */
export class WaitingRoom {
  readonly #world: World;
  readonly #maxBlockMs: number;
  readonly #limitBytes: number;
  readonly #doors: Doors;
  #waiting: Waiting[] = [];
  /** By topic: how many wait, and what for. */
  readonly #blocked = new Map<string, Blocked>();
  #sizeBytes = 0;
  #timer: Timer | undefined;

  constructor(
    world: World,
    { maxBlockMs, limitBytes }: { readonly maxBlockMs: number; readonly limitBytes: number },
    doors: Doors,
  ) {
    this.#world = world;
    this.#maxBlockMs = maxBlockMs;
    this.#limitBytes = limitBytes;
    this.#doors = doors;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether some wait for memory. */
  get isShortOfMemory(): boolean {
    for (const { obstacle } of this.#blocked.values()) if (obstacle === 'memory') return true;
    return false;
  }

  /** What records of the topic wait for; one that comes now would overtake them if it did not wait too. */
  obstacleOf(topic: string): Obstacle | undefined {
    return this.#blocked.get(topic)?.obstacle;
  }

  /** Fails the record at once where as much waits already as may be gathered: whoever sends must wait for answers now and then. */
  add(record: OutgoingRecord, sizeBytes: number, obstacle: Obstacle): void {
    if (this.#sizeBytes + sizeBytes > this.#limitBytes) {
      const message = `buffer.memory=${this.#limitBytes} is used up, and as much again waits for it: await some of what was sent`;
      this.#doors.fail(record, KafkaException.of('BufferExhaustedException', message));
      return;
    }
    this.#sizeBytes += sizeBytes;
    const blocked = this.#blocked.get(record.topic);
    if (blocked === undefined) this.#blocked.set(record.topic, { count: 1, obstacle });
    else blocked.count++;
    this.#waiting.push({ record, sizeBytes, untilMs: this.#world.clock.monotonicMs() + this.#maxBlockMs });
    this.#timer ??= this.#world.clock.after(this.#maxBlockMs, () => this.#timeIsOver());
  }

  /** Something has changed: those go on whose obstacle is gone, and none before another of its topic. */
  tryAgain(): void {
    const stillBlocked = new Set<string>();
    const staying: Waiting[] = [];
    let position = 0;
    for (; position < this.#waiting.length; position++) {
      const waiting = this.#waiting[position]!;
      const { topic } = waiting.record;
      if (!stillBlocked.has(topic)) {
        const obstacle = this.#doors.enter(waiting.record);
        if (obstacle === undefined) {
          this.#forget(waiting);
          continue;
        }
        this.#blocked.get(topic)!.obstacle = obstacle;
        if (obstacle === 'memory') break;
        stillBlocked.add(topic);
      }
      staying.push(waiting);
    }
    this.#waiting = [...staying, ...this.#waiting.slice(position)];
    this.#watch();
  }

  /** Fails all that wait. */
  abandon(because: KafkaException): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (const waiting of all) this.#fail(waiting, because);
    this.#watch();
  }

  #timeIsOver(): void {
    this.#timer = undefined;
    const nowMs = this.#world.clock.monotonicMs();
    const over = this.#waiting.filter(({ untilMs }) => untilMs <= nowMs);
    this.#waiting = this.#waiting.filter(({ untilMs }) => untilMs > nowMs);
    for (const waiting of over) this.#fail(waiting, this.#timeout(waiting.record.topic));
    this.#watch();
  }

  #timeout(topic: string): KafkaException {
    const after = `after max.block.ms=${this.#maxBlockMs}`;
    return this.obstacleOf(topic) === 'metadata'
      ? KafkaException.of('TimeoutException', `nothing is known of topic ${topic} ${after}`)
      : KafkaException.of('BufferExhaustedException', `buffer.memory=${this.#limitBytes} is used up, also ${after}`);
  }

  #fail(waiting: Waiting, because: KafkaException): void {
    this.#forget(waiting);
    this.#doors.fail(waiting.record, because);
  }

  #forget({ record: { topic }, sizeBytes }: Waiting): void {
    this.#sizeBytes -= sizeBytes;
    const blocked = this.#blocked.get(topic)!;
    blocked.count--;
    if (blocked.count === 0) this.#blocked.delete(topic);
  }

  /** The first to wait is the first whose time is over. */
  #watch(): void {
    this.#timer?.cancel();
    const first = this.#waiting[0];
    const leftMs = first === undefined ? Infinity : first.untilMs - this.#world.clock.monotonicMs();
    this.#timer =
      first === undefined ? undefined : this.#world.clock.after(Math.max(0, leftMs), () => this.#timeIsOver());
  }
}
