import assert from 'node:assert/strict';
import { batchesIn } from '../../src/records/batches.ts';
import type { Log } from '../../src/storage/log.ts';
import type { StorageRules } from '../../src/storage/rules.ts';
import type { KafkaRecord } from '../../src/records/record.ts';
import { writeBatch } from '../../src/records/write-batch.ts';
import { everything, SimulatedFolder } from '../../src/storage/testing/simulated-folder.ts';
import { compacted, type Entry } from './compacted-records.ts';
import type { LogAction, LogHistory } from './log-histories.ts';

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
  readonly #settings: LogHistory['settings'];
  #log!: Log;
  #records: Entry[] = [];
  #startOffset = 0;
  /** Below it all must survive a loss of power. */
  #safeOffset = 0;
  #valueCount = 0;
  /** What each producer sent that was not lost, in order. */
  readonly #sent: SentBatch[][] = [[], []];
  /** The producers' epochs. */
  readonly #epochs = [0, 0];

  constructor(seed: number, settings: LogHistory['settings'], rules: StorageRules) {
    this.#settings = settings;
    const compaction = { minCleanableDirtyRatio: 0, deletesOldSegments: !settings.isCompacted };
    this.#disk = new SimulatedFolder({ seed, settings: { ...settings, ...compaction }, rules });
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
      case 'delete a key':
        return this.#deleteKey(action.key);
      case 'compact':
        return this.#compact();
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
    assert.deepEqual(await this.#readAll(), this.#readable());
    assert.ok(log.recoveryPoint <= log.logEndOffset);
  }

  get #endOffset(): number {
    return this.#records.length;
  }

  #offsetAt(place: number): number {
    return this.#startOffset + Math.floor(((this.#endOffset - this.#startOffset) * place) / 1000);
  }

  /** The records that are there, with their offsets. */
  #readable(from = this.#startOffset): readonly Shown[] {
    return this.#records.flatMap((entry, offset) => (offset < from || entry.isGone ? [] : [shownEntry(entry, offset)]));
  }

  /** Of four keys the one that a value has; none where the log is not compacted. */
  #keyOf(value: string): string | undefined {
    return this.#settings.isCompacted ? `key ${Number.parseInt(value) % 4}` : undefined;
  }

  #batchOf(values: readonly string[], { timestamp = timeZeroMs, ...header }: { timestamp?: number } & Producer = {}) {
    const records = values.map((value) => ({ key: bytesOf(this.#keyOf(value)), value: utf8.encode(value), timestamp }));
    return writeBatch({ records, ...header });
  }

  #newValues(count: number, valueBytes: number): string[] {
    return Array.from({ length: count }, () => `${this.#valueCount++}`.padEnd(valueBytes, '.'));
  }

  async #append(records: number, valueBytes: number, timestamp: number): Promise<void> {
    const values = this.#newValues(records, valueBytes);
    const result = await this.#disk.do(() =>
      this.#log.append(this.#batchOf(values, { timestamp: timeZeroMs + timestamp }), epoch),
    );
    assert.equal(result.outcome === 'appended' && result.baseOffset, this.#endOffset);
    this.#note(values, timestamp);
  }

  /** Refused or appended whole: nothing between. */
  async #appendOnFullDisk(records: number, roomBytes: number): Promise<void> {
    const { platter } = this.#disk.node;
    const values = this.#newValues(records, 20);
    platter.trouble.capacityBytes = platter.sizeBytesOf('') + roomBytes;
    const result = await this.#disk.do(() => this.#log.append(this.#batchOf(values), epoch));
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
    const batch = this.#batchOf(values, {
      producerId: 70 + producer,
      producerEpoch: this.#epochs[producer],
      baseSequence,
    });
    return this.#disk.do(() => this.#log.append(batch, epoch));
  }

  #note(values: readonly string[], timestamp: number): void {
    const batchStart = this.#endOffset;
    const batch = { batchStart, batchEnd: batchStart + values.length - 1, isGone: false, hasHorizon: false };
    for (const value of values) {
      this.#records.push({ value, key: this.#keyOf(value), isTombstone: false, timestamp, ...batch });
    }
  }

  async #deleteKey(number: number): Promise<void> {
    if (!this.#settings.isCompacted) return;
    const key = `key ${number}`;
    const batchStart = this.#endOffset;
    const batch = writeBatch({ records: [{ key: utf8.encode(key), value: null, timestamp: timeZeroMs + 41 }] });
    const result = await this.#disk.do(() => this.#log.append(batch, epoch));
    assert.equal(result.outcome, 'appended');
    const entry = { value: '', key, isTombstone: true, timestamp: 41, isGone: false, hasHorizon: false };
    this.#records.push({ ...entry, batchStart, batchEnd: batchStart });
  }

  /** All but the last segment, where there is anything new in them. */
  async #compact(): Promise<void> {
    if (!this.#settings.isCompacted) return;
    this.#log.updateHighWatermark(this.#log.logEndOffset);
    const activeBase = this.#log.segments.at(-1)!.baseOffset;
    const hasCleaned = await this.#disk.do(() => this.#disk.folder.compactDirtiest());
    if (!hasCleaned) return;
    assert.equal(this.#log.compactor.cleanedOffset, activeBase);
    this.#records = compacted(this.#records, activeBase, this.#settings.deleteRetentionMs);
    this.#safeOffset = Math.max(this.#safeOffset, activeBase);
    assert.equal(await this.#disk.do(() => this.#disk.folder.compactDirtiest()), false, 'nothing new, and compacted');
  }

  async #read(place: number, maxBytes: number, upTo: number): Promise<void> {
    const offset = this.#offsetAt(place);
    const upToOffset = this.#records[this.#offsetAt(upTo)]?.batchStart ?? this.#endOffset;
    const wanted = this.#records.flatMap((entry, at) =>
      entry.isGone || entry.batchEnd < offset ? [] : [shownEntry(entry, at)],
    );
    for (const minOneBatch of [true, false]) {
      const bytes = await this.#disk.do(() => this.#log.read(offset, { maxBytes, minOneBatch, upToOffset }));
      const { batches, truncatedBytes } = batchesIn(bytes);
      const read = batches.flatMap((batch) => [...batch.records()]).map(shownRecord);
      assert.deepEqual(read, wanted.slice(0, read.length));
      assert.ok(
        read.every((record) => record.offset < upToOffset),
        'more was shown than may be',
      );
      assert.ok(bytes.length <= maxBytes || (minOneBatch && batches.length === 1 && truncatedBytes === 0));
      const isThere = wanted[0] !== undefined && wanted[0].offset < upToOffset && offset < upToOffset;
      if (minOneBatch && isThere) assert.ok(batches.length > 0, 'nothing was shown');
    }
  }

  async #search(timestamp: number): Promise<void> {
    const found = await this.#disk.do(() => this.#log.firstSince(timeZeroMs + timestamp));
    const wanted = this.#records.findIndex(
      (entry, offset) => offset >= this.#startOffset && entry.timestamp >= timestamp && !entry.isGone,
    );
    assert.equal(found?.offset ?? -1, wanted);
    const newest = await this.#disk.do(() => this.#log.newest());
    const readable = this.#readable();
    const largest = Math.max(...readable.map((entry) => entry.timestamp));
    assert.equal(newest?.offset, readable.find((entry) => entry.timestamp === largest)?.offset);
  }

  async #deleteRecords(offset: number): Promise<void> {
    await this.#disk.do(() => {
      this.#log.updateHighWatermark(this.#log.logEndOffset);
      return this.#log.deleteRecordsTo(offset);
    });
    this.#startOffset = Math.max(this.#startOffset, offset);
  }

  async #truncate(offset: number): Promise<void> {
    // Where nothing is left before it that says where the log ends, the next start takes an earlier end, as Apache Kafka does.
    if (offset > this.#startOffset && this.#records[offset - 1]!.isGone) return;
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
    if (this.#settings.isCompacted) await this.#noticeHoles();
  }

  /** Gaps are no sign of a loss here: what was not flushed may be missing in the midst of the log, as in Apache Kafka. */
  async #noticeHoles(): Promise<void> {
    const found = new Set((await this.#readAll()).map(({ offset }) => offset));
    const isLost = (offset: number) => offset >= this.#safeOffset && !found.has(offset);
    // A batch that begins before the log's start is there with all of its records, or with none.
    const shows = (offset: number, batchEnd: number) => (offset < this.#startOffset ? batchEnd : offset);
    this.#records = this.#records.map((entry, offset) =>
      isLost(shows(offset, entry.batchEnd)) ? { ...entry, isGone: true } : entry,
    );
    for (const [producer, sent] of this.#sent.entries()) {
      const lastOffset = () => lastOffsetOf(sent.at(-1));
      while (lastOffset() >= this.#startOffset && isLost(lastOffset())) sent.pop();
      // What lies before the log's start cannot be read, whether it is left or not: the producer begins anew.
      if (isLost(lastOffset())) {
        sent.length = 0;
        this.#epochs[producer]!++;
      }
    }
  }

  /** Who sent what is lost now sends on from what is left. */
  #loseFrom(offset: number): void {
    // Of a batch nothing is left where its end is lost, though it begins before the log's start.
    this.#records = this.#records
      .slice(0, offset)
      .map((entry) => (entry.batchEnd >= offset ? { ...entry, isGone: true } : entry));
    this.#safeOffset = Math.min(this.#safeOffset, offset);
    for (const sent of this.#sent) while (sent.length > 0 && sent.at(-1)!.offset >= offset) sent.pop();
  }

  async #readAll(): Promise<readonly Shown[]> {
    const entries: Shown[] = [];
    await this.#disk.do(async () => {
      for (let offset = this.#startOffset; offset < this.#log.logEndOffset; ) {
        const { batches } = batchesIn(await this.#log.read(offset, everything));
        if (batches.length === 0) break;
        for (const record of batches.flatMap((batch) => [...batch.records()])) {
          if (record.offset >= offset) entries.push(shownRecord(record));
        }
        offset = batches.at(-1)!.nextOffset;
      }
    });
    return entries;
  }
}

/** -1 where nothing was sent. */
function lastOffsetOf(sent: SentBatch | undefined): number {
  return sent === undefined ? -1 : sent.offset + sent.values.length - 1;
}

interface Producer {
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
}

/** What a reader sees of a record. */
interface Shown {
  readonly offset: number;
  readonly key: string | undefined;
  /** Undefined of a tombstone. */
  readonly value: string | undefined;
  readonly timestamp: number;
}

const utf8 = new TextEncoder();

function bytesOf(text: string | undefined): Uint8Array | null {
  return text === undefined ? null : utf8.encode(text);
}

function textOf(bytes: Uint8Array | null): string | undefined {
  return bytes === null ? undefined : new TextDecoder().decode(bytes);
}

function shownRecord({ offset, key, value, timestamp }: KafkaRecord): Shown {
  return { offset, key: textOf(key), value: textOf(value), timestamp: timestamp - timeZeroMs };
}

function shownEntry({ key, value, isTombstone, timestamp }: Entry, offset: number): Shown {
  return { offset, key, value: isTombstone ? undefined : value, timestamp };
}
