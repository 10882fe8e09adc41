/** Entries of one size, one behind the other, in memory exactly as in their file; grows as entries are added. */
export class EntryTable {
  readonly entryBytes: number;
  #bytes: Uint8Array;
  #view: DataView;
  #entryCount: number;

  /** @param bytes a file's content, taken over as it is; bytes behind the last whole entry are left out */
  constructor(entryBytes: number, bytes: Uint8Array) {
    this.entryBytes = entryBytes;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#entryCount = Math.floor(bytes.length / entryBytes);
  }

  get entryCount(): number {
    return this.#entryCount;
  }

  get sizeBytes(): number {
    return this.#entryCount * this.entryBytes;
  }

  /** Changes when the table grows: not to be kept. */
  get view(): DataView {
    return this.#view;
  }

  /** Makes room for one more entry and returns where it begins. */
  add(): number {
    const at = this.sizeBytes;
    if (at + this.entryBytes > this.#bytes.length) this.#grow();
    this.#entryCount++;
    return at;
  }

  removeLast(): void {
    this.#entryCount--;
  }

  /** A view of the entries from byte `from` on. */
  content(from: number): Uint8Array {
    return this.#bytes.subarray(from, this.sizeBytes);
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(16 * this.entryBytes, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
