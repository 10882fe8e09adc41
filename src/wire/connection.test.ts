import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Reader } from '../bytes/reader.ts';
import { createSimulation, type Simulation } from '../world/simulated/simulation.ts';
import type { Connection, Told, World } from '../world/world.ts';
import { ApiVersions } from './apis/api-versions.ts';
import { Heartbeat } from './apis/heartbeat.ts';
import { ClientConnection, ConnectionError, type ConnectionOptions } from './connection.ts';
import { highestCommonVersion } from './connection-versions.ts';
import type { Api, RequestOf, ResponseOf } from './definition.ts';
import { codeOf } from './errors.ts';
import type { Encodable, Shape } from './fields.ts';
import { encodeFrame, FrameSplitter } from './framing.ts';
import { readRequestHeader, writeResponseHeader } from './headers.ts';

const settings = { 'client.id': 'clerk', 'request.timeout.ms': 1000, 'socket.connection.setup.timeout.ms': 500 };
const address = { host: 'server', port: 9092 };
const usualVersions = [
  { apiKey: ApiVersions.key, minVersion: 0, maxVersion: 4 },
  { apiKey: Heartbeat.key, minVersion: 0, maxVersion: 3 },
];

interface Heard {
  readonly api: Api;
  readonly version: number;
  readonly correlationId: number;
  readonly body: unknown;
  answer(response: Encodable<Shape>, correlationId?: number): void;
  readonly connection: Connection;
}

/** A server that knows ApiVersions, and leaves the rest to the test. */
async function serve(world: World, heard: (question: Heard) => void, apiKeys = usualVersions): Promise<void> {
  await world.network.listen(address, (connection) => {
    const splitter = new FrameSplitter();
    const take = (frame: Uint8Array): void => {
      const reader = new Reader(frame);
      const read = readRequestHeader(reader);
      if (read.outcome !== 'known') return connection.close();
      const { api, version, header } = read;
      const answer: Heard['answer'] = (response, correlationId = header.correlationId) =>
        void connection.send(
          encodeFrame((writer) => {
            writeResponseHeader(writer, api, version, correlationId);
            api.response.write(writer, version, response);
          }),
        );
      if (api.key === ApiVersions.key) answer({ errorCode: 0, apiKeys } as ResponseOf<typeof ApiVersions>);
      else {
        const body = api.request.read(reader, version);
        heard({ api, version, correlationId: header.correlationId, body, answer, connection });
      }
    };
    connection.start({ data: (chunk) => splitter.split(chunk, take), closed: () => undefined });
  });
}

async function connected(
  heard: (question: Heard) => void,
  { options = {}, apiKeys = usualVersions }: { options?: ConnectionOptions; apiKeys?: typeof usualVersions } = {},
): Promise<{ simulation: Simulation; connection: ClientConnection }> {
  const simulation = createSimulation({ seed: 1, trace: { keep: 100 } });
  await simulation.runUntilResolved(() => serve(simulation.node('server').world, heard, apiKeys));
  const client = simulation.node('client').world;
  const connection = await simulation.runUntilResolved(() => ClientConnection.open(client, address, settings, options));
  return { simulation, connection };
}

const heartbeat = (memberId: string) => ({ groupId: 'billing', generationId: 1, memberId });
const names = (simulation: Simulation) =>
  simulation.trace.events().flatMap(({ name, node }: Told) => (node === 'client' ? [name] : []));
const withCode = (code: string) => (error: unknown) => error instanceof ConnectionError && error.code === code;

test('the highest version that both sides know is asked, up to a cap', () => {
  const served = new Map([[Heartbeat.key, [1, 9] as const]]);
  assert.equal(highestCommonVersion(Heartbeat, served), 4);
  assert.equal(highestCommonVersion(Heartbeat, served, { Heartbeat: 2 }), 2);
  assert.equal(highestCommonVersion(Heartbeat, served, { Heartbeat: 0 }), undefined);
  assert.equal(highestCommonVersion(Heartbeat, new Map([[Heartbeat.key, [5, 9] as const]])), undefined);
  assert.equal(highestCommonVersion(Heartbeat, new Map()), undefined);
});

test('answers find their questions, in whatever order they come', async () => {
  const questions: Heard[] = [];
  const { simulation, connection } = await connected((question) => {
    questions.push(question);
    if (questions.length < 3) return;
    for (const { body, answer } of questions.reverse()) {
      answer({ errorCode: Number((body as RequestOf<typeof Heartbeat>).memberId) });
    }
  });
  const codes = await simulation.runUntilResolved(() =>
    Promise.all(['7', '8', '9'].map((memberId) => connection.request(Heartbeat, heartbeat(memberId)))),
  );
  assert.deepEqual(
    codes.map(({ errorCode }) => errorCode),
    [7, 8, 9],
  );
  assert.equal(connection.inFlight, 0);
  assert.equal(questions[0]!.version, 3);
  assert.deepEqual(
    names(simulation).filter((name) => /request|response|connected/.test(name)),
    [
      'request sent',
      'response received',
      'connected',
      ...['request sent', 'request sent', 'request sent'],
      ...['response received', 'response received', 'response received'],
    ],
  );
});

test('a broker that does not answer in time loses the connection, and everybody who waits on it hears so', async () => {
  const endings: ConnectionError[] = [];
  const { simulation, connection } = await connected(() => undefined, {
    options: { ended: (error) => endings.push(error) },
  });
  const startUs = simulation.nowUs;
  const outcomes = await simulation.runUntilResolved(() =>
    Promise.allSettled([
      connection.request(Heartbeat, heartbeat('one'), { timeoutMs: 300 }),
      connection.request(Heartbeat, heartbeat('two')),
    ]),
  );
  assert.equal(simulation.nowUs - startUs, 300_000);
  for (const outcome of outcomes) assert.ok(outcome.status === 'rejected' && withCode('timed out')(outcome.reason));
  assert.ok(!connection.isOpen);
  assert.equal(endings.length, 1);
  assert.deepEqual(names(simulation).slice(-2), ['request timed out', 'connection lost']);
  const late = simulation.runUntilResolved(() => connection.request(Heartbeat, heartbeat('three')));
  await assert.rejects(late, withCode('timed out'));
});

test('what the broker closes or sends as nonsense fails the questions that wait', async () => {
  const { simulation, connection } = await connected(({ connection }) => connection.close());
  const closed = simulation.runUntilResolved(() => connection.request(Heartbeat, heartbeat('one')));
  await assert.rejects(closed, withCode('lost'));

  const other = await connected(({ answer }) => answer({ errorCode: 0 }, 4711));
  const nonsense = other.simulation.runUntilResolved(() => other.connection.request(Heartbeat, heartbeat('one')));
  await assert.rejects(nonsense, (error) => withCode('not understood')(error) && /4711/.test((error as Error).message));
});

test('closing fails what waits, and says that it was this side', async () => {
  const { simulation, connection } = await connected(() => undefined);
  const waiting = await simulation.act(() => connection.request(Heartbeat, heartbeat('one')));
  await simulation.act(() => connection.close());
  await assert.rejects(simulation.runUntilResolved(waiting), withCode('closed'));
  assert.ok(!names(simulation).includes('connection lost'));
});

test('a connection that nobody uses is closed, one that is used or waits is not', async () => {
  const simulation = createSimulation({ seed: 1 });
  const answer = ({ answer }: Heard): void => answer({ errorCode: 0 });
  await simulation.runUntilResolved(() => serve(simulation.node('server').world, answer));
  const { world } = simulation.node('client');
  const ended: string[] = [];
  const connection = await simulation.runUntilResolved(() =>
    ClientConnection.open(
      world,
      address,
      { ...settings, 'connections.max.idle.ms': 5000 },
      {
        ended: ({ code }) => ended.push(code),
      },
    ),
  );
  await simulation.runFor(4_000_000);
  await simulation.runUntilResolved(() => connection.request(Heartbeat, heartbeat('one')));
  await simulation.runFor(4_000_000);
  assert.ok(connection.isOpen);
  await simulation.runFor(1_100_000);
  assert.ok(!connection.isOpen);
  assert.deepEqual(ended, ['closed']);
});

test('no more questions are taken than have a place', async () => {
  const { simulation, connection } = await connected(() => undefined);
  await simulation.act(() => {
    for (let number = 0; number < 1000; number++)
      connection.ask(Heartbeat, heartbeat('one'), { answered: () => undefined, failed: () => undefined });
  });
  const more = simulation.runUntilResolved(() => connection.request(Heartbeat, heartbeat('more')));
  await assert.rejects(more, withCode('busy'));
});

test('what the broker does not serve is not asked', async () => {
  const { simulation, connection } = await connected(() => assert.fail('nothing is sent'), {
    apiKeys: usualVersions.slice(0, 1),
  });
  const asked = simulation.runUntilResolved(() => connection.request(Heartbeat, heartbeat('one')));
  await assert.rejects(asked, /Heartbeat is asked in versions 0 to 4, but server:9092 does not serve it/);
});

test('a broker that does not know our ApiVersions is asked in the version that it names', async () => {
  const simulation = createSimulation({ seed: 1 });
  const versions: number[] = [];
  await simulation.runUntilResolved(() => oldServer(simulation.node('server').world, versions));
  const { world } = simulation.node('client');
  const connection = await simulation.runUntilResolved(() => ClientConnection.open(world, address, settings));
  assert.deepEqual(versions, [4, 1]);
  assert.equal(connection.versionOf(Heartbeat), 2);
});

/** Knows ApiVersions up to version 1, and says so in version 0. */
async function oldServer(world: World, versions: number[]): Promise<void> {
  await world.network.listen(address, (connection) => {
    const take = (frame: Uint8Array): void => {
      const read = readRequestHeader(new Reader(frame));
      assert.ok(read.outcome === 'known');
      versions.push(read.version);
      const isKnown = read.version <= 1;
      const apiKeys = [{ apiKey: ApiVersions.key, minVersion: 0, maxVersion: 1 }];
      if (isKnown) apiKeys.push({ apiKey: Heartbeat.key, minVersion: 0, maxVersion: 2 });
      const version = isKnown ? read.version : 0;
      connection.send(
        encodeFrame((writer) => {
          writeResponseHeader(writer, ApiVersions, version, read.header.correlationId);
          const errorCode = codeOf(isKnown ? 'NONE' : 'UNSUPPORTED_VERSION');
          ApiVersions.response.write(writer, version, { errorCode, apiKeys });
        }),
      );
    };
    const splitter = new FrameSplitter();
    connection.start({ data: (chunk) => splitter.split(chunk, take), closed: () => undefined });
  });
}

test('a refused connection is an error, and nothing is left open', async () => {
  const simulation = createSimulation({ seed: 1 });
  simulation.node('server');
  const { world } = simulation.node('client');
  const opening = simulation.runUntilResolved(() => ClientConnection.open(world, address, settings));
  await assert.rejects(opening, { name: 'NetworkError', code: 'refused' });
});

test('the client names itself with the version of the package', () => {
  const source = readFileSync('package.json', 'utf8');
  const { name, version } = JSON.parse(source) as { name: string; version: string };
  assert.deepEqual(ClientConnection.software, { name, version });
});
