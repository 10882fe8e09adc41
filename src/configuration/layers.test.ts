import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  brokerSettingInForce,
  brokerSettingsIn,
  mayChange,
  type Layers,
  topicSettingsIn,
  topicSettingsInForce,
} from './layers.ts';

const atStart = { 'node.id': '1', 'process.roles': 'broker,controller' };
const layers = { thisBroker: {}, allBrokers: {}, atStart };

const topicIn = (topic: Record<string, string>, start: Record<string, string>) =>
  topicSettingsIn(topic, brokerSettingsIn({ ...layers, atStart: { ...atStart, ...start } }));

test("the broker's settings stand in for the topic's, in the topic's units", () => {
  assert.equal(topicIn({}, {})['retention.ms'], 604800000);
  assert.equal(topicIn({}, { 'log.retention.hours': '1' })['retention.ms'], 3600000);
  assert.equal(topicIn({}, { 'log.retention.hours': '1', 'log.retention.minutes': '2' })['retention.ms'], 120000);
  assert.equal(topicIn({}, { 'log.retention.minutes': '2', 'log.retention.ms': '3' })['retention.ms'], 3);
  assert.equal(topicIn({ 'retention.ms': '4' }, { 'log.retention.ms': '3' })['retention.ms'], 4);
  assert.equal(topicIn({}, { 'log.retention.hours': '-1' })['retention.ms'], -1);
  assert.equal(topicIn({}, { 'log.flush.scheduler.interval.ms': '9' })['flush.ms'], 9);
});

test('who is nearer wins: this broker, all brokers, the start, the default', () => {
  const start = { ...atStart, 'message.max.bytes': '3' };
  const all = { 'message.max.bytes': '2' };
  const own = { 'message.max.bytes': '1' };
  const inForce = (thisBroker: object, allBrokers: object) =>
    brokerSettingsIn({ thisBroker: { ...thisBroker }, allBrokers: { ...allBrokers }, atStart: start });
  assert.equal(inForce(own, all)['message.max.bytes'], 1);
  assert.equal(inForce({}, all)['message.max.bytes'], 2);
  assert.equal(inForce({}, {})['message.max.bytes'], 3);
});

const topicInForce = (key: string, given: Layers & { topic: Record<string, string> }) =>
  topicSettingsInForce(given).find((shown) => shown.key === key)!;

test('a topic is described with the source of its value and all that stands behind it', () => {
  const shown = topicInForce('retention.bytes', {
    ...layers,
    topic: { 'retention.bytes': '5000' },
    allBrokers: { 'log.retention.bytes': '7000' },
  });
  assert.equal(shown.text, '5000');
  assert.equal(shown.source, 'DYNAMIC_TOPIC_CONFIG');
  assert.deepEqual(shown.synonyms, [
    { key: 'retention.bytes', text: '5000', source: 'DYNAMIC_TOPIC_CONFIG' },
    { key: 'log.retention.bytes', text: '7000', source: 'DYNAMIC_DEFAULT_BROKER_CONFIG' },
    { key: 'log.retention.bytes', text: '-1', source: 'DEFAULT_CONFIG' },
  ]);
  const hours = topicInForce('segment.ms', { ...layers, topic: {} });
  assert.equal(hours.text, '604800000');
  assert.deepEqual(hours.synonyms, [{ key: 'log.roll.hours', text: '168', source: 'DEFAULT_CONFIG' }]);
  assert.equal(topicInForce('remote.storage.enable', { ...layers, topic: {} }).source, 'DEFAULT_CONFIG');
});

test('a broker is described, and what is secret is not shown', () => {
  const shown = brokerSettingInForce('ssl.key.password', { ...layers, thisBroker: { 'ssl.key.password': 'hunter2' } });
  assert.equal(shown.source, 'DYNAMIC_BROKER_CONFIG');
  assert.deepEqual(shown.synonyms, [{ key: 'ssl.key.password', text: null, source: 'DYNAMIC_BROKER_CONFIG' }]);
  assert.equal(shown.text, null);
  assert.equal(brokerSettingInForce('log.retention.ms', layers).text, null);
  assert.equal(brokerSettingInForce('node.id', layers).text, '1');
});

test('only what is dynamic may change, and what is of one broker alone not for all', () => {
  assert.equal(mayChange('log.retention.ms', 'allBrokers'), true);
  assert.equal(mayChange('log.retention.hours', 'thisBroker'), false);
  assert.equal(mayChange('ssl.keystore.location', 'thisBroker'), true);
  assert.equal(mayChange('ssl.keystore.location', 'allBrokers'), false);
});
