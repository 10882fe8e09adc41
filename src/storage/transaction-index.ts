import { DecodeError, Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import type { Disk } from '../world/world.ts';
import { segmentFile } from './file-names.ts';
import { SegmentFile } from './segment-file.ts';

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

/** The `.txnindex` of a segment: the transactions whose abort marker lies in it. The file is made with the first of them. */
export class TransactionIndex {
  readonly file: SegmentFile;
  readonly #disk: Disk;
  #exists: boolean;

  constructor(disk: Disk, folder: string, baseOffset: number, suffix: string) {
    this.file = new SegmentFile(disk, `${folder}/${segmentFile(baseOffset, 'txnindex')}${suffix}`);
    this.#disk = disk;
    this.#exists = disk.exists(this.file.path);
  }

  /** Throws `DiskError`. */
  add(transaction: AbortedTransaction): void {
    if (!this.#exists) this.file.create();
    this.#exists = true;
    this.file.write(this.file.sizeBytes(), formatAbortedTransaction(transaction));
  }

  /** In the order of their markers. Throws `DecodeError` where the file is damaged. */
  async all(): Promise<readonly AbortedTransaction[]> {
    return this.#exists ? parseAbortedTransactions(await this.file.readAll()) : [];
  }

  clear(): void {
    if (!this.#exists) return;
    this.file.close();
    this.#disk.remove(this.file.path);
    this.#exists = false;
  }

  /** Forgets those whose marker lies at or behind an offset. */
  async truncateTo(offset: number): Promise<void> {
    const kept = (await this.all()).filter((transaction) => transaction.lastOffset < offset);
    if (this.#exists) this.file.truncate(kept.length * entryBytes);
  }

  async flush(): Promise<void> {
    if (this.#exists) await this.file.flush();
  }
}

/** One entry as the `.txnindex` has it. */
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
