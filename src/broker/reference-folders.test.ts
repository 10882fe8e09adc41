import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetadataRecordToWrite } from '../metadata/records.ts';
import { lacksReference } from '../testing/reference.ts';
import {
  referenceFile,
  referenceFileNames,
  type ReferenceLog,
  referenceLog,
  referenceLogs,
} from '../storage/testing/reference-log.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { ListOffsets } from '../wire/apis/list-offsets.ts';
import { OneBroker } from './testing/one-broker.ts';

/** What the metadata log would say of the reference's topic, up to its partition. */
function recordsOf({ topic, topicId, partition }: ReferenceLog, directoryId: string): MetadataRecordToWrite[] {
  const partitions = Array.from({ length: partition + 1 }, (_, partitionId): MetadataRecordToWrite => {
    const replicas = { replicas: [1], isr: [1], removingReplicas: [], addingReplicas: [], directories: [directoryId] };
    const leading = { leader: 1, leaderEpoch: 0, partitionEpoch: 0 };
    return { type: 'PartitionRecord', data: { partitionId, topicId, ...replicas, ...leading } };
  });
  const setting = (name: string, value: string): MetadataRecordToWrite => ({
    type: 'ConfigRecord',
    data: { resourceType: 2, resourceName: topic, name, value },
  });
  const policy = topic === 'compacted' || topic.startsWith('__') ? 'compact' : 'delete';
  return [
    { type: 'TopicRecord', data: { name: topic, topicId } },
    setting('retention.ms', '-1'),
    setting('cleanup.policy', policy),
    ...partitions,
  ];
}

/** A broker whose folder has the reference's files in the place of the partition that its metadata name. */
async function brokerWith(name: string): Promise<OneBroker> {
  const reference = referenceLog(name);
  const broker = await OneBroker.start({ settings: { 'producer.id.expiration.ms': '2147483647' } });
  const { controller, identity } = broker.running.broker;
  await broker.simulation.runUntilResolved(() =>
    controller.change(() => ({ records: recordsOf(reference, identity.directoryId), result: undefined })),
  );
  await broker.stop();
  const { disk } = broker.node.restart();
  await broker.simulation.runUntilResolved(() => {
    const folder = `/data/${reference.directory}`;
    disk.remove(folder);
    disk.makeFolder(folder);
    const put = (path: string, bytes: Uint8Array) => disk.open(path, { create: true }).write(0, [bytes]);
    for (const file of referenceFileNames(name)) put(`${folder}/${file}`, referenceFile(name, file));
    const checkpoints = reference.cleanShutdown ? referenceFileNames('log-dir') : ['log-start-offset-checkpoint'];
    if (!reference.cleanShutdown) disk.remove('/data/.kafka_cleanshutdown');
    for (const file of checkpoints) {
      disk.remove(`/data/${file}`);
      put(`/data/${file}`, referenceFile('log-dir', file));
    }
  });
  await broker.start();
  return broker;
}

for (const name of referenceLogs) {
  test(`a broker whose metadata name Apache Kafka's ${name} serves it, byte for byte`, {
    skip: lacksReference,
  }, async () => {
    const reference = referenceLog(name);
    const { topic, partition, segments } = reference;
    const broker = await brokerWith(name);
    assert.deepEqual(
      broker.lines.filter((line) => line.includes(reference.directory)),
      [],
    );
    assert.ok(!broker.node.platter.list('/data').some((each) => each.includes('stray')));
    const asked = { replicaId: -1, isolationLevel: 0 };
    const offsetAt = async (timestamp: number) => {
      const topics = [{ name: topic, partitions: [{ partitionIndex: partition, timestamp, maxNumOffsets: 1 }] }];
      return (await broker.ask(ListOffsets, { ...asked, topics }, 5)).topics[0]!.partitions[0]!.offset;
    };
    const batches = segments.flatMap((segment) => segment.batches);
    const end = batches.length === 0 ? segments.at(-1)!.baseOffset : batches.at(-1)!.lastOffset + 1;
    assert.deepEqual([await offsetAt(-2), await offsetAt(-1)], [reference.logStartOffset ?? 0, end]);
    for (const segment of segments) {
      const [first] = segment.batches.filter(({ lastOffset }) => lastOffset >= (reference.logStartOffset ?? 0));
      if (first === undefined) continue;
      const fetchOffset = Math.max(first.baseOffset, reference.logStartOffset ?? 0);
      const partitions = [{ partition, fetchOffset, partitionMaxBytes: 10_000_000 }];
      const body = { maxWaitMs: 0, minBytes: 0, maxBytes: 10_000_000, topics: [{ topic, partitions }] };
      const { responses } = await broker.ask(Fetch, body, 11);
      const served = responses[0]!.partitions[0]!.records!;
      const written = referenceFile(name, segment.file).subarray(first.position, first.position + served.length);
      assert.ok(served.length > 0);
      assert.deepEqual(Buffer.from(served), Buffer.from(written));
    }
  });
}
