import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Connection, NetworkError, type NetworkErrorCode, type World } from '../world.ts';
import { type Bench, bytesOf, type MakeBench, onBench, textOf } from './contract.ts';

/** What every network does, whatever world it is in. */
export function networkContract(kind: string, make: MakeBench): void {
  test(`${kind} network: parts travel as one stream, in order, both ways`, () =>
    onBench(make, async (bench, atEnd) => {
      const { here, there } = await connected(bench, atEnd);
      here.connection.send([bytesOf('one '), bytesOf('two ')]);
      here.connection.send([bytesOf('three')]);
      await there.hasHeard('one two three');
      there.connection.send([bytesOf('and '), bytesOf('back')]);
      await here.hasHeard('and back');
      assert.equal(here.connection.remote.port, there.connection.local.port);
      assert.equal(here.connection.local.port, there.connection.remote.port);
    }));

  test(`${kind} network: close sends what waits, and both sides hear that it was in good order`, () =>
    onBench(make, async (bench, atEnd) => {
      const { here, there } = await connected(bench, atEnd);
      const text = 'x'.repeat(3_000_000);
      here.connection.send([bytesOf(text)]);
      here.connection.close();
      here.connection.send([bytesOf('never')]);
      assert.equal(await there.isClosed, undefined);
      assert.equal(await here.isClosed, undefined);
      assert.equal(there.heard().length, text.length);
    }));

  test(`${kind} network: who aborts is told so in good order, the other side that it was lost`, () =>
    onBench(make, async (bench, atEnd) => {
      const { here, there } = await connected(bench, atEnd);
      here.connection.abort();
      assert.equal(await here.isClosed, undefined);
      assert.equal((await there.isClosed)?.code, 'lost');
    }));

  test(`${kind} network: what was sent may be written over, also where it was lost`, () =>
    onBench(make, async (bench, atEnd) => {
      const { here, there } = await connected(bench, atEnd);
      const text = 'x'.repeat(3_000_000);
      const parts = [bytesOf('first '), bytesOf(text)];
      const sent = bench.client.deferred();
      here.connection.send(parts, () => {
        for (const part of parts) part.fill(0);
        sent.resolve();
      });
      await sent.promise;
      await there.hasHeard(`first ${text}`);

      there.connection.pause();
      let lost = 0;
      const losses = Array.from({ length: 20 }, () => bench.client.deferred());
      for (const loss of losses) {
        here.connection.send([new Uint8Array(1_000_000)], () => {
          lost++;
          loss.resolve();
        });
      }
      assert.ok(lost < losses.length);
      here.connection.abort();
      here.connection.send([bytesOf('never')], () => lost++);
      for (const loss of losses) await loss.promise;
      assert.equal(lost, losses.length + 1);
    }));

  test(`${kind} network: a side that does not read makes the other one wait, until it reads again`, () =>
    onBench(make, async (bench, atEnd) => {
      const { here, there } = await connected(bench, atEnd);
      there.connection.pause();
      const piece = new Uint8Array(256 * 1024).fill(65);
      let pieces = 0;
      while (here.connection.send([piece])) {
        pieces++;
        assert.ok(pieces < 1000, 'send says yes without end');
        await bench.client.clock.sleep(1);
      }
      assert.ok(here.connection.unsentBytes() > 0);
      assert.equal(there.heard(), '');
      there.connection.resume();
      await here.isDrained;
      await there.hasHeard('A'.repeat((pieces + 1) * piece.length));
      assert.equal(here.connection.unsentBytes(), 0);
    }));

  test(`${kind} network: a port is taken once, and free again when its listener is closed`, () =>
    onBench(make, async ({ server: { network }, client, host }) => {
      const listener = await network.listen({ host, port: 0 }, () => undefined);
      assert.ok(listener.address.port > 0);
      await rejectsNetworkError(
        'in use',
        network.listen(listener.address, () => undefined),
      );
      await listener.close();
      await rejectsNetworkError('refused', client.network.connect(listener.address, 5000));
      await (await network.listen(listener.address, () => undefined)).close();
    }));

  test(`${kind} network: connections go on when their listener is closed`, () =>
    onBench(make, async (bench, atEnd) => {
      const { here, there, listener } = await connected(bench, atEnd);
      await listener.close();
      here.connection.send([bytesOf('still')]);
      await there.hasHeard('still');
    }));

  test(`${kind} network: hosts that do not exist, and addresses that are somebody else's`, () =>
    onBench(make, async ({ server: { network } }) => {
      await rejectsNetworkError('unknown host', network.connect({ host: 'nowhere.invalid', port: 9092 }, 20_000));
      await rejectsNetworkError(
        'denied',
        network.listen({ host: '192.0.2.1', port: 0 }, () => undefined),
      );
    }));
}

/** One side of a connection, and what it heard. */
interface Side {
  readonly connection: Connection;
  heard(): string;
  hasHeard(text: string): Promise<void>;
  readonly isDrained: Promise<void>;
  readonly isClosed: Promise<NetworkError | undefined>;
}

async function connected({ server, client, host }: Bench, atEnd: (tidy: () => unknown) => void) {
  const accepted = server.deferred<Side>();
  const listener = await server.network.listen({ host, port: 0 }, (connection) =>
    accepted.resolve(sideOf(server, connection)),
  );
  const here = sideOf(client, await client.network.connect(listener.address, 5000));
  const there = await accepted.promise;
  atEnd(() => {
    here.connection.abort();
    there.connection.abort();
    return listener.close();
  });
  return { here, there, listener };
}

function sideOf(world: World, connection: Connection): Side {
  const closed = world.deferred<NetworkError | undefined>();
  const drained = world.deferred();
  let heard = '';
  let waiting = { text: '', reached: world.deferred() };
  connection.start({
    data: (chunk) => {
      heard += textOf(chunk);
      if (heard.length >= waiting.text.length) waiting.reached.resolve();
    },
    drained: () => drained.resolve(),
    closed: (error) => closed.resolve(error),
  });
  return {
    connection,
    heard: () => heard,
    hasHeard: async (text) => {
      waiting = { text, reached: world.deferred() };
      if (heard.length < text.length) await waiting.reached.promise;
      assert.ok(heard === text, `${heard.length} bytes were heard, not the ${text.length} that were sent`);
    },
    isDrained: drained.promise,
    isClosed: closed.promise,
  };
}

export async function rejectsNetworkError(code: NetworkErrorCode, attempt: Promise<unknown>): Promise<void> {
  await assert.rejects(attempt, (error) => {
    assert.ok(error instanceof NetworkError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
}
