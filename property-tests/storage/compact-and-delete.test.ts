import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeBatch } from '../../src/records/write-batch.ts';
import type { Log } from '../../src/storage/log.ts';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import { batchesIn } from '../../src/records/batches.ts';
import type { KafkaRecord } from '../../src/records/record.ts';
import { everything, recordsIn, SimulatedFolder } from '../../src/storage/testing/simulated-folder.ts';
import { law } from '../law.ts';

/** What happens to a log with `cleanup.policy=compact,delete`. The cleaner is called by hand. */
type Step =
  | { readonly do: 'append'; readonly keys: readonly number[] }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'clean' }
  | { readonly do: 'kill' | 'stop' };

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('append' as const),
        keys: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(20, 60, 150) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('clean' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'stop' as const) }) },
  ),
  { minLength: 4, maxLength: 25 },
);

const retentionMs = 100;
const utf8 = new TextEncoder();
const text = new TextDecoder();

interface Sent {
  readonly key: string;
  readonly value: string;
  readonly timestamp: number;
}

/** A log that is cleaned, and all that was sent to it. */
class CleanedLog {
  readonly #disk: SimulatedFolder;
  readonly #sent: Sent[] = [];
  #log!: Log;

  constructor(rules: StorageRules) {
    const settings = { segmentBytes: 250, isCompacted: true, deletesOldSegments: true, retentionMs };
    const cleaning = { minCleanableDirtyRatio: 0, deleteRetentionMs: 0, fileDeleteDelayMs: 0 };
    this.#disk = new SimulatedFolder({ settings: { ...settings, ...cleaning }, rules });
  }

  async open(): Promise<void> {
    this.#log = await this.#disk.open();
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'append') return this.#append(step.keys);
    if (step.do === 'wait') return this.#disk.simulation.runFor(step.ms * 1000);
    if (step.do === 'clean') return this.#clean();
    this.#log = await (step.do === 'kill' ? this.#disk.killAndStart() : this.#disk.stopAndStart());
  }

  /** What is there is what was sent, and of each key the last that the log reaches back to. */
  async agree(): Promise<void> {
    const { logStartOffset, logEndOffset } = this.#log;
    assert.equal(logEndOffset, this.#sent.length);
    const found = await this.#readAll();
    for (const { offset, value } of found) assert.equal(text.decode(value!), this.#sent[offset]!.value);
    const held = new Set(found.map(({ offset }) => offset));
    for (const [key, offset] of new Map(this.#sent.map(({ key }, offset) => [key, offset]))) {
      assert.equal(held.has(offset), offset >= logStartOffset, `the last word of ${key}, at ${offset}`);
    }
  }

  #nowMs(): Promise<number> {
    return this.#disk.do(() => this.#disk.node.world.clock.wallMs());
  }

  async #append(keys: readonly number[]): Promise<void> {
    const timestamp = await this.#nowMs();
    const sent = keys.map((key, place) => ({
      key: `key ${key}`,
      value: `value ${this.#sent.length + place}`,
      timestamp,
    }));
    const records = sent.map((each) => ({ key: utf8.encode(each.key), value: utf8.encode(each.value), timestamp }));
    await this.#disk.do(() => this.#log.append(writeBatch({ records }), { leaderEpoch: 0, origin: 'leader' }));
    this.#sent.push(...sent);
  }

  async #clean(): Promise<void> {
    const log = this.#log;
    log.updateHighWatermark(log.logEndOffset);
    const startBefore = log.logStartOffset;
    const activeBase = log.segments.at(-1)!.baseOffset;
    const beganMs = await this.#nowMs();
    await this.#disk.do(() => this.#disk.folder.compactDirtiest());
    const endedMs = await this.#nowMs();
    assert.ok(log.logStartOffset >= startBefore, 'what was deleted came back');
    const last = new Map(this.#sent.map(({ key }, offset) => [key, offset]));
    for (const [offset, { key, timestamp }] of this.#sent.slice(0, log.logStartOffset).entries()) {
      const wasSuperfluous = last.get(key)! > offset;
      assert.ok(wasSuperfluous || endedMs - timestamp > retentionMs, 'a last word went that was not old');
    }
    const found = await this.#readAll();
    const [first, second] = log.segments;
    const inFirst = found.filter(({ offset }) => second !== undefined && offset < second.baseOffset);
    const isOld = inFirst.every(({ timestamp }) => beganMs - timestamp > retentionMs);
    assert.ok(inFirst.length === 0 || !isOld, `the file at ${first!.baseOffset} has nothing but old records`);
    const keys = found.flatMap(({ offset, key }) => (offset < activeBase ? [text.decode(key!)] : []));
    assert.equal(new Set(keys).size, keys.length, 'a key stands twice in what was compacted');
  }

  async #readAll(): Promise<readonly KafkaRecord[]> {
    const log = this.#log;
    const found: KafkaRecord[] = [];
    for (let offset = log.logStartOffset; offset < log.logEndOffset; ) {
      const bytes = await this.#disk.do(() => log.read(offset, everything));
      found.push(...recordsIn(bytes).filter((record) => record.offset >= offset));
      // The header of a batch knows its last offset also where that record is gone.
      offset = batchesIn(bytes).batches.at(-1)?.nextOffset ?? log.logEndOffset;
    }
    return found;
  }
}

law(
  'compact,delete: of each key the last word stays as long as its file does, and files go from the front, when all in them is old',
  storageRules,
  steps,
  async (taken, rules) => {
    const log = new CleanedLog(rules);
    await log.open();
    for (const step of taken) {
      await log.take(step);
      await log.agree();
    }
  },
  { runs: 100 },
).kills({
  'what is compacted is never too old': {
    deletableSegments: (segments, retention) =>
      storageRules.deletableSegments(segments, { ...retention, retentionMs: Infinity }),
  },
  'files go at half of their time': {
    deletableSegments: (segments, retention) =>
      storageRules.deletableSegments(segments, { ...retention, retentionMs: retention.retentionMs / 2 }),
  },
  'the cleaner keeps the first record of a key': {
    survivesCompaction: (record) => record.latestOffsetOfKey < 0 || record.offset < record.latestOffsetOfKey,
  },
  'after a deletion the cleaner begins where the log ends': {
    cleanableRange: (inputs) => {
      const range = storageRules.cleanableRange(inputs);
      const wasDeleted = (inputs.cleanedOffset ?? 0) < inputs.logStartOffset;
      return wasDeleted ? { ...range, firstDirtyOffset: range.firstUncleanableOffset } : range;
    },
  },
});
