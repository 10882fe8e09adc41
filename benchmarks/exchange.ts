import { startSimulatedCluster } from '../src/cluster/simulated.ts';
import type { LoopOptions } from '../src/world/simulated/loop.ts';

/** What one exchange took; times in milliseconds, the virtual one and the host's. */
export interface Exchange {
  readonly virtualMs: number;
  readonly hostMs: number;
  readonly records: number;
  readonly events: number;
  readonly settled: number;
}

const recordsPerSecond = 100;

/**
 * One broker, one producer and one consumer that exchange a hundred records a second, each sent by itself and each read.
 *
 * @param nowMs the host's clock
 */
export async function exchange(virtualSeconds: number, nowMs: () => number, loop: LoopOptions = {}): Promise<Exchange> {
  const cluster = await startSimulatedCluster({ seed: 7, trace: { hashed: false }, ...loop });
  const { simulation } = cluster;
  const admin = await cluster.admin();
  await cluster.run(() => admin.createTopics([{ name: 'payments', partitions: 1 }]));
  const producer = await cluster.producer('teller', { 'linger.ms': 0 });
  const consumer = await cluster.consumer('clerk', { 'auto.offset.reset': 'earliest' });
  const records = virtualSeconds * recordsPerSecond;
  let received = 0;

  const startUs = simulation.nowUs;
  const before = { events: simulation.eventCount, settled: simulation.settledCount };
  for (let sent = 0; sent < records; sent++) {
    const atUs = startUs + Math.floor((sent * 1_000_000) / recordsPerSecond);
    simulation.at(atUs, async () => {
      await producer.send({ topic: 'payments', value: `${sent} EUR to Ada` });
    });
  }
  const startedMs = nowMs();
  await cluster.run(
    async () => {
      consumer.assign([{ topic: 'payments', partition: 0 }]);
      while (received < records) received += (await consumer.poll(1000)).length;
    },
    2 * virtualSeconds * 1_000_000,
  );
  return {
    virtualMs: (simulation.nowUs - startUs) / 1000,
    hostMs: nowMs() - startedMs,
    records: received,
    events: simulation.eventCount - before.events,
    settled: simulation.settledCount - before.settled,
  };
}
