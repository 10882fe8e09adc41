/**
 * The ledger: what the application did outside of Kafka, in the order in which it was done. No log shows that a payment was
 * made twice or never; at most once and at least once are promises about effects, and this is where effects can be counted.
 *
 * It stands for the world outside, so it survives whatever happens to the application that writes it.
 */
export interface LedgerEntry {
  /** The text of the record that was processed: "42 EUR to Ada". */
  readonly entry: string;
  /** The record, as `partition` and `offset` name it. */
  readonly partition: string;
  readonly offset: number;
  /** The node that did it. */
  readonly by: string;
}

export class Ledger {
  readonly #entries: LedgerEntry[] = [];

  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  write(entry: LedgerEntry): void {
    this.#entries.push(entry);
  }

  /** How often something was done. */
  count(entry: string): number {
    return this.#entries.filter((line) => line.entry === entry).length;
  }
}
