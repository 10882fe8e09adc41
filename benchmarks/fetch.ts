import { spawn } from 'node:child_process';
import { apacheTool, type Broker, startOurs, startTheirs } from './brokers.ts';
import { type Benchmark, median } from './table.ts';

/** The same data read by kcat from both brokers in turn, in answers of up to 1 MiB; what it prints is thrown away. */
export const fetch: Benchmark = {
  name: 'fetch',
  about: 'kcat reads a partition from its beginning',
  async run(say) {
    const brokers = [await startOurs(), await startTheirs()];
    try {
      const rates: Record<Broker['name'], number[]> = { ours: [], theirs: [] };
      const costs: Record<Broker['name'], number[]> = { ours: [], theirs: [] };
      for (const broker of brokers) {
        say(`fetch: filling ${broker.name}`);
        await fill(broker);
      }
      for (let round = 0; round <= counted; round++) {
        for (const broker of brokers) {
          say(`fetch: ${broker.name}, ${round === 0 ? 'warming up' : `run ${round} of ${counted}`}`);
          const before = broker.processorSeconds();
          const seconds = await secondsToRead(broker);
          if (round === 0) continue;
          rates[broker.name].push(storedBytes / 1e6 / seconds);
          costs[broker.name].push((broker.processorSeconds() - before) / (storedBytes / 1e9));
        }
      }
      return [
        {
          what: 'fetch 1024 B by kcat',
          unit: 'MB/s',
          ours: median(rates.ours),
          theirs: median(rates.theirs),
          wanted: { least: 1.2 },
        },
        { what: `  the broker's processor time`, unit: 's/GB', ours: median(costs.ours), theirs: median(costs.theirs) },
      ];
    } finally {
      for (const broker of brokers) await broker.stop();
    }
  },
};

const counted = 5;
const recordBytes = 1024;
const recordCount = 500_000;
const storedBytes = recordBytes * recordCount;

async function fill({ bootstrap }: Broker): Promise<void> {
  const settings = [`bootstrap.servers=${bootstrap}`, 'acks=1', 'batch.size=131072'];
  const load = ['--num-records', String(recordCount), '--record-size', String(recordBytes), '--throughput', '-1'];
  await apacheTool('kafka-producer-perf-test', '--topic', 'read', ...load, '--producer-props', ...settings);
}

function secondsToRead({ bootstrap }: Broker): Promise<number> {
  const started = performance.now();
  const limits = ['-X', 'fetch.wait.max.ms=10', '-X', 'fetch.message.max.bytes=1048576', '-X', 'check.crcs=false'];
  const parameters = [
    '-b',
    bootstrap,
    '-C',
    '-t',
    'read',
    '-p',
    '0',
    '-o',
    'beginning',
    '-c',
    String(recordCount),
    '-e',
    '-q',
    ...limits,
  ];
  return new Promise((done, failed) => {
    const child = spawn('kcat', parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', failed);
    child.once('close', (status) =>
      status === 0 ? done((performance.now() - started) / 1000) : failed(new Error(`kcat ended with ${status}`)),
    );
  });
}
