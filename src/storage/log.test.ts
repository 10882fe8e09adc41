import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchOf, everything, readAll, SimulatedFolder, valuesIn } from './testing/simulated-folder.ts';

const asLeader = { leaderEpoch: 0, origin: 'client' } as const;

test('what is appended is read again, by its offset', async () => {
  const disk = new SimulatedFolder();
  const log = await disk.open();
  const first = await disk.do(() => log.append(batchOf(['a', 'b']), asLeader));
  const second = await disk.do(() => log.append(batchOf(['c']), asLeader));

  assert.deepEqual(first, {
    outcome: 'appended',
    baseOffset: 0,
    lastOffset: 1,
    logAppendTimeMs: -1,
    logStartOffset: 0,
    flushDue: false,
  });
  assert.equal(second.outcome === 'appended' && second.baseOffset, 2);
  assert.deepEqual(valuesIn(await disk.do(() => log.read(0, everything))), ['a', 'b', 'c']);
  assert.deepEqual(valuesIn(await disk.do(() => log.read(2, everything))), ['c']);
  assert.equal((await disk.do(() => log.read(3, everything))).length, 0);
});

for (const [way, again] of [
  ['a clean stop', (disk: SimulatedFolder) => disk.stopAndStart()],
  ['a kill', (disk: SimulatedFolder) => disk.killAndStart()],
] as const) {
  test(`after ${way} the log goes on where it ended`, async () => {
    const disk = new SimulatedFolder({ settings: { segmentBytes: 300, indexIntervalBytes: 100 } });
    let log = await disk.open();
    for (let value = 0; value < 20; value++) await disk.do(() => log.append(batchOf([`value ${value}`]), asLeader));
    assert.ok(log.segments.length > 3);

    log = await again(disk);
    assert.equal(log.logEndOffset, 20);
    await disk.do(() => log.append(batchOf(['value 20']), asLeader));
    assert.deepEqual(
      await disk.do(() => readAll(log)),
      Array.from({ length: 21 }, (_, value) => `value ${value}`),
    );
  });
}
