import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiskError } from '../world/world.ts';
import { LogFolder } from './log-folder.ts';
import { defaultLogSettings } from './settings.ts';
import { batchOf, dataFolder, payments, readAll, SimulatedFolder, topicId } from './testing/simulated-folder.ts';

const asClient = { leaderEpoch: 0, origin: 'client' } as const;
const utf8 = new TextDecoder();

test('a stop in good order is remembered once, with the broker epoch', async () => {
  const disk = new SimulatedFolder();
  await disk.open();
  assert.equal(disk.folder.previousBrokerEpoch, undefined);
  await disk.do(() => disk.folder.close(11));
  assert.equal(utf8.decode(disk.file('.kafka_cleanshutdown')), '{"version":0,"brokerEpoch":11}');
  await disk.openFolder();
  assert.equal(disk.folder.previousBrokerEpoch, 11);
  assert.ok(!disk.files('').includes('.kafka_cleanshutdown'));
  disk.node.kill();
  disk.node.restart();
  await disk.openFolder();
  assert.equal(disk.folder.previousBrokerEpoch, undefined);
});

test('the checkpoints have the form of Apache Kafka', async () => {
  const disk = new SimulatedFolder();
  const log = await disk.open();
  await disk.do(async () => {
    log.append(batchOf(['a', 'b', 'c']), asClient);
    log.updateHighWatermark(2);
    await log.deleteRecordsTo(1);
    await disk.folder.close(1);
  });
  assert.equal(utf8.decode(disk.file('recovery-point-offset-checkpoint')), '0\n1\npayments 0 3\n');
  assert.equal(utf8.decode(disk.file('replication-offset-checkpoint')), '0\n1\npayments 0 2\n');
  assert.equal(utf8.decode(disk.file('log-start-offset-checkpoint')), '0\n1\npayments 0 1\n');
  assert.equal(utf8.decode(disk.file('payments-0/partition.metadata')), `version: 0\ntopic_id: ${topicId}`);
  await disk.openFolder();
  assert.deepEqual([disk.log.logStartOffset, disk.log.highWatermark, disk.log.logEndOffset], [1, 2, 3]);
});

test('checkpoints are saved again and again while the folder is in use', async () => {
  const disk = new SimulatedFolder({ recoveryPointCheckpointIntervalMs: 1000, highWatermarkCheckpointIntervalMs: 100 });
  const log = await disk.open();
  await disk.do(async () => {
    log.append(batchOf(['a', 'b']), asClient);
    log.updateHighWatermark(2);
    await log.flush();
  });
  await disk.simulation.runFor(200_000);
  assert.equal(utf8.decode(disk.file('replication-offset-checkpoint')), '0\n1\npayments 0 2\n');
  await disk.simulation.runFor(1_000_000);
  assert.equal(utf8.decode(disk.file('recovery-point-offset-checkpoint')), '0\n1\npayments 0 2\n');
  await disk.do(() => log.append(batchOf(['c']), asClient));
  await disk.losePowerAndStart('nothing');
  assert.deepEqual([disk.log.logEndOffset, disk.log.highWatermark], [2, 2]);
});

test('a checkpoint that is damaged is not believed: everything is checked, nothing is lost', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 200 } });
  const log = await disk.open();
  for (let value = 0; value < 6; value++) await disk.do(() => log.append(batchOf([`${value}`]), asClient));
  disk.node.kill();
  disk.node.restart();
  await disk.put('recovery-point-offset-checkpoint', new TextEncoder().encode('0\n7\npayments 0'));
  await disk.put('payments-0/leader-epoch-checkpoint', new TextEncoder().encode('no'));
  const told = disk.listen();
  await disk.openFolder();
  assert.deepEqual(
    told.flatMap((event) => (event.name === 'file mended' ? [event.path] : [])),
    [`${dataFolder}/recovery-point-offset-checkpoint`, `${dataFolder}/payments-0/leader-epoch-checkpoint`],
  );
  assert.deepEqual(disk.log.leaderEpochs, [{ epoch: 0, startOffset: 0 }]);
  assert.equal((await disk.do(() => readAll(disk.log))).length, 6);
});

test('a removed partition is gone at once and for good, its files a little later', async () => {
  const disk = new SimulatedFolder({ settings: { fileDeleteDelayMs: 1000 } });
  const log = await disk.open();
  await disk.do(() => log.append(batchOf(['a']), asClient));
  await disk.do(() => disk.folder.remove(payments));
  assert.equal(disk.folder.log(payments), undefined);
  const folders = () => disk.node.platter.list(dataFolder).filter((name) => name.endsWith('/'));
  assert.match(folders().join(), /^payments-0\.[0-9a-f]{32}-delete\/$/);
  assert.equal((await disk.do(() => log.append(batchOf(['b']), asClient))).outcome, 'refused');

  await disk.do(() => disk.folder.create(payments, topicId, disk.settings));
  assert.equal(disk.log.logEndOffset, 0);
  await disk.simulation.runFor(1_100_000);
  assert.deepEqual(folders(), ['payments-0/']);
});

test('a partition that is set aside keeps its files, and is not opened again', async () => {
  const disk = new SimulatedFolder({ settings: { fileDeleteDelayMs: 1000 } });
  const log = await disk.open();
  await disk.do(() => log.append(batchOf(['a']), asClient));
  const name = await disk.do(() => disk.folder.setAside(payments));
  assert.match(name!, /^payments-0\.[0-9a-f]{32}-stray$/);
  await disk.simulation.runFor(2_000_000);
  disk.node.kill();
  disk.node.restart();
  await disk.openFolder();
  assert.deepEqual(disk.folder.partitions, []);
  assert.ok(disk.node.platter.read(`${dataFolder}/${name}/00000000000000000000.log`)!.length > 0);
});

test('what was being removed when the broker stopped is removed at the next start', async () => {
  const disk = new SimulatedFolder();
  await disk.open();
  await disk.do(() => disk.folder.remove(payments));
  disk.node.kill();
  disk.node.restart();
  await disk.openFolder();
  await disk.simulation.runFor(1000);
  assert.deepEqual(
    disk.node.platter.list(dataFolder).filter((name) => name.endsWith('/')),
    [],
  );
});

test('one process at a time works in a folder', async () => {
  const disk = new SimulatedFolder();
  await disk.open();
  const again = () => LogFolder.open(disk.node.world, dataFolder, { settingsOf: () => defaultLogSettings });
  await assert.rejects(disk.do(again), (error) => error instanceof DiskError && error.code === 'locked');
  await disk.do(() => disk.folder.close());
  await disk.do(async () => (await again()).close());
});

test('a log that its owner opens is in no checkpoint, and is checked from its start', async () => {
  const disk = new SimulatedFolder();
  const partition = { topic: '__cluster_metadata', partition: 0 };
  await disk.openFolder();
  const open = () => disk.do(() => disk.folder.openUnlisted(partition, defaultLogSettings));
  const log = await open();
  await disk.do(() => log.append(batchOf(['a']), { leaderEpoch: 1, origin: 'leader' }));
  await disk.do(() => disk.folder.close());
  assert.equal(utf8.decode(disk.file('recovery-point-offset-checkpoint')), '0\n0\n');
  await disk.openFolder();
  assert.deepEqual(disk.folder.partitions, []);
  assert.deepEqual(await disk.do(async () => readAll(await disk.folder.openUnlisted(partition, defaultLogSettings))), [
    'a',
  ]);
});

test('many logs hold few files open', async () => {
  const disk = new SimulatedFolder({ settings: { segmentBytes: 100 }, mostOpenSegments: 10 });
  await disk.openFolder();
  const logs = [];
  for (let partition = 0; partition < 30; partition++) {
    logs.push(await disk.do(() => disk.folder.create({ topic: 'many', partition }, topicId, disk.settings)));
  }
  for (let round = 0; round < 5; round++) {
    for (const [partition, log] of logs.entries()) {
      await disk.do(() => log.append(batchOf([`${round} of ${partition}`]), asClient));
    }
  }
  for (const [partition, log] of logs.entries()) {
    const values = await disk.do(() => readAll(log));
    assert.deepEqual(
      values,
      [0, 1, 2, 3, 4].map((round) => `${round} of ${partition}`),
    );
  }
  assert.equal(disk.folder.openSegmentCount, 10);
});
