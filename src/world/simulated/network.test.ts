import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection, NetworkError } from '../world.ts';
import type { Message, Verdict } from './messages.ts';
import { createSimulation, type Simulation } from './simulation.ts';

/** A client and a server, one connection, and what each side heard. */
async function conversation(simulation: Simulation) {
  const server = simulation.node('server');
  const client = simulation.node('client');
  const heard = { byServer: [] as string[], byClient: [] as string[] };
  const ends: { server?: string; client?: string } = {};
  const accepted: Connection[] = [];
  const follow = (connection: Connection, words: string[], end: (how: string) => void) =>
    connection.start({
      data: (chunk) => void words.push(new TextDecoder().decode(chunk)),
      closed: (error: NetworkError | undefined) => end(error?.code ?? 'in order'),
    });
  await simulation.runUntilResolved(() =>
    server.world.network.listen({ host: 'server', port: 9092 }, (connection) => {
      accepted.push(connection);
      follow(connection, heard.byServer, (how) => (ends.server = how));
    }),
  );
  const opened = await simulation.runUntilResolved(async () => {
    const connection = await client.world.network.connect({ host: 'server', port: 9092 }, 1000);
    follow(connection, heard.byClient, (how) => (ends.client = how));
    return connection;
  });
  const say = (connection: Connection, ...words: string[]) =>
    simulation.act(() => words.forEach((word) => connection.send([new TextEncoder().encode(word)])));
  return { server, client, heard, ends, opened, answering: accepted[0]!, say };
}

const newSimulation = () => createSimulation({ seed: 5, trace: { keep: 1000 } });

test('a cut link lets nothing through, one way or both; what was lost stays lost, and new connections work', async () => {
  const simulation = newSimulation();
  const { heard, opened, answering, say } = await conversation(simulation);
  simulation.network.cut('client', 'server', { oneway: true });
  await say(opened, 'lost');
  await say(answering, 'arrives');
  await simulation.runFor(10_000);
  assert.deepEqual(heard, { byServer: [], byClient: ['arrives'] });

  simulation.network.heal();
  await say(opened, 'too late');
  await simulation.runFor(10_000);
  assert.deepEqual(heard.byServer, []);
  const lost = simulation.trace.events().filter(({ name }) => name === 'message lost');
  assert.deepEqual(
    lost.map((event) => (event as unknown as { because: string }).because),
    ['the link is cut', 'an earlier message of this connection was lost'],
  );
});

test('what is under way when the link is cut is lost too', async () => {
  const simulation = newSimulation();
  const { heard, opened, say } = await conversation(simulation);
  await say(opened, 'under way');
  simulation.network.cut('client', 'server');
  await simulation.runFor(10_000);
  assert.deepEqual(heard.byServer, []);
});

test('nobody answers behind a cut link, or on a host without power: the attempt times out', async () => {
  const simulation = newSimulation();
  const { server, client } = await conversation(simulation);
  const attempt = () =>
    simulation.runUntilResolved(() => client.world.network.connect({ host: 'server', port: 9092 }, 1000));
  simulation.network.cut('client', 'server');
  await assert.rejects(attempt(), { code: 'timed out' });
  simulation.network.heal('server');
  server.unplug();
  await assert.rejects(attempt(), { code: 'timed out' });
  server.restart();
  await assert.rejects(attempt(), { code: 'refused' });
});

test('when a process is killed the other side hears it; when its power goes, nobody hears anything', async () => {
  for (const [how, expected] of [
    ['kill', 'lost'],
    ['unplug', undefined],
  ] as const) {
    const simulation = newSimulation();
    const { server, ends, opened, say } = await conversation(simulation);
    server[how]();
    await simulation.runFor(60_000_000);
    assert.equal(ends.client, expected);
    await say(opened, 'anybody there?');
    await simulation.runFor(60_000_000);
    assert.equal(ends.client, expected);
  }
});

test('a host that is up again refuses what belongs to its former life', async () => {
  const simulation = newSimulation();
  const { server, ends, opened, say } = await conversation(simulation);
  server.unplug();
  server.restart();
  await simulation.runFor(1_000_000);
  assert.equal(ends.client, undefined);
  await say(opened, 'do you remember?');
  await simulation.runFor(1_000_000);
  assert.equal(ends.client, 'lost');
});

test('a paused process receives when it is resumed, in order', async () => {
  const simulation = newSimulation();
  const { server, heard, opened, say } = await conversation(simulation);
  server.pause();
  await say(opened, 'one', 'two');
  await simulation.runFor(5_000_000);
  await say(opened, 'three');
  await simulation.runFor(5_000_000);
  assert.deepEqual(heard.byServer, []);
  server.resume();
  await simulation.runFor(1);
  assert.deepEqual(heard.byServer, ['one', 'two', 'three']);
});

test('order is kept on a link that is slow and unsteady', async () => {
  const simulation = newSimulation();
  const { heard, opened, say } = await conversation(simulation);
  simulation.network.slow('client', 'server', { delayUs: 1000, jitterUs: 200_000 });
  const words = Array.from({ length: 50 }, (_, index) => `${index}`);
  for (const word of words) await say(opened, word);
  await simulation.runFor(1_000_000);
  assert.deepEqual(heard.byServer, words);
});

test('a lossy link loses, sooner or later, and says so', async () => {
  const simulation = newSimulation();
  const { heard, opened, say } = await conversation(simulation);
  simulation.network.lose('client', 'server', 10);
  const words = Array.from({ length: 100 }, (_, index) => `${index}`);
  for (const word of words) await say(opened, word);
  await simulation.runFor(1_000_000);
  assert.ok(heard.byServer.length < 100);
  assert.deepEqual(heard.byServer, words.slice(0, heard.byServer.length));
});

/** What the server hears of four words when a verdict strikes the second. */
async function heardWith(verdict: Verdict, before?: (simulation: Simulation) => void) {
  const simulation = newSimulation();
  const { heard, ends, opened, say } = await conversation(simulation);
  const isSecond = ({ bytes }: Message) => new TextDecoder().decode(bytes) === 'two';
  simulation.network.hooks = { intercept: (message) => (isSecond(message) ? verdict : 'deliver') };
  await say(opened, 'one', 'two', 'three');
  await simulation.runFor(100_000);
  before?.(simulation);
  await simulation.runFor(100_000);
  return { heard: heard.byServer, ends };
}

test('an intercepted message is dropped, repeated, late, held or breaks the connection', async () => {
  assert.deepEqual((await heardWith('drop')).heard, ['one']);
  assert.deepEqual((await heardWith('repeat')).heard, ['one', 'two', 'two', 'three']);
  assert.deepEqual((await heardWith({ delayUs: 150_000 })).heard, ['one', 'two', 'three']);
  assert.deepEqual((await heardWith({ delayUs: 250_000 })).heard, ['one']);
  assert.deepEqual((await heardWith('hold')).heard, ['one']);
  assert.deepEqual((await heardWith('hold', ({ network }) => network.release())).heard, ['one', 'two', 'three']);
  assert.deepEqual((await heardWith('abort')).ends, { client: 'lost', server: 'lost' });
});

test('an interception may answer in the place of a process that never sees the message', async () => {
  const simulation = newSimulation();
  const { heard, opened, say } = await conversation(simulation);
  simulation.network.hooks = {
    intercept: ({ isFromClient }) => (isFromClient ? { answer: new TextEncoder().encode('no') } : 'deliver'),
  };
  await say(opened, 'please');
  await simulation.runFor(100_000);
  assert.deepEqual(heard, { byServer: [], byClient: ['no'] });
});

test('after a dropped message the connection can still be closed', async () => {
  const simulation = newSimulation();
  const { ends, opened, say } = await conversation(simulation);
  simulation.network.hooks = { intercept: () => 'drop' };
  await say(opened, 'lost');
  await simulation.act(() => opened.close());
  await simulation.runFor(100_000);
  assert.deepEqual(ends, { client: 'in order', server: 'in order' });
});

test('messages are told when they leave, with their label, and when they arrive', async () => {
  const simulation = newSimulation();
  const { opened, say } = await conversation(simulation);
  simulation.network.hooks = { label: ({ bytes }) => ({ kind: 'word', length: bytes.length }) };
  await say(opened, 'hello');
  await simulation.runFor(100_000);
  const [left, arrived] = simulation.trace.events();
  assert.deepEqual(
    { ...left, atUs: 0 },
    {
      name: 'message left',
      message: 1,
      connection: 1,
      from: 'client',
      to: 'server',
      sizeBytes: 5,
      label: { kind: 'word', length: 5 },
      node: 'client',
      atUs: 0,
    },
  );
  assert.deepEqual({ ...arrived, atUs: 0 }, { name: 'message arrived', message: 1, node: 'client', atUs: 0 });
  assert.ok(arrived!.atUs - left!.atUs >= 500);
});

test('a client that dies while it connects leaves nothing behind but a reset', async () => {
  const simulation = newSimulation();
  const { client, server } = await conversation(simulation);
  const ends: string[] = [];
  await simulation.runUntilResolved(() =>
    server.world.network.listen({ host: 'server', port: 1 }, (connection) =>
      connection.start({ data: () => undefined, closed: (error) => void ends.push(error?.code ?? 'in order') }),
    ),
  );
  await simulation.act(() => client.world.network.connect({ host: 'server', port: 1 }, 1000));
  simulation.at(simulation.nowUs + 1200, () => client.kill());
  await simulation.runFor(1_000_000);
  assert.deepEqual(ends, ['lost']);
});
