import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fetch } from '../../wire/apis/fetch.ts';
import { Metadata } from '../../wire/apis/metadata.ts';
import { Produce } from '../../wire/apis/produce.ts';
import {
  brokerWithPayments,
  fetch,
  fetchBody,
  listOffset,
  nameOf,
  produce,
  type ToProduce,
} from '../testing/payments.ts';
import { batchOf, startMs, valuesIn } from '../testing/records.ts';

test('what is produced is fetched, with offsets that count up', async () => {
  const broker = await brokerWithPayments();
  const first = await produce(broker, batchOf(['one', 'two']));
  assert.deepEqual([nameOf(first), first.baseOffset, first.logStartOffset, first.logAppendTimeMs], ['NONE', 0, 0, -1]);
  assert.equal((await produce(broker, batchOf(['three']), { acks: 1 })).baseOffset, 2);
  const all = await fetch(broker, 0);
  assert.deepEqual(valuesIn(all.records), [
    [0, 'one'],
    [1, 'two'],
    [2, 'three'],
  ]);
  assert.deepEqual([all.highWatermark, all.lastStableOffset, all.logStartOffset], [3, 3, 0]);
  assert.deepEqual(valuesIn((await fetch(broker, 2)).records), [[2, 'three']]);
  assert.equal((await fetch(broker, 3)).records!.length, 0);
});

test('every version of Produce and Fetch that is told is answered', async () => {
  const broker = await brokerWithPayments();
  for (let version = 3; version <= 12; version++) {
    assert.equal((await produce(broker, batchOf([`v${version}`]), { version })).baseOffset, version - 3);
  }
  for (let version = 4; version <= 12; version++) {
    assert.equal(valuesIn((await fetch(broker, 0, { version })).records).length, 10);
  }
  const [topic] = (await broker.ask(Metadata, { topics: [{ name: 'payments' }] })).topics;
  for (let version = 13; version <= 16; version++) {
    const { topics, ...rest } = fetchBody(0);
    const byId = { ...rest, topics: topics.map((asked) => ({ ...asked, topicId: topic!.topicId })) };
    const { responses } = await broker.ask(Fetch, byId, version);
    assert.equal(responses[0]!.topicId, topic!.topicId);
    assert.equal(valuesIn(responses[0]!.partitions[0]!.records).length, 10);
    const unknown = { ...rest, topics: topics.map((asked) => ({ ...asked, topicId: 'ec0_LfMxRH-UEgLX6uByUA' })) };
    const refused = await broker.ask(Fetch, unknown, version);
    assert.equal(nameOf(refused.responses[0]!.partitions[0]!), 'UNKNOWN_TOPIC_ID');
  }
});

test('what cannot be produced is refused with the error that Kafka gives', async () => {
  const broker = await brokerWithPayments({ 'max.message.bytes': '200' });
  const damaged = batchOf(['one']);
  damaged[damaged.length - 1]! ^= 1;
  const refusals: [string, Uint8Array | null, ToProduce?][] = [
    ['UNKNOWN_TOPIC_OR_PARTITION', batchOf(['one']), { name: 'nobody' }],
    ['UNKNOWN_TOPIC_OR_PARTITION', batchOf(['one']), { index: 1 }],
    ['INVALID_REQUIRED_ACKS', batchOf(['one']), { acks: 2 }],
    ['CORRUPT_MESSAGE', damaged],
    ['INVALID_RECORD', batchOf(['one']).subarray(0, 50)],
    ['MESSAGE_TOO_LARGE', batchOf(['x'.repeat(300)])],
    ['INVALID_RECORD', null],
    ['INVALID_RECORD', new Uint8Array(0)],
    ['INVALID_TIMESTAMP', batchOf(['one'], {}, startMs + 10 * 86_400_000)],
    [
      'INVALID_TXN_STATE',
      batchOf(['one'], { isTransactional: true, producerId: 1, producerEpoch: 0, baseSequence: 0 }),
    ],
    ['INVALID_TXN_STATE', batchOf(['one']), { transactionalId: 'mover' }],
  ];
  for (const [error, records, more] of refusals) {
    const answer = await produce(broker, records, more);
    assert.equal(nameOf(answer), error);
    assert.equal(answer.baseOffset, -1);
    assert.ok((answer.errorMessage ?? '').length > 0, `${error} says why`);
  }
  assert.equal((await fetch(broker, 0)).highWatermark, 0, 'nothing was written');
});

test('the records that are to blame are named', async () => {
  const broker = await brokerWithPayments({ 'cleanup.policy': 'compact' });
  const { recordErrors, ...answer } = await produce(broker, batchOf(['no', 'key']));
  assert.equal(nameOf(answer), 'INVALID_RECORD');
  assert.deepEqual(
    recordErrors.map(({ batchIndex }) => batchIndex),
    [0, 1],
  );
});

test('a repeated batch is recognised, and one that comes too early refused', async () => {
  const broker = await brokerWithPayments();
  const numbered = (baseSequence: number, producerEpoch = 0) =>
    batchOf(['one', 'two'], { producerId: 77, producerEpoch, baseSequence });
  assert.equal((await produce(broker, numbered(0))).baseOffset, 0);
  assert.equal((await produce(broker, numbered(2))).baseOffset, 2);
  const again = await produce(broker, numbered(0));
  assert.deepEqual([nameOf(again), again.baseOffset], ['NONE', 0]);
  assert.equal(nameOf(await produce(broker, numbered(6))), 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  assert.equal((await produce(broker, numbered(0, 1))).baseOffset, 4);
  assert.equal(nameOf(await produce(broker, numbered(4, 0))), 'INVALID_PRODUCER_EPOCH');
  assert.equal((await fetch(broker, 0)).highWatermark, 6);
});

test('the broker gives the time where the topic says so', async () => {
  const broker = await brokerWithPayments({ 'message.timestamp.type': 'LogAppendTime' });
  const answer = await produce(broker, batchOf(['one'], {}, 5));
  assert.ok(answer.logAppendTimeMs >= startMs);
  assert.equal((await listOffset(broker, startMs)).offset, 0);
});

test('with flush.messages=1 nothing is acknowledged, or can be read, before it is safe', async () => {
  const broker = await brokerWithPayments({ 'flush.messages': '1' });
  const { log } = broker.running.broker.partitions.named('payments', 0);
  const connection = await broker.connect();
  const topicData = [{ name: 'payments', partitionData: [{ index: 0, records: batchOf(['one']) }] }];
  const asked = await broker.simulation.act(() => connection.request(Produce, { acks: 1, timeoutMs: 1000, topicData }));
  await broker.simulation.run(() => log.logEndOffset === 1);
  assert.deepEqual([log.recoveryPoint, log.highWatermark, asked.outcome.state], [0, 0, 'waiting']);
  const answer = await broker.simulation.runUntilResolved(asked);
  assert.equal(nameOf(answer.responses[0]!.partitionResponses[0]!), 'NONE');
  assert.deepEqual([log.recoveryPoint, log.highWatermark], [1, 1]);
});

test('what was acknowledged with flush.messages=1 survives a loss of power', async () => {
  const broker = await brokerWithPayments({ 'flush.messages': '1' });
  for (const value of ['one', 'two', 'three']) await produce(broker, batchOf([value]));
  broker.unplug();
  await broker.restart();
  assert.deepEqual(
    valuesIn((await fetch(broker, 0)).records).map(([, value]) => value),
    ['one', 'two', 'three'],
  );
});
