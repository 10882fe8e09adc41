import { writeBatch } from '../src/records/write-batch.ts';
import { prepareFolder, scale } from './prepared-folder.ts';
import { type Benchmark, median } from './table.ts';

const rounds = 3;
const logBytes = Math.floor(1024 * 1024 * 1024 * scale) - 1024 * 1024;
const batchBytes = 64 * 1024;

/** How much longer a start takes after a crash than after a clean stop, when all of a log may not have been flushed. */
export const recovery: Benchmark = {
  name: 'recovery',
  about: `a log of ${Math.round(logBytes / 1024 / 1024)} MiB in one segment, checked after a crash`,
  async run(say) {
    say('recovery: writing the log');
    const prepared = await prepareFolder({ partitions: 1, configs: {}, fill: (log) => fill(log) });
    try {
      const times = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 1; round <= rounds; round++) {
        for (const who of ['ours', 'theirs'] as const) {
          say(`recovery: ${who}, run ${round} of ${rounds}`);
          const afterStop = await prepared.seconds(who, 'stop');
          const afterCrash = await prepared.seconds(who, 'crash');
          times[who].push(afterCrash - afterStop);
        }
      }
      const what = `recovery of ${Math.round(logBytes / 1024 / 1024)} MiB after a crash`;
      const [ours, theirs] = [median(times.ours), median(times.theirs)];
      return [{ what, unit: 's', ours, theirs, wanted: { most: 1 } }];
    } finally {
      prepared.remove();
    }
  },
};

type Log = Parameters<Parameters<typeof prepareFolder>[0]['fill']>[0];

async function fill(log: Log): Promise<void> {
  const value = Uint8Array.from({ length: 1000 }, (_, index) => (index * 131) & 0xff);
  const timestamp = Date.now();
  const records = Array.from({ length: Math.floor(batchBytes / 1010) }, () => ({ key: null, value, timestamp }));
  const batch = writeBatch({ records });
  while (log.sizeBytes + batch.length <= logBytes) {
    const { outcome } = log.append(batch, { leaderEpoch: 0, origin: 'leader' });
    if (outcome !== 'appended') throw new Error(`a good batch was ${outcome}`);
  }
}
