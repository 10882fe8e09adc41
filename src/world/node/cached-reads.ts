/** Longer than the page cache takes for all that may be read in one turn, and shorter than anybody notices. */
const longMs = 4;

/** How many reads are left to other threads where one has taken long; twice as many where the next try has, too. */
const firstPause = 16;
const longestPause = 4096;

/** What is read at once keeps everybody else waiting: so much of it in one turn of the event loop, a good millisecond. */
const mostBytesPerTurn = 4 * 1024 * 1024;

let bytesInTurn = 0;

/**
 * Whether to read a file at once or in another thread. What the page cache has is copied in less time than it takes to ask
 * a thread for it, and nothing says beforehand whether it has it. So a read is tried; where the disk was slow, the next
 * ones of that file wait in other threads.
 */
export class CachedReads {
  #pause = firstPause;
  #leftToThreads = 0;

  mayReadNow(lengthBytes: number): boolean {
    if (this.#leftToThreads > 0) {
      this.#leftToThreads--;
      return false;
    }
    if (bytesInTurn + lengthBytes > mostBytesPerTurn) return false;
    if (bytesInTurn === 0) setImmediate(() => (bytesInTurn = 0));
    bytesInTurn += lengthBytes;
    return true;
  }

  /** A read at once has taken so long. */
  took(durationMs: number): void {
    if (durationMs <= longMs) {
      this.#pause = firstPause;
      return;
    }
    this.#leftToThreads = this.#pause;
    this.#pause = Math.min(2 * this.#pause, longestPause);
  }
}
