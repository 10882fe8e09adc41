import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateTopics } from '../../wire/apis/create-topics.ts';
import { DeleteRecords } from '../../wire/apis/delete-records.ts';
import { DeleteTopics } from '../../wire/apis/delete-topics.ts';
import { DescribeLogDirs } from '../../wire/apis/describe-log-dirs.ts';
import { Fetch } from '../../wire/apis/fetch.ts';
import { ListOffsets } from '../../wire/apis/list-offsets.ts';
import { Metadata } from '../../wire/apis/metadata.ts';
import { OffsetForLeaderEpoch } from '../../wire/apis/offset-for-leader-epoch.ts';
import { Produce } from '../../wire/apis/produce.ts';
import { errorOf } from '../../wire/errors.ts';
import { OneBroker } from '../testing/one-broker.ts';
import { batchOf, startMs, valuesIn } from '../testing/records.ts';

const nameOf = ({ errorCode }: { readonly errorCode: number }) => errorOf(errorCode).name;

async function brokerWithPayments(configs: Record<string, string> = {}, partitions = 1): Promise<OneBroker> {
  const broker = await OneBroker.start();
  const payments = {
    name: 'payments',
    numPartitions: partitions,
    replicationFactor: 1,
    assignments: [],
    configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
  };
  await broker.ask(CreateTopics, { topics: [payments] });
  return broker;
}

interface ToProduce {
  readonly acks?: number;
  readonly name?: string;
  readonly index?: number;
  readonly version?: number;
  readonly transactionalId?: string;
}

async function produce(broker: OneBroker, records: Uint8Array | null, more: ToProduce = {}) {
  const { acks = -1, name = 'payments', index = 0, version, transactionalId = null } = more;
  const topicData = [{ name, partitionData: [{ index, records }] }];
  const { responses } = await broker.ask(Produce, { transactionalId, acks, timeoutMs: 1000, topicData }, version);
  return responses[0]!.partitionResponses[0]!;
}

interface ToFetch {
  readonly version?: number;
  readonly maxWaitMs?: number;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly partitionMaxBytes?: number;
  readonly partition?: number;
  readonly epoch?: number;
  readonly isolationLevel?: number;
}

const fetchBody = (fetchOffset: number, more: ToFetch = {}, topic = 'payments') => ({
  maxWaitMs: more.maxWaitMs ?? 0,
  minBytes: more.minBytes ?? 1,
  maxBytes: more.maxBytes ?? 1_000_000,
  isolationLevel: more.isolationLevel ?? 0,
  topics: [
    {
      topic,
      partitions: [
        {
          partition: more.partition ?? 0,
          currentLeaderEpoch: more.epoch ?? -1,
          fetchOffset,
          partitionMaxBytes: more.partitionMaxBytes ?? 1_000_000,
        },
      ],
    },
  ],
});

async function fetch(broker: OneBroker, offset: number, more: ToFetch = {}) {
  const { responses } = await broker.ask(Fetch, fetchBody(offset, more), more.version ?? 12);
  return responses[0]!.partitions[0]!;
}

async function listOffset(
  broker: OneBroker,
  timestamp: number,
  more: { epoch?: number; version?: number; name?: string } = {},
) {
  const partition = { partitionIndex: 0, timestamp, currentLeaderEpoch: more.epoch ?? -1 };
  const asked = { replicaId: -1, topics: [{ name: more.name ?? 'payments', partitions: [partition] }] };
  return (await broker.ask(ListOffsets, asked, more.version)).topics[0]!.partitions[0]!;
}

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

test('Fetch waits for records, and answers when they come', async () => {
  const broker = await brokerWithPayments();
  const reader = await broker.connect();
  const beganUs = broker.simulation.nowUs;
  const asked = await broker.simulation.act(() =>
    reader.request(Fetch, fetchBody(0, { maxWaitMs: 5000 }), { version: 12 }),
  );
  await broker.simulation.runFor(1_000_000);
  assert.equal(asked.outcome.state, 'waiting');
  await produce(broker, batchOf(['one']));
  const answer = await broker.simulation.runUntilResolved(asked);
  assert.deepEqual(valuesIn(answer.responses[0]!.partitions[0]!.records), [[0, 'one']]);
  assert.ok(broker.simulation.nowUs - beganUs < 2_000_000);
});

test('Fetch waits no longer than it may, and for no less than it wants', async () => {
  const broker = await brokerWithPayments();
  const reader = await broker.connect();
  const beganUs = broker.simulation.nowUs;
  const empty = await broker.simulation.runUntilResolved(() =>
    reader.request(Fetch, fetchBody(0, { maxWaitMs: 700 }), { version: 12 }),
  );
  assert.equal(empty.responses[0]!.partitions[0]!.records!.length, 0);
  const waitedUs = broker.simulation.nowUs - beganUs;
  assert.ok(waitedUs >= 700_000 && waitedUs < 800_000, `${waitedUs}`);

  const body = fetchBody(0, { maxWaitMs: 5000, minBytes: 3 * batchOf(['one']).length });
  const asked = await broker.simulation.act(() => reader.request(Fetch, body, { version: 12 }));
  for (const expected of ['waiting', 'waiting', 'done']) {
    await produce(broker, batchOf(['one']));
    await broker.simulation.runFor(100_000);
    assert.equal(asked.outcome.state, expected);
  }
});

test('who waits for a topic that is deleted learns of it at once', async () => {
  const broker = await brokerWithPayments();
  const reader = await broker.connect();
  const asked = await broker.simulation.act(() =>
    reader.request(Fetch, fetchBody(0, { maxWaitMs: 50_000 }), { version: 12 }),
  );
  await broker.simulation.runFor(100_000);
  await broker.ask(DeleteTopics, { topicNames: ['payments'], timeoutMs: 1000 }, 5);
  await broker.simulation.runFor(100_000);
  assert.ok(asked.outcome.state === 'done');
  assert.equal(nameOf(asked.outcome.value.responses[0]!.partitions[0]!), 'UNKNOWN_TOPIC_OR_PARTITION');
});

test('Fetch keeps to its limits, but always brings one batch', async () => {
  const broker = await brokerWithPayments({}, 2);
  const sizeBytes = batchOf(['one']).length;
  for (const index of [0, 1]) {
    for (let batch = 0; batch < 4; batch++) await produce(broker, batchOf(['one']), { index });
  }
  assert.equal((await fetch(broker, 0, { partitionMaxBytes: 2 * sizeBytes })).records!.length, 2 * sizeBytes);
  assert.equal((await fetch(broker, 0, { maxBytes: 3 * sizeBytes })).records!.length, 3 * sizeBytes);
  assert.equal((await fetch(broker, 0, { partitionMaxBytes: 1 })).records!.length, sizeBytes);
  assert.equal((await fetch(broker, 0, { maxBytes: 0 })).records!.length, sizeBytes);

  const [topic] = fetchBody(0).topics;
  const partitions = [0, 1].map((partition) => ({ ...topic!.partitions[0]!, partition }));
  const both = { ...fetchBody(0, { maxBytes: 5 * sizeBytes }), topics: [{ ...topic!, partitions }] };
  const { responses } = await broker.ask(Fetch, both, 12);
  assert.deepEqual(
    responses[0]!.partitions.map(({ records }) => records!.length),
    [4 * sizeBytes, sizeBytes],
  );
});

test('what cannot be fetched is refused at once', async () => {
  const broker = await brokerWithPayments();
  await produce(broker, batchOf(['one']));
  const beganUs = broker.simulation.nowUs;
  const refusals: [string, number, ToFetch][] = [
    ['OFFSET_OUT_OF_RANGE', 2, {}],
    ['OFFSET_OUT_OF_RANGE', -1, {}],
    ['UNKNOWN_TOPIC_OR_PARTITION', 0, { partition: 1 }],
    ['UNKNOWN_LEADER_EPOCH', 0, { epoch: 9 }],
  ];
  for (const [error, offset, more] of refusals) {
    const answer = await fetch(broker, offset, { ...more, maxWaitMs: 10_000 });
    assert.equal(nameOf(answer), error);
    assert.equal(answer.highWatermark, -1);
  }
  assert.ok(broker.simulation.nowUs - beganUs < 1_000_000);
  await broker.restart();
  assert.equal(nameOf(await fetch(broker, 0, { epoch: 0 })), 'FENCED_LEADER_EPOCH');
  assert.equal(nameOf(await fetch(broker, 0, { epoch: 1 })), 'NONE');
});

test('no fetch session is made, and none is known', async () => {
  const broker = await brokerWithPayments();
  const first = await broker.ask(Fetch, { ...fetchBody(0), sessionId: 0, sessionEpoch: 0 }, 12);
  assert.deepEqual([nameOf(first), first.sessionId, first.responses.length], ['NONE', 0, 1]);
  const next = await broker.ask(Fetch, { ...fetchBody(0), topics: [], sessionId: 5, sessionEpoch: 1 }, 12);
  assert.deepEqual([nameOf(next), next.sessionId, next.responses.length], ['FETCH_SESSION_ID_NOT_FOUND', 0, 0]);
});

test('committed records are all that there are while nobody has a transaction', async () => {
  const broker = await brokerWithPayments();
  await produce(broker, batchOf(['one']));
  const answer = await fetch(broker, 0, { isolationLevel: 1 });
  assert.deepEqual(answer.abortedTransactions, []);
  assert.equal(valuesIn(answer.records).length, 1);
  assert.equal((await fetch(broker, 0)).abortedTransactions, null);
});

test('offsets are found at the ends, by time, and of the newest record', async () => {
  const broker = await brokerWithPayments();
  for (const timestamp of [startMs, startMs + 5000, startMs + 1000])
    await produce(broker, batchOf(['one'], {}, timestamp));
  const found = async (timestamp: number, version?: number) => {
    const { offset, timestamp: of } = await listOffset(broker, timestamp, version === undefined ? {} : { version });
    return [offset, of];
  };
  assert.deepEqual(await found(-1), [3, -1]);
  assert.deepEqual(await found(-2), [0, -1]);
  assert.deepEqual(await found(-3), [1, startMs + 5000]);
  assert.deepEqual(await found(startMs + 1), [1, startMs + 5000]);
  assert.deepEqual(await found(startMs + 9000), [-1, -1]);
  for (let version = 1; version <= 7; version++) {
    const { leaderEpoch, offset } = await listOffset(broker, -1, { version });
    assert.deepEqual([offset, leaderEpoch], [3, version >= 4 ? 0 : -1]);
  }
  assert.equal(nameOf(await listOffset(broker, -4)), 'UNSUPPORTED_VERSION');
  assert.equal(nameOf(await listOffset(broker, -1, { epoch: 3 })), 'UNKNOWN_LEADER_EPOCH');
  assert.equal(nameOf(await listOffset(broker, -1, { name: 'nobody' })), 'UNKNOWN_TOPIC_OR_PARTITION');
});

test('records are deleted up to an offset, or all of them', async () => {
  const broker = await brokerWithPayments();
  for (let count = 0; count < 4; count++) await produce(broker, batchOf(['one']));
  const deleteTo = async (offset: number, name = 'payments') => {
    const topics = [{ name, partitions: [{ partitionIndex: 0, offset }] }];
    const [answer] = (await broker.ask(DeleteRecords, { topics, timeoutMs: 1000 })).topics[0]!.partitions;
    return [nameOf(answer!), answer!.lowWatermark];
  };
  assert.deepEqual(await deleteTo(2), ['NONE', 2]);
  assert.equal((await listOffset(broker, -2)).offset, 2);
  assert.equal(nameOf(await fetch(broker, 1)), 'OFFSET_OUT_OF_RANGE');
  assert.deepEqual(await deleteTo(9), ['OFFSET_OUT_OF_RANGE', -1]);
  assert.deepEqual(await deleteTo(-2), ['OFFSET_OUT_OF_RANGE', -1]);
  assert.deepEqual(await deleteTo(0, 'nobody'), ['UNKNOWN_TOPIC_OR_PARTITION', -1]);
  assert.deepEqual(await deleteTo(-1), ['NONE', 4]);
});

test('records of a compacted topic are not deleted', async () => {
  const broker = await brokerWithPayments({ 'cleanup.policy': 'compact' });
  const topics = [{ name: 'payments', partitions: [{ partitionIndex: 0, offset: 0 }] }];
  const answer = await broker.ask(DeleteRecords, { topics, timeoutMs: 1000 });
  assert.equal(nameOf(answer.topics[0]!.partitions[0]!), 'POLICY_VIOLATION');
});

test('leader epochs end where the next one begins', async () => {
  const broker = await brokerWithPayments();
  await produce(broker, batchOf(['one', 'two']));
  await broker.restart();
  await produce(broker, batchOf(['three']));
  const endOf = async (leaderEpoch: number, currentLeaderEpoch = -1) => {
    const topics = [{ topic: 'payments', partitions: [{ partition: 0, currentLeaderEpoch, leaderEpoch }] }];
    const [answer] = (await broker.ask(OffsetForLeaderEpoch, { replicaId: -1, topics })).topics[0]!.partitions;
    return [nameOf(answer!), answer!.leaderEpoch, answer!.endOffset];
  };
  assert.deepEqual(await endOf(0), ['NONE', 0, 2]);
  assert.deepEqual(await endOf(1), ['NONE', 1, 3]);
  assert.deepEqual(await endOf(5), ['NONE', -1, -1]);
  assert.deepEqual(await endOf(0, 0), ['FENCED_LEADER_EPOCH', -1, -1]);
});

test('the data folder is described, partition by partition', async () => {
  const broker = await brokerWithPayments({}, 2);
  await produce(broker, batchOf(['one']));
  const { results } = await broker.ask(DescribeLogDirs, { topics: null });
  const [folder] = results;
  assert.equal(folder!.logDir, '/data');
  assert.deepEqual(
    folder!.topics[0]!.partitions.map(({ partitionIndex, partitionSize }) => [partitionIndex, partitionSize]),
    [
      [0, batchOf(['one']).length],
      [1, 0],
    ],
  );
  const one = await broker.ask(DescribeLogDirs, { topics: [{ topic: 'payments', partitions: [1] }] });
  assert.deepEqual(
    one.results[0]!.topics[0]!.partitions.map(({ partitionIndex }) => partitionIndex),
    [1],
  );
});
