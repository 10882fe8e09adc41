import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createNodeWorld } from '../world/node/world.ts';
import type { Log } from './log.ts';
import { LogFolder } from './log-folder.ts';
import { defaultLogSettings } from './settings.ts';
import { batchOf, everything, payments, readAll, topicId, valuesIn } from './testing/simulated-folder.ts';

const asClient = { leaderEpoch: 0, origin: 'client' } as const;
const settings = { ...defaultLogSettings, segmentBytes: 300, indexIntervalBytes: 0, fileDeleteDelayMs: 0 };

/** A data folder of the operating system, gone when the test is over. */
async function withFolder(work: (path: string, open: () => Promise<[LogFolder, Log]>) => Promise<void>): Promise<void> {
  const path = mkdtempSync(join(tmpdir(), 'kafka-on-trial-storage-'));
  const world = createNodeWorld({ node: 'broker-1' });
  const open = async (): Promise<[LogFolder, Log]> => {
    const folder = await LogFolder.open(world, path, { settingsOf: () => settings });
    return [folder, await folder.create(payments, topicId, settings)];
  };
  try {
    await work(path, open);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

const values = Array.from({ length: 20 }, (_, number) => `value ${number}`);

test('on a real disk a log survives a clean stop, and a torn end', () =>
  withFolder(async (path, open) => {
    let [folder, log] = await open();
    for (const value of values) log.append(batchOf([value]), asClient);
    await folder.close(5);
    assert.ok(readdirSync(path).includes('.kafka_cleanshutdown'));

    [folder, log] = await open();
    assert.equal(folder.previousBrokerEpoch, 5);
    assert.deepEqual(await readAll(log), values);
    log.append(batchOf(['torn']), asClient);
    const last = log.segments.at(-1)!;
    folder.abandon();
    truncateSync(join(path, 'payments-0', `${String(last.baseOffset).padStart(20, '0')}.log`), last.sizeBytes - 7);

    [folder, log] = await open();
    assert.equal(folder.previousBrokerEpoch, undefined);
    assert.deepEqual(await readAll(log), values);
    await folder.close();
  }));

test('on a real disk records are deleted under a reader, and a partition under its log', () =>
  withFolder(async (path, open) => {
    const [folder, log] = await open();
    for (const value of values) log.append(batchOf([value]), asClient);
    log.updateHighWatermark(20);
    const reading = log.read(0, everything);
    await log.deleteRecordsTo(15);
    assert.equal(valuesIn(await reading)[0], 'value 0');
    assert.deepEqual(await readAll(log), values.slice(15));

    await folder.remove(payments);
    assert.equal(log.append(batchOf(['late']), asClient).outcome, 'refused');
    assert.ok(!readdirSync(path).includes('payments-0'));
    await folder.close();
  }));
