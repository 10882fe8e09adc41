import { apacheTool, type Broker, startOurs, startTheirs } from './brokers.ts';
import { type Benchmark, median, type Row } from './table.ts';

/**
 * Apache Kafka's own load generator against both brokers in turn: one partition, acks 1. A first run of each is thrown away,
 * since Java compiles while it runs. Memory is read after all of it.
 */
export const produce: Benchmark = {
  name: 'produce',
  about: 'kafka-producer-perf-test, one partition, acks=1',
  async run(say) {
    const brokers = [await startOurs(), await startTheirs()];
    try {
      const rows: Row[] = [];
      for (const load of loads) rows.push(...(await measure(load, brokers, say)));
      const [ours, theirs] = brokers.map((broker) => broker.residentBytes() / 1e6);
      return [
        ...rows,
        {
          what: 'resident memory after these loads',
          unit: 'MB',
          ours: ours!,
          theirs: theirs!,
          wanted: { most: 1 / 3 },
        },
      ];
    } finally {
      for (const broker of brokers) await broker.stop();
    }
  },
};

interface Load {
  readonly recordBytes: number;
  readonly codec: 'none' | 'lz4';
  readonly batchBytes: number;
}

const loads: readonly Load[] = [16_384, 131_072].flatMap((batchBytes) =>
  [1024, 100].flatMap((recordBytes) => (['none', 'lz4'] as const).map((codec) => ({ recordBytes, codec, batchBytes }))),
);

const counted = 3;
const bytesOfRun = 300_000_000;

async function measure(load: Load, brokers: readonly Broker[], say: (progress: string) => void): Promise<Row[]> {
  const what = `${load.recordBytes} B, ${load.codec}, batch.size ${load.batchBytes}`;
  const rates: Record<Broker['name'], number[]> = { ours: [], theirs: [] };
  const costs: Record<Broker['name'], number[]> = { ours: [], theirs: [] };
  for (let round = 0; round <= counted; round++) {
    for (const broker of brokers) {
      say(`produce ${what}: ${broker.name}, ${round === 0 ? 'warming up' : `run ${round} of ${counted}`}`);
      const before = broker.processorSeconds();
      const rate = await rateOf(load, broker);
      if (round === 0) continue;
      rates[broker.name].push(rate);
      costs[broker.name].push((broker.processorSeconds() - before) / (bytesOfRun / 1e9));
    }
  }
  const small = load.batchBytes === 16_384;
  return [
    {
      what: `produce ${what}`,
      unit: 'MB/s',
      ours: median(rates.ours),
      theirs: median(rates.theirs),
      wanted: { least: small ? 1.2 : 0.9 },
    },
    {
      what: `  the broker's processor time`,
      unit: 's/GB',
      ours: median(costs.ours),
      theirs: median(costs.theirs),
      wanted: { most: small ? 0.8 : 1.2 },
    },
  ];
}

async function rateOf(load: Load, broker: Broker): Promise<number> {
  const printed = await apacheTool(
    'kafka-producer-perf-test',
    ...['--topic', `load-${load.recordBytes}-${load.codec}-${load.batchBytes}`, '--throughput', '-1'],
    ...['--num-records', String(Math.floor(bytesOfRun / load.recordBytes)), '--record-size', String(load.recordBytes)],
    '--producer-props',
    ...[`bootstrap.servers=${broker.bootstrap}`, 'acks=1', 'enable.idempotence=false'],
    ...[`compression.type=${load.codec}`, `batch.size=${load.batchBytes}`],
  );
  const rates = [...printed.matchAll(/\(([\d.]+) MB\/sec\)/g)];
  return Number(rates.at(-1)![1]);
}
