import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Connection, NetworkError, type World } from '../world.ts';
import { createSimulation, type Simulation, StillWaiting } from './simulation.ts';

test('time passes as fast as there are events', async () => {
  const simulation = createSimulation({ seed: 1 });
  const { clock } = simulation.node('sleeper').world;

  const slept = await simulation.runUntilResolved(async () => {
    const before = clock.monotonicMs();
    await clock.sleep(86_400_000);
    return clock.monotonicMs() - before;
  }, 100_000_000_000);

  assert.equal(slept, 86_400_000);
  assert.equal(simulation.nowUs, 86_400_000_000);
});

test('timers fire in order of their time, then of their making; a cancelled one does not', async () => {
  const simulation = createSimulation({ seed: 1 });
  const { clock } = simulation.node('a').world;
  const fired: string[] = [];
  await simulation.act(() => {
    clock.after(2, () => void fired.push('late'));
    clock.after(1, () => void fired.push('first'));
    clock.after(1, () => void fired.push('second'));
    clock.after(1, () => void fired.push('cancelled')).cancel();
  });
  assert.equal(await simulation.run(() => false), 'nothing left');
  assert.deepEqual(fired, ['first', 'second', 'late']);
});

test('a chain of promises comes to rest before the next event', async () => {
  const simulation = createSimulation({ seed: 1 });
  const { clock } = simulation.node('a').world;
  const seen: string[] = [];
  await simulation.act(async () => {
    clock.after(1, () => void seen.push('timer'));
    await clock.sleep(1);
    for (let turn = 0; turn < 20; turn++) await null;
    seen.push('end of the chain');
    clock.after(0, () => void seen.push('next'));
  });
  await simulation.runFor(2000);
  assert.deepEqual(seen, ['timer', 'end of the chain', 'next']);
});

test('a call into the World while the loop has yielded is an error that names it', async () => {
  const simulation = createSimulation({
    seed: 1,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const { clock } = simulation.node('a').world;
  const tick = (): void => void clock.after(1, tick);
  await simulation.act(async () => {
    tick();
    await clock.sleep(255);
    for (let turn = 0; turn < 100; turn++) await null;
    clock.wallMs();
  });
  await assert.rejects(
    simulation.run(() => false, 1_000_000),
    /a called clock\.wallMs while the loop had yielded/,
  );
});

test('a call into the World between events is an error that says what to do', () => {
  const { clock } = createSimulation({ seed: 1 }).node('a').world;
  assert.throws(() => clock.wallMs(), /between two events.*simulation\.act/);
});

test('a rejected callback ends the run in the name of its node', async () => {
  const simulation = createSimulation({ seed: 1 });
  const { clock } = simulation.node('broker-1').world;
  await simulation.act(() => {
    clock.after(1, async () => {
      await clock.sleep(1);
      throw new Error('the rule was wrong');
    });
  });
  await assert.rejects(
    simulation.run(() => false),
    { name: 'NodeFailure', node: 'broker-1' },
  );
});

test('what never comes is said: nothing is left, or the time is over', async () => {
  const simulation = createSimulation({ seed: 1 });
  const { clock, deferred } = simulation.node('a').world;
  assert.equal(typeof deferred, 'function');
  const waiting = simulation.runUntilResolved(() => simulation.node('a').world.deferred().promise);
  await assert.rejects(waiting, (error) => error instanceof StillWaiting && error.end === 'nothing left');
  const sleeping = simulation.runUntilResolved(() => clock.sleep(1000), 5000);
  await assert.rejects(sleeping, (error) => error instanceof StillWaiting && error.end === 'time is over');
});

test('bytes travel between nodes in order, and the answer comes back', async () => {
  const simulation = createSimulation({ seed: 3 });
  const heard = await conversation(simulation, ['one', 'two', 'three']);
  assert.deepEqual(heard, ['one!', 'two!', 'three!', 'closed']);
});

test('the same seed gives the same hash, another seed another; also with the other way of settling', async () => {
  const hashOf = async (seed: number, settleBy?: () => Promise<void>) => {
    const simulation = createSimulation({
      seed,
      trace: { hashed: true },
      ...(settleBy ? { settleBy, settlesAlways: true } : {}),
    });
    await conversation(simulation, ['one', 'two', 'three']);
    return simulation.trace.hash();
  };
  const first = await hashOf(3);
  assert.match(first, /^[0-9a-f]{16}$/);
  assert.notEqual(await hashOf(4), first);
  assert.equal(await hashOf(3), first);
  assert.equal(await hashOf(3, () => new Promise((resolve) => setImmediate(resolve))), first);
});

test('nothing that a dead process waited for ever comes, and its World is closed', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = simulation.node('a');
  const { world } = node;
  const seen: string[] = [];
  const action = await simulation.act(async () => {
    world.clock.after(5, () => void seen.push('timer'));
    await world.clock.sleep(5);
    seen.push('awake');
  });
  node.kill();
  await simulation.runFor(10_000);
  assert.deepEqual(seen, []);
  assert.equal(action.outcome.state, 'waiting');
  await assert.rejects(
    simulation.runUntilResolved(() => world.clock.sleep(1)),
    /that process has ended/,
  );

  const next = node.restart();
  await simulation.runUntilResolved(() => next.clock.sleep(1));
  assert.notEqual(next, world);
});

test('a paused process does nothing until it is resumed, then all that came due, in order', async () => {
  const simulation = createSimulation({ seed: 1 });
  const node = simulation.node('a');
  const { clock } = node.world;
  const seen: number[] = [];
  await simulation.act(() => {
    for (const delayMs of [1, 2, 3]) clock.after(delayMs, () => void seen.push(clock.monotonicMs()));
  });
  node.pause();
  await simulation.runFor(50_000);
  assert.deepEqual(seen, []);
  node.resume();
  await simulation.runFor(1);
  assert.deepEqual(seen, [50, 50, 50]);
});

test('a fault moves the wall clock alone', async () => {
  const simulation = createSimulation({ seed: 1, startMs: 1000 });
  const node = simulation.node('a');
  node.skewWall(-400);
  const times = await simulation.runUntilResolved(() => [node.world.clock.wallMs(), node.world.clock.monotonicMs()]);
  assert.deepEqual(times, [600, 0]);
});

/** A client says some words to a server that answers each; what it heard, until the connection was closed. */
async function conversation(simulation: Simulation, words: readonly string[]): Promise<string[]> {
  const server = simulation.node('server').world;
  const client = simulation.node('client').world;
  const heard: string[] = [];
  await simulation.runUntilResolved(() => listenAndAnswer(server));
  await simulation.act(async () => {
    const connection = await client.network.connect({ host: 'server', port: 9092 }, 1000);
    connection.start({
      data: (chunk) => {
        heard.push(new TextDecoder().decode(chunk));
        if (heard.length === words.length) connection.close();
      },
      closed: (error) => void heard.push(error instanceof NetworkError ? error.code : 'closed'),
    });
    for (const word of words) connection.send([new TextEncoder().encode(word)]);
  });
  await simulation.run(() => heard.length > words.length, 5_000_000);
  return heard;
}

function listenAndAnswer(world: World): Promise<unknown> {
  return world.network.listen({ host: 'server', port: 9092 }, (connection: Connection) => {
    connection.start({
      data: (chunk) => void connection.send([chunk, new TextEncoder().encode('!')]),
      closed: () => undefined,
    });
  });
}
