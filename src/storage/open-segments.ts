/** What holds files open and memory, and can give both back. */
export interface Releasable {
  release(): void;
}

/**
 * The segments of all logs of a data folder that hold files open or indexes in memory, so many and no more: the one that was
 * not used for longest lets go. A thousand partitions of a hundred segments need no more than a few hundred files.
 */
export class OpenSegments {
  readonly #most: number;
  /** In the order of their last use. */
  readonly #segments = new Set<Releasable>();

  constructor(most = 256) {
    this.#most = most;
  }

  get count(): number {
    return this.#segments.size;
  }

  use(segment: Releasable): void {
    this.#segments.delete(segment);
    this.#segments.add(segment);
    if (this.#segments.size <= this.#most) return;
    const [oldest] = this.#segments;
    this.#segments.delete(oldest!);
    oldest!.release();
  }

  /** It is gone: nobody needs to release it. */
  forget(segment: Releasable): void {
    this.#segments.delete(segment);
  }
}
