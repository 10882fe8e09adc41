import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchesIn } from '../records/batches.ts';
import { LogError } from './errors.ts';
import { segmentFile } from './file-names.ts';
import { LogFolder } from './log-folder.ts';
import {
  batchOf,
  dataFolder,
  everything,
  payments,
  recordsIn,
  SimulatedFolder,
  topicId,
} from './testing/simulated-folder.ts';
import { withFiles } from './testing/wrapped-disk.ts';

const asClient = { leaderEpoch: 0, origin: 'client' } as const;

/** A hundred batches of two records. */
async function filled(): Promise<SimulatedFolder> {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 4000 } });
  const log = await disk.open();
  await disk.do(() => {
    for (let batch = 0; batch < 100; batch++) log.append(batchOf([`${batch}`.padEnd(50), 'second']), asClient);
  });
  return disk;
}

test('a read begins with the batch that holds the offset, and ends within the limit, maybe in a batch', async () => {
  const disk = await filled();
  const bytes = await disk.do(() => disk.log.read(7, { ...everything, maxBytes: 500 }));
  assert.equal(bytes.length, 500);
  const { batches, truncatedBytes } = batchesIn(bytes);
  assert.equal(batches[0]!.baseOffset, 6);
  assert.ok(truncatedBytes > 0);
});

test('one batch is read whole where that is wanted, however small the limit', async () => {
  const disk = await filled();
  const whole = await disk.do(() => disk.log.read(8, { ...everything, maxBytes: 1 }));
  assert.deepEqual(
    recordsIn(whole).map(({ offset }) => offset),
    [8, 9],
  );
  const none = await disk.do(() => disk.log.read(8, { ...everything, maxBytes: 1, minOneBatch: false }));
  assert.equal(none.length, 1);
});

test('nothing at or above the given offset is shown', async () => {
  const disk = await filled();
  for (const upToOffset of [0, 2, 8, 20, 100, 200]) {
    const seen = await disk.do(async () => {
      const offsets: number[] = [];
      for (let offset = 0; offset < upToOffset; ) {
        const records = recordsIn(await disk.log.read(offset, { ...everything, maxBytes: 700, upToOffset }));
        for (const record of records) if (record.offset >= offset) offsets.push(record.offset);
        offset = offsets.at(-1)! + 1;
      }
      return offsets;
    });
    assert.deepEqual(
      seen,
      Array.from({ length: upToOffset }, (_, offset) => offset),
    );
    assert.equal((await disk.do(() => disk.log.read(upToOffset, { ...everything, upToOffset }))).length, 0);
  }
});

test('not even the first bytes of a batch at the given offset are shown', async () => {
  const disk = await filled();
  const first = await disk.do(() => disk.log.read(0, { ...everything, maxBytes: 1 }));
  for (let more = 0; more < 80; more++) {
    const limits = { maxBytes: first.length + more, minOneBatch: true, upToOffset: 2 };
    assert.equal((await disk.do(() => disk.log.read(0, limits))).length, first.length);
  }
});

test('outside of the log there is nothing to read', async () => {
  const disk = await filled();
  for (const offset of [-1, 201]) {
    await assert.rejects(
      disk.do(() => disk.log.read(offset, everything)),
      (error) => error instanceof LogError && error.error === 'OFFSET_OUT_OF_RANGE',
    );
  }
});

test('after a read that failed the log is offline until the next start', async () => {
  const disk = await filled();
  disk.node.platter.trouble.failingReads = 1;
  for (let attempt = 0; attempt < 2; attempt++) {
    await assert.rejects(
      disk.do(() => disk.log.read(0, everything)),
      (error) => error instanceof LogError && error.error === 'KAFKA_STORAGE_ERROR',
    );
  }
  assert.match(disk.folder.failure!, /the disk failed to read .*; restart the broker/);
  await disk.killAndStart();
  assert.ok((await disk.do(() => disk.log.read(0, everything))).length > 0);
});

test('a segment whose files were deleted while somebody reads it says nothing of the disk', async () => {
  const disk = await filled();
  const [first] = disk.log.segments;
  const path = `${dataFolder}/payments-0/${segmentFile(first!.baseOffset, 'log')}`;
  await disk.do(() => disk.folder.close());
  await disk.openFolder();
  await disk.do(() => disk.node.world.disk.rename(path, `${path}.elsewhere`));
  await assert.rejects(
    disk.do(() => disk.log.read(0, everything)),
    (error) => error instanceof LogError && error.error === 'KAFKA_STORAGE_ERROR',
  );
  assert.equal(disk.folder.failure, undefined);
  await disk.do(() => disk.node.world.disk.rename(`${path}.elsewhere`, path));
  assert.ok((await disk.do(() => disk.log.read(0, everything))).length > 0);
});

test('whoever reads on where the last read ended costs one read of the disk, and no byte twice', async () => {
  const disk = await filled();
  await disk.do(() => disk.folder.close());
  let reads = 0;
  let readBytes = 0;
  const counting = withFiles(disk.node.world, (file) => ({
    read: (position, lengthBytes) => {
      reads++;
      readBytes += lengthBytes;
      return file.read(position, lengthBytes);
    },
  }));
  await disk.do(async () => {
    const folder = await LogFolder.open(counting, dataFolder, { settingsOf: () => disk.settings });
    const log = await folder.create(payments, topicId, disk.settings);
    await log.read(0, everything);
    reads = 0;
    readBytes = 0;
    let received = 0;
    let offset = 0;
    const segment = log.segments[0]!;
    for (let turn = 0; turn < 5; turn++) {
      const bytes = await log.read(offset, { ...everything, maxBytes: 600 });
      const { batches, truncatedBytes } = batchesIn(bytes);
      received += bytes.length - truncatedBytes;
      offset = batches.at(-1)!.nextOffset;
    }
    assert.equal(reads, 5);
    assert.ok(received > 2000 && received < segment.sizeBytes);
    // The first read did not know where the batch begins, and looked a little further.
    assert.ok(readBytes <= 5 * 600 + disk.settings.indexIntervalBytes + 61);
    await folder.close();
  });
});
