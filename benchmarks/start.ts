import { startOurs, startTheirs } from './brokers.ts';
import { type Benchmark, median } from './table.ts';

/** From the start of the process to `ready`, on an empty folder for us, on a formatted one for Apache Kafka. */
export const start: Benchmark = {
  name: 'start',
  about: 'the built package, and Apache Kafka, until ready',
  async run(say) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 1; round <= 3; round++) {
      for (const [start, seconds] of [[startOurs, ours] as const, [startTheirs, theirs] as const]) {
        say(`start: run ${round} of 3`);
        const broker = await start();
        seconds.push(broker.startSeconds);
        await broker.stop();
      }
    }
    return [
      { what: 'start until ready', unit: 's', ours: median(ours), theirs: median(theirs), wanted: { most: 0.2 } },
    ];
  },
};
