import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchOf, readAll, SimulatedFolder } from './testing/simulated-folder.ts';

const startMs = 1_767_225_600_000;

/** A follower's log: twenty records of two leaders in several segments. */
async function follower(): Promise<SimulatedFolder> {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 400, indexIntervalBytes: 0 } });
  const log = await disk.open();
  await disk.do(() => {
    for (let offset = 0; offset < 20; offset++) {
      const batch = batchOf([`${offset}`], {
        baseOffset: offset,
        partitionLeaderEpoch: offset < 12 ? 1 : 4,
        timestamp: startMs + offset,
        producerId: 1,
        producerEpoch: 0,
        baseSequence: offset,
      });
      log.append(batch, { leaderEpoch: -1, origin: 'replication' });
    }
    log.updateHighWatermark(15);
  });
  return disk;
}

test('what was flushed once, and is written anew, is not taken for flushed by the next start', async () => {
  const disk = await follower();
  await disk.do(async () => {
    await disk.log.flush();
    await disk.folder.saveCheckpoints();
  });
  const noted = () => new TextDecoder().decode(disk.file('recovery-point-offset-checkpoint'));
  assert.match(noted(), /^payments 0 20$/m);
  await disk.do(() => disk.log.truncateTo(5));
  assert.match(noted(), /^payments 0 [0-5]$/m);
});

for (const offset of [0, 1, 5, 12, 13, 19, 20, 25]) {
  test(`cut at ${offset}, the log is as if nothing had ever come behind it`, async () => {
    const disk = await follower();
    await disk.do(() => disk.log.truncateTo(offset));
    const end = Math.min(offset, 20);
    for (const again of [async () => {}, () => disk.losePowerAndStart('nothing')]) {
      await again();
      const { log } = disk;
      assert.equal(log.logEndOffset, end);
      assert.ok(log.highWatermark <= Math.min(end, 15));
      assert.equal((await disk.do(() => readAll(log))).length, end);
      assert.equal(log.producers[0]?.batches.at(-1)?.lastSequence, end === 0 ? undefined : end - 1);
      assert.equal((await disk.do(() => log.newest()))?.offset, end === 0 ? undefined : end - 1);
      assert.deepEqual(
        log.leaderEpochs.map(({ epoch }) => epoch),
        end === 0 ? [] : end <= 12 ? [1] : [1, 4],
      );
      if (offset === 20 || offset === 25) return;
    }
    await disk.do(() => disk.log.append(batchOf(['new']), { leaderEpoch: 7, origin: 'leader' }));
    assert.equal((await disk.do(() => readAll(disk.log))).at(-1), 'new');
    assert.equal(disk.log.epochOf(end), 7);
  });
}
