import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBatch } from '../src/records/write-batch.ts';
import { segmentFile } from '../src/storage/file-names.ts';
import { LogFolder } from '../src/storage/log-folder.ts';
import { defaultLogSettings } from '../src/storage/settings.ts';
import { createNodeWorld } from '../src/world/node/world.ts';
import { scale } from './prepared-folder.ts';
import { type Benchmark, median } from './table.ts';

const rounds = 7;
const readsPerRound = 2000;
const mebibyte = 1024 * 1024;
const batchBytes = 256 * 1024;
const recordsInBatch = 100;
const smallBytes = 100 * mebibyte;
const largeBytes = Math.max(2 * smallBytes, Math.floor(10 * 1024 * mebibyte * scale));

/**
 * Reading at random offsets, in a log of 100 MiB and in one that is a hundred times as large. Of each batch only the header is
 * on the disk, the rest is a hole: what is measured is the way to the offset.
 */
export const randomRead: Benchmark = {
  name: 'random-read',
  about: `reads at random offsets of ${smallBytes / mebibyte} and of ${Math.round(largeBytes / mebibyte)} MiB`,
  async run(say) {
    const small = await sparseLog(smallBytes);
    const large = await sparseLog(largeBytes);
    try {
      const times = { small: [] as number[], large: [] as number[] };
      for (let round = 0; round <= rounds; round++) {
        say(`random-read: round ${round} of ${rounds}`);
        const [ofSmall, ofLarge] = [await small.microseconds(), await large.microseconds()];
        if (round === 0) continue; // indexes are made and loaded in it
        times.small.push(ofSmall);
        times.large.push(ofLarge);
      }
      const what = (sizeBytes: number) => `read at a random offset of ${Math.round(sizeBytes / mebibyte)} MiB`;
      const [ofSmall, ofLarge] = [median(times.small), median(times.large)];
      return [
        { what: what(smallBytes), unit: 'µs', ours: ofSmall },
        { what: what(largeBytes), unit: 'µs', ours: ofLarge },
        { what: 'the large one against the small one', unit: 'times', ours: ofLarge / ofSmall, wanted: { most: 1.25 } },
      ];
    } finally {
      for (const log of [small, large]) await log.remove();
    }
  },
};

async function sparseLog(sizeBytes: number) {
  const path = mkdtempSync(join(tmpdir(), 'kafka-on-trial-sparse-'));
  const endOffset = writeSparse(join(path, 'payments-0'), sizeBytes);
  // All is said to be in order: nobody checks what is not there.
  writeFileSync(join(path, '.kafka_cleanshutdown'), '{"version":0,"brokerEpoch":1}');
  const world = createNodeWorld({ node: 'broker-1' });
  const folder = await LogFolder.open(world, path, { settingsOf: () => defaultLogSettings });
  const log = folder.log({ topic: 'payments', partition: 0 })!;
  if (log.logEndOffset !== endOffset) throw new Error(`the log ends at ${log.logEndOffset}, not at ${endOffset}`);
  return {
    /** For one read. */
    async microseconds(): Promise<number> {
      const before = performance.now();
      for (let read = 0; read < readsPerRound; read++) {
        const offset = Math.floor(Math.random() * endOffset);
        const bytes = await log.read(offset, { maxBytes: 4096, minOneBatch: false, upToOffset: endOffset });
        if (bytes.length === 0) throw new Error(`nothing was read at ${offset}`);
      }
      return ((performance.now() - before) * 1000) / readsPerRound;
    },
    async remove(): Promise<void> {
      folder.abandon();
      rmSync(path, { recursive: true });
    },
  };
}

/** Segments of a gibibyte at most; returns the offset behind the last record. */
function writeSparse(folder: string, sizeBytes: number): number {
  mkdirSync(folder);
  const header = headerOfBatch();
  let offset = 0;
  for (let left = sizeBytes; left >= batchBytes; ) {
    const file = openSync(join(folder, segmentFile(offset, 'log')), 'w');
    const batches = Math.floor(Math.min(left, 1024 * mebibyte) / batchBytes);
    for (let batch = 0; batch < batches; batch++) {
      new DataView(header.buffer).setBigInt64(0, BigInt(offset));
      writeSync(file, header, 0, header.length, batch * batchBytes);
      offset += recordsInBatch;
    }
    ftruncateSync(file, batches * batchBytes);
    closeSync(file);
    left -= batches * batchBytes;
  }
  return offset;
}

/** The header of a batch that is as large as all of ours, and has as many records. */
function headerOfBatch(): Uint8Array {
  const records = Array.from({ length: recordsInBatch }, () => ({
    key: null,
    value: null,
    timestamp: 1_700_000_000_000,
  }));
  const header = writeBatch({ records }).slice(0, 61);
  new DataView(header.buffer).setInt32(8, batchBytes - 12);
  return header;
}
