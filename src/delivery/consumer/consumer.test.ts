import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scene } from '../testing/scene.ts';

const payments = { topic: 'payments', partition: 0 };

test('a consumer reads from where it was told to, and its position moves', async () => {
  const { broker, producer, consumer, run } = await scene();
  const teller = await producer({ 'linger.ms': 0 });
  await run(() => Promise.all(['a', 'b', 'c'].map((value) => teller.send({ topic: 'payments', key: 'k', value }))));
  assert.equal(broker.batches('payments').length, 1);
  const clerk = await consumer();
  const records = await run(async () => {
    clerk.assign([payments]);
    clerk.seek(payments, 1);
    return clerk.poll(1000);
  });
  assert.deepEqual(
    records.map(({ offset, key, value }) => [offset, key, value]),
    [
      [1, 'k', 'b'],
      [2, 'k', 'c'],
    ],
  );
  assert.equal(await run(() => clerk.position(payments)), 3);
});

test('a poll may ask for fewer records than max.poll.records; the rest comes with the next', async () => {
  const { producer, consumer, run } = await scene();
  const teller = await producer({ 'linger.ms': 0 });
  await run(() => Promise.all(['a', 'b', 'c'].map((value) => teller.send({ topic: 'payments', value }))));
  const clerk = await consumer();
  await run(async () => {
    clerk.assign([payments]);
    clerk.seek(payments, 0);
  });
  const values = async (maxRecords?: number) =>
    (await run(() => clerk.poll(1000, maxRecords))).map(({ value }) => value);
  assert.deepEqual(
    [await values(2), await run(() => clerk.position(payments)), await values()],
    [['a', 'b'], 2, ['c']],
  );
});
