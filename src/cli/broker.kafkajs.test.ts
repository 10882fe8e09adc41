import assert from 'node:assert/strict';
import { test } from 'node:test';
import kafkajs, { type Admin, CompressionTypes, Kafka, logLevel, Partitioners } from 'kafkajs';
import { withBroker } from '../testing/broker-process.ts';
import { lacks, runProgram } from '../testing/program.ts';

// Node does not find this name among those that the package exports.
const { ConfigResourceTypes } = kafkajs;

async function withKafka(use: (kafka: Kafka, bootstrap: string) => Promise<void>): Promise<void> {
  await withBroker(({ bootstrap }) =>
    use(
      new Kafka({ clientId: 'teller', brokers: [bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 2 } }),
      bootstrap,
    ),
  );
}

async function withAdmin(use: (admin: Admin, kafka: Kafka) => Promise<void>): Promise<void> {
  await withKafka(async (kafka) => {
    const admin = kafka.admin();
    await admin.connect();
    try {
      await use(admin, kafka);
    } finally {
      await admin.disconnect();
    }
  });
}

async function produce(kafka: Kafka, topic: string, values: readonly string[], idempotent = false): Promise<void> {
  const producer = kafka.producer({ idempotent, createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({
    topic,
    acks: -1,
    messages: values.map((value) => ({ key: 'ada', value, headers: { currency: 'EUR' } })),
  });
  await producer.disconnect();
}

for (const idempotent of [false, true]) {
  test(
    `a producer of kafkajs, ${idempotent ? 'idempotent' : 'plain'}, stores what it sends`,
    { skip: lacks('kcat') },
    () =>
      withKafka(async (kafka, bootstrap) => {
        const values = Array.from({ length: 500 }, (_, index) => `${index} EUR to Ada`);
        await produce(kafka, 'payments', values, idempotent);
        const format = '%k %h %s\n';
        const read = await runProgram('kcat', [
          '-b',
          bootstrap,
          '-C',
          '-t',
          'payments',
          '-o',
          'beginning',
          '-e',
          '-q',
          '-f',
          format,
        ]);
        assert.deepEqual(
          read.output.trimEnd().split('\n'),
          values.map((value) => `ada currency=EUR ${value}`),
        );
      }),
  );
}

test('a producer of kafkajs compresses with gzip', () =>
  withAdmin(async (admin, kafka) => {
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const messages = [{ value: 'one' }, { value: 'two' }];
    const [stored] = await producer.send({ topic: 'payments', compression: CompressionTypes.GZIP, messages });
    await producer.disconnect();
    assert.equal(stored!.baseOffset, '0');
    assert.equal((await admin.fetchTopicOffsets('payments'))[0]!.high, '2');
  }));

test('the admin of kafkajs creates, grows, describes and deletes topics', () =>
  withAdmin(async (admin) => {
    const configEntries = [{ name: 'retention.ms', value: '60000' }];
    assert.equal(await admin.createTopics({ topics: [{ topic: 'payments', numPartitions: 2, configEntries }] }), true);
    assert.equal(await admin.createTopics({ topics: [{ topic: 'payments' }] }), false);
    assert.deepEqual(await admin.listTopics(), ['payments']);
    await admin.createPartitions({ topicPartitions: [{ topic: 'payments', count: 3 }] });
    const { topics } = await admin.fetchTopicMetadata({ topics: ['payments'] });
    const partitions = topics[0]!.partitions.toSorted((one, other) => one.partitionId - other.partitionId);
    assert.deepEqual(
      partitions.map(({ partitionId, isr, replicas }) => ({ partitionId, isr: isr.length, replicas: replicas.length })),
      [0, 1, 2].map((partitionId) => ({ partitionId, isr: 1, replicas: 1 })),
    );
    await admin.deleteTopics({ topics: ['payments'] });
    assert.deepEqual(await admin.listTopics(), []);
  }));

test('the admin of kafkajs reads and changes configurations', () =>
  withAdmin(async (admin) => {
    await admin.createTopics({ topics: [{ topic: 'payments' }] });
    const resource = { type: ConfigResourceTypes.TOPIC, name: 'payments' };
    const configEntries = [{ name: 'retention.ms', value: '1234' }];
    await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
    const described = await admin.describeConfigs({
      includeSynonyms: true,
      resources: [{ ...resource, configNames: ['retention.ms'] }],
    });
    assert.deepEqual(
      described.resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]),
      [['retention.ms', '1234']],
    );
    const wrong = [{ name: 'retention.mss', value: '1' }];
    await assert.rejects(
      admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries: wrong }] }),
      { type: 'INVALID_CONFIG' },
    );
  }));

test('the admin of kafkajs finds offsets, deletes records and sees the cluster', () =>
  withAdmin(async (admin, kafka) => {
    await produce(kafka, 'payments', ['one', 'two', 'three']);
    assert.deepEqual(await admin.fetchTopicOffsets('payments'), [{ partition: 0, offset: '3', high: '3', low: '0' }]);
    assert.deepEqual(await admin.fetchTopicOffsetsByTimestamp('payments', 0), [{ partition: 0, offset: '0' }]);
    await admin.deleteTopicRecords({ topic: 'payments', partitions: [{ partition: 0, offset: '2' }] });
    assert.equal((await admin.fetchTopicOffsets('payments'))[0]!.low, '2');
    const cluster = await admin.describeCluster();
    assert.equal(cluster.brokers.length, 1);
    assert.equal(cluster.controller, cluster.brokers[0]!.nodeId);
  }));

test('what this broker does not serve yet is a clean error to the admin of kafkajs', () =>
  withAdmin(async (admin) => {
    await admin.createTopics({ topics: [{ topic: 'payments' }] });
    const acl = { resourceType: 2, resourceName: 'payments', resourcePatternType: 3, principal: 'User:ada', host: '*' };
    const group = { groupId: 'tellers' };
    const partitionAssignment = [{ partition: 0, replicas: [1] }];
    const calls: Record<string, () => Promise<unknown>> = {
      listGroups: () => admin.listGroups(),
      describeGroups: () => admin.describeGroups(['tellers']),
      deleteGroups: () => admin.deleteGroups(['tellers']),
      fetchOffsets: () => admin.fetchOffsets(group),
      setOffsets: () => admin.setOffsets({ ...group, topic: 'payments', partitions: [{ partition: 0, offset: '0' }] }),
      createAcls: () => admin.createAcls({ acl: [{ ...acl, operation: 3, permissionType: 3 }] }),
      describeAcls: () => admin.describeAcls({ ...acl, operation: 1, permissionType: 1 }),
      listPartitionReassignments: () => admin.listPartitionReassignments({ topics: [] }),
      alterPartitionReassignments: () =>
        admin.alterPartitionReassignments({ topics: [{ topic: 'payments', partitionAssignment }] }),
    };
    for (const [name, call] of Object.entries(calls)) {
      await assert.rejects(call, /does not support|Failed to find group coordinator/, name);
      assert.deepEqual(await admin.listTopics(), ['payments'], `after ${name} the next request works`);
    }
  }));
