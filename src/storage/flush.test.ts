import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32c } from '../bytes/crc32c.ts';
import { DiskError } from '../world/world.ts';
import { LogError } from './errors.ts';
import { LogFolder } from './log-folder.ts';
import { validPrefix } from './rules/valid-prefix.ts';
import {
  batchOf,
  dataFolder,
  everything,
  payments,
  readAll,
  SimulatedFolder,
  topicId,
} from './testing/simulated-folder.ts';
import { withFiles } from './testing/wrapped-disk.ts';

const asClient = { leaderEpoch: 0, origin: 'client' } as const;

test('flush.messages says when an append must wait', async () => {
  const disk = new SimulatedFolder({ settings: { flushMessages: 3 } });
  const log = await disk.open();
  const due = async (value: string) => {
    const result = await disk.do(() => log.append(batchOf([value]), asClient));
    return result.outcome === 'appended' && result.flushDue;
  };
  assert.deepEqual([await due('a'), await due('b'), await due('c'), await due('d')], [false, false, true, true]);
  await disk.do(() => log.flush());
  assert.deepEqual([log.recoveryPoint, await due('e')], [4, false]);
});

test('those who wait at one time share one flush', async () => {
  const disk = new SimulatedFolder({ settings: { flushMessages: 1 } });
  const log = await disk.open();
  const told = disk.listen();
  await disk.do(async () => {
    log.append(batchOf(['first']), asClient);
    const waiting = [log.flush()];
    for (let value = 0; value < 20; value++) {
      log.append(batchOf([`value ${value}`]), asClient);
      waiting.push(log.flush());
    }
    await Promise.all(waiting);
  });
  const flushed = told.flatMap((event) => (event.name === 'flushed' ? [event.offset] : []));
  assert.deepEqual(flushed, [1, 21]);
});

test('flush.ms flushes in time, with nobody waiting', async () => {
  const disk = new SimulatedFolder({ settings: { flushMs: 100 } });
  const log = await disk.open();
  await disk.do(() => log.append(batchOf(['a']), asClient));
  await disk.simulation.runFor(90_000);
  assert.equal(log.recoveryPoint, 0);
  await disk.simulation.runFor(20_000);
  assert.equal(log.recoveryPoint, 1);
});

test('a segment that is closed is flushed soon', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100 } });
  const log = await disk.open();
  await disk.do(() => {
    log.append(batchOf(['a']), asClient);
    log.append(batchOf(['b']), asClient);
  });
  await disk.simulation.runFor(100_000);
  assert.ok(log.recoveryPoint >= 1);
});

test('after a flush that failed nothing is appended or read until the next start, and all that was flushed is there', async () => {
  const disk = new SimulatedFolder();
  let log = await disk.open();
  await disk.do(async () => {
    log.append(batchOf(['flushed']), asClient);
    await log.flush();
    log.append(batchOf(['unsure']), asClient);
  });
  disk.node.platter.trouble.failingFlushes = 1;
  await assert.rejects(
    disk.do(() => log.flush()),
    (error) => error instanceof LogError && error.error === 'KAFKA_STORAGE_ERROR',
  );
  const refused = await disk.do(() => log.append(batchOf(['later']), asClient));
  assert.equal(refused.outcome === 'refused' && refused.error, 'KAFKA_STORAGE_ERROR');
  await assert.rejects(
    disk.do(() => log.flush()),
    LogError,
  );
  await assert.rejects(
    disk.do(() => log.read(0, everything)),
    (error) => error instanceof LogError && error.error === 'KAFKA_STORAGE_ERROR',
  );

  await disk.do(() => disk.folder.close());
  assert.equal(disk.files('').includes('.kafka_cleanshutdown'), false);
  log = await disk.killAndStart();
  assert.deepEqual(await disk.do(() => readAll(log)), ['flushed', 'unsure']);
  assert.equal((await disk.do(() => log.append(batchOf(['later']), asClient))).outcome, 'appended');
});

test('on a full disk appends are refused, readers served, and when there is room again nothing is torn', async () => {
  const disk = new SimulatedFolder({ settings: { indexIntervalBytes: 0 } });
  let log = await disk.open();
  await disk.do(() => log.append(batchOf(['a']), asClient));
  const { platter } = disk.node;
  platter.trouble.capacityBytes = platter.sizeBytesOf('') + 40;
  const refused = await disk.do(() => log.append(batchOf(['b']), asClient));
  assert.equal(refused.outcome === 'refused' && refused.error, 'KAFKA_STORAGE_ERROR');
  assert.deepEqual(await disk.do(() => readAll(log)), ['a']);

  platter.heal();
  const later = await disk.do(() => log.append(batchOf(['c']), asClient));
  assert.equal(later.outcome === 'appended' && later.baseOffset, 1);
  log = await disk.stopAndStart();
  assert.deepEqual(await disk.do(() => readAll(log)), ['a', 'c']);
});

test('a segment that cannot be begun on a full disk is begun when there is room', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100, indexIntervalBytes: 0 } });
  const log = await disk.open();
  await disk.do(() => log.append(batchOf(['a']), asClient));
  disk.node.platter.trouble.capacityBytes = disk.node.platter.sizeBytesOf('');
  for (let attempt = 0; attempt < 3; attempt++) {
    assert.equal((await disk.do(() => log.append(batchOf(['b']), asClient))).outcome, 'refused');
  }
  disk.node.platter.heal();
  assert.equal((await disk.do(() => log.append(batchOf(['b']), asClient))).outcome, 'appended');
  assert.deepEqual(await disk.do(() => readAll(log)), ['a', 'b']);
  assert.deepEqual(
    log.segments.map(({ baseOffset }) => baseOffset),
    [0, 1],
  );
});

test('a write that ended in the middle is cut off, before the next append at the latest', async () => {
  const disk = new SimulatedFolder();
  let tearsWrite = false;
  let refusesCut = false;
  const world = withFiles(disk.node.world, (file) => ({
    write: (position, buffers) => {
      if (!tearsWrite || !file.path.endsWith('.log')) return file.write(position, buffers);
      file.write(position, [buffers[0]!.subarray(0, 70)]);
      throw new DiskError('full', file.path, 'no space is left');
    },
    truncate: (sizeBytes) => {
      if (refusesCut && file.path.endsWith('.log')) throw new DiskError('full', file.path, 'it did not');
      file.truncate(sizeBytes);
    },
  }));
  const path = 'payments-0/00000000000000000000.log';
  await disk.do(async () => {
    const folder = await LogFolder.open(world, dataFolder, { settingsOf: () => disk.settings });
    const log = await folder.create(payments, topicId, disk.settings);
    log.append(batchOf(['a']), asClient);
    const { sizeBytes } = log;
    tearsWrite = true;
    assert.equal(log.append(batchOf(['b'.repeat(100)]), asClient).outcome, 'refused');
    assert.equal(disk.file(path).length, sizeBytes);

    refusesCut = true;
    assert.equal(log.append(batchOf(['c'.repeat(100)]), asClient).outcome, 'refused');
    assert.equal(disk.file(path).length, sizeBytes + 70);
    tearsWrite = false;
    assert.equal(log.append(batchOf(['d']), asClient).outcome, 'refused');
    assert.deepEqual(await readAll(log), ['a']);

    refusesCut = false;
    assert.equal(log.append(batchOf(['e']), asClient).outcome, 'appended');
    assert.deepEqual(await readAll(log), ['a', 'e']);
    await folder.close();
  });
  assert.equal(validPrefix(disk.file(path), 0, crc32c), disk.file(path).length);
});
