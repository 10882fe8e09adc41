import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createAdmin, createProducer } from '../index.ts';
import { lacksApacheKafka } from '../testing/apache.ts';
import { withApacheKafka } from '../testing/apache-server.ts';
import { startBrokerProcess, withFolder } from '../testing/broker-process.ts';
import { createNodeWorld } from '../world/node/world.ts';
import { type Content, showFile } from './dump/contents.ts';

const topic = 'payments';

test("after the same work and a clean stop, every file has Apache Kafka's form", { skip: lacksApacheKafka }, () =>
  withFolder(async (folder) => {
    const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs', '1')];
    const broker = await startBrokerProcess(ours);
    try {
      await work(broker.bootstrap);
    } finally {
      assert.equal(await broker.stop(), 0, broker.output());
    }
    await withApacheKafka(join(folder, 'theirs'), ({ host, port }) => work(`${host}:${port}`));

    assert.deepEqual(namesIn(ours), namesIn(theirs));
    for (const name of namesIn(ours)) {
      const [our, their] = [join(ours, name), join(theirs, name)].map((path) => readFileSync(path)) as [Buffer, Buffer];
      if (isText(name)) assert.equal(form(our), form(their), name);
      else if (!name.endsWith('.checkpoint')) assert.equal(our.toString('hex'), their.toString('hex'), name);
    }
    assert.deepEqual(await recordsIn(ours, 'bootstrap.checkpoint'), await recordsIn(theirs, 'bootstrap.checkpoint'));
    const metadata = '__cluster_metadata-0/00000000000000000000.log';
    assert.deepEqual(typesIn(await recordsIn(ours, metadata)), typesIn(await recordsIn(theirs, metadata)));
  }),
);

/** Records of given times, one batch after the other, so that nothing is left to chance. */
async function work(bootstrap: string): Promise<void> {
  const servers = { 'bootstrap.servers': bootstrap };
  const admin = createAdmin(servers);
  await admin.createTopics([{ name: topic, partitions: 2, configs: { 'retention.ms': '-1' } }]);
  const producer = await createProducer({ ...servers, 'compression.type': 'lz4' });
  for (let batch = 0; batch < 40; batch++) {
    const timestampMs = 1_700_000_000_000 + batch;
    const records = Array.from({ length: 20 }, (_, index) => ({
      topic,
      partition: batch % 2,
      key: 'ada',
      value: `${batch * 20 + index} EUR ${'x'.repeat((batch * 37 + index * 101) % 997)}`,
      timestampMs,
    }));
    await Promise.all([...records.map((record) => producer.send(record)), producer.flush()]);
  }
  await producer.close();
  await admin.deleteRecords([{ topic, partition: 0, before: 30 }]);
  await admin.close();
}

/**
 * All files but those of which it depends on the moment what they are called and hold: the metadata log grows by itself. The lock
 * is no data, and no cleaner that would leave a checkpoint works in our broker.
 */
function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : []))
    .filter((name) => !/^\.lock$|^cleaner-offset-checkpoint$|^__cluster_metadata-0\/0/.test(name))
    .sort();
}

function isText(name: string): boolean {
  return /meta\.properties|-checkpoint|partition\.metadata|quorum-state|\.kafka_cleanshutdown/.test(name);
}

/** The text without what differs from cluster to cluster: ids, the time at which it was made, and the order of partitions. */
function form(text: Buffer): string {
  return text
    .toString()
    .replace(/(cluster\.id|directory\.id|topic_id)(=|: )(?!A{21})[\w-]{22}/g, '$1$2ID')
    .replace(/"brokerEpoch":\d+/, '"brokerEpoch":N')
    .replace(/#\w{3} \w{3} \d\d \d\d:\d\d:\d\d \w+ \d{4}/, '#TIME')
    .replace(/(payments \d+ \d+\n)+/, (lines) => lines.split('\n').sort().join('\n'));
}

async function recordsIn(folder: string, name: string): Promise<readonly object[]> {
  const { disk } = createNodeWorld({ node: 'reader' });
  const contents: Content[] = [];
  await showFile(disk, join(folder, name), undefined, async (content) => void contents.push(content));
  return contents.flatMap((content) =>
    content.kind === 'batch'
      ? content.records.map(({ offset, control, decoded }) => ({ offset, control, decoded }))
      : [],
  );
}

/** What was decided, in order; a node that is alone does not fence itself, nor give up its partitions when it stops. */
function typesIn(records: readonly { control?: { type: string }; decoded?: { type?: string } }[]): readonly unknown[] {
  const types = records.map(({ control, decoded }) => control?.type ?? decoded?.type);
  return types.filter((type) => !/^(NoOp|BrokerRegistrationChange|PartitionChange)Record$/.test(type ?? ''));
}
