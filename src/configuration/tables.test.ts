import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksReference, referenceFolder } from '../testing/reference.ts';
import {
  readBrokerSettings,
  readProducerSettings,
  readSetting,
  readTopicSettings,
  SettingError,
  settingsOf,
} from './tables.ts';

const asSettingError = (message: RegExp) => (error: unknown) =>
  error instanceof SettingError && message.test(error.message);

test("what is not given has Kafka's default", () => {
  const topic = readTopicSettings({ 'retention.ms': '1000' });
  assert.equal(topic['retention.ms'], 1000);
  assert.equal(topic['segment.bytes'], 1073741824);
  assert.equal(topic['flush.messages'], Infinity);
  assert.deepEqual(topic['cleanup.policy'], ['delete']);
  assert.equal(readProducerSettings({}).acks, 'all');
});

test('an unknown key is an error that names the nearest', () => {
  assert.throws(
    () => readTopicSettings({ 'retention.mss': '1' }),
    asSettingError(/'retention\.mss' \(did you mean 'retention\.ms'\?\)/),
  );
  assert.throws(() => readTopicSettings({ constructor: '1' }), asSettingError(/unknown topic setting/));
});

test('a bad value is an error that names key, value and what would be right', () => {
  assert.throws(
    () => readTopicSettings({ 'segment.bytes': '10' }),
    asSettingError(/^segment\.bytes=10: .*at least 1048576/),
  );
});

test('a required setting must be given', () => {
  assert.throws(() => readBrokerSettings({ 'process.roles': 'broker' }), asSettingError(/node\.id must be given/));
});

test('a broker takes every setting of Kafka, also for one listener, and checks those without effect too', () => {
  const given = { 'node.id': '1', 'process.roles': 'broker,controller' };
  assert.equal(settingsOf.broker.size, 343);
  readBrokerSettings({ ...given, 'num.io.threads': '8', 'listener.name.internal.ssl.keystore.type': 'PEM' });
  assert.throws(() => readBrokerSettings({ ...given, 'num.io.threads': 'many' }), asSettingError(/whole number/));
  assert.throws(() => readBrokerSettings({ ...given, 'listener.name.internal.nothing': '1' }), SettingError);
});

test('a secret stands in no error', () => {
  assert.equal(settingsOf.broker.get('ssl.key.password')?.isSensitive, true);
  assert.throws(
    () => readSetting('broker', 'ssl.key.password.', 'hunter2'),
    (error) => error instanceof SettingError && !error.message.includes('hunter2'),
  );
});

test('every key that has an effect has a sentence about it', () => {
  for (const [owner, table] of Object.entries(settingsOf)) {
    for (const [key, { options }] of table) {
      if (options.hasEffect) assert.ok(options.about !== undefined, `${owner} ${key}`);
    }
  }
});

test("the topics' table is the one that Apache Kafka answers with", { skip: lacksReference }, () => {
  const types = ['', 'boolean', 'string', 'int', 'short', 'long', 'double', 'list', 'class', 'password'];
  const shown = describedByKafka();
  const listed = [...settingsOf.topic].filter(([, setting]) => !setting.options.isInternal);
  assert.equal(shown.length, listed.length);
  for (const { name, value, configType, configSource } of shown) {
    const setting = settingsOf.topic.get(name);
    assert.ok(setting !== undefined, name);
    assert.equal(setting.type, types[configType], name);
    if (configSource === 5) assert.equal(setting.format(setting.initial), value, name);
  }
});

interface Shown {
  readonly name: string;
  readonly value: string;
  readonly configType: number;
  readonly configSource: number;
}

function describedByKafka(): readonly Shown[] {
  const lines = readFileSync(join(referenceFolder()!, 'wire/conversations/admin.jsonl'), 'utf8').trim().split('\n');
  const frames = lines.map((line) => JSON.parse(line) as { api: string; kind: string; json: unknown });
  const answer = frames.find(({ api, kind }) => api === 'DescribeConfigs' && kind === 'response');
  return (answer!.json as { results: readonly { configs: readonly Shown[] }[] }).results[0]!.configs;
}
