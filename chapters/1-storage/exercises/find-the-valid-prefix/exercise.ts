/** A batch as it was found in a file: what stands in its header, and whether its bytes are those that its checksum speaks of. */
export interface FoundBatch {
  /** The byte at which it begins. */
  readonly position: number;
  /** How long it says that it is, header and all. It may say anything. */
  readonly sizeBytes: number;
  /** The version of the format. Since Kafka 0.11 only 2 is written. */
  readonly magic: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly checksumMatches: boolean;
}

/**
 * The power went while a segment was being written. Its file may end in half a batch, in zeros, or in bytes of a file that was
 * deleted long ago. How many bytes at its start are still believed? What lies behind them is cut off.
 *
 * A batch is whole if its own words are true: its end lies within the file, its format is 2, its checksum matches, and its
 * offsets do not go back: they begin at `nextOffset` or behind it, and behind the last offset of the batch before. A gap between
 * two batches is no flaw.
 *
 * What lies behind the first batch that is not whole is given up, even if it looks right: it was written later.
 *
 * @param batches one behind the other, each where the one before says that it ends
 * @param fileBytes how long the file is
 * @param nextOffset the smallest offset that the first batch may have
 */
export function validBytes(batches: readonly FoundBatch[], fileBytes: number, nextOffset: number): number {
  throw new Error(
    `write here how much of ${fileBytes} bytes with ${batches.length} batches is believed from ${nextOffset} on`,
  );
}
