import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodeText } from '../../bytes/writer.ts';
import { DataFolderError } from '../../metadata/meta-properties.ts';
import { configurationOf, type MetadataImage, resourceTypes } from '../../metadata/image.ts';
import { writeMetadataRecord } from '../../metadata/records.ts';
import { metadataRules } from '../../metadata/rules.ts';
import { batchesIn } from '../../records/batches.ts';
import { LogFolder } from '../../storage/log-folder.ts';
import { readFile } from '../../storage/safe-file.ts';
import { defaultLogSettings } from '../../storage/settings.ts';
import { lacksReference, referenceFolder } from '../../testing/reference.ts';
import { createSimulation } from '../../world/simulated/simulation.ts';
import type { Disk, World } from '../../world/world.ts';
import { replicationRules } from '../rules.ts';
import { openQuorumOfOne, type QuorumOfOne } from './quorum-of-one.ts';
import { parseQuorumState } from './quorum-state.ts';

const folder = '/data/__cluster_metadata-0';
const snapshots = { maxBytesBetween: Infinity, maxMsBetween: 0, retentionBytes: Infinity, retentionMs: Infinity };
const rules = { ...metadataRules, ...replicationRules };
const topic = (name: string, id: string) => writeMetadataRecord({ type: 'TopicRecord', data: { name, topicId: id } });
const begin = writeMetadataRecord({ type: 'BeginTransactionRecord', data: { name: 'many' } });
const end = writeMetadataRecord({ type: 'EndTransactionRecord', data: {} });
const abort = writeMetadataRecord({ type: 'AbortTransactionRecord', data: { reason: 'test' } });
const ids = ['ec0_LfMxRH-UEgLX6uByUA', 'a3Aog4GSTJ-UmUsxymlbKQ'] as const;

/** Opens the log, uses it, and lets go of it without a clean stop. */
async function live<Result>(world: World, use: (quorum: QuorumOfOne) => Promise<Result> | Result): Promise<Result> {
  const logs = await LogFolder.open(world, '/data', { settingsOf: () => defaultLogSettings });
  try {
    return await use(await openQuorumOfOne(world, logs, 1, { log: defaultLogSettings, snapshots }, rules));
  } finally {
    logs.abandon();
  }
}

function inWorld<Result>(story: (world: World) => Promise<Result>): Promise<Result> {
  const simulation = createSimulation({ seed: 1 });
  const { world } = simulation.node('broker-1');
  return simulation.runUntilResolved(() => story(world));
}

test('every life begins a new epoch, and what was flushed in the last one is there', () =>
  inWorld(async (world) => {
    await live(world, async ({ journal, image }) => {
      assert.equal(image.topics.size, 0);
      assert.equal(journal.epoch, 1);
      assert.equal(journal.append([topic('one', ids[0]), topic('two', ids[1])]), 2);
      await journal.flush();
    });
    await live(world, ({ journal, image }) => {
      assert.deepEqual([...image.topics.keys()], ['one', 'two']);
      assert.equal(image.offset, 2);
      assert.equal(journal.epoch, 2);
    });
    const state = new TextDecoder().decode(await readFile(world.disk, `${folder}/quorum-state`));
    assert.deepEqual(parseQuorumState(state), { leaderId: 1, leaderEpoch: 2, votedId: -1, voters: [1] });
  }));

test('the epoch rises also where the file with the last one is lost', () =>
  inWorld(async (world) => {
    await live(world, ({ journal }) => journal.flush());
    await live(world, ({ journal }) => journal.flush());
    world.disk.remove(`${folder}/quorum-state`);
    await live(world, ({ journal }) => assert.equal(journal.epoch, 3));
  }));

test('the first record of an epoch says who leads, as Kafka writes it', () =>
  inWorld(async (world) => {
    await live(world, ({ journal }) => journal.flush());
    const log = await readFile(world.disk, `${folder}/00000000000000000000.log`);
    const [batch] = batchesIn(log!).batches;
    assert.equal(batch!.isControlBatch, true);
    assert.equal(batch!.partitionLeaderEpoch, 1);
    const [record] = [...batch!.records()];
    assert.equal(hex(record!.key!), '00000002');
    assert.equal(hex(record!.value!), '00000000000102000000010002000000010000');
  }));

test('records of a transaction count together when it ends, and not at all when it is aborted', () =>
  inWorld(async (world) => {
    await live(world, async ({ journal }) => {
      journal.append([begin, topic('one', ids[0]), end]);
      journal.append([begin]);
      journal.append([topic('two', ids[1])]);
      await journal.flush();
    });
    await live(world, async ({ journal, image, isInTransaction }) => {
      assert.deepEqual([...image.topics.keys()], ['one']);
      assert.equal(isInTransaction, true);
      journal.append([abort]);
      await journal.flush();
    });
    await live(world, ({ image, isInTransaction }) => {
      assert.deepEqual([...image.topics.keys()], ['one']);
      assert.equal(isInTransaction, false);
    });
  }));

test('the log of several controllers, or one that cannot be read, is refused with what to do', () =>
  inWorld(async (world) => {
    await live(world, ({ journal }) => journal.flush());
    const path = `${folder}/quorum-state`;
    const rewrite = (text: string) => {
      const file = world.disk.open(path);
      file.truncate(0);
      file.write(0, [encodeText(text)]);
      file.close();
    };
    const state = new TextDecoder().decode(await readFile(world.disk, path));
    const refusal = (message: RegExp) => (error: unknown) =>
      error instanceof DataFolderError && message.test(error.message);
    rewrite(state.replace('[{"voterId":1}]', '[{"voterId":1},{"voterId":2}]'));
    await assert.rejects(
      live(world, () => {}),
      refusal(/quorum with node 2/),
    );
    rewrite('{');
    await assert.rejects(
      live(world, () => {}),
      refusal(/quorum-state cannot be read/),
    );
  }));

test('a record that nobody knows stops the start, rather than being passed over', () =>
  inWorld(async (world) => {
    await live(world, async ({ journal }) => {
      journal.append([Uint8Array.of(1, 99, 0)]);
      await journal.flush();
    });
    await assert.rejects(
      live(world, () => {}),
      /cannot be read: there is no metadata record 99/,
    );
  }));

/** Puts a reference folder onto the simulated disk. */
function copyInto(disk: Disk, name: string): void {
  const source = join(referenceFolder()!, 'kafka-logs', name);
  disk.makeFolder(folder);
  for (const file of readdirSync(source)) {
    if (file === 'what.json') continue;
    const copy = disk.open(`${folder}/${file}`, { create: true });
    copy.write(0, [readFileSync(join(source, file))]);
    copy.close();
  }
}

for (const [name, check] of [
  ['metadata', checkStatic],
  ['metadata-dynamic', checkDynamic],
] as const) {
  test(`Apache Kafka's log '${name}' comes to what Apache Kafka made`, { skip: lacksReference }, () =>
    inWorld(async (world) => {
      copyInto(world.disk, name);
      await live(world, ({ image, journal }) => {
        check(image);
        assert.equal(journal.epoch, 3);
      });
    }),
  );
}

function checkStatic(image: MetadataImage): void {
  assert.equal(image.features.get('metadata.version'), 30);
  assert.equal(image.features.get('transaction.version'), 2);
  assert.deepEqual(image.topics.get('alpha')?.id, 'ec0_LfMxRH-UEgLX6uByUA');
  assert.equal(image.topics.get('alpha')?.partitions.length, 3);
  assert.equal(image.topics.has('gamma'), false);
  assert.equal(configurationOf(image, resourceTypes.topic, 'alpha')['max.message.bytes'], '2000000');
  assert.equal(configurationOf(image, resourceTypes.topic, 'alpha')['cleanup.policy'], 'compact,delete');
  assert.equal(configurationOf(image, resourceTypes.broker, '')['message.max.bytes'], '3000000');
  assert.deepEqual(configurationOf(image, resourceTypes.group, 'some-group'), {
    'consumer.session.timeout.ms': '50000',
  });
  assert.equal(image.brokers.get(1)?.isFenced, true, 'it was stopped');
}

function checkDynamic(image: MetadataImage): void {
  assert.equal(image.features.get('metadata.version'), 30);
  assert.ok(image.topics.size > 0, 'topics of the snapshot');
  assert.ok(image.offset > 230);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
