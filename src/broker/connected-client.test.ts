import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Reader } from '../bytes/reader.ts';
import { concatenate } from '../bytes/writer.ts';
import { ApiVersions } from '../wire/apis/api-versions.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { Heartbeat } from '../wire/apis/heartbeat.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { Produce } from '../wire/apis/produce.ts';
import type { Api } from '../wire/definition.ts';
import { readResponseHeader } from '../wire/headers.ts';
import { OneBroker } from './testing/one-broker.ts';
import { frameOf, RawClient } from './testing/raw-client.ts';

const versionsAsked = (correlationId: number) =>
  frameOf(ApiVersions, 3, { clientSoftwareName: 'raw', clientSoftwareVersion: '1' }, correlationId);

const correlationIds = (client: RawClient) => client.frames.map((frame) => new Reader(frame).int32());

async function withClient(story: (client: RawClient, broker: OneBroker) => Promise<void>): Promise<void> {
  const broker = await OneBroker.start();
  await story(await RawClient.connect(broker.simulation), broker);
  assert.deepEqual(
    broker.lines.filter((line) => line.startsWith('unexpected')),
    [],
  );
}

/** The connection is closed with one line in the log, and others are served all the while. */
async function assertRefused(bytes: Uint8Array, because: RegExp): Promise<void> {
  await withClient(async (client, broker) => {
    const other = await RawClient.connect(broker.simulation, 'another client');
    await client.send(bytes);
    await client.wait(99);
    assert.equal(client.isClosed, true);
    assert.equal(client.frames.length, 0);
    assert.equal(broker.lines.length, 1);
    assert.match(broker.lines[0]!, because);
    await other.send(versionsAsked(1));
    await other.wait(1);
    assert.deepEqual(correlationIds(other), [1]);
  });
}

test('a length that no frame has closes the connection, with one line that says why', async () => {
  await assertRefused(Uint8Array.of(0xff, 0xff, 0xff, 0xff), /cannot be negative: -1/);
  await assertRefused(Uint8Array.of(0x7f, 0xff, 0xff, 0xff), /larger than the limit of 104857600/);
});

test('what is no request, or none that is served, closes the connection', async () => {
  await assertRefused(Uint8Array.of(0, 0, 0, 2, 0, 1), /could not be read/);
  await assertRefused(
    frameOf(Heartbeat, 4, { groupId: 'g', generationId: 1, memberId: 'm' }),
    /Heartbeat version 4 is not served/,
  );
  await assertRefused(new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'), /larger than the limit/);
  const unknownApi = Uint8Array.of(0, 0, 0, 10, 0, 200, 0, 0, 0, 0, 0, 7, 0, 0);
  await assertRefused(unknownApi, /there is no API 200/);
  const oldProduce = Uint8Array.of(0, 0, 0, 10, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0);
  await assertRefused(oldProduce, /Produce has versions 3 to 13, not 2/);
  const cut = frameOf(Metadata, 12, { topics: [{ name: 'payments' }] }).slice(0, -6);
  cut[3] = cut.length - 4;
  await assertRefused(cut, /could not be read/);
});

test('what came whole before the damage is answered', () =>
  withClient(async (client, broker) => {
    await client.send(versionsAsked(1), Uint8Array.of(0xff, 0xff, 0xff, 0xff));
    await client.wait(99);
    assert.equal(client.isClosed, true);
    assert.deepEqual(correlationIds(client), [1]);
    assert.equal(broker.lines.length, 1);
  }));

test('ApiVersions in a version from the future is answered in version 0, with its own versions alone', () =>
  withClient(async (client) => {
    const asked = versionsAsked(7);
    asked[7] = 99;
    await client.send(asked);
    await client.wait(1);
    assert.deepEqual([...client.frames[0]!], [0, 0, 0, 7, 0, 35, 0, 0, 0, 1, 0, 18, 0, 0, 0, 4]);
  }));

test('requests are answered in the order in which they came, also where the first takes longer', () =>
  withClient(async (client) => {
    const made = frameOf(Metadata, 12, { topics: [{ name: 'payments' }] }, 1);
    const waits = frameOf(
      Fetch,
      12,
      {
        maxWaitMs: 500,
        minBytes: 1,
        topics: [{ topic: 'payments', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 }] }],
      },
      2,
    );
    await client.send(made, waits, versionsAsked(3), versionsAsked(4));
    await client.wait(4);
    assert.deepEqual(correlationIds(client), [1, 2, 3, 4]);
  }));

test('a request may come byte by byte, and several in one piece', () =>
  withClient(async (client) => {
    for (const byte of versionsAsked(1)) await client.send(Uint8Array.of(byte));
    await client.send(concatenate([versionsAsked(2), versionsAsked(3).subarray(0, 5)]));
    await client.send(versionsAsked(3).subarray(5));
    await client.wait(3);
    assert.deepEqual(correlationIds(client), [1, 2, 3]);
  }));

test('a client that does not take its answers holds up nobody, and gets them later', () =>
  withClient(async (client, broker) => {
    await client.pause();
    const questions = 3000;
    for (let question = 1; question <= questions; question++) await client.send(versionsAsked(question));
    await broker.simulation.runFor(5_000_000);
    const other = await RawClient.connect(broker.simulation, 'another client');
    await other.send(versionsAsked(1));
    await other.wait(1);
    assert.equal(other.frames.length, 1);
    await client.resume();
    await client.wait(questions);
    assert.deepEqual(
      correlationIds(client),
      Array.from({ length: questions }, (_, index) => index + 1),
    );
  }));

test('a connection that nobody uses is closed, and one that is being fed byte by byte too', async () => {
  const broker = await OneBroker.start({ settings: { 'connections.max.idle.ms': '5000' } });
  const silent = await RawClient.connect(broker.simulation, 'silent');
  const drip = await RawClient.connect(broker.simulation, 'drip');
  const busy = await RawClient.connect(broker.simulation, 'busy');
  const bytes = versionsAsked(1);
  for (let second = 0; second < 8; second++) {
    await drip.send(bytes.subarray(second, second + 1));
    await busy.send(versionsAsked(second));
    await broker.simulation.runFor(1_000_000);
  }
  assert.deepEqual([silent.isClosed, drip.isClosed, busy.isClosed], [true, true, false]);
});

test('only so many connections are taken, in all and from one address', async () => {
  const broker = await OneBroker.start({ settings: { 'max.connections': '3', 'max.connections.per.ip': '2' } });
  const open = async (node: string) => {
    const client = await RawClient.connect(broker.simulation, node);
    await broker.simulation.runFor(100_000);
    return client;
  };
  const [first, second, third] = [await open('a'), await open('a'), await open('a')];
  assert.deepEqual([first.isClosed, second.isClosed, third.isClosed], [false, false, true]);
  assert.match(broker.lines[0]!, /max\.connections\.per\.ip allows 2/);
  const [fourth, fifth] = [await open('b'), await open('c')];
  assert.deepEqual([fourth.isClosed, fifth.isClosed], [false, true]);
  assert.match(broker.lines[1]!, /max\.connections allows 3/);
  await first.close();
  await broker.simulation.runFor(100_000);
  assert.equal((await open('c')).isClosed, false, 'a place has become free');
});

test('with acks=0 nothing is answered, and an error closes the connection', () =>
  withClient(async (client, broker) => {
    const produce = (correlationId: number) =>
      frameOf(
        Produce,
        9,
        { acks: 0, timeoutMs: 0, topicData: [{ name: 'nobody', partitionData: [{ index: 0, records: null }] }] },
        correlationId,
      );
    await client.send(versionsAsked(1), produce(2), versionsAsked(3));
    await client.wait(99);
    assert.equal(client.isClosed, true);
    assert.deepEqual(correlationIds(client), [1]);
    assert.match(broker.lines[0]!, /acks=0 failed with UNKNOWN_TOPIC_OR_PARTITION/);
  }));

test('the answer to ApiVersions has a plain header in every version', () =>
  withClient(async (client) => {
    for (const version of [0, 1, 2, 3, 4]) {
      const body = version < 3 ? {} : { clientSoftwareName: 'raw', clientSoftwareVersion: '1' };
      await client.send(frameOf(ApiVersions, version, body, version));
      await client.wait(version + 1);
      const reader = new Reader(client.frames[version]!);
      assert.equal(readResponseHeader(reader, ApiVersions as unknown as Api, version), version);
      const { errorCode, apiKeys, supportedFeatures } = ApiVersions.response.read(reader, version);
      assert.equal(errorCode, 0);
      assert.deepEqual(apiKeys[0], { apiKey: 0, minVersion: 0, maxVersion: 12 });
      assert.equal(reader.remaining, 0);
      assert.equal(
        supportedFeatures.some((feature) => feature.minVersion === 0),
        version === 4,
        'below version 4 features that begin at 0 are left out',
      );
    }
  }));

test('whatever bytes come, the broker answers or closes, and serves the others', async () => {
  const broker = await OneBroker.start();
  const valid = [versionsAsked(1), frameOf(Metadata, 12, { topics: null }), frameOf(Metadata, 5, { topics: [] })];
  const damaged = fc
    .tuple(fc.constantFrom(...valid), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
    .map(([frame, changes]) => {
      const bytes = frame.slice();
      for (const [position, value] of changes) bytes[4 + (position % (bytes.length - 4))] = value;
      return bytes;
    });
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 60 })), async (bytes) => {
      const client = await RawClient.connect(broker.simulation);
      await client.send(bytes);
      await broker.simulation.runFor(1_000_000);
      await client.close();
    }),
    { numRuns: 200 },
  );
  assert.deepEqual(
    broker.lines.filter((line) => line.startsWith('unexpected')),
    [],
  );
  const client = await RawClient.connect(broker.simulation);
  await client.send(versionsAsked(1));
  await client.wait(1);
  assert.equal(client.frames.length, 1);
});

test('what was asked and answered is told', async () => {
  const broker = await OneBroker.start({ listens: true });
  await broker.ask(Metadata, { topics: [{ name: 'a b' }] });
  const asked = broker.told.filter(({ name }) => name === 'request received' || name === 'response sent');
  assert.deepEqual(
    asked.map((event) => event.name),
    ['request received', 'response sent', 'request received', 'response sent'],
  );
  const last = asked[3] as unknown as { api: string; errors: string[] };
  assert.equal(last.api, 'Metadata');
  assert.deepEqual(last.errors, ['INVALID_TOPIC_EXCEPTION']);
});
