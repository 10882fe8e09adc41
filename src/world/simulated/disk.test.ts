import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiskError, type File, type World } from '../world.ts';
import { createSimulation, type Simulation } from './simulation.ts';

/** A node with a folder on its disk that a loss of power would not take. */
async function nodeWithFolder(simulation: Simulation) {
  const node = simulation.node('broker-1');
  await simulation.runUntilResolved(async () => {
    node.world.disk.makeFolder('data');
    await node.world.disk.flushFolder('');
  });
  return node;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function makeFile({ disk }: World, path: string, text: string): Promise<File> {
  const file = disk.open(path, { create: true });
  file.write(0, [bytesOf(text)]);
  await file.flush();
  return file;
}

test('a killed process leaves its page cache, a loss of power what was flushed', async () => {
  for (const [how, expected] of [
    ['kill', 'flushed and not'],
    ['unplug', 'flushed'],
  ] as const) {
    const simulation = createSimulation({ seed: 1 });
    const node = await nodeWithFolder(simulation);
    await simulation.runUntilResolved(async () => {
      const file = await makeFile(node.world, 'data/log', 'flushed');
      await node.world.disk.flushFolder('data');
      file.write(7, [bytesOf(' and not')]);
    });
    if (how === 'kill') node.kill();
    else node.unplug({ unflushed: 'nothing' });
    node.restart();
    assert.equal(textOf(node.platter.read('data/log')), expected);
  }
});

test('a new name is lost with the power until its folder is flushed, though its bytes were', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  await simulation.runUntilResolved(async () => {
    (await makeFile(node.world, 'data/kept', '1')).close();
    await node.world.disk.flushFolder('data');
    (await makeFile(node.world, 'data/lost', '2')).close();
    node.world.disk.rename('data/kept', 'data/renamed');
  });
  node.unplug({ unflushed: 'nothing' });
  assert.deepEqual(node.platter.list('data'), ['kept']);
});

test('what survives of a write that was under way ends at the border of a sector', async () => {
  const lengths = new Set<number>();
  for (let seed = 0; seed < 60; seed++) {
    const simulation = createSimulation({ seed });
    const node = await nodeWithFolder(simulation);
    await simulation.runUntilResolved(async () => {
      const file = await makeFile(node.world, 'data/log', '');
      await node.world.disk.flushFolder('data');
      file.write(0, [new Uint8Array(100).fill(1)]);
      file.write(100, [new Uint8Array(2000).fill(2)]);
    });
    node.unplug();
    const left = node.platter.read('data/log');
    lengths.add(left.findLastIndex((byte) => byte !== 0) + 1);
  }
  const sectors = [0, 100, 512, 1024, 1536, 2048, 2100];
  assert.ok(
    [...lengths].every((length) => sectors.includes(length)),
    [...lengths].join(),
  );
  assert.ok(lengths.size > 4, 'chance tears in different places');
});

test('a full disk refuses to grow, and takes what replaces', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  await simulation.runUntilResolved(async () => {
    const file = await makeFile(node.world, 'data/log', '0123456789');
    node.platter.trouble.capacityBytes = 15;
    file.write(10, [bytesOf('abcde')]);
    assert.throws(() => file.write(15, [bytesOf('f')]), isFull);
    assert.throws(() => file.truncate(16), isFull);
    file.write(0, [bytesOf('!')]);
    assert.equal(textOf(await file.read(0, 99)), '!123456789abcde');
    node.platter.heal();
    file.write(15, [bytesOf('f')]);
  });
});

test('a failing disk fails so many times; a lost one always', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  await simulation.runUntilResolved(async () => {
    const file = await makeFile(node.world, 'data/log', 'text');
    Object.assign(node.platter.trouble, { failingReads: 1, failingWrites: 1, failingFlushes: 1 });
    await assert.rejects(file.read(0, 1), hasFailed);
    await assert.rejects(file.flush(), hasFailed);
    assert.throws(() => file.write(0, [bytesOf('x')]), hasFailed);
    assert.equal(textOf(await file.read(0, 9)), 'text');
    file.write(0, [bytesOf('x')]);
    await file.flush();
    node.platter.trouble.isLost = true;
    assert.throws(() => file.write(0, [bytesOf('x')]), hasFailed);
    assert.throws(() => node.world.disk.list('data'), hasFailed);
  });
});

test('a slow disk takes its time, and a damaged one lies', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  await simulation.runUntilResolved(async () => {
    const file = await makeFile(node.world, 'data/log', 'abc');
    node.platter.trouble.slowUs = 2_000_000;
    const before = node.world.clock.monotonicMs();
    node.platter.damage('data/log', 1, 0x20);
    assert.equal(textOf(await file.read(0, 3)), 'aBc');
    assert.ok(node.world.clock.monotonicMs() - before > 2000);
  });
  node.unplug();
  node.restart();
  await simulation.runUntilResolved(() => undefined);
  assert.throws(() => node.platter.damage('data/log', 99), DiskError);
});

test('a flush that the power interrupts never comes to an end, and keeps nothing', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  const action = await simulation.act(async () => {
    const file = await makeFile(node.world, 'data/log', 'a');
    await node.world.disk.flushFolder('data');
    file.write(1, [bytesOf('b')]);
    await file.flush();
  });
  await simulation.run(() => textOf(node.platter.read('data/log')) === 'ab');
  node.unplug({ unflushed: 'nothing' });
  node.restart();
  await simulation.runFor(1_000_000);
  assert.equal(action.outcome.state, 'waiting');
  assert.equal(textOf(node.platter.read('data/log')), 'a');
});

test('the lock of a dead process is free', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  await simulation.act(() => node.world.disk.lock('data'));
  node.kill();
  const next = node.restart();
  await simulation.runUntilResolved(() => next.disk.lock('data').release());
});

function isFull(error: unknown): boolean {
  return error instanceof DiskError && error.code === 'full';
}

function hasFailed(error: unknown): boolean {
  return error instanceof DiskError && error.code === 'failed';
}

test('a read takes time where the page cache cannot have the bytes: after a loss of power, once, and while the disk is slow', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  await simulation.runUntilResolved(async () => {
    await makeFile(node.world, 'data/log', 'Ada');
    await node.world.disk.flushFolder('data');
  });
  const readUs = async (): Promise<number> => {
    const beganUs = simulation.nowUs;
    await simulation.runUntilResolved(async () => {
      const file = node.world.disk.open('data/log');
      assert.equal(textOf(await file.read(0, 3)), 'Ada');
      file.close();
    });
    return simulation.nowUs - beganUs;
  };
  assert.equal(await readUs(), 0);
  node.kill();
  node.restart();
  assert.equal(await readUs(), 0);
  node.unplug();
  node.restart();
  assert.ok((await readUs()) > 0);
  assert.equal(await readUs(), 0);
  node.platter.trouble.slowUs = 5000;
  assert.ok((await readUs()) >= 5000);
});

test('what is not flushed is counted once, where it was written twice, and not at all where it was cut off', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = await nodeWithFolder(simulation);
  const seen = () => {
    const { sizeBytes, unflushedBytes, isEndFlushed } = node.platter.tree.file('data/log');
    return [sizeBytes, unflushedBytes, isEndFlushed];
  };
  await simulation.runUntilResolved(async () => {
    const file = await makeFile(node.world, 'data/log', '0123456789');
    assert.deepEqual(seen(), [10, 0, true]);
    file.write(8, [bytesOf('abcd')]);
    file.write(6, [bytesOf('efgh')]);
    assert.deepEqual(seen(), [12, 6, false]);
    file.truncate(9);
    assert.deepEqual(seen(), [9, 3, false]);
    file.truncate(0);
    assert.deepEqual(seen(), [0, 0, false], 'a loss of power would bring back what was cut off');
    await file.flush();
    assert.deepEqual(seen(), [0, 0, true]);
  });
});

test('what a loss of power leaves of a file does not depend on what was written to others, and differs from loss to loss', async () => {
  const leftOf = async (seed: number, othersWrites: number) => {
    const simulation = createSimulation({ seed });
    const node = await nodeWithFolder(simulation);
    const left: string[] = [];
    for (let loss = 0; loss < 2; loss++) {
      await simulation.runUntilResolved(async () => {
        const files = ['data/log', 'data/index'].map((path) => node.world.disk.open(path, { create: true }));
        await node.world.disk.flushFolder('data');
        for (let at = 0; at < 40; at++) files[0]!.write(at, [Uint8Array.of(at)]);
        for (let at = 0; at < othersWrites; at++) files[1]!.write(at, [Uint8Array.of(at)]);
      });
      node.unplug();
      left.push(node.platter.read('data/log').join());
      node.restart();
    }
    return left;
  };
  const losses = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    const left = await leftOf(seed, 0);
    assert.deepEqual(await leftOf(seed, 7), left);
    for (const each of left) losses.add(each);
  }
  assert.ok(losses.size > 10, `${losses.size} outcomes of 40 losses`);
});
