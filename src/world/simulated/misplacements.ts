const sectorBytes = 512;

/** Bytes that the platter has, or lacks, where the page cache knows better. */
interface Misplacement {
  /** Which change of the file it was. */
  readonly change: number;
  readonly start: number;
  /** What the platter holds there. */
  bytes: Uint8Array;
}

/**
 * Where the platter holds something else than the page cache, although the disk said that it had written it. It shows when
 * the power is lost and the file is read from the platter again.
 */
export class Misplacements {
  #known: Misplacement[] = [];

  /**
   * A write that the disk says it has done.
   *
   * @param before what the file held in its place
   */
  note(how: 'lost' | 'torn' | 'misplaced', change: number, start: number, before: Uint8Array, bytes: Uint8Array): void {
    const from = how === 'torn' ? Math.floor(bytes.length / 2) : 0;
    this.#known.push({ change, start: start + from, bytes: before.slice(from) });
    if (how !== 'misplaced') return;
    const elsewhere = start >= sectorBytes ? start - sectorBytes : start + sectorBytes;
    this.#known.push({ change, start: elsewhere, bytes: bytes.slice() });
  }

  /** What is written later reaches the platter. */
  overwrite(start: number, bytes: Uint8Array): void {
    for (const known of this.#known) {
      const from = Math.max(start, known.start);
      const to = Math.min(start + bytes.length, known.start + known.bytes.length);
      if (from < to) known.bytes.set(bytes.subarray(from - start, to - start), from - known.start);
    }
  }

  cutTo(sizeBytes: number): void {
    for (const known of this.#known) {
      known.bytes = known.bytes.subarray(0, Math.max(0, Math.min(known.bytes.length, sizeBytes - known.start)));
    }
  }

  /**
   * The power is lost, and they show: returns them, and knows of none any more.
   *
   * @param changes how many changes of the file have reached the platter
   */
  take(changes: number): readonly { readonly start: number; readonly bytes: Uint8Array }[] {
    const shown = this.#known.filter(({ change }) => change < changes);
    this.#known = [];
    return shown;
  }
}
