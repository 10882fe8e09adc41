import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBatch } from '../src/records/write-batch.ts';
import { LogFolder } from '../src/storage/log-folder.ts';
import type { Log } from '../src/storage/log.ts';
import { storageRules } from '../src/storage/rules.ts';
import { defaultLogSettings } from '../src/storage/settings.ts';
import { createNodeWorld } from '../src/world/node/world.ts';
import { type Benchmark, median, type Row } from './table.ts';

/** How the records come to the log: each for itself, or as many as fit into the default `batch.size`. */
interface Way {
  readonly what: string;
  readonly recordsInBatch: number;
  /** `flush.messages` */
  readonly flushMessages: number;
}

const recordsInBatch = 659;
const ways: readonly Way[] = [
  { what: 'batched', recordsInBatch, flushMessages: Infinity },
  { what: 'one by one', recordsInBatch: 1, flushMessages: Infinity },
  { what: 'batched, flush.messages=1', recordsInBatch, flushMessages: 1 },
  { what: 'one by one, flush.messages=1', recordsInBatch: 1, flushMessages: 1 },
];
const amounts = [1_000, 100_000] as const;
const rounds = 3;
const topicId = 'AAAAAAAAAAAAAAAAAAAAAQ';

/** One log on a disk of this machine: TMPDIR says which. No network, no producer: only what lesson 1.1 reckons with. */
export const append: Benchmark = {
  name: 'append',
  about: `1,000 and 100,000 records of 16 bytes to a log in ${tmpdir()}`,
  async run(say) {
    const rows: Row[] = [];
    // The first run is thrown away: by then the code is compiled.
    await timeOf(ways[1]!, 20_000);
    for (const records of amounts) {
      for (const way of ways) {
        const isLong = way.flushMessages === 1 && way.recordsInBatch === 1 && records > 1_000;
        say(`append ${records} records, ${way.what}`);
        const timesMs: number[] = [];
        for (let round = 0; round < (isLong ? 1 : rounds); round++) timesMs.push(await timeOf(way, records));
        rows.push({
          what: `${records.toLocaleString('en-US')} records, ${way.what}`,
          unit: 'ms',
          ours: median(timesMs),
        });
      }
    }
    return rows;
  },
};

/** Milliseconds until all are appended, and acknowledged as the settings ask. */
async function timeOf(way: Way, records: number): Promise<number> {
  const path = mkdtempSync(join(tmpdir(), 'kafka-on-trial-append-'));
  const world = createNodeWorld({ node: 'broker-1' });
  const settings = { ...defaultLogSettings, flushMessages: way.flushMessages };
  const folder = await LogFolder.open(world, path, { settingsOf: () => settings, rules: storageRules });
  try {
    const log = await folder.create({ topic: 'payments', partition: 0 }, topicId, settings);
    const batches = batchesOf(records, way.recordsInBatch);
    const before = performance.now();
    await appendAll(log, batches);
    return performance.now() - before;
  } finally {
    await folder.close();
    rmSync(path, { recursive: true });
  }
}

async function appendAll(log: Log, batches: readonly Uint8Array[]): Promise<void> {
  for (const batch of batches) {
    const result = log.append(batch, { leaderEpoch: 0, origin: 'client' });
    if (result.outcome !== 'appended') throw new Error(`a good batch was ${result.outcome}`);
    if (result.flushDue) await log.flush();
  }
}

function batchesOf(records: number, inBatch: number): readonly Uint8Array[] {
  const value = new TextEncoder().encode('42 EUR to Ada 17');
  const timestamp = Date.now();
  return Array.from({ length: Math.ceil(records / inBatch) }, (_, index) => {
    const count = Math.min(inBatch, records - index * inBatch);
    return writeBatch({ records: Array.from({ length: count }, () => ({ timestamp, key: null, value })) });
  });
}
