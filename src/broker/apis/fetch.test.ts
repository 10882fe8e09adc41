import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteTopics } from '../../wire/apis/delete-topics.ts';
import { Fetch } from '../../wire/apis/fetch.ts';
import { brokerWithPayments, fetch, fetchBody, nameOf, produce, type ToFetch } from '../testing/payments.ts';
import { frameOf, RawClient } from '../testing/raw-client.ts';
import { batchOf, valuesIn } from '../testing/records.ts';

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

test('those that fetch and take nothing use up a bounded memory; the others get their records, batch by batch', async () => {
  const broker = await brokerWithPayments();
  const sizeBytes = batchOf(['x'.repeat(1_000_000)]).length;
  for (let batch = 0; batch < 8; batch++) await produce(broker, batchOf(['x'.repeat(1_000_000)]));
  const limits = { maxBytes: 100_000_000, partitionMaxBytes: 100_000_000, maxWaitMs: 1000 };
  const question = frameOf(Fetch, 12, fetchBody(0, limits));
  const greedy: RawClient[] = [];
  for (let client = 0; client < 20; client++) {
    greedy.push(await RawClient.connect(broker.simulation, `greedy-${client}`));
    await greedy[client]!.pause();
    // The first answer fills the way to the client; what follows waits in the broker.
    await greedy[client]!.send(question, question, question);
    await broker.simulation.runFor(1_000_000);
  }
  assert.equal((await fetch(broker, 0, limits)).records!.length, sizeBytes);
  for (const client of greedy) await client.resume();
  await broker.simulation.runFor(10_000_000);
  assert.deepEqual(
    greedy.map(({ frames }) => frames.length),
    greedy.map(() => 3),
  );
  assert.equal((await fetch(broker, 0, limits)).records!.length, 8 * sizeBytes);
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
