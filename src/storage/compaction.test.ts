import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeTransactionMarker } from '../records/control-records.ts';
import { batchesIn } from '../records/batches.ts';
import type { RecordBatch } from '../records/record-batch.ts';
import { type BatchToWrite, writeBatch } from '../records/write-batch.ts';
import { compressionCodecs } from '../bytes/compression/codec.ts';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import type { CleanerSettings } from './cleaning-pace.ts';
import { defaultCleanerSettings } from './cleaning-pace.ts';
import type { Log } from './log.ts';
import type { LogSettings } from './settings.ts';
import { everything, SimulatedFolder } from './testing/simulated-folder.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();
const timeZeroMs = 1_767_225_600_000;

/** `a=1` is a record with key and value, `a` a tombstone, `=1` a record without a key. */
function recordOf(written: string, timestamp: number) {
  const [, key, value] = /^([^=]*)(?:=(.*))?$/.exec(written)!;
  return {
    key: key === '' ? null : utf8.encode(key),
    value: value === undefined ? null : utf8.encode(value),
    timestamp,
  };
}

function keyed(written: readonly string[], given: Partial<BatchToWrite> & { timestamp?: number } = {}): Uint8Array {
  const { timestamp = timeZeroMs, ...header } = given;
  return writeBatch({ records: written.map((each, index) => recordOf(each, timestamp + index)), ...header });
}

/** One compacted log; every append of this test goes into a segment of its own unless it asks for more. */
class CompactedLog {
  readonly disk: SimulatedFolder;
  log!: Log;

  constructor(settings: Partial<LogSettings> = {}, cleaner: Partial<CleanerSettings> = {}) {
    this.disk = new SimulatedFolder({
      settings: {
        isCompacted: true,
        deletesOldSegments: false,
        minCleanableDirtyRatio: 0,
        segmentMs: Infinity,
        ...settings,
      },
      cleanerSettings: () => ({ ...defaultCleanerSettings, ...cleaner }),
    });
  }

  async open(): Promise<this> {
    this.log = await this.disk.open();
    return this;
  }

  async append(batch: Uint8Array, origin: 'client' | 'leader' = 'leader'): Promise<void> {
    await this.disk.do(() => {
      const result = this.log.append(batch, { leaderEpoch: 0, origin });
      assert.equal(result.outcome, 'appended', JSON.stringify(result));
      this.log.updateHighWatermark(this.log.logEndOffset);
    });
  }

  /** Closes the active segment: the next append begins another one. */
  async roll(): Promise<void> {
    const { settings } = this.log;
    this.log.changeSettings({ ...settings, segmentBytes: 1 });
    await this.append(keyed(['roll=']));
    this.log.changeSettings(settings);
  }

  compact(): Promise<boolean> {
    return this.disk.do(() => this.disk.folder.compactDirtiest());
  }

  async batches(): Promise<readonly RecordBatch[]> {
    const all: RecordBatch[] = [];
    for (let offset = this.log.logStartOffset; offset < this.log.logEndOffset; ) {
      const bytes = await this.disk.do(() => this.log.read(offset, everything));
      const { batches } = batchesIn(bytes);
      if (batches.length === 0) break;
      all.push(...batches);
      offset = batches.at(-1)!.nextOffset;
    }
    return all;
  }

  /** `3 a=1`, of all but markers. */
  async records(): Promise<readonly string[]> {
    const batches = await this.batches();
    return batches
      .filter((batch) => !batch.isControlBatch)
      .flatMap((batch) =>
        [...batch.records()].map(({ offset, key, value }) => {
          const shown = value === null ? '' : `=${text.decode(value)}`;
          return `${offset} ${key === null ? '' : text.decode(key)}${shown}`;
        }),
      );
  }

  /** Base and last offsets of batches and how many records they have. */
  async shape(): Promise<readonly string[]> {
    return (await this.batches()).map((batch) => {
      const kind = batch.isControlBatch ? ' marker' : '';
      return `${batch.baseOffset}-${batch.lastOffset}: ${batch.recordsCount}${kind}`;
    });
  }
}

test('of each key the last record stays, with its offset, and the batches keep theirs', async () => {
  const compacted = await new CompactedLog().open();
  await compacted.append(keyed(['a=1', 'b=1', 'a=2']));
  await compacted.append(keyed(['b=2', 'c=1']));
  await compacted.append(keyed(['c=2', 'c=3']));
  await compacted.roll();
  assert.equal(await compacted.compact(), true);
  assert.deepEqual(await compacted.records(), ['2 a=2', '3 b=2', '6 c=3', '7 roll=']);
  assert.deepEqual(await compacted.shape(), ['0-2: 1', '3-4: 1', '5-6: 1', '7-7: 1']);
  assert.ok((await compacted.batches()).every((batch) => batch.checkCrc()));
  assert.equal(await compacted.compact(), false);
});

for (const codec of compressionCodecs) {
  test(`a batch that is made anew has the codec that it had, and its timestamps (${codec})`, async () => {
    await loadZstdWriter();
    const compacted = await new CompactedLog().open();
    await compacted.append(keyed(['a=1', 'b=1', 'c=1', 'd=1'], { codec }));
    await compacted.append(keyed(['a=2', 'd=2'], { codec, timestamp: timeZeroMs + 50 }));
    await compacted.roll();
    await compacted.compact();
    const [first] = await compacted.batches();
    assert.equal(first!.codec, codec);
    assert.equal(first!.baseTimestamp, timeZeroMs + 1);
    assert.equal(first!.maxTimestamp, timeZeroMs + 2);
    assert.deepEqual(
      [...first!.records()].map(({ timestamp }) => timestamp - timeZeroMs),
      [1, 2],
    );
    assert.deepEqual(await compacted.records(), ['1 b=1', '2 c=1', '4 a=2', '5 d=2', '6 roll=']);
  });
}

test('a tombstone takes the value at once, and goes itself after delete.retention.ms', async () => {
  const compacted = await new CompactedLog({ deleteRetentionMs: 5_000 }).open();
  await compacted.append(keyed(['a=1', 'b=1', 'a']));
  await compacted.roll();
  await compacted.compact();
  assert.deepEqual(await compacted.records(), ['1 b=1', '2 a', '3 roll=']);
  const [first] = await compacted.batches();
  const nowMs = await compacted.disk.do(() => compacted.disk.node.world.clock.wallMs());
  assert.ok(first!.deleteHorizonMs! > nowMs && first!.deleteHorizonMs! <= nowMs + 5_000);
  assert.equal(first!.baseTimestamp, first!.deleteHorizonMs);
  assert.deepEqual(
    [...first!.records()].map(({ timestamp }) => timestamp - timeZeroMs),
    [1, 2],
  );

  await compacted.roll();
  await compacted.compact();
  assert.deepEqual((await compacted.records()).slice(0, 2), ['1 b=1', '2 a']);
  assert.equal((await compacted.batches())[0]!.deleteHorizonMs, first!.deleteHorizonMs, 'the horizon moved');

  await compacted.disk.do(() => compacted.disk.node.world.clock.sleep(6_000));
  await compacted.roll();
  await compacted.compact();
  assert.deepEqual((await compacted.records()).slice(0, 1), ['1 b=1']);
});

test('records of an aborted transaction go at once, its marker when nothing of it is left, and in its time', async () => {
  const compacted = await new CompactedLog({ deleteRetentionMs: 1_000 }).open();
  const producer = { producerId: 7, producerEpoch: 0, isTransactional: true };
  await compacted.append(keyed(['a=0']));
  await compacted.append(keyed(['a=1', 'b=1'], { ...producer, baseSequence: 0 }));
  await compacted.append(
    writeTransactionMarker({ type: 'ABORT', coordinatorEpoch: 0, ...producer, timestamp: timeZeroMs }),
  );
  await compacted.append(keyed(['c=1'], { ...producer, baseSequence: 2 }));
  await compacted.append(
    writeTransactionMarker({ type: 'COMMIT', coordinatorEpoch: 0, ...producer, timestamp: timeZeroMs }),
  );
  await compacted.roll();
  await compacted.compact();
  assert.deepEqual(await compacted.shape(), ['0-0: 1', '3-3: 1 marker', '4-4: 1', '5-5: 1 marker', '6-6: 1']);
  assert.deepEqual(await compacted.records(), ['0 a=0', '4 c=1', '6 roll=']);
  const aborted = () => compacted.disk.do(() => compacted.log.abortedTransactions(0, 10));
  assert.equal((await aborted()).length, 1, 'who was in the midst of it has to be told');

  await compacted.roll();
  await compacted.compact();
  const marker = (await compacted.batches())[1]!;
  assert.ok(marker.isControlBatch && marker.deleteHorizonMs !== undefined);
  assert.deepEqual(await aborted(), []);

  await compacted.disk.do(() => compacted.disk.node.world.clock.sleep(2_000));
  await compacted.roll();
  await compacted.compact();
  assert.deepEqual((await compacted.shape()).slice(0, 3), ['0-0: 1', '4-4: 1', '5-5: 1 marker']);
});

test('an empty batch keeps the last sequence of its producer, and a duplicate is known after a restart', async () => {
  const compacted = await new CompactedLog().open();
  const batch = () => keyed(['a=1', 'b=1'], { producerId: 9, producerEpoch: 0, baseSequence: 0 });
  await compacted.append(batch(), 'client');
  await compacted.append(keyed(['a=2', 'b=2']));
  await compacted.roll();
  await compacted.compact();
  assert.deepEqual(await compacted.shape(), ['0-1: 0', '2-3: 2', '4-4: 1']);
  await compacted.disk.do(() => {
    for (const name of compacted.disk.files('payments-0').filter((each) => each.endsWith('.snapshot'))) {
      compacted.disk.node.world.disk.remove(`data/payments-0/${name}`);
    }
  });
  compacted.log = await compacted.disk.killAndStart();
  const again = await compacted.disk.do(() => compacted.log.append(batch(), { leaderEpoch: 0, origin: 'client' }));
  assert.equal(again.outcome, 'duplicate');
});

test('a map that is full cleans as far as it came, and the next rounds do the rest', async () => {
  const compacted = await new CompactedLog({}, { dedupeBufferBytes: 24 * 3, loadFactor: 1 }).open();
  for (let round = 0; round < 3; round++) {
    for (const key of ['a', 'b', 'c', 'd', 'e']) await compacted.append(keyed([`${key}=${round}`]));
  }
  await compacted.roll();
  let rounds = 0;
  while (await compacted.compact()) rounds++;
  assert.ok(rounds > 1, `${rounds} rounds`);
  assert.deepEqual(await compacted.records(), ['10 a=2', '11 b=2', '12 c=2', '13 d=2', '14 e=2', '15 roll=']);
});

test('the newest record is one that is there, also where a header says that it was another', async () => {
  const compacted = await new CompactedLog({ deleteRetentionMs: 0 }).open();
  await compacted.append(keyed(['a=1'], { timestamp: timeZeroMs + 10 }));
  await compacted.append(keyed(['b=1'], { timestamp: timeZeroMs + 5 }));
  await compacted.append(keyed(['b'], { timestamp: timeZeroMs + 500 }));
  await compacted.roll();
  await compacted.compact();
  assert.equal((await compacted.disk.do(() => compacted.log.newest()))!.offset, 2);
  await compacted.roll();
  await compacted.compact();
  await compacted.roll();
  await compacted.compact();
  assert.deepEqual(
    (await compacted.shape()).filter((batch) => batch.startsWith('2-2')),
    [],
  );
  assert.equal((await compacted.disk.do(() => compacted.log.newest()))!.offset, 0);
});

test('small segments become one, and the old files go', async () => {
  const compacted = await new CompactedLog({ segmentBytes: 200, fileDeleteDelayMs: 1_000 }).open();
  for (let value = 0; value < 12; value++) await compacted.append(keyed([`key ${value % 2}=${value}`]));
  const before = compacted.log.segments.length;
  const told = compacted.disk.listen();
  await compacted.compact();
  await compacted.append(keyed(['key 0=12']));
  await compacted.append(keyed(['key 0=13']));
  await compacted.compact();
  assert.ok(before > 4);
  assert.ok(compacted.log.segments.length < 4, JSON.stringify(compacted.log.segments));
  assert.ok(compacted.disk.files('payments-0').some((name) => name.endsWith('.deleted')));
  await compacted.disk.do(() => compacted.disk.node.world.clock.sleep(2_000));
  assert.deepEqual(
    compacted.disk.files('payments-0').filter((name) => /deleted|cleaned|swap/.test(name)),
    [],
  );
  const names = new Set(told.map(({ name }) => name).filter((name) => name.includes('compact')));
  assert.deepEqual([...names], ['compaction began', 'segments compacted', 'compaction ended']);
});

test('how far a log is compacted is known at the next start', async () => {
  const compacted = await new CompactedLog().open();
  await compacted.append(keyed(['a=1', 'a=2']));
  await compacted.roll();
  await compacted.compact();
  assert.equal(text.decode(compacted.disk.file('cleaner-offset-checkpoint')), '0\n1\npayments 0 2\n');
  compacted.log = await compacted.disk.stopAndStart();
  assert.equal(compacted.log.compactor.cleanedOffset, 2);
  compacted.log = await compacted.disk.killAndStart();
  assert.equal(compacted.log.compactor.cleanedOffset, 2);
});

test('a log that is not compacted any more has its gaps, and a start after a crash believes them', async () => {
  const compacted = await new CompactedLog({ segmentBytes: 150 }).open();
  for (let value = 0; value < 9; value++) await compacted.append(keyed([`a=${value}`]));
  await compacted.compact();
  const end = compacted.log.logEndOffset;
  compacted.disk.settings = { ...compacted.disk.settings, isCompacted: false, deletesOldSegments: true };
  compacted.log = await compacted.disk.killAndStart();
  assert.equal(compacted.log.logEndOffset, end);
  assert.equal((await compacted.records()).at(-1), '8 a=8');
});

test('a damaged batch is not given a right checksum: the log is left alone', async () => {
  const compacted = await new CompactedLog().open();
  await compacted.append(keyed(['a=1', 'b=1']));
  await compacted.append(keyed(['a=2']));
  await compacted.roll();
  compacted.disk.node.platter.damage('data/payments-0/00000000000000000000.log', 70);
  const before = compacted.disk.file('payments-0/00000000000000000000.log');
  const told = compacted.disk.listen();
  assert.equal(await compacted.compact(), false);
  assert.deepEqual(compacted.disk.file('payments-0/00000000000000000000.log'), before);
  const [, abandoned] = told.filter(({ name }) => name.startsWith('compaction'));
  assert.match(JSON.stringify(abandoned), /checksum of the batch at offset 0 does not match/);
  assert.deepEqual(
    compacted.disk.files('payments-0').filter((name) => /cleaned|swap/.test(name)),
    [],
  );
});

test('a disk that is full loses nothing, and the next turn goes on', async () => {
  const compacted = await new CompactedLog().open();
  await compacted.append(keyed(['a=1', 'b=1']));
  await compacted.append(keyed(['a=2']));
  await compacted.roll();
  const { platter } = compacted.disk.node;
  platter.trouble.capacityBytes = platter.sizeBytesOf('') + 40;
  assert.equal(await compacted.compact(), false);
  assert.deepEqual(
    compacted.disk.files('payments-0').filter((name) => /cleaned|swap/.test(name)),
    [],
  );
  platter.heal();
  assert.equal(await compacted.compact(), true);
  assert.deepEqual(await compacted.records(), ['1 b=1', '2 a=2', '3 roll=']);
});

test('others have their turn while a log is compacted, and what is appended meanwhile stays', async () => {
  const compacted = await new CompactedLog({}, { ioBufferBytes: 200 }).open();
  for (let value = 0; value < 40; value++) await compacted.append(keyed([`a=${value}`, `b=${value}`]));
  await compacted.roll();
  await compacted.disk.do(async () => {
    let isDone = false;
    const compaction = compacted.disk.folder.compactDirtiest().then(() => (isDone = true));
    let appended = 0;
    for (let turn = 0; turn < 60 && !isDone; turn++) {
      compacted.log.append(keyed([`c=${appended++}`]), { leaderEpoch: 0, origin: 'leader' });
      await compacted.disk.node.world.clock.sleep(turn < 20 ? 0 : 1);
    }
    await compaction;
    assert.ok(appended > 20, `${appended} appends came between`);
  });
  const records = await compacted.records();
  assert.deepEqual(records.slice(0, 3), ['78 a=39', '79 b=39', '80 roll=']);
  assert.equal(records.length, 3 + compacted.log.logEndOffset - 81);
});

test('bytes a second are kept to', async () => {
  const compacted = await new CompactedLog({}, { mostBytesPerSecond: 1_000, ioBufferBytes: 500 }).open();
  for (let value = 0; value < 40; value++) await compacted.append(keyed([`a=${value}`]));
  const { sizeBytes } = compacted.log;
  await compacted.roll();
  const { simulation } = compacted.disk;
  const beganUs = simulation.nowUs;
  await compacted.compact();
  assert.ok(simulation.nowUs - beganUs >= 2 * sizeBytes * 1000, 'it was read twice');
});
