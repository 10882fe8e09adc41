import { writeBatch } from '../src/records/write-batch.ts';
import { prepareFolder, scale } from './prepared-folder.ts';
import { type Benchmark, median } from './table.ts';

const rounds = 3;
const partitions = Math.max(1, Math.floor(1000 * scale));
const segments = 10;

/** How long a start takes after a clean stop, until the last of many partitions is served. */
export const opening: Benchmark = {
  name: 'opening',
  about: `${partitions} partitions of ${segments} segments after a clean stop`,
  async run(say) {
    say('opening: writing the logs');
    const value = new Uint8Array(900).fill(7);
    const batch = writeBatch({ records: [{ key: null, value, timestamp: Date.now() }] });
    const prepared = await prepareFolder({
      partitions,
      configs: { 'internal.segment.bytes': String(batch.length) },
      async fill(log) {
        for (let number = 0; number < segments; number++) log.append(batch, { leaderEpoch: 0, origin: 'leader' });
        if (log.segments.length !== segments) throw new Error(`there are ${log.segments.length} segments`);
      },
    });
    try {
      const times = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 1; round <= rounds; round++) {
        for (const who of ['ours', 'theirs'] as const) {
          say(`opening: ${who}, run ${round} of ${rounds}`);
          times[who].push(await prepared.seconds(who, 'stop'));
        }
      }
      const what = `start with ${partitions} partitions of ${segments} segments`;
      const [ours, theirs] = [median(times.ours), median(times.theirs)];
      return [{ what, unit: 's', ours, theirs, wanted: { most: 1 } }];
    } finally {
      prepared.remove();
    }
  },
};
