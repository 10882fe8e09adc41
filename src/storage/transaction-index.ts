import { DecodeError, Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';

/** A transaction that was aborted: who reads committed records leaves out its producer's between first and last offset. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
  /** The offset of the marker that ended it. */
  readonly lastOffset: number;
  /** Where the last stable offset stood when the marker was written: below it this list is complete. */
  readonly lastStableOffset: number;
}

const entryBytes = 34;

/** One entry as the `.txnindex` has it. The file is made with its first entry. */
export function formatAbortedTransaction(transaction: AbortedTransaction): Uint8Array {
  const writer = new Writer(entryBytes);
  writer.int16(0);
  writer.int64(transaction.producerId);
  writer.int64(transaction.firstOffset);
  writer.int64(transaction.lastOffset);
  writer.int64(transaction.lastStableOffset);
  return writer.toBytes();
}

/** A whole `.txnindex`, in the order of last offsets. Throws `DecodeError`. */
export function parseAbortedTransactions(bytes: Uint8Array): readonly AbortedTransaction[] {
  const reader = new Reader(bytes);
  const transactions: AbortedTransaction[] = [];
  while (reader.remaining > 0) {
    const version = reader.int16();
    if (version !== 0) throw new DecodeError(`entry ${transactions.length} has the unknown version ${version}`);
    transactions.push({
      producerId: reader.int64(),
      firstOffset: reader.int64(),
      lastOffset: reader.int64(),
      lastStableOffset: reader.int64(),
    });
  }
  return transactions;
}
