import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchesIn } from '../../src/records/batches.ts';
import { writeTransactionMarker } from '../../src/records/control-records.ts';
import type { RecordBatch } from '../../src/records/record-batch.ts';
import { type BatchToWrite, writeBatch } from '../../src/records/write-batch.ts';
import { LogFolder } from '../../src/storage/log-folder.ts';
import type { Log } from '../../src/storage/log.ts';
import { type StorageRules, storageRules } from '../../src/storage/rules.ts';
import { defaultLogSettings, type LogSettings } from '../../src/storage/settings.ts';
import { PowerCut, type Unflushed } from '../../src/storage/testing/power-cut.ts';
import { dataFolder, everything, payments, topicId } from '../../src/storage/testing/simulated-folder.ts';
import type { SimulatedNode } from '../../src/world/simulated/node.ts';
import { createSimulation } from '../../src/world/simulated/simulation.ts';
import type { World } from '../../src/world/world.ts';

/**
 * Before every single change of the disk and every flush of a compaction the process ends or the power goes, and once more
 * before every one of the start that follows: none is left out. Of each key the last word is there afterwards, at its offset;
 * nothing comes back that was deleted, by request, by a tombstone or by an aborted transaction.
 */

const startMs = 1_767_225_600_000;
const settings: LogSettings = {
  ...defaultLogSettings,
  segmentBytes: 250,
  indexIntervalBytes: 0,
  fileDeleteDelayMs: 1,
  deletesOldSegments: false,
  isCompacted: true,
  minCleanableDirtyRatio: 0,
  deleteRetentionMs: 0,
};
const deletedBelow = 2;
const utf8 = new TextEncoder();
const idempotent = { producerId: 9, producerEpoch: 0, baseSequence: 0 };
const mover = { producerId: 7, producerEpoch: 0, isTransactional: true };

/** `a=1`, or `a` for a tombstone. */
function batchOf(written: readonly string[], header: Partial<BatchToWrite> = {}): Uint8Array {
  const records = written.map((each) => {
    const [key, value] = each.split('=') as [string, string?];
    return { key: utf8.encode(key), value: value === undefined ? null : utf8.encode(value), timestamp: startMs };
  });
  return writeBatch({ records, ...header });
}

function markerOf(type: 'ABORT' | 'COMMIT'): Uint8Array {
  return writeTransactionMarker({ type, coordinatorEpoch: 0, ...mover, timestamp: startMs });
}

/** What is in the log before it is compacted, batch by batch; an offset for each text, one for a marker. */
const written: readonly (readonly [texts: readonly string[], bytes: () => Uint8Array])[] = [
  ...[['a=0', 'x=0'], ['a=1', 'b=1'], ['c=1']].map((texts) => [texts, () => batchOf(texts)] as const),
  [['d=1', 'e=1'], () => batchOf(['d=1', 'e=1'], idempotent)],
  [['a=never', 'f=never'], () => batchOf(['a=never', 'f=never'], { ...mover, baseSequence: 0 })],
  [['marker'], () => markerOf('ABORT')],
  [['g=1'], () => batchOf(['g=1'], { ...mover, baseSequence: 2 })],
  [['marker'], () => markerOf('COMMIT')],
  ...[['b', 'a=2'], ['c=2', 'd=2', 'e=2'], ['h=1'], ['c=3'], ['h'], ['i=1'], ['i=2'], ['j=1']].map(
    (texts) => [texts, () => batchOf(texts)] as const,
  ),
];
const writtenEnd = written.flatMap(([texts]) => texts).length;
const isAborted = (text: string) => text.endsWith('=never');

/** Of each key the last value that counts. */
function lastWords(texts: readonly string[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const text of texts) {
    const [key, value] = text.split('=') as [string, string?];
    if (isAborted(text) || text === 'marker') continue;
    if (value === undefined) words.delete(key);
    else words.set(key, value);
  }
  return words;
}

function open(world: World, rules: StorageRules = storageRules): Promise<LogFolder> {
  return LogFolder.open(world, dataFolder, { settingsOf: () => settings, rules });
}

/** What was sent, by its offset: what was lost with the power is not there any more. */
type Sent = string[];

function append(log: Log, sent: Sent, texts: readonly string[], bytes = batchOf(texts)): void {
  sent.length = log.logEndOffset;
  sent.push(...texts);
  assert.equal(log.append(bytes, { leaderEpoch: 0, origin: 'leader' }).outcome, 'appended');
  log.updateHighWatermark(log.logEndOffset);
}

/** Twice: the first time sets what the second time may take. */
async function compactAll(folder: LogFolder, sent: Sent, { clock }: World): Promise<void> {
  while (await folder.compactDirtiest()) await clock.sleep(5);
  const log = folder.log(payments)!;
  for (const texts of [['k=1'], ['k=2', 'l=1', 'm=1', 'n=1', 'o=1', 'p=1', 'q=1', 'r=1'], ['k=3', 'z=1']]) {
    append(log, sent, texts);
    await log.flush();
  }
  while (await folder.compactDirtiest()) await clock.sleep(5);
}

interface Cuts {
  /** Before which change of the compaction the power goes; `Infinity`: it does not. */
  readonly at: number;
  /** Before which change of the start that follows it goes again. */
  readonly again: number;
  readonly unflushed: Unflushed;
  readonly seed: number;
}

interface Lived {
  /** How many changes the compaction made, and the start after it. */
  readonly operations: number;
  readonly starting: number;
  /** Whether the start found files that a compaction had in hand. */
  readonly isUnfinished: boolean;
}

async function live({ at, again, unflushed, seed }: Cuts, rules: StorageRules): Promise<Lived> {
  const simulation = createSimulation({ seed });
  const node = simulation.node('broker-1');
  const cut = new PowerCut(node, Infinity, unflushed);
  const sent: Sent = [];
  const folder = await simulation.runUntilResolved(async () => {
    const folder = await open(cut.world);
    const log = await folder.create(payments, topicId, settings);
    for (const [texts, bytes] of written) append(log, sent, texts, bytes());
    await log.deleteRecordsTo(deletedBelow);
    await log.flush();
    await folder.saveCheckpoints();
    return folder;
  });
  const before = cut.operations;
  cut.strikeAt(before + at);
  const life = await simulation.act(() => compactAll(folder, sent, cut.world));
  await simulation.run(() => (cut.hasStruck ? !node.isAlive : life.outcome.state !== 'waiting'));
  if (life.outcome.state === 'failed' && !cut.hasStruck) throw life.outcome.error;
  const operations = cut.operations - before;

  if (node.isAlive) node.kill();
  node.restart();
  const names = node.platter.list(`${dataFolder}/payments-0`);
  const isUnfinished = names.some((name) => /cleaned|swap/.test(name));
  const second = new PowerCut(node, again, unflushed);
  const opening = await simulation.act(() => open(second.world, rules));
  await simulation.run(() => (second.hasStruck ? !node.isAlive : opening.outcome.state !== 'waiting'));
  if (opening.outcome.state === 'failed' && !second.hasStruck) throw opening.outcome.error;
  if (node.isAlive) node.kill();
  node.restart();
  await simulation.runUntilResolved(async () => {
    const folder = await open(node.world, rules);
    refuseOverlap(node);
    await agree(folder, sent, at === Infinity);
    await compactAll(folder, sent, node.world);
    await agree(folder, sent, false);
    const names = node.world.disk.list(`${dataFolder}/payments-0`);
    assert.deepEqual(
      names.filter((name) => /cleaned|swap/.test(name)),
      [],
    );
  });
  return { operations, starting: second.operations, isUnfinished };
}

/** No record is in two files, and every file is in use. */
function refuseOverlap({ platter }: SimulatedNode): void {
  const folder = `${dataFolder}/payments-0`;
  let nextOffset = 0;
  for (const name of platter.list(folder)) {
    assert.doesNotMatch(name, /cleaned|swap|deleted/);
    if (!name.endsWith('.log')) continue;
    assert.ok(Number(name.slice(0, 20)) >= nextOffset, `${name} begins before ${nextOffset}`);
    for (const batch of batchesIn(platter.read(`${folder}/${name}`)).batches) nextOffset = batch.nextOffset;
  }
}

async function agree(folder: LogFolder, sent: Sent, isWhole: boolean): Promise<void> {
  assert.deepEqual(folder.offlineLogs, []);
  const log = folder.log(payments)!;
  assert.ok(log.logStartOffset >= deletedBelow, `records below ${deletedBelow} came back`);
  assert.ok(log.logEndOffset >= writtenEnd, `it ends at ${log.logEndOffset}, ${writtenEnd} were flushed`);
  const batches = await allBatches(log);
  const aborted = await log.abortedTransactions(log.logStartOffset, log.logEndOffset);
  const seen: string[] = [];
  for (const batch of batches) {
    assert.ok(batch.checkCrc());
    const isOfAborted = aborted.some(
      ({ producerId, firstOffset, lastOffset }) =>
        batch.isTransactional &&
        batch.producerId === producerId &&
        batch.baseOffset >= firstOffset &&
        batch.baseOffset <= lastOffset,
    );
    for (const { offset, key, value } of batch.isControlBatch ? [] : batch.records()) {
      const text = value === null ? textOf(key) : `${textOf(key)}=${textOf(value)}`;
      assert.equal(text, sent[offset], `at offset ${offset}`);
      assert.ok(isOfAborted || !isAborted(text), 'a record of an aborted transaction counts');
      if (!isOfAborted && offset >= log.logStartOffset) seen.push(text);
    }
  }
  assert.deepEqual(
    [...lastWords(seen)].sort(),
    [...lastWords(sent.slice(log.logStartOffset, log.logEndOffset))].sort(),
  );
  if (isWhole) assert.ok(seen.length < 25, `${seen.length} records are left`);
  assert.equal(
    log.append(batchOf(['d=1', 'e=1'], idempotent), { leaderEpoch: 0, origin: 'client' }).outcome,
    'duplicate',
  );
}

async function allBatches(log: Log): Promise<readonly RecordBatch[]> {
  const all: RecordBatch[] = [];
  for (let offset = log.logStartOffset; offset < log.logEndOffset; ) {
    const { batches } = batchesIn(await log.read(offset, everything));
    if (batches.length === 0) break;
    all.push(...batches);
    offset = batches.at(-1)!.nextOffset;
  }
  return all;
}

function textOf(bytes: Uint8Array | null): string {
  return new TextDecoder().decode(bytes ?? undefined);
}

async function everywhere(unflushed: Unflushed, seed: number, rules = storageRules): Promise<number> {
  const whole = { at: Infinity, again: Infinity, unflushed, seed };
  const { operations } = await live(whole, rules);
  assert.ok(operations > 60, `${operations} operations are no compaction`);
  let places = 0;
  for (let at = 1; at <= operations; at++) {
    await live({ ...whole, at }, rules);
    places++;
  }
  return places;
}

/**
 * Where the start has something to end it is cut short, too: before every third of its changes, and those that one place
 * leaves out the next one has; with EVERY_PLACE=1 before every one of them.
 */
const placeStep = process.env['EVERY_PLACE'] === undefined ? 3 : 1;

async function everywhereTwice(unflushed: Unflushed): Promise<number> {
  const whole = { at: Infinity, again: Infinity, unflushed, seed: 1 };
  const { operations } = await live(whole, storageRules);
  let places = 0;
  for (let at = 1; at <= operations; at++) {
    const { starting, isUnfinished } = await live({ ...whole, at }, storageRules);
    if (!isUnfinished) continue;
    for (let again = 1 + (at % placeStep); again <= starting; again += placeStep) {
      await live({ ...whole, at, again }, storageRules);
      places++;
    }
  }
  return places;
}

for (const [unflushed, seed] of [
  ['nothing', 1],
  ['all', 1],
  ['chance', 1],
  ['chance', 2],
] as const) {
  test(`a compaction cut short before every write and every flush: ${unflushed} of what was not flushed is left (${seed})`, async (context) => {
    context.diagnostic(`${await everywhere(unflushed, seed)} places`);
  });
}

test('a compaction cut short before every write and every flush, and then the start', async (context) => {
  context.diagnostic(`${await everywhereTwice('all')} places`);
});

const wrongEndings: Record<string, StorageRules['endOfSwap']> = {
  'what is called .swap counts at once': (files) =>
    storageRules.endOfSwap(files.filter(({ suffix }) => suffix !== 'cleaned')),
  'a swap is thrown away': (files) => {
    const swaps = files.flatMap(({ name, suffix }) => (suffix === 'swap' ? [name] : []));
    const { remove } = storageRules.endOfSwap(files.filter(({ suffix }) => suffix !== 'swap'));
    return { remove: [...remove, ...swaps], putInPlace: [] };
  },
  'the segments that were replaced stay': (files) => {
    const { remove, putInPlace } = storageRules.endOfSwap(files);
    const inUse = files.flatMap(({ name, suffix }) => (suffix === undefined ? [name] : []));
    return { remove: remove.filter((name) => !inUse.includes(name)), putInPlace };
  },
  'what was written is believed at once': (files) => ({
    remove: [],
    putInPlace: files.flatMap(({ name, suffix }) => (suffix === 'swap' ? [name] : [])),
  }),
};

for (const [mutant, endOfSwap] of Object.entries(wrongEndings)) {
  test(`a compaction cut short: notices '${mutant}'`, async () => {
    await assert.rejects(everywhere('all', 1, { ...storageRules, endOfSwap }));
  });
}
