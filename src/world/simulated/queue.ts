/** Something that will happen at an instant; of two at one instant, the one that was planned first. */
export interface Planned {
  atUs: number;
  sequence: number;
  /** Where the event stands in the queue; the queue's own. −1: not in it. */
  position: number;
}

/**
 * What will happen, soonest first: a binary heap. Each event knows its place, so that a cancelled timer leaves at once and
 * a thousand request timeouts that never fire do not lie around until their hour comes.
 */
export class EventQueue<Event extends Planned> {
  readonly #heap: Event[] = [];

  get length(): number {
    return this.#heap.length;
  }

  first(): Event | undefined {
    return this.#heap[0];
  }

  add(event: Event): void {
    this.#heap.push(event);
    this.#rise(event, this.#heap.length - 1);
  }

  /** Harmless where the event is not, or no longer, in the queue. */
  remove(event: Event): void {
    const position = event.position;
    if (position < 0) return;
    event.position = -1;
    const last = this.#heap.pop()!;
    if (last === event) return;
    this.#rise(last, position);
    if (last.position === position) this.#sink(last, position);
  }

  #rise(event: Event, position: number): void {
    const heap = this.#heap;
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = heap[above]!;
      if (!isBefore(event, parent)) break;
      heap[position] = parent;
      parent.position = position;
      position = above;
    }
    heap[position] = event;
    event.position = position;
  }

  #sink(event: Event, position: number): void {
    const heap = this.#heap;
    for (;;) {
      let below = 2 * position + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++;
      const child = heap[below]!;
      if (!isBefore(child, event)) break;
      heap[position] = child;
      child.position = position;
      position = below;
    }
    heap[position] = event;
    event.position = position;
  }
}

function isBefore(one: Planned, other: Planned): boolean {
  return one.atUs < other.atUs || (one.atUs === other.atUs && one.sequence < other.sequence);
}
