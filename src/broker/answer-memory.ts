import type { Memory } from '../bytes/memory.ts';

/** As much as records that were read for clients may take, from the disk until they are sent. */
export const mostHeldBytes = 128 * 1024 * 1024;

/** What one answer holds. */
export interface HeldMemory {
  /** Lets `read` have as much of the wish as is left, perhaps nothing; it may bring more, where not less could be read. */
  read(wishBytes: number, read: (maxBytes: number, memory: Memory) => Promise<Uint8Array>): Promise<Uint8Array>;
  /** Gives all of it back: nobody looks at what was read any more. More may be read afterwards. */
  release(): void;
}

/**
 * Clients decide how much they fetch, and how fast they take it. So that those that ask for much and take nothing do not use up
 * the memory of all, what is held for them together has a bound: beyond it a fetch brings the one batch without which its
 * client could not go on.
 */
export class AnswerMemory {
  readonly #memory: Memory;
  readonly #limitBytes: number;
  #heldBytes = 0;

  /** @param memory where the memory comes from, and goes back to */
  constructor(memory: Memory, limitBytes = mostHeldBytes) {
    this.#memory = memory;
    this.#limitBytes = limitBytes;
  }

  get leftBytes(): number {
    return Math.max(0, this.#limitBytes - this.#heldBytes);
  }

  hold(): HeldMemory {
    const pieces: Uint8Array[] = [];
    let ownBytes = 0;
    const count = (bytes: number) => {
      ownBytes += bytes;
      this.#heldBytes += bytes;
    };
    return {
      read: async (wishBytes, read) => {
        const maxBytes = Math.min(wishBytes, this.leftBytes);
        let readBytes = 0;
        count(maxBytes);
        try {
          const bytes = await read(maxBytes, this.#memory);
          readBytes = bytes.length;
          pieces.push(bytes);
          return bytes;
        } finally {
          count(readBytes - maxBytes);
        }
      },
      release: () => {
        count(-ownBytes);
        for (const piece of pieces.splice(0)) this.#memory.give(piece);
      },
    };
  }
}
