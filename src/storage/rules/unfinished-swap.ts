/** A file of a segment, as it is found when a log is opened. */
export interface FoundFile {
  readonly name: string;
  readonly baseOffset: number;
  /**
   * `cleaned`: a compaction was writing it. `swap`: it was complete, and about to take its segments' place. `deleted`: something
   * has taken its place. Undefined: it is in use.
   */
  readonly suffix: 'cleaned' | 'swap' | 'deleted' | undefined;
  /** Of a `.log.swap`: the offset behind its last batch; its base offset where it has none. Undefined for all others. */
  readonly swapEndOffset: number | undefined;
}

export interface SwapEnd {
  /** Names of files that are to be removed, in this order, before anything is renamed. */
  readonly remove: readonly string[];
  /** Names of files that lose their suffix, in this order. */
  readonly putInPlace: readonly string[];
}

/**
 * What becomes of the files that a compaction had in hand when the process ended. Until all files of the new segment are called
 * `.swap`, the old ones count: whatever is called `.cleaned` is thrown away, and with it every `.swap` that begins at or
 * behind the first of them, as it belongs to the same unfinished step (KAFKA-6264). From then on the new one counts: the
 * segments whose place it takes are removed, as far as that had not happened, and the `.swap` files get their names. The `.log`
 * comes first: as long as it is called `.swap`, what lies in its place is taken for old, also after another interruption.
 */
export function endOfSwap(files: readonly FoundFile[]): SwapEnd {
  const cleaned = files.filter(({ suffix }) => suffix === 'cleaned');
  const firstCleaned = Math.min(...cleaned.map(({ baseOffset }) => baseOffset));
  const swaps = files.filter(({ suffix }) => suffix === 'swap');
  const valid = swaps.filter(({ baseOffset }) => baseOffset < firstCleaned);

  const logs = valid.filter(({ swapEndOffset }) => swapEndOffset !== undefined);
  const from = Math.min(...logs.map(({ baseOffset }) => baseOffset));
  // One of which nothing is left has its place all the same.
  const to = Math.max(...logs.map(({ baseOffset, swapEndOffset }) => Math.max(swapEndOffset!, baseOffset + 1)));
  const replaced = files.filter(
    ({ suffix, baseOffset }) => suffix === undefined && baseOffset >= from && baseOffset < to,
  );
  const deleted = files.filter(({ suffix }) => suffix === 'deleted');
  const unfinished = swaps.filter((file) => !valid.includes(file));
  return {
    remove: [...deleted, ...unfinished, ...cleaned, ...replaced].map(({ name }) => name),
    putInPlace: [...logs, ...valid.filter((file) => !logs.includes(file))].map(({ name }) => name),
  };
}
