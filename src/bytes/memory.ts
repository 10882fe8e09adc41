/**
 * Memory for bytes that come in large pieces: frames that span chunks, batches read from a file. Taking a fresh piece each
 * time would keep the garbage collector busy: it counts what lies outside its heap, and at 100 MB/s looks through all of it
 * many times a second. So whoever is done with a piece may give it back, and the next one who needs memory gets it.
 */
export interface Memory {
  /** At least so many bytes; what is in them is undefined. */
  take(sizeBytes: number): Uint8Array;
  /** Takes back a piece, or a view over all of one, at which nobody looks any more. What did not come from here is left alone. */
  give(piece: Uint8Array): void;
}

/** Nothing is kept: right for a client, whose answers may be looked at long after. */
export const freshMemory: Memory = {
  take: (sizeBytes) => new Uint8Array(sizeBytes),
  give: () => {},
};

const mostSpares = 16;

/** A piece is not used for what is so much smaller: a few bytes must not hold a megabyte. */
const mostWaste = 8;

/** Keeps what is given back, up to a bound. */
export class MemoryPool implements Memory {
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
