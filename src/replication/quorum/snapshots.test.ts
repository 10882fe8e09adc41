import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTopic } from '../../metadata/changes/topics.ts';
import { registerBroker, unfenceBroker } from '../../metadata/changes/nodes.ts';
import { Controller } from '../../metadata/controller.ts';
import { MetadataDelta } from '../../metadata/delta.ts';
import { emptyImage, type MetadataImage } from '../../metadata/image.ts';
import { type MetadataRecordToWrite, readMetadataRecord, writeMetadataRecord } from '../../metadata/records.ts';
import { metadataRules } from '../../metadata/rules.ts';
import { recordsOfImage } from '../../metadata/snapshot-records.ts';
import { directoryId, topicIdOf } from '../../metadata/testing/images.ts';
import { LogFolder } from '../../storage/log-folder.ts';
import { defaultLogSettings } from '../../storage/settings.ts';
import { lacksReference, referenceFolder } from '../../testing/reference.ts';
import { createSimulation } from '../../world/simulated/simulation.ts';
import type { World } from '../../world/world.ts';
import { replicationRules } from '../rules.ts';
import { openQuorumOfOne } from './quorum-of-one.ts';
import { readSnapshot } from './snapshot-file.ts';
import type { SnapshotSettings } from './snapshots.ts';

const rules = { ...metadataRules, ...replicationRules };
const folder = '/data/__cluster_metadata-0';
const logSettings = { ...defaultLogSettings, segmentBytes: 2000, fileDeleteDelayMs: 0 };

/** A controller that writes snapshots; the log is let go of without a clean stop. */
async function live<Result>(
  world: World,
  settings: Partial<SnapshotSettings>,
  use: (controller: Controller) => Promise<Result>,
): Promise<Result> {
  const all = { maxBytesBetween: 3000, maxMsBetween: 0, retentionBytes: Infinity, retentionMs: Infinity, ...settings };
  const logs = await LogFolder.open(world, '/data', { settingsOf: () => defaultLogSettings });
  try {
    const quorum = await openQuorumOfOne(world, logs, 1, { log: logSettings, snapshots: all }, rules);
    const controller = new Controller(world, quorum.journal, quorum.image, rules);
    controller.listen((image) => quorum.snapshots.consider(image));
    return await use(controller);
  } finally {
    logs.abandon();
  }
}

function inWorld<Result>(story: (world: World) => Promise<Result>): Promise<Result> {
  const simulation = createSimulation({ seed: 1 });
  const { world } = simulation.node('broker-1');
  return simulation.runUntilResolved(() => story(world));
}

const change = (controller: Controller, decide: (image: MetadataImage) => readonly MetadataRecordToWrite[]) =>
  controller.change((image) => ({ records: decide(image), result: undefined }));

async function makeTopics(controller: Controller, from: number, to: number): Promise<MetadataImage> {
  if (controller.image.brokers.size === 0) {
    const life = { nodeId: 1, incarnationId: topicIdOf(99), listeners: [], rack: null, directoryIds: [directoryId] };
    await change(controller, () => registerBroker(life, 0));
    await change(controller, (image) => unfenceBroker(image, 1, metadataRules));
  }
  const topic = { partitions: 2, replicationFactor: 1, assignments: [] };
  const placement = { rules: metadataRules, start: 0, directoryOf: () => directoryId };
  for (let number = from; number < to; number++) {
    const configuration = [{ name: 'retention.ms', value: String(number) }];
    const named = { ...topic, name: `topic-${number}`, configuration };
    const defaults = { partitions: 1, replicationFactor: 1 };
    await change(controller, (image) => createTopic(image, named, topicIdOf(number), defaults, placement));
  }
  return controller.image;
}

const namesIn = (world: World) => world.disk.list(folder).filter((name) => name.endsWith('.checkpoint'));
const firstSegment = (world: World) => world.disk.list(folder).find((name) => name.endsWith('.log'))!;

test('a snapshot is written after so many bytes, and comes to the same image', () =>
  inWorld(async (world) => {
    const settings = { maxBytesBetween: 1000 };
    await live(world, settings, async (controller) => {
      await makeTopics(controller, 0, 2);
      assert.deepEqual(namesIn(world), []);
      const image = await makeTopics(controller, 2, 9);
      const [name] = namesIn(world);
      assert.match(name!, /^0{18}\d\d-0{9}1\.checkpoint$/);
      const file = world.disk.open(`${folder}/${name}`);
      const records = readSnapshot(await file.read(0, file.sizeBytes()));
      file.close();
      const delta = new MetadataDelta(emptyImage, metadataRules);
      for (const record of records) delta.apply(record);
      const endOffset = Number(name!.slice(0, 20));
      const read = delta.image(endOffset - 1, 1);
      assert.ok(read.topics.size > 2 && read.topics.size <= 9);
      for (const [topic, found] of read.topics) assert.deepEqual(found, image.topics.get(topic));
    });
  }));

test('old snapshots go and the log begins at one that stays; the next life begins with it', () =>
  inWorld(async (world) => {
    const settings = { maxBytesBetween: 1500, retentionBytes: 4000 };
    const image = await live(world, settings, (controller) => makeTopics(controller, 0, 40));
    assert.ok(namesIn(world).length < 3, namesIn(world).join());
    assert.notEqual(firstSegment(world), '00000000000000000000.log');
    await live(world, settings, async (controller) => {
      assert.deepEqual(comparable(controller.image), comparable(image));
      await makeTopics(controller, 40, 45);
      assert.equal(controller.image.topics.size, 45);
    });
  }));

test('without a limit nothing of the log goes, and a snapshot that cannot be written stops nobody', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = simulation.node('broker-1');
  const { world } = node;
  await simulation.runUntilResolved(async () => {
    await live(world, { maxBytesBetween: 1000 }, async (controller) => {
      await makeTopics(controller, 0, 10);
      assert.ok(namesIn(world).length >= 2);
      assert.equal(firstSegment(world), '00000000000000000000.log');
    });
    await live(world, { maxBytesBetween: 1, retentionBytes: 0 }, async (controller) => {
      node.platter.trouble.capacityBytes = node.platter.sizeBytesOf('') + 600;
      await makeTopics(controller, 10, 11);
      node.platter.heal();
      assert.equal((await makeTopics(controller, 11, 12)).topics.size, 12);
    });
  });
});

for (const name of ['metadata', 'metadata-dynamic']) {
  test(`nothing of Apache Kafka's log '${name}' is left out of a snapshot`, { skip: lacksReference }, () =>
    inWorld(async (world) => {
      world.disk.makeFolder(folder);
      const source = join(referenceFolder()!, 'kafka-logs', name);
      for (const file of readdirSync(source)) {
        if (file === 'what.json') continue;
        world.disk.open(`${folder}/${file}`, { create: true }).write(0, [readFileSync(join(source, file))]);
      }
      await live(world, {}, async ({ image }) => {
        const delta = new MetadataDelta(emptyImage, metadataRules);
        for (const record of recordsOfImage(image)) delta.apply(readMetadataRecord(writeMetadataRecord(record)));
        const again = delta.image(image.offset, image.epoch);
        assert.deepEqual(comparable(again), comparable(image));
      });
    }),
  );
}

/** What a broker registered with stands in the image as it is now; nothing else may differ. */
function comparable({ others, ...image }: MetadataImage): object {
  return { ...image, others: [...others.keys()].sort() };
}

test('what an image does not act upon is kept, and forgotten when it is removed', () => {
  const keep: MetadataRecordToWrite[] = [
    {
      type: 'ClientQuotaRecord',
      data: { entity: [{ entityType: 'user', entityName: 'ada' }], key: 'producer_byte_rate', value: 7, remove: false },
    },
    {
      type: 'AccessControlEntryRecord',
      data: {
        id: topicIdOf(1),
        resourceType: 2,
        resourceName: 'payments',
        patternType: 3,
        principal: 'User:ada',
        host: '*',
        operation: 3,
        permissionType: 3,
      },
    },
  ];
  const forget: MetadataRecordToWrite[] = [
    {
      type: 'ClientQuotaRecord',
      data: { entity: [{ entityType: 'user', entityName: 'ada' }], key: 'producer_byte_rate', value: 0, remove: true },
    },
    { type: 'RemoveAccessControlEntryRecord', data: { id: topicIdOf(1) } },
  ];
  const imageOf = (records: readonly MetadataRecordToWrite[]) => {
    const delta = new MetadataDelta(emptyImage, metadataRules);
    for (const record of records) delta.apply(readMetadataRecord(writeMetadataRecord(record)));
    return delta.image(9, 1);
  };
  const image = imageOf(keep);
  assert.deepEqual(imageOf(recordsOfImage(image)), image);
  assert.equal(image.others.size, 2);
  assert.equal(imageOf([...keep, ...forget]).others.size, 0);
});
