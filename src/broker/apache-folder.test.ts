import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksApacheKafka } from '../testing/apache.ts';
import { withApacheKafka } from '../testing/apache-server.ts';
import { withFolder } from '../testing/broker-process.ts';
import { CreateTopics } from '../wire/apis/create-topics.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { Produce } from '../wire/apis/produce.ts';
import { ClientConnection } from '../wire/connection.ts';
import { createNodeWorld } from '../world/node/world.ts';
import type { Address } from '../world/world.ts';
import { startBroker } from './start-broker.ts';
import { batchOf, valuesIn } from './testing/records.ts';

const world = createNodeWorld({ node: 'test' });
const settings = { 'client.id': 'test', 'request.timeout.ms': 30_000, 'socket.connection.setup.timeout.ms': 10_000 };

/** What a broker, ours or Apache Kafka's, has in the end, once a record and a topic were added. */
async function use(address: Address, value: string, newTopic: string) {
  const client = await ClientConnection.open(world, address, settings);
  try {
    const topic = { numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
    await client.request(CreateTopics, {
      topics: [
        { ...topic, name: 'payments' },
        { ...topic, name: newTopic },
      ],
    });
    const topicData = [
      { name: 'payments', partitionData: [{ index: 0, records: batchOf([value], {}, world.clock.wallMs()) }] },
    ];
    const produced = await client.request(Produce, { acks: -1, timeoutMs: 10_000, topicData }, { version: 9 });
    assert.equal(produced.responses[0]!.partitionResponses[0]!.errorCode, 0);
    const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000_000 }];
    const fetch = { maxWaitMs: 0, minBytes: 0, topics: [{ topic: 'payments', partitions }] };
    const { responses } = await client.request(Fetch, fetch, { version: 12 });
    const { topics } = await client.request(Metadata, { topics: null }, { version: 9 });
    const values = valuesIn(responses[0]!.partitions[0]!.records).map(([, text]) => text);
    return { values, topics: topics.map(({ name }) => name).sort() };
  } finally {
    client.close();
  }
}

async function useOurs(dataFolder: string, value: string, newTopic: string) {
  const broker = await startBroker({ world, dataFolder, settings: { listeners: 'PLAINTEXT://127.0.0.1:0' } });
  try {
    return await use(broker.address, value, newTopic);
  } finally {
    await broker.stop();
  }
}

function useTheirs(folder: string, value: string, newTopic: string) {
  return withApacheKafka(folder, (address) => use(address, value, newTopic));
}

test(
  'Apache Kafka goes on with a folder that our broker left, and our broker with what Apache Kafka made of it',
  { skip: lacksApacheKafka, timeout: 180_000 },
  () =>
    withFolder(async (folder) => {
      const dataFolder = join(folder, '1');
      await useOurs(dataFolder, 'ours', 'made-by-us');
      const theirs = await useTheirs(folder, 'theirs', 'made-by-them');
      assert.deepEqual(theirs.values, ['ours', 'theirs']);
      assert.deepEqual(theirs.topics, ['made-by-them', 'made-by-us', 'payments']);
      const again = await useOurs(dataFolder, 'ours again', 'last');
      assert.deepEqual(again.values, ['ours', 'theirs', 'ours again']);
      assert.deepEqual(again.topics, ['last', 'made-by-them', 'made-by-us', 'payments']);
    }),
);
