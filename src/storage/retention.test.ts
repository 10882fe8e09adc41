import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogError } from './errors.ts';
import type { Log } from './log.ts';
import { batchOf, dataFolder, everything, readAll, SimulatedFolder, valuesIn } from './testing/simulated-folder.ts';

const asClient = { leaderEpoch: 0, origin: 'client' } as const;
const startMs = 1_767_225_600_000;

/** One segment a batch. */
async function fill(disk: SimulatedFolder, timestamps: readonly number[]): Promise<Log> {
  const log = await disk.open();
  await disk.do(() => {
    for (const [number, timestamp] of timestamps.entries()) {
      log.append(batchOf([`value ${number}`], { timestamp: startMs + timestamp }), asClient);
    }
    log.updateHighWatermark(log.logEndOffset);
  });
  return log;
}

function baseOffsets(log: Log): number[] {
  return log.segments.map(({ baseOffset }) => baseOffset);
}

test('segments whose newest record is too old go, also the last one', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100, retentionMs: 1000 } });
  const log = await fill(disk, [0, 400, 800, 1200]);
  await disk.simulation.runFor(1_500_000);
  assert.equal(await disk.do(() => log.deleteOldSegments()), 2);
  assert.deepEqual([log.logStartOffset, baseOffsets(log)], [2, [2, 3]]);
  await assert.rejects(
    disk.do(() => log.read(1, everything)),
    (error) => error instanceof LogError && error.error === 'OFFSET_OUT_OF_RANGE',
  );
  await disk.simulation.runFor(1_500_000);
  assert.equal(await disk.do(() => log.deleteOldSegments()), 2);
  assert.deepEqual([log.logStartOffset, log.logEndOffset, baseOffsets(log)], [4, 4, [4]]);
  await disk.do(() => log.append(batchOf(['later'], { timestamp: startMs + 3000 }), asClient));
  assert.deepEqual(await disk.do(() => readAll(log)), ['later']);
});

test('the folder looks for old segments by itself', async () => {
  const disk = new SimulatedFolder({
    settings: { segmentBytes: 100, retentionMs: 1000 },
    retentionCheckIntervalMs: 5000,
  });
  const log = await fill(disk, [0, 100, 200_000]);
  await disk.simulation.runFor(5_100_000);
  assert.equal(log.logStartOffset, 2);
});

test('the oldest segments go while the log is as large as retention.bytes without them', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100, retentionMs: Infinity, retentionBytes: 160 } });
  const log = await fill(disk, [0, 0, 0, 0, 0]);
  await disk.do(() => log.deleteOldSegments());
  assert.deepEqual(baseOffsets(log), [2, 3, 4]);
});

test('many old segments go at once, and what is above the high watermark stays', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100, retentionMs: 10 } });
  const log = await fill(
    disk,
    Array.from({ length: 60 }, (_, number) => number / 100),
  );
  await disk.stopAndStart();
  disk.log.updateHighWatermark(50);
  await disk.simulation.runFor(1_000_000);
  assert.equal(await disk.do(() => disk.log.deleteOldSegments()), 50);
  assert.equal(disk.log.logStartOffset, 50);
  assert.equal(log.logEndOffset, disk.log.logEndOffset);
});

test('files of deleted segments are renamed at once and removed after file.delete.delay.ms', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100, fileDeleteDelayMs: 1000 } });
  const log = await fill(disk, [0, 0, 0]);
  await disk.do(() => log.deleteRecordsTo(2));
  assert.ok(disk.files('payments-0').includes('00000000000000000000.log.deleted'));
  assert.ok(disk.files('payments-0').includes('00000000000000000001.snapshot.deleted'));
  await disk.simulation.runFor(1_100_000);
  assert.deepEqual(
    disk.files('payments-0').filter((name) => name.endsWith('.deleted')),
    [],
  );
});

test('who is reading a segment while it is deleted reads on', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100 } });
  const log = await fill(disk, [0, 0, 0]);
  const values = await disk.do(async () => {
    const reading = log.read(0, everything);
    await log.deleteRecordsTo(2);
    return valuesIn(await reading);
  });
  assert.deepEqual(values, ['value 0']);
});

test('deleted records stay deleted, whatever happens then', async () => {
  for (const again of ['kill', 'power', 'stop'] as const) {
    const disk = new SimulatedFolder({ settings: { segmentBytes: 250 } });
    const log = await fill(disk, [0, 0, 0, 0, 0, 0, 0]);
    await disk.do(async () => {
      await log.flush();
      assert.equal(await log.deleteRecordsTo(4), 4);
    });
    if (again === 'kill') await disk.killAndStart();
    else if (again === 'power') await disk.losePowerAndStart('nothing');
    else await disk.stopAndStart();
    assert.equal(disk.log.logStartOffset, 4);
    assert.deepEqual(disk.log.leaderEpochs, [{ epoch: 0, startOffset: 4 }]);
    assert.deepEqual(await disk.do(() => readAll(disk.log)), ['value 4', 'value 5', 'value 6']);
  }
});

test('records above the high watermark cannot be deleted', async () => {
  const disk = new SimulatedFolder();
  const log = await fill(disk, [0, 0]);
  const isOutOfRange = (error: unknown) => error instanceof LogError && error.error === 'OFFSET_OUT_OF_RANGE';
  await assert.rejects(
    disk.do(() => log.deleteRecordsTo(3)),
    isOutOfRange,
  );
  await assert.rejects(
    disk.do(() => log.deleteRecordsTo(-1)),
    isOutOfRange,
  );
});

test('leftovers of a removal are gone after a start', async () => {
  const disk = new SimulatedFolder();
  await fill(disk, [0]);
  await disk.do(() => disk.folder.close());
  for (const name of [
    '00000000000000000007.log.deleted',
    '00000000000000000003.index',
    '00000000000000000009.timeindex.cleaned',
  ]) {
    await disk.put(`payments-0/${name}`, new Uint8Array(8));
  }
  await disk.openFolder();
  assert.deepEqual(
    disk.files('payments-0').filter((name) => /^0+[1-9]\./.test(name)),
    ['00000000000000000001.snapshot'],
  );
  assert.ok(disk.node.platter.list(`${dataFolder}/payments-0`).length > 0);
});
