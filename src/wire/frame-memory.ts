/**
 * Memory for frames that span chunks. Taking a fresh piece for every frame would keep the garbage collector busy: it counts
 * what lies outside its heap, and at 100 MB/s looks through all of it many times a second. So whoever is done with a frame
 * may give its memory back, and the next frame gets it.
 */
export interface FrameMemory {
  /** At least so many bytes; what is in them is undefined. */
  take(sizeBytes: number): Uint8Array;
  /** Takes back a piece, or a view over all of one, at which nobody looks any more. What did not come from here is left alone. */
  give(piece: Uint8Array): void;
}

/** Nothing is kept: right for a client, whose answers may be looked at long after. */
export const freshMemory: FrameMemory = {
  take: (sizeBytes) => new Uint8Array(sizeBytes),
  give: () => {},
};

const mostSpares = 16;

/** A piece is not used for a frame so much smaller: a few bytes must not hold a megabyte. */
const mostWaste = 8;

/** Keeps what is given back, up to a bound. One for all connections of a broker. */
export class FrameMemoryPool implements FrameMemory {
  readonly #maxSpareBytes: number;
  readonly #lent = new WeakSet<ArrayBufferLike>();
  readonly #spares: Uint8Array[] = [];
  #spareBytes = 0;

  constructor(maxSpareBytes: number) {
    this.#maxSpareBytes = maxSpareBytes;
  }

  get spareBytes(): number {
    return this.#spareBytes;
  }

  take(sizeBytes: number): Uint8Array {
    const found = this.#spares.findIndex(({ length }) => length >= sizeBytes && length <= mostWaste * sizeBytes);
    if (found < 0) return this.#lend(new Uint8Array(sizeBytes));
    const [spare] = this.#spares.splice(found, 1);
    this.#spareBytes -= spare!.length;
    return this.#lend(spare!);
  }

  give({ buffer }: Uint8Array): void {
    if (!this.#lent.delete(buffer)) return;
    const piece = new Uint8Array(buffer);
    this.#spares.push(piece);
    this.#spareBytes += piece.length;
    while (this.#spares.length > mostSpares || this.#spareBytes > this.#maxSpareBytes) {
      this.#spareBytes -= this.#spares.shift()!.length;
    }
  }

  #lend(piece: Uint8Array): Uint8Array {
    this.#lent.add(piece.buffer);
    return piece;
  }
}
