/** A record, as a producer is about to put it into a batch. */
export interface NewRecord {
  /** Its offset, counted from the batch's base offset. */
  readonly offsetDelta: number;
  /** Its time in ms, counted from the batch's base timestamp. */
  readonly timestampDelta: number;
  /** Null: it has none. */
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
}

/** A number from −2147483648 to 2147483647, as it stands in a record. Made already, for you to use. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let folded = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; folded > 0x7f; folded >>>= 7) bytes.push((folded & 0x7f) | 0x80);
  return [...bytes, folded];
}

/**
 * The bytes of a record without headers. One behind the other:
 *
 * - its length, a varint: how many bytes follow;
 * - its attributes, one byte: 0;
 * - the timestamp delta, then the offset delta, two varints;
 * - the key: its length as a varint, then its bytes. A record without one has the length −1, and no bytes;
 * - the value, in the same way;
 * - how many headers it has, a varint: 0.
 */
export function writeRecord(record: NewRecord): Uint8Array {
  throw new Error(`write here the bytes of the record at ${record.offsetDelta}`);
}
