import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogError } from './errors.ts';
import { LogFolder } from './log-folder.ts';
import { defaultLogSettings } from './settings.ts';
import { batchOf, payments, readAll, SimulatedFolder, topicId } from './testing/simulated-folder.ts';

const asClient = { leaderEpoch: 0, origin: 'client' } as const;
const orders = { topic: 'orders', partition: 0 };
const utf8 = new TextDecoder();

/** Two logs with records, of which the second begins at 1, after a stop in good order. */
async function twoLogs(): Promise<SimulatedFolder> {
  const disk = new SimulatedFolder();
  await disk.open();
  await disk.do(async () => {
    const other = await disk.folder.create(orders, topicId, disk.settings);
    for (const log of [disk.log, other]) log.append(batchOf(['a', 'b']), asClient);
    other.updateHighWatermark(2);
    await other.deleteRecordsTo(1);
    await disk.folder.close(7);
  });
  return disk;
}

/** A byte of the first batch says now that it has another format. */
async function damageFormat(disk: SimulatedFolder): Promise<void> {
  const path = 'orders-0/00000000000000000000.log';
  await disk.put(
    path,
    disk.file(path).map((byte, at) => (at === 16 ? 9 : byte)),
  );
}

test('a log that cannot be used is offline, says where and why, and the others serve', async () => {
  const disk = await twoLogs();
  await damageFormat(disk);
  await disk.openFolder();
  assert.deepEqual(await disk.do(() => readAll(disk.log)), ['a', 'b']);
  const [offline] = disk.folder.offlineLogs;
  assert.equal(
    offline!.because,
    'data/orders-0/00000000000000000000.log: the batch at byte 0 has the unknown format 9',
  );
  await assert.rejects(
    disk.do(() => disk.folder.create(orders, topicId, disk.settings)),
    (error) => error instanceof LogError && error.error === 'KAFKA_STORAGE_ERROR' && error.message === offline!.because,
  );
});

test('what is known of an offline log stays known, and its files as they are', async () => {
  const disk = await twoLogs();
  const whole = disk.file('orders-0/00000000000000000000.log');
  await damageFormat(disk);
  await disk.openFolder();
  await disk.do(() => disk.log.append(batchOf(['c']), asClient));
  await disk.do(() => disk.folder.close(8));
  assert.equal(utf8.decode(disk.file('log-start-offset-checkpoint')), '0\n1\norders 0 1\n');
  assert.match(utf8.decode(disk.file('recovery-point-offset-checkpoint')), /orders 0 2\n/);
  await disk.put('orders-0/00000000000000000000.log', whole);
  await disk.openFolder();
  assert.equal(disk.folder.previousBrokerEpoch, 8);
  const log = disk.folder.log(orders)!;
  assert.deepEqual([log.logStartOffset, log.logEndOffset, log.highWatermark], [1, 2, 2]);
});

test('of a log that could not be checked a stop leaves no mark that all is well', async () => {
  for (const isChecked of [false, true]) {
    const disk = await twoLogs();
    await disk.openFolder();
    if (isChecked) await disk.do(() => disk.folder.close(7));
    disk.node.kill();
    disk.node.restart();
    await disk.do(() => {
      const path = 'data/orders-0/leader-epoch-checkpoint';
      disk.node.world.disk.remove(path);
      disk.node.world.disk.makeFolder(path);
    });
    await disk.openFolder();
    assert.match(disk.folder.offlineLogs[0]!.because, /leader-epoch-checkpoint is a folder, not a file/);
    await disk.do(() => disk.folder.close(8));
    await disk.openFolder();
    assert.equal(disk.folder.previousBrokerEpoch, isChecked ? 8 : undefined);
  }
});

test('an offline log is set aside or removed like any other', async () => {
  for (const out of ['remove', 'setAside'] as const) {
    const disk = await twoLogs();
    await damageFormat(disk);
    await disk.openFolder();
    await disk.do<unknown>(() => disk.folder[out](orders));
    assert.deepEqual(disk.folder.offlineLogs, []);
    const log = await disk.do(() => disk.folder.create(orders, topicId, disk.settings));
    assert.equal(log.logEndOffset, 0);
  }
});

test('a batch that leads beyond the file is cut off, also after a clean stop, and what is appended then is found', async () => {
  const disk = await twoLogs();
  const path = 'payments-0/00000000000000000000.log';
  const whole = disk.file(path);
  await disk.put(path, Uint8Array.from([...whole, ...whole.subarray(0, 70)]));
  const told = disk.listen();
  await disk.openFolder();
  assert.ok(told.some((event) => event.name === 'recovered' && event.truncatedBytes === 70));
  await disk.do(() => disk.log.append(batchOf(['c']), asClient));
  assert.deepEqual(await disk.do(() => readAll(disk.log)), ['a', 'b', 'c']);
  assert.equal(disk.file(path).length, whole.length + batchOf(['c']).length);
});

test('the settings of a topic are in force before anything of its log is checked or goes', async () => {
  const disk = new SimulatedFolder();
  await disk.open();
  await disk.do(() => disk.log.append(batchOf(['old'], { timestamp: 1000 }), asClient));
  const asked: string[] = [];
  disk.node.kill();
  disk.node.restart();
  const { world } = disk.node;
  const folder = await disk.do(() => LogFolder.prepare(world, 'data', { retentionCheckIntervalMs: 1000 }));
  await disk.do(() => disk.node.world.clock.sleep(5000));
  assert.deepEqual(folder.partitions, []);
  await disk.do(() =>
    folder.openLogs(({ topic }, id) => {
      asked.push(`${topic} ${id}`);
      return { ...defaultLogSettings, retentionMs: Infinity };
    }),
  );
  await disk.do(() => disk.node.world.clock.sleep(5000));
  assert.deepEqual(asked, [`payments ${topicId}`]);
  assert.deepEqual(await disk.do(() => readAll(folder.log(payments)!)), ['old']);
});

const failures = ['failingWrites', 'failingFlushes', 'failingReads'] as const;

for (const failure of failures) {
  test(`${failure}: all logs of the folder are offline, and nothing is written there any more`, async () => {
    const failed: string[] = [];
    const disk = new SimulatedFolder({ folderFailed: (path, because) => void failed.push(`${path}: ${because}`) });
    await disk.open();
    const other = await disk.do(() => disk.folder.create(orders, topicId, disk.settings));
    await disk.do(() => [disk.log, other].map((log) => log.append(batchOf(['a']), asClient)));
    await disk.simulation.runFor(1_000_000);
    const told = disk.listen();
    const { platter } = disk.node;
    platter.trouble[failure] = Infinity;
    if (failure === 'failingWrites') await disk.do(() => disk.log.append(batchOf(['b']), asClient));
    else if (failure === 'failingFlushes') await assert.rejects(disk.do(() => disk.log.flush()));
    else await assert.rejects(disk.do(() => readAll(disk.log)));
    platter.heal();

    const isStorageError = (error: unknown) => error instanceof LogError && error.error === 'KAFKA_STORAGE_ERROR';
    const result = await disk.do(() => other.append(batchOf(['b']), asClient));
    assert.equal(result.outcome === 'refused' && result.error, 'KAFKA_STORAGE_ERROR');
    await assert.rejects(
      disk.do(() => readAll(other)),
      isStorageError,
    );
    const another = { topic: 'new', partition: 0 };
    await assert.rejects(
      disk.do(() => disk.folder.create(another, topicId, disk.settings)),
      isStorageError,
    );
    assert.match(failed.join(), /^data: the disk failed to .* data\/.*; restart the broker/);
    assert.equal(told.filter((event) => event.name === 'log folder failed').length, 1);

    const writtenAfterwards: string[] = [];
    platter.heard = ({ path }) => void writtenAfterwards.push(path);
    await disk.simulation.runFor(3_600_000_000);
    await disk.do(() => disk.folder.close());
    assert.deepEqual(writtenAfterwards, []);
    platter.heard = undefined;
    await disk.openFolder();
    assert.deepEqual(await disk.do(() => readAll(disk.log)), ['a']);
  });
}
