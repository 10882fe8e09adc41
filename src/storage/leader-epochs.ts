import type { EpochStart } from './rules/epochs.ts';

/** Which leader wrote from which offset on, one entry for each epoch that wrote here. */
export class LeaderEpochs {
  #starts: readonly EpochStart[];
  /** Counts changes; the file has those up to `#savedVersion`. */
  #version = 0;
  #savedVersion = 0;

  constructor(starts: readonly EpochStart[] = []) {
    this.#starts = starts;
  }

  /** Sorted; epochs and offsets rise. */
  get starts(): readonly EpochStart[] {
    return this.#starts;
  }

  /** Whether the file says the same. */
  get isSaved(): boolean {
    return this.#savedVersion === this.#version;
  }

  /** Takes what is known now to be saved; call what is returned when it is. */
  beginSaving(): () => void {
    const version = this.#version;
    return () => {
      this.#savedVersion = version;
    };
  }

  /** -1 where no epoch is known. */
  get latest(): number {
    return this.#starts.length === 0 ? -1 : this.#starts[this.#starts.length - 1]!.epoch;
  }

  /** -1 where the offset lies before all that is known. */
  epochOf(offset: number): number {
    let epoch = -1;
    for (const start of this.#starts) if (start.startOffset <= offset) epoch = start.epoch;
    return epoch;
  }

  /** An epoch begins; harmless where it is the latest. Entries that would contradict it go: they were never confirmed. */
  begin(epoch: number, startOffset: number): void {
    if (epoch <= this.latest) return;
    this.#change([...this.#starts.filter((start) => start.startOffset < startOffset), { epoch, startOffset }]);
  }

  /** Forgets the epochs that began at or after an offset. */
  truncateTo(offset: number): void {
    if (this.#starts.every((start) => start.startOffset < offset)) return;
    this.#change(this.#starts.filter((start) => start.startOffset < offset));
  }

  /** The log begins later now: the epoch that holds its first record begins with it. */
  startAt(logStartOffset: number): void {
    const first = this.#starts[0];
    if (first === undefined || first.startOffset >= logStartOffset) return;
    const epoch = this.epochOf(logStartOffset);
    const later = this.#starts.filter((start) => start.startOffset > logStartOffset);
    this.#change([{ epoch, startOffset: logStartOffset }, ...later]);
  }

  #change(starts: readonly EpochStart[]): void {
    this.#starts = starts;
    this.#version++;
  }
}
