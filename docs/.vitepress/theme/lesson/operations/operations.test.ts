import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Told } from '../../stage/told.ts';
import { costsOf, operationsIn, reckonedUs } from './operations.ts';

const at = (atUs: number) => ({ atUs, node: 'any' });
const accepted = (atUs: number): Told => ({
  ...at(atUs),
  name: 'record accepted',
  topic: 'payments',
  partition: 0,
  key: null,
  value: null,
});
const sent = (atUs: number, attempt = 1): Told => ({
  ...at(atUs),
  name: 'batch sent',
  partition: 'payments-0',
  records: 2,
  sizeBytes: 90,
  attempt,
  producerId: -1,
  producerEpoch: -1,
  baseSequence: -1,
});
const appended = (atUs: number, partition = 'payments-0'): Told => ({
  ...at(atUs),
  name: 'appended',
  partition,
  baseOffset: 0,
  lastOffset: 1,
  sizeBytes: 90,
  leaderEpoch: 0,
  producerId: -1,
  producerEpoch: -1,
  baseSequence: -1,
  records: [],
});
const acknowledged = (atUs: number): Told => ({
  ...at(atUs),
  name: 'record acknowledged',
  partition: 'payments-0',
  offset: 0,
  value: null,
});
const flushed = (partition: string): Told => ({ ...at(9), name: 'flushed', partition, offset: 2 });

test('two records in a batch that is sent twice and written twice', () => {
  const events = [
    accepted(0),
    accepted(40),
    sent(50),
    appended(60),
    sent(90, 2),
    appended(95),
    acknowledged(100),
    acknowledged(100),
  ];
  assert.deepEqual(operationsIn(events), [
    {
      partition: 'payments-0',
      records: 2,
      requests: 2,
      writes: 2,
      writtenBytes: 180,
      flushes: 0,
      longestWaitUs: 100,
      tookUs: 100,
    },
  ]);
});

test('only logs count to which a producer sent: the cluster’s own do not', () => {
  const events = [
    appended(1, '__cluster_metadata-0'),
    flushed('__cluster_metadata-0'),
    accepted(2),
    flushed('payments-0'),
  ];
  assert.deepEqual(
    operationsIn(events).map(({ partition, flushes }) => [partition, flushes]),
    [['payments-0', 1]],
  );
});

test('the model is the sum of count times price', () => {
  const [operations] = operationsIn([accepted(0), sent(0), appended(0), flushed('payments-0')]);
  assert.equal(reckonedUs(operations!, { requestUs: 1, writeUs: 10, flushUs: 100 }), 111);
  assert.ok(reckonedUs(operations!, costsOf.turning) > reckonedUs(operations!, costsOf.ssd));
});

test('what has not been shown yet is not counted yet', () => {
  const events = [accepted(0), sent(0), appended(0), flushed('payments-0')];
  assert.equal(operationsIn(events, 2)[0]?.writes, 0);
  assert.equal(operationsIn(events, 3)[0]?.writes, 1);
});
