import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InitProducerId } from '../../wire/apis/init-producer-id.ts';
import { errorOf } from '../../wire/errors.ts';
import { OneBroker } from '../testing/one-broker.ts';

const idle = { transactionalId: null, transactionTimeoutMs: 60_000 };

test('producer ids count up, in every version', async () => {
  const broker = await OneBroker.start();
  for (let version = 0; version <= 5; version++) {
    const { errorCode, producerId, producerEpoch } = await broker.ask(InitProducerId, idle, version);
    assert.deepEqual([errorCode, producerId, producerEpoch], [0, version, 0]);
  }
});

test('producers that ask at the same moment get different ids, over the end of a block', async () => {
  const broker = await OneBroker.start();
  const connection = await broker.connect();
  const ids = await broker.simulation.runUntilResolved(() =>
    Promise.all(Array.from({ length: 900 }, async () => (await connection.request(InitProducerId, idle)).producerId)),
  );
  const more = await broker.simulation.runUntilResolved(() =>
    Promise.all(Array.from({ length: 200 }, async () => (await connection.request(InitProducerId, idle)).producerId)),
  );
  assert.deepEqual(
    [...ids, ...more],
    Array.from({ length: 1100 }, (_, id) => id),
  );
});

test('a broker that comes back never gives an id again', async () => {
  const broker = await OneBroker.start({ listens: true });
  assert.equal((await broker.ask(InitProducerId, idle)).producerId, 0);
  broker.unplug();
  await broker.restart();
  assert.equal((await broker.ask(InitProducerId, idle)).producerId, 1000);
  const allocations = broker.told.filter(({ name }) => name === 'producer ids allocated');
  assert.deepEqual(
    allocations.map((event) => (event as unknown as { first: number }).first),
    [0, 1000],
  );
});

test('a transactional id is refused: transactions are not served yet', async () => {
  const broker = await OneBroker.start();
  const answer = await broker.ask(InitProducerId, { ...idle, transactionalId: 'mover' });
  assert.equal(errorOf(answer.errorCode).name, 'INVALID_REQUEST');
  assert.equal(answer.producerId, -1);
});
