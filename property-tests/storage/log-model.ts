import assert from 'node:assert/strict';
import { batchesIn } from '../../src/records/batches.ts';
import type { Log } from '../../src/storage/log.ts';
import type { StorageRules } from '../../src/storage/rules.ts';
import { batchOf, everything, recordsIn, SimulatedFolder } from '../../src/storage/testing/simulated-folder.ts';
import type { LogAction, LogHistory } from './log-histories.ts';

interface Entry {
  readonly value: string;
  readonly timestamp: number;
  /** The offset of its batch's first record. */
  readonly batchStart: number;
}

interface SentBatch {
  readonly values: readonly string[];
  readonly baseSequence: number;
  readonly offset: number;
}

const epoch = { leaderEpoch: 0, origin: 'client' } as const;
const timeZeroMs = 1_767_225_600_000;

/** A log, and beside it a plain list that says what the log must be. */
export class LogAgainstModel {
  readonly #disk: SimulatedFolder;
  #log!: Log;
  #records: Entry[] = [];
  #startOffset = 0;
  /** Below it all must survive a loss of power. */
  #safeOffset = 0;
  #valueCount = 0;
  /** What each producer sent that was not lost, in order. */
  readonly #sent: SentBatch[][] = [[], []];

  constructor(seed: number, settings: LogHistory['settings'], rules: StorageRules) {
    this.#disk = new SimulatedFolder({ seed, settings, rules });
  }

  async open(): Promise<void> {
    this.#log = await this.#disk.open();
  }

  async take(action: LogAction): Promise<void> {
    switch (action.do) {
      case 'append':
        return this.#append(action.records, action.valueBytes, action.timestamp);
      case 'append idempotently':
        return this.#appendIdempotently(action.producer, action.records);
      case 'append on a full disk':
        return this.#appendOnFullDisk(action.records, action.roomBytes);
      case 'send the last batch again':
        return this.#sendAgain(action.producer);
      case 'read':
        return this.#read(action.place, action.maxBytes, action.upTo);
      case 'search':
        return this.#search(action.timestamp);
      case 'delete records':
        return this.#deleteRecords(this.#offsetAt(action.place));
      case 'flush':
        await this.#disk.do(() => this.#log.flush());
        this.#safeOffset = this.#endOffset;
        return;
      case 'save checkpoints':
        return this.#disk.do(() => this.#disk.folder.saveCheckpoints());
      case 'truncate':
        return this.#truncate(this.#records[this.#offsetAt(action.place)]?.batchStart ?? this.#endOffset);
      case 'stop cleanly':
        this.#log = await this.#disk.stopAndStart();
        this.#safeOffset = this.#endOffset;
        return;
      case 'kill':
        this.#log = await this.#disk.killAndStart();
        return;
      case 'lose power':
        return this.#losePower(action.unflushed);
    }
  }

  /** All that can be read is what the list holds. */
  async agree(): Promise<void> {
    const log = this.#log;
    assert.equal(log.logEndOffset, this.#endOffset);
    assert.equal(log.logStartOffset, this.#startOffset);
    assert.deepEqual(await this.#readAll(), this.#records.slice(this.#startOffset));
    assert.ok(log.recoveryPoint <= log.logEndOffset);
  }

  get #endOffset(): number {
    return this.#records.length;
  }

  #offsetAt(place: number): number {
    return this.#startOffset + Math.floor(((this.#endOffset - this.#startOffset) * place) / 1000);
  }

  #newValues(count: number, valueBytes: number): string[] {
    return Array.from({ length: count }, () => `${this.#valueCount++}`.padEnd(valueBytes, '.'));
  }

  async #append(records: number, valueBytes: number, timestamp: number): Promise<void> {
    const values = this.#newValues(records, valueBytes);
    const result = await this.#disk.do(() =>
      this.#log.append(batchOf(values, { timestamp: timeZeroMs + timestamp }), epoch),
    );
    assert.equal(result.outcome === 'appended' && result.baseOffset, this.#endOffset);
    this.#note(values, timestamp);
  }

  /** Refused or appended whole: nothing between. */
  async #appendOnFullDisk(records: number, roomBytes: number): Promise<void> {
    const { platter } = this.#disk.node;
    const values = this.#newValues(records, 20);
    platter.trouble.capacityBytes = platter.sizeBytesOf('') + roomBytes;
    const result = await this.#disk.do(() => this.#log.append(batchOf(values, { timestamp: timeZeroMs }), epoch));
    platter.heal();
    if (result.outcome === 'appended') this.#note(values, 0);
    else assert.equal('error' in result && result.error, 'KAFKA_STORAGE_ERROR');
  }

  async #appendIdempotently(producer: number, records: number): Promise<void> {
    const before = this.#sent[producer]!.at(-1);
    const baseSequence = before === undefined ? 0 : before.baseSequence + before.values.length;
    const sent = { values: this.#newValues(records, 10), baseSequence, offset: this.#endOffset };
    const result = await this.#send(producer, sent);
    assert.equal(result.outcome === 'appended' && result.baseOffset, this.#endOffset);
    this.#sent[producer]!.push(sent);
    this.#note(sent.values, 0);
  }

  /** A batch that the log holds, and is not known to have deleted, is recognised. */
  async #sendAgain(producer: number): Promise<void> {
    const sent = this.#sent[producer]!.at(-1);
    if (sent === undefined || sent.offset < this.#startOffset) return;
    const result = await this.#send(producer, sent);
    assert.equal(result.outcome, 'duplicate');
    assert.equal('baseOffset' in result && result.baseOffset, sent.offset);
  }

  #send(producer: number, { values, baseSequence }: SentBatch) {
    const batch = batchOf(values, { producerId: 70 + producer, producerEpoch: 0, baseSequence, timestamp: timeZeroMs });
    return this.#disk.do(() => this.#log.append(batch, epoch));
  }

  #note(values: readonly string[], timestamp: number): void {
    const batchStart = this.#endOffset;
    for (const value of values) this.#records.push({ value, timestamp, batchStart });
  }

  async #read(place: number, maxBytes: number, upTo: number): Promise<void> {
    const offset = this.#offsetAt(place);
    const upToOffset = this.#records[this.#offsetAt(upTo)]?.batchStart ?? this.#endOffset;
    for (const minOneBatch of [true, false]) {
      const bytes = await this.#disk.do(() => this.#log.read(offset, { maxBytes, minOneBatch, upToOffset }));
      const { batches, truncatedBytes } = batchesIn(bytes);
      const read = batches.flatMap((batch) => [...batch.records()]);
      const first = this.#records[offset]?.batchStart ?? offset;
      assert.deepEqual(read.map(toEntry), this.#records.slice(first, first + read.length).map(withoutBatch));
      assert.ok(
        read.every((record) => record.offset < upToOffset),
        'more was shown than may be',
      );
      assert.ok(bytes.length <= maxBytes || (minOneBatch && batches.length === 1 && truncatedBytes === 0));
      if (minOneBatch && first < upToOffset && offset < upToOffset) assert.ok(read.length > 0, 'nothing was shown');
    }
  }

  async #search(timestamp: number): Promise<void> {
    const found = await this.#disk.do(() => this.#log.firstSince(timeZeroMs + timestamp));
    const wanted = this.#records.findIndex(
      (entry, offset) => offset >= this.#startOffset && entry.timestamp >= timestamp,
    );
    assert.equal(found?.offset ?? -1, wanted);
    const newest = await this.#disk.do(() => this.#log.newest());
    const readable = this.#records.slice(this.#startOffset);
    const largest = Math.max(...readable.map((entry) => entry.timestamp));
    const first = readable.findIndex((entry) => entry.timestamp === largest);
    assert.equal(newest?.offset ?? -1, first < 0 ? -1 : this.#startOffset + first);
  }

  async #deleteRecords(offset: number): Promise<void> {
    await this.#disk.do(() => {
      this.#log.updateHighWatermark(this.#log.logEndOffset);
      return this.#log.deleteRecordsTo(offset);
    });
    this.#startOffset = Math.max(this.#startOffset, offset);
  }

  async #truncate(offset: number): Promise<void> {
    await this.#disk.do(() => this.#log.truncateTo(offset));
    this.#loseFrom(Math.max(offset, this.#startOffset));
  }

  async #losePower(unflushed: 'nothing' | 'chance'): Promise<void> {
    this.#log = await this.#disk.losePowerAndStart(unflushed);
    const end = this.#log.logEndOffset;
    assert.ok(end >= this.#safeOffset, `the log ends at ${end}, and ${this.#safeOffset} had been flushed`);
    assert.ok(end <= this.#endOffset);
    const isBetweenBatches = end === this.#endOffset || this.#records[end]!.batchStart === end;
    assert.ok(isBetweenBatches || end === this.#startOffset, 'half a batch is left');
    this.#loseFrom(end);
  }

  /** Who sent what is lost now sends on from what is left. */
  #loseFrom(offset: number): void {
    this.#records.length = offset;
    this.#safeOffset = Math.min(this.#safeOffset, offset);
    for (const sent of this.#sent) while (sent.length > 0 && sent.at(-1)!.offset >= offset) sent.pop();
  }

  async #readAll(): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    await this.#disk.do(async () => {
      for (let offset = this.#startOffset; offset < this.#log.logEndOffset; ) {
        const bytes = await this.#log.read(offset, everything);
        assert.ok(bytes.length > 0, `nothing is at ${offset}`);
        for (const record of recordsIn(bytes)) {
          if (record.offset < offset) continue;
          entries.push({ ...toEntry(record), batchStart: this.#records[record.offset]?.batchStart ?? -1 });
          offset = record.offset + 1;
        }
      }
    });
    return entries;
  }
}

function toEntry({ value, timestamp }: { value: Uint8Array | null; timestamp: number }): Omit<Entry, 'batchStart'> {
  return { value: new TextDecoder().decode(value ?? undefined), timestamp: timestamp - timeZeroMs };
}

function withoutBatch({ value, timestamp }: Entry): Omit<Entry, 'batchStart'> {
  return { value, timestamp };
}
