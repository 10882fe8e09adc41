import type { Segment } from './segment.ts';

/** One segment, for those who list files. */
export interface SegmentDescription {
  readonly baseOffset: number;
  readonly sizeBytes: number;
}

/** The segments of one log in the order of their offsets; there is always one, and the last one is active. */
export class SegmentList {
  readonly #segments: Segment[];

  constructor(segments: readonly Segment[]) {
    this.#segments = [...segments];
  }

  get count(): number {
    return this.#segments.length;
  }

  get first(): Segment {
    return this.#segments[0]!;
  }

  get active(): Segment {
    return this.#segments[this.#segments.length - 1]!;
  }

  get sizeBytes(): number {
    let sizeBytes = 0;
    for (const segment of this.#segments) sizeBytes += segment.sizeBytes;
    return sizeBytes;
  }

  all(): readonly Segment[] {
    return [...this.#segments];
  }

  /** The one that has, or would have, an offset; the first one where the offset lies before it. */
  holding(offset: number): Segment {
    return this.#segments[this.#positionOf(offset)]!;
  }

  /** Undefined behind the last one. */
  after(segment: Segment): Segment | undefined {
    const position = this.#positionOf(segment.baseOffset);
    return this.#segments[position]!.baseOffset > segment.baseOffset
      ? this.#segments[position]
      : this.#segments[position + 1];
  }

  /** Those with batches at or behind an offset, and the active one. */
  from(offset: number): readonly Segment[] {
    return this.#segments.slice(this.#positionOf(offset));
  }

  /** Where a segment ends: at the next one's base offset, or at the log's end. */
  endOffsetOf(segment: Segment, logEndOffset: number): number {
    return this.after(segment)?.baseOffset ?? logEndOffset;
  }

  add(segment: Segment): void {
    this.#segments.push(segment);
  }

  /** Puts one in the place of neighbours; its base offset is that of the first of them. */
  replace(replaced: readonly Segment[], segment: Segment): void {
    const position = this.#segments.indexOf(replaced[0]!);
    this.#segments.splice(position, replaced.length, segment);
  }

  /** Whether they are all here, one behind the other. */
  hasInRow(segments: readonly Segment[]): boolean {
    const position = this.#segments.indexOf(segments[0]!);
    return position >= 0 && segments.every((segment, index) => this.#segments[position + index] === segment);
  }

  remove(segment: Segment): void {
    const position = this.#segments.indexOf(segment);
    if (position >= 0) this.#segments.splice(position, 1);
  }

  #positionOf(offset: number): number {
    let below = 0;
    let above = this.#segments.length;
    while (above - below > 1) {
      const middle = (below + above) >>> 1;
      if (this.#segments[middle]!.baseOffset <= offset) below = middle;
      else above = middle;
    }
    return below;
  }
}
