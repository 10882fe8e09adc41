import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createAdmin, createProducer } from '../src/index.ts';
import { type Broker, startOurs, startTheirs } from './brokers.ts';
import { type Benchmark, median } from './table.ts';

/**
 * Each broker compacts a topic of its own with the same records: a tenth of them is left. First it may not (a dirty ratio of
 * 1 is never exceeded), then it is told to, and the processor time from there to the cleaner's checkpoint counts.
 * `COMPACT_RECORDS=2000000` for a longer run.
 */
export const compact: Benchmark = {
  name: 'compact',
  about: 'the log cleaner on a partition of many keys, each written ten times',
  async run(say) {
    const rates: Record<Broker['name'], number[]> = { ours: [], theirs: [] };
    const brokers = [await startOurs(), await startTheirs()];
    try {
      for (let round = 0; round <= counted; round++) {
        for (const broker of brokers) {
          say(`compact: ${broker.name}, ${round === 0 ? 'warming up' : `run ${round} of ${counted}`}`);
          const rate = await bytesPerProcessorSecond(broker, `compact-${round}`);
          if (round > 0) rates[broker.name].push(rate / 1e6);
        }
      }
      return [
        {
          what: `compaction of ${recordCount.toLocaleString('en-US')} records`,
          unit: 'MB per processor second',
          ours: median(rates.ours),
          theirs: median(rates.theirs),
          wanted: { least: 0.5 },
        },
      ];
    } finally {
      for (const broker of brokers) await broker.stop();
    }
  },
};

const counted = 3;
const recordCount = Number(process.env['COMPACT_RECORDS'] ?? 500_000);
const keyCount = Math.ceil(recordCount / 10);
const value = 'x'.repeat(200);
const segmentBytes = 16 * 1024 * 1024;

async function bytesPerProcessorSecond(broker: Broker, topic: string): Promise<number> {
  const settings = { 'bootstrap.servers': broker.bootstrap };
  const admin = createAdmin(settings);
  try {
    const configs = {
      'cleanup.policy': 'compact',
      'segment.bytes': String(segmentBytes),
      'min.cleanable.dirty.ratio': '1',
    };
    await admin.createTopics([{ name: topic, partitions: 1, replicationFactor: 1, configs }]);
    await setCleaner(admin, '', 'log.cleaner.backoff.ms', '100');
    const sizeBytes = await fill(broker, topic);
    const before = broker.processorSeconds();
    await setCleaner(admin, topic, 'min.cleanable.dirty.ratio', '0.01');
    await cleaned(broker, topic);
    return sizeBytes / (broker.processorSeconds() - before);
  } finally {
    await admin.close();
  }
}

function setCleaner(admin: ReturnType<typeof createAdmin>, topic: string, name: string, newValue: string) {
  const resource = { type: topic === '' ? 'broker' : 'topic', name: topic } as const;
  return admin.incrementalAlterConfigs([{ resource, changes: [{ name, operation: 'set', value: newValue }] }]);
}

/** Returns how many bytes that are, about. */
async function fill({ bootstrap }: Broker, topic: string): Promise<number> {
  const producer = await createProducer({
    'bootstrap.servers': bootstrap,
    'batch.size': '65536',
    'linger.ms': '20',
    'buffer.memory': '67108864',
  });
  try {
    let sizeBytes = 0;
    for (let record = 0; record < recordCount; record++) {
      const key = `key ${record % keyCount}`;
      const sent = producer.send({ topic, partition: 0, key, value });
      sizeBytes += key.length + value.length + 8;
      if (record % 10_000 === 9_999) await sent;
    }
    await producer.flush();
    return sizeBytes;
  } finally {
    await producer.close();
  }
}

/** Resolves when the cleaner has come to the active segment. */
async function cleaned(broker: Broker, topic: string): Promise<void> {
  const checkpoint = join(broker.dataFolder, 'cleaner-offset-checkpoint');
  const line = new RegExp(`^${topic} 0 (\\d+)$`, 'm');
  for (let waits = 0; waits < 3_000; waits++) {
    const found = existsSync(checkpoint) ? line.exec(readFileSync(checkpoint, 'utf8')) : null;
    if (found !== null && Number(found[1]) > recordCount / 2) return;
    await setTimeout(100);
  }
  throw new Error(`${broker.name} did not compact ${topic} within five minutes`);
}
