import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Admin, ConfigResourceTypes, Producer, stringSerializers } from '@platformatic/kafka';
import { withBroker } from '../testing/broker-process.ts';

type StringProducer = Producer<string, string, string, string>;

async function withClients(use: (admin: Admin, producer: StringProducer) => Promise<void>): Promise<void> {
  await withBroker(async ({ bootstrap }) => {
    const options = { clientId: 'teller', bootstrapBrokers: [bootstrap], retries: 1, timeout: 5000 };
    const admin = new Admin(options);
    const producer: StringProducer = new Producer({
      ...options,
      serializers: stringSerializers,
      autocreateTopics: true,
    });
    try {
      await use(admin, producer);
    } finally {
      await producer.close();
      await admin.close();
    }
  });
}

const payments = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ topic: 'payments', key: 'ada', value: `${index} EUR to Ada` }));

async function endOf(admin: Admin): Promise<bigint> {
  const [topic] = await admin.listOffsets({
    topics: [{ name: 'payments', partitions: [{ partitionIndex: 0, timestamp: -1n }] }],
  });
  return topic!.partitions[0]!.offset;
}

for (const compression of ['none', 'gzip', 'snappy', 'lz4'] as const) {
  test(`a producer of @platformatic/kafka stores what it sends with ${compression}`, () =>
    withClients(async (admin, producer) => {
      await admin.createTopics({ topics: ['payments'], partitions: 1, replicas: 1 });
      const { offsets } = await producer.send({ messages: payments(300), compression, acks: -1 });
      assert.equal(offsets![0]!.offset, 0n);
      assert.equal(await endOf(admin), 300n);
    }));
}

test('an idempotent producer of @platformatic/kafka counts on', () =>
  withClients(async (admin, producer) => {
    await admin.createTopics({ topics: ['payments'], partitions: 1, replicas: 1 });
    for (let round = 0; round < 10; round++) await producer.send({ messages: payments(3), idempotent: true, acks: -1 });
    assert.equal(await endOf(admin), 30n);
  }));

test('the admin of @platformatic/kafka creates, lists, grows and deletes topics', () =>
  withClients(async (admin) => {
    const [created] = await admin.createTopics({ topics: ['payments'], partitions: 2, replicas: 1 });
    assert.deepEqual([created!.name, created!.partitions, created!.replicas], ['payments', 2, 1]);
    await admin.createPartitions({ topics: [{ name: 'payments', count: 4 }] });
    const metadata = await admin.metadata({ topics: ['payments'] });
    assert.equal(metadata.topics.get('payments')!.partitionsCount, 4);
    assert.equal(metadata.brokers.size, 1);
    assert.deepEqual(await admin.listTopics(), ['payments']);
    await admin.deleteTopics({ topics: ['payments'] });
    assert.deepEqual(await admin.listTopics(), []);
  }));

test('the admin of @platformatic/kafka reads and changes configurations, both ways', () =>
  withClients(async (admin) => {
    await admin.createTopics({ topics: ['payments'], partitions: 1, replicas: 1 });
    const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: 'payments' };
    const retention = async () => {
      const [topic] = await admin.describeConfigs({
        resources: [{ ...resource, configurationKeys: ['retention.ms'] }],
      });
      return topic!.configs[0]!.value;
    };
    await admin.incrementalAlterConfigs({
      resources: [{ ...resource, configs: [{ name: 'retention.ms', configOperation: 0, value: '1234' }] }],
    });
    assert.equal(await retention(), '1234');
    await admin.alterConfigs({ resources: [{ ...resource, configs: [{ name: 'retention.ms', value: '5678' }] }] });
    assert.equal(await retention(), '5678');
  }));

test('the admin of @platformatic/kafka deletes records and looks into log folders', () =>
  withClients(async (admin, producer) => {
    await admin.createTopics({ topics: ['payments'], partitions: 1, replicas: 1 });
    await producer.send({ messages: payments(10), acks: -1 });
    const [topic] = await admin.deleteRecords({
      topics: [{ name: 'payments', partitions: [{ partition: 0, offset: 4n }] }],
    });
    assert.equal(topic!.partitions[0]!.lowWatermark, 4n);
    const [broker] = await admin.describeLogDirs({ topics: [{ name: 'payments', partitions: [0] }] });
    assert.equal(broker!.results[0]!.topics[0]!.partitions[0]!.partitionIndex, 0);
  }));

test('what this broker does not serve yet is a clean error to the admin of @platformatic/kafka', () =>
  withClients(async (admin) => {
    await admin.createTopics({ topics: ['payments'], partitions: 1, replicas: 1 });
    const topics = [{ name: 'payments', partitionIndexes: [0] }];
    const resource = { resourceType: 2, resourceName: 'payments', resourcePatternType: 3 } as const;
    const denied = { ...resource, principal: 'User:ada', host: '*', operation: 3, permissionType: 2 } as const;
    const calls: Record<string, () => Promise<unknown>> = {
      listGroups: () => admin.listGroups(),
      describeGroups: () => admin.describeGroups({ groups: ['tellers'] }),
      deleteGroups: () => admin.deleteGroups({ groups: ['tellers'] }),
      findCoordinator: () => admin.findCoordinator({ keyType: 0, keys: ['tellers'] }),
      listConsumerGroupOffsets: () => admin.listConsumerGroupOffsets({ groups: ['tellers'] }),
      deleteConsumerGroupOffsets: () => admin.deleteConsumerGroupOffsets({ groupId: 'tellers', topics }),
      describeClientQuotas: () => admin.describeClientQuotas({ components: [{ entityType: 'user', matchType: 2 }] }),
      createAcls: () => admin.createAcls({ creations: [denied] }),
      describeAcls: () => admin.describeAcls({ filter: denied }),
      deleteAcls: () => admin.deleteAcls({ filters: [denied] }),
    };
    for (const [name, call] of Object.entries(calls)) {
      await assert.rejects(call, (error) => /Unsupported API/.test(inspect(error)), name);
      assert.deepEqual(await admin.listTopics(), ['payments'], `after ${name} the next request works`);
    }
  }));
