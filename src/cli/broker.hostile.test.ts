import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { type BrokerProcess, withBroker } from '../testing/broker-process.ts';
import { hostileFrame, randomFrom } from '../testing/hostile-frames.ts';

/** More of them:  HOSTILE_FRAMES=1000000 npm test -- cli */
const frameCount = Number(process.env['HOSTILE_FRAMES'] ?? 30_000);
const seed = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 1_000_000);

test(
  `a broker outlives ${frameCount} hostile frames (HOSTILE_SEED=${seed}), and serves others meanwhile`,
  { timeout: 1_800_000 },
  () =>
    withBroker(async (broker) => {
      const honest = honestClient(broker);
      const random = randomFrom(seed);
      let left = frameCount;
      const attackers = Array.from({ length: 4 }, async () => {
        while (left > 0) {
          const burst = Math.min(left, 1 + random(20));
          left -= burst;
          await attack(
            broker,
            Array.from({ length: burst }, () => hostileFrame(random)),
          );
        }
      });
      await Promise.all(attackers);
      const { sent, errors } = await honest.stop();
      assert.deepEqual(errors, []);
      assert.ok(sent > 0, 'the honest client sent something meanwhile');
      const residentMegabytes = residentBytes(broker.pid) / 1e6;
      assert.ok(residentMegabytes < 250, `the broker holds ${residentMegabytes} MB`);
      assert.equal(await broker.stop(), 0, broker.output().slice(-2000));
    }),
);

test('a client that sends a byte now and then costs the others nothing', () =>
  withBroker(async (broker) => {
    const slow = Array.from({ length: 50 }, () => dripping(broker));
    const honest = honestClient(broker);
    await new Promise((done) => setTimeout(done, 1000));
    const { sent, errors } = await honest.stop();
    for (const stop of slow) stop();
    assert.deepEqual(errors, []);
    assert.ok(sent > 0);
  }));

/** Sends the frames over one connection and waits until the broker has closed it, or has had its time. */
function attack({ host, port }: BrokerProcess, frames: readonly Uint8Array[]): Promise<void> {
  return new Promise((done) => {
    const socket: Socket = connect(port, host);
    socket.on('error', () => {});
    socket.on('close', () => done());
    socket.on('data', () => {});
    for (const frame of frames) socket.write(frame);
    socket.end();
    socket.setTimeout(500, () => socket.destroy());
  });
}

/** Declares a large frame and sends it byte by byte. */
function dripping({ host, port }: BrokerProcess): () => void {
  const socket = connect(port, host);
  socket.on('error', () => {});
  socket.write(Uint8Array.of(0x05, 0, 0, 0));
  const timer = setInterval(() => socket.write(Uint8Array.of(0)), 20);
  return () => {
    clearInterval(timer);
    socket.destroy();
  };
}

/** A client that sends one payment after the other, and remembers every error. */
function honestClient({ bootstrap }: BrokerProcess): { stop(): Promise<{ sent: number; errors: unknown[] }> } {
  const kafka = new Kafka({
    clientId: 'honest',
    brokers: [bootstrap],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
  let stopped = false;
  let sent = 0;
  const errors: unknown[] = [];
  const running = (async () => {
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'payments' }] });
    await admin.disconnect();
    await producer.connect();
    do {
      try {
        await producer.send({ topic: 'payments', messages: [{ value: `${sent} EUR to Ada` }] });
        sent++;
      } catch (error) {
        errors.push(error);
      }
    } while (!stopped && errors.length < 10);
    await producer.disconnect();
  })();
  return {
    async stop() {
      stopped = true;
      await running;
      return { sent, errors };
    },
  };
}

function residentBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes?.[1]) * 1024;
}
