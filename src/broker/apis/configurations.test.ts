import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlterConfigs } from '../../wire/apis/alter-configs.ts';
import { CreateTopics } from '../../wire/apis/create-topics.ts';
import { DescribeConfigs } from '../../wire/apis/describe-configs.ts';
import { IncrementalAlterConfigs } from '../../wire/apis/incremental-alter-configs.ts';
import { errorOf } from '../../wire/errors.ts';
import { OneBroker } from '../testing/one-broker.ts';

const nameOf = ({ errorCode }: { readonly errorCode: number }) => errorOf(errorCode).name;
const topicType = 2;
const brokerType = 4;
const [set, remove, append] = [0, 1, 2];

async function brokerWithPayments(settings: Record<string, string> = {}): Promise<OneBroker> {
  const broker = await OneBroker.start({ settings });
  const payments = { name: 'payments', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
  await broker.ask(CreateTopics, { topics: [payments] });
  return broker;
}

async function alter(
  broker: OneBroker,
  resourceType: number,
  resourceName: string,
  configs: readonly (readonly [name: string, value: string | null, operation?: number])[],
  validateOnly = false,
) {
  const { responses } = await broker.ask(IncrementalAlterConfigs, {
    resources: [
      {
        resourceType,
        resourceName,
        configs: configs.map(([name, value, configOperation = set]) => ({ name, value, configOperation })),
      },
    ],
    validateOnly,
  });
  return responses[0]!;
}

async function describe(broker: OneBroker, resourceType: number, resourceName: string, keys: string[] | null = null) {
  const { results } = await broker.ask(DescribeConfigs, {
    resources: [{ resourceType, resourceName, configurationKeys: keys }],
    includeSynonyms: true,
    includeDocumentation: true,
  });
  return results[0]!;
}

test('a setting of a topic is changed, seen, and taken away again', async () => {
  const broker = await brokerWithPayments();
  const retention = async () => {
    const { configs } = await describe(broker, topicType, 'payments', ['retention.ms']);
    assert.equal(configs.length, 1);
    return [configs[0]!.value, configs[0]!.configSource];
  };
  assert.deepEqual(await retention(), ['604800000', 5]);
  assert.equal(nameOf(await alter(broker, topicType, 'payments', [['retention.ms', '1000']])), 'NONE');
  assert.deepEqual(await retention(), ['1000', 1]);
  assert.equal(broker.running.broker.partitions.named('payments', 0).log.settings.retentionMs, 1000, 'the log has it');
  assert.equal(nameOf(await alter(broker, topicType, 'payments', [['retention.ms', null, remove]])), 'NONE');
  assert.deepEqual(await retention(), ['604800000', 5]);
  assert.equal(broker.running.broker.partitions.named('payments', 0).log.settings.retentionMs, 604800000);
});

test('a setting of all brokers reaches the topics that have none of their own', async () => {
  const broker = await brokerWithPayments();
  assert.equal(nameOf(await alter(broker, brokerType, '', [['log.retention.ms', '7777']])), 'NONE');
  const [retention] = (await describe(broker, topicType, 'payments', ['retention.ms'])).configs;
  assert.deepEqual([retention!.value, retention!.configSource], ['7777', 3]);
  assert.deepEqual(retention!.synonyms, [
    { name: 'log.retention.ms', value: '7777', source: 3 },
    { name: 'log.retention.hours', value: '168', source: 5 },
  ]);
  assert.equal(broker.running.broker.partitions.named('payments', 0).log.settings.retentionMs, 7777);
  assert.equal(nameOf(await alter(broker, brokerType, '1', [['log.retention.ms', '8888']])), 'NONE');
  const [nearer] = (await describe(broker, topicType, 'payments', ['retention.ms'])).configs;
  assert.deepEqual([nearer!.value, nearer!.configSource], ['8888', 2]);
});

test("a broker's settings are described with type, source and meaning; secrets are not shown", async () => {
  const broker = await brokerWithPayments({ 'num.partitions': '3', 'ssl.key.password': 'hunter2' });
  const { configs, errorCode } = await describe(broker, brokerType, '1');
  assert.equal(errorCode, 0);
  assert.equal(configs.length, 343);
  const shown = (name: string) => configs.find((config) => config.name === name)!;
  assert.deepEqual(
    [shown('num.partitions').value, shown('num.partitions').configSource, shown('num.partitions').readOnly],
    ['3', 4, true],
  );
  assert.equal(shown('num.partitions').configType, 3);
  assert.match(shown('num.partitions').documentation!, /Partitions of a topic/);
  assert.equal(shown('message.max.bytes').readOnly, false);
  const { value, isSensitive, synonyms } = shown('ssl.key.password');
  assert.deepEqual([value, isSensitive, synonyms[0]!.value], [null, true, null]);
  assert.deepEqual(
    (await describe(broker, brokerType, '')).configs.map(({ name, value: text }) => [name, text]),
    [['min.insync.replicas', '1']],
  );
});

test('settings that cannot be are refused, and nothing of the request is done', async () => {
  const broker = await brokerWithPayments();
  const unknown = await alter(broker, topicType, 'payments', [
    ['segment.ms', '5000'],
    ['retention.mss', '1'],
  ]);
  assert.equal(nameOf(unknown), 'INVALID_CONFIG');
  assert.match(unknown.errorMessage!, /did you mean 'retention\.ms'/);
  const [segment] = (await describe(broker, topicType, 'payments', ['segment.ms'])).configs;
  assert.equal(segment!.configSource, 5);
  const refusals: [string, number, string, string][] = [
    ['UNKNOWN_TOPIC_OR_PARTITION', topicType, 'nobody', 'retention.ms'],
    ['INVALID_REQUEST', brokerType, '1', 'node.id'],
    ['BROKER_ID_NOT_REGISTERED', brokerType, '2', 'message.max.bytes'],
    ['INVALID_REQUEST', 8, '1', 'root'],
  ];
  for (const [error, type, name, key] of refusals) {
    assert.equal(nameOf(await alter(broker, type, name, [[key, '1']])), error);
  }
});

test('a change is only judged where that is asked for', async () => {
  const broker = await brokerWithPayments();
  assert.equal(nameOf(await alter(broker, topicType, 'payments', [['retention.ms', '5']], true)), 'NONE');
  assert.equal(nameOf(await alter(broker, topicType, 'payments', [['retention.ms', 'x']], true)), 'INVALID_CONFIG');
  const [retention] = (await describe(broker, topicType, 'payments', ['retention.ms'])).configs;
  assert.equal(retention!.configSource, 5);
});

test('lists are added to; a log then keeps what it must', async () => {
  const broker = await brokerWithPayments();
  await alter(broker, topicType, 'payments', [['cleanup.policy', 'compact', append]]);
  const { settings } = broker.running.broker.partitions.named('payments', 0).log;
  assert.deepEqual([settings.deletesOldSegments, settings.isCompacted], [true, true]);
});

test('AlterConfigs replaces all settings of a topic', async () => {
  const broker = await brokerWithPayments();
  await alter(broker, topicType, 'payments', [['retention.ms', '1000']]);
  const resource = (name: string) => ({
    resourceType: topicType,
    resourceName: name,
    configs: [{ name: 'segment.ms', value: '5000' }],
  });
  const { responses } = await broker.ask(AlterConfigs, {
    resources: [resource('payments'), resource('nobody')],
    validateOnly: false,
  });
  assert.deepEqual(responses.map(nameOf), ['NONE', 'UNKNOWN_TOPIC_OR_PARTITION']);
  const { configs } = await describe(broker, topicType, 'payments', ['retention.ms', 'segment.ms']);
  assert.deepEqual(
    configs.map(({ name, value, configSource }) => [name, value, configSource]),
    [
      ['retention.ms', '604800000', 5],
      ['segment.ms', '5000', 1],
    ],
  );
});

test('a resource that stands twice in a request, or is not there, is refused', async () => {
  const broker = await brokerWithPayments();
  const resource = { resourceType: topicType, resourceName: 'payments', configs: [] };
  const { responses } = await broker.ask(IncrementalAlterConfigs, {
    resources: [resource, resource],
    validateOnly: false,
  });
  assert.deepEqual(responses.map(nameOf), ['INVALID_REQUEST', 'INVALID_REQUEST']);
  assert.equal(nameOf(await describe(broker, topicType, 'nobody')), 'UNKNOWN_TOPIC_OR_PARTITION');
  assert.equal(nameOf(await describe(broker, brokerType, 'one')), 'INVALID_REQUEST');
  assert.equal(nameOf(await describe(broker, 32, 'billing')), 'INVALID_REQUEST');
});
