/**
 * One entry of a `.timeindex` file: of all records up to this offset, none has a later time than this, and the batch that ends
 * with this offset has it.
 */
export interface TimeEntry {
  readonly timestampMs: number;
  readonly offset: number;
}

/**
 * Somebody wants everything since an instant: the first record that is at least as late, and all behind it. The broker looks at
 * the records one by one, and you say from which offset on.
 *
 * As far behind as possible, but never behind the record that is sought. The batch with the offset that you return is looked at as
 * well. Where no entry helps, it is the segment's base offset.
 *
 * @param entries their times rise, and their offsets too
 */
export function offsetToLookFrom(entries: readonly TimeEntry[], timestampMs: number, baseOffset: number): number {
  throw new Error(
    `write here from which offset on to look for ${timestampMs}: ${entries.length} from ${baseOffset} on`,
  );
}
