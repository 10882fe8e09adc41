import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Told } from '../world/world.ts';
import type { RunEvent } from './events.ts';
import type { DiskOperationFault, Fault } from './faults.ts';
import { type SimulatedCluster, startSimulatedCluster } from './simulated.ts';

/**
 * Each fault of a disk, and what a broker promises then. In all of them: what it serves is what was sent, in order and from
 * the beginning; it never takes half a record for one.
 */

const partition = 'payments-0';
/** Four records are sent one after the other; the fault comes before the third. */
const values = ['one', 'two', 'three', 'four'];
const faultBefore = 2;

interface Outcome {
  readonly cluster: SimulatedCluster;
  readonly acknowledged: readonly string[];
}

async function start(settings: Record<string, string> = {}): Promise<SimulatedCluster> {
  const cluster = await startSimulatedCluster({ seed: 7, trace: { hashed: true, keep: 10_000 } });
  const admin = await cluster.admin();
  await cluster.run(() => admin.createTopics([{ name: 'payments', partitions: 1, configs: settings }]));
  return cluster;
}

const strike = (cluster: SimulatedCluster, fault: Fault) => cluster.run(() => cluster.strike(fault));

/** The producer does not try again by itself: what it was told is what happened. */
async function sendAround(fault: Fault, settings: Record<string, string> = {}): Promise<Outcome> {
  const cluster = await start(settings);
  const teller = await cluster.producer('teller', { retries: 0, 'enable.idempotence': false, 'linger.ms': 0 });
  const acknowledged: string[] = [];
  for (const [number, value] of values.entries()) {
    if (number === faultBefore) await strike(cluster, fault);
    try {
      await cluster.run(() => teller.send({ topic: 'payments', value }));
      acknowledged.push(value);
    } catch {
      // The producer was told that it failed, or was not told anything.
    }
  }
  return { cluster, acknowledged };
}

const next = (how: Partial<DiskOperationFault>): Fault => ({
  do: 'damage next',
  operation: 'write',
  partition,
  ...how,
});

async function afterPowerLoss(cluster: SimulatedCluster): Promise<readonly string[]> {
  await strike(cluster, { do: 'unplug', node: 'broker-1', unflushed: 'nothing' });
  await strike(cluster, { do: 'start', node: 'broker-1' });
  return served(cluster);
}

async function afterKill(cluster: SimulatedCluster): Promise<readonly string[]> {
  await strike(cluster, { do: 'kill', node: 'broker-1' });
  await strike(cluster, { do: 'start', node: 'broker-1' });
  return served(cluster);
}

/** All that a consumer gets. */
async function served(cluster: SimulatedCluster, timeoutMs = 5000): Promise<readonly string[]> {
  const consumer = await cluster.consumer(`reader-${cluster.clients.length}`, { 'default.api.timeout.ms': timeoutMs });
  const place = { topic: 'payments', partition: 0 };
  return cluster.run(async () => {
    consumer.assign([place]);
    consumer.seek(place, 'earliest');
    const [end] = await consumer.endOffsets([place]);
    const found: string[] = [];
    while ((await consumer.position(place)) < end!.offset) {
      found.push(...(await consumer.poll(1000)).map(({ value }) => value!));
    }
    return found;
  });
}

function told<Name extends RunEvent['name']>(cluster: SimulatedCluster, name: Name) {
  return cluster.simulation.trace.events().filter((event) => event.name === name) as unknown as Told<
    Extract<RunEvent, { name: Name }>
  >[];
}

/** Something was lost, and what is left is a beginning of what was sent, which goes on. */
async function isBeginning(cluster: SimulatedCluster, found: readonly string[]): Promise<void> {
  assert.deepEqual(found, values.slice(0, found.length));
  const again = await cluster.producer('again');
  await cluster.run(() => again.send({ topic: 'payments', value: 'again' }));
  assert.deepEqual(await served(cluster), [...found, 'again']);
}

const flushing = { 'flush.messages': '1' };

test('power loss: what was acknowledged is kept only where it was flushed before', async () => {
  const unflushed = await sendAround({ do: 'release' });
  assert.deepEqual(unflushed.acknowledged, values);
  assert.deepEqual(await afterPowerLoss(unflushed.cluster), []);
  const flushed = await sendAround({ do: 'release' }, flushing);
  assert.deepEqual(await afterPowerLoss(flushed.cluster), values);
});

/** The disk of the only data folder failed: the broker has halted, as Kafka's does, and is started again. */
async function startedAgain(cluster: SimulatedCluster, because: RegExp): Promise<void> {
  const [failed, ...others] = told(cluster, 'node failed');
  assert.match(failed!.because, because);
  assert.deepEqual(others, []);
  assert.equal(told(cluster, 'log folder failed').length, 1);
  await strike(cluster, { do: 'start', node: 'broker-1' });
}

test('a write that failed is not acknowledged, leaves nothing behind, and the broker halts', async () => {
  const { cluster, acknowledged } = await sendAround(next({ how: 'failed' }));
  assert.deepEqual(acknowledged, ['one', 'two']);
  assert.equal(told(cluster, 'fault struck').length, 1);
  await startedAgain(cluster, /the disk failed to write \/data\/payments-0/);
  await isBeginning(cluster, await served(cluster));
  assert.deepEqual(await afterKill(cluster), [...acknowledged, 'again']);
});

for (const how of ['lost', 'torn', 'misplaced'] as const) {
  test(`a write that was ${how}, though the disk said that it was done: the page cache hides it, a loss of power shows it`, async () => {
    const { cluster, acknowledged } = await sendAround(next({ how }), flushing);
    assert.deepEqual(acknowledged, values, 'nobody could know');
    assert.deepEqual(await served(cluster), values);
    assert.deepEqual(await afterKill(cluster), values);
    const found = await afterPowerLoss(cluster);
    assert.ok(found.length <= faultBefore, `${found.join()} were found`);
    await isBeginning(cluster, found);
    assert.equal(told(cluster, 'truncated').length, 1);
  });
}

test('a flush that failed: not acknowledged, and the broker halts, so that nobody takes what is in doubt for safe', async () => {
  const { cluster, acknowledged } = await sendAround(next({ operation: 'flush' }), flushing);
  assert.deepEqual(acknowledged, ['one', 'two']);
  await startedAgain(cluster, /the disk failed to flush \/data\/payments-0/);
  const found = await served(cluster);
  assert.ok(found.length >= acknowledged.length);
  await isBeginning(cluster, found);
});

test('a flush that was lost, though the disk said that it was done: the next one makes up for it, a loss of power before does not', async () => {
  const { cluster } = await sendAround(next({ operation: 'flush', how: 'lost' }), flushing);
  assert.deepEqual(await afterPowerLoss(cluster), values, 'the fourth record was flushed, and the third with it');
  const both = await sendAround(next({ operation: 'flush', how: 'lost', count: 2 }), flushing);
  assert.deepEqual(both.acknowledged, values);
  assert.deepEqual(await afterPowerLoss(both.cluster), ['one', 'two'], 'no broker can promise more than its disk');
});

test('a read that failed: the broker halts, and when it is started again the consumer misses nothing', async () => {
  const { cluster, acknowledged } = await sendAround(next({ operation: 'read' }));
  assert.deepEqual(acknowledged, values);
  const { simulation } = cluster;
  simulation.trace.listen((event) => {
    if (event.name !== 'node failed') return;
    simulation.at(simulation.nowUs + 1_000_000, () => cluster.strike({ do: 'start', node: 'broker-1' }));
  });
  assert.deepEqual(await served(cluster, 60_000), values);
  assert.equal(told(cluster, 'fault struck').length, 1);
  assert.match(told(cluster, 'node failed')[0]!.because, /the disk failed to read \/data\/payments-0/);
});

test('a flipped bit: the broker serves the bytes as they are, and the consumer does not believe them', async () => {
  const { cluster } = await sendAround({ do: 'release' });
  await strike(cluster, { do: 'damage record', partition, offset: 2 });
  await assert.rejects(served(cluster), /checksum|corrupt|CRC/i);
  assert.deepEqual(await afterKill(cluster), ['one', 'two'], 'after a crash it is found, and all behind it given up');
});

test('a full disk: refused and not acknowledged, readers are served; with room again all goes on', async () => {
  const { cluster, acknowledged } = await sendAround({ do: 'damage disk', node: 'broker-1', how: 'full' });
  assert.deepEqual(acknowledged, ['one', 'two']);
  assert.deepEqual(await served(cluster), acknowledged);
  await strike(cluster, { do: 'heal' });
  await isBeginning(cluster, await served(cluster));
  assert.deepEqual(await afterKill(cluster), [...acknowledged, 'again']);
});

test('a slow disk: later, and nothing else', async () => {
  const quick = await sendAround({ do: 'release' }, flushing);
  const slow = await sendAround({ do: 'damage disk', node: 'broker-1', how: 'slow' }, flushing);
  assert.deepEqual(slow.acknowledged, values);
  assert.ok(slow.cluster.simulation.nowUs > quick.cluster.simulation.nowUs + 900_000);
  assert.deepEqual(await afterPowerLoss(slow.cluster), values);
});

test('a failing disk: nothing is acknowledged any more, and what was stays', async () => {
  const { cluster, acknowledged } = await sendAround({ do: 'damage disk', node: 'broker-1', how: 'failing' }, flushing);
  assert.deepEqual(acknowledged, ['one', 'two']);
  await strike(cluster, { do: 'heal' });
  await startedAgain(cluster, /failed/);
  assert.deepEqual(await served(cluster), acknowledged);
});

test('a lost disk: nothing is acknowledged any more, and nothing of it is left', async () => {
  const { cluster, acknowledged } = await sendAround({ do: 'damage disk', node: 'broker-1', how: 'lost' });
  assert.deepEqual(acknowledged, ['one', 'two']);
  await strike(cluster, { do: 'heal' });
  await startedAgain(cluster, /is gone/);
  const admin = await cluster.admin('other');
  assert.deepEqual(await cluster.run(() => admin.listTopics()), []);
});
