import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteRecords } from '../../wire/apis/delete-records.ts';
import { DescribeLogDirs } from '../../wire/apis/describe-log-dirs.ts';
import { OffsetForLeaderEpoch } from '../../wire/apis/offset-for-leader-epoch.ts';
import { brokerWithPayments, fetch, listOffset, nameOf, produce } from '../testing/payments.ts';
import { batchOf, startMs } from '../testing/records.ts';

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
