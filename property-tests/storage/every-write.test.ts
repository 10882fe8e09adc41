import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogFolder } from '../../src/storage/log-folder.ts';
import type { Log } from '../../src/storage/log.ts';
import { storageRules } from '../../src/storage/rules.ts';
import { defaultLogSettings, type LogSettings } from '../../src/storage/settings.ts';
import { PowerCut, type Unflushed } from '../../src/storage/testing/power-cut.ts';
import { batchOf, dataFolder, payments, readAll, topicId } from '../../src/storage/testing/simulated-folder.ts';
import { createSimulation } from '../../src/world/simulated/simulation.ts';
import type { World } from '../../src/world/world.ts';

/**
 * Before every single change of the disk and every flush, of a roll and of all that takes records away, the process ends or
 * the power goes: none is left out. What was acknowledged and flushed is there afterwards, and what was deleted stays so.
 */

const startMs = 1_767_225_600_000;
const settings: LogSettings = {
  ...defaultLogSettings,
  segmentBytes: 200,
  indexIntervalBytes: 0,
  fileDeleteDelayMs: 1,
  retentionMs: Infinity,
};
const flushedValues = Array.from({ length: 6 }, (_, number) => `value ${number}`);

/** What the one who asked was told: what must hold whatever happens then. */
interface Promised {
  /** All below it is safe, but what was deleted. */
  flushedBelow: number;
  /** Nothing below it comes back. */
  deletedBelow: number;
  /** All values that were ever sent, by their offset; those from `flushedBelow` on may be lost. */
  readonly sent: string[];
  /** The partition is gone, and stays so. */
  isRemoved: boolean;
}

interface Scenario {
  readonly name: string;
  readonly act: (folder: LogFolder, log: Log, promised: Promised, world: World) => Promise<void>;
  /** The most that may be deleted, promised or not. */
  readonly deletesAtMost: number;
  readonly mayRemove?: true;
}

const append = (log: Log, promised: Promised, value: string) => {
  const result = log.append(batchOf([value], { timestamp: startMs }), { leaderEpoch: 0, origin: 'client' });
  promised.sent.push(value);
  assert.equal(result.outcome, 'appended');
};

const scenarios: readonly Scenario[] = [
  {
    name: 'a roll',
    deletesAtMost: 0,
    async act(_, log, promised) {
      for (const value of ['six', 'seven', 'eight']) {
        append(log, promised, value);
        await log.flush();
        promised.flushedBelow = log.logEndOffset;
      }
    },
  },
  {
    name: 'a roll that nobody waits for',
    deletesAtMost: 0,
    async act(_, log, promised, { clock }) {
      for (const value of ['six', 'seven', 'eight']) append(log, promised, value);
      await clock.sleep(100);
    },
  },
  {
    name: 'a deletion by request',
    deletesAtMost: 5,
    async act(_, log, promised, { clock }) {
      promised.deletedBelow = await log.deleteRecordsTo(5);
      await clock.sleep(100);
    },
  },
  {
    name: 'a deletion of all records by request',
    deletesAtMost: 6,
    async act(_, log, promised, { clock }) {
      promised.deletedBelow = await log.deleteRecordsTo(6);
      await clock.sleep(100);
      append(log, promised, 'six');
      await log.flush();
      promised.flushedBelow = 7;
    },
  },
  {
    name: 'a deletion by size',
    deletesAtMost: 5,
    async act(_, log, promised, { clock }) {
      log.changeSettings({ ...settings, retentionBytes: 150 });
      await log.deleteOldSegments();
      promised.deletedBelow = log.logStartOffset;
      assert.ok(promised.deletedBelow > 0);
      await clock.sleep(100);
    },
  },
  {
    name: 'a deletion by age',
    deletesAtMost: 6,
    async act(_, log, promised, { clock }) {
      log.changeSettings({ ...settings, retentionMs: 1 });
      await clock.sleep(1000);
      await log.deleteOldSegments();
      promised.deletedBelow = log.logStartOffset;
      assert.equal(promised.deletedBelow, 6);
      await clock.sleep(100);
    },
  },
  {
    name: 'a stop and a start after a deletion',
    deletesAtMost: 3,
    async act(folder, log, promised, world) {
      promised.deletedBelow = await log.deleteRecordsTo(3);
      await folder.close();
      await open(world);
    },
  },
  {
    name: 'the removal of a partition',
    deletesAtMost: 0,
    mayRemove: true,
    async act(folder, _, promised, { clock }) {
      await folder.remove(payments);
      promised.isRemoved = true;
      await clock.sleep(100);
    },
  },
];

function open(world: World, rules = storageRules): Promise<LogFolder> {
  return LogFolder.open(world, dataFolder, { settingsOf: () => settings, rules });
}

/** Six records that are flushed, in several segments; then what the scenario does, cut short. Returns how many changes there were. */
async function live(
  { act, deletesAtMost, mayRemove }: Scenario,
  cutAt: number,
  unflushed: Unflushed,
  seed: number,
  rules = storageRules,
) {
  const simulation = createSimulation({ seed });
  const node = simulation.node('broker-1');
  const promised: Promised = { flushedBelow: 6, deletedBelow: 0, sent: [...flushedValues], isRemoved: false };
  const cut = new PowerCut(node, Infinity, unflushed);
  const [folder, log] = await simulation.runUntilResolved(async () => {
    const folder = await open(cut.world);
    const log = await folder.create(payments, topicId, settings);
    for (const value of flushedValues)
      log.append(batchOf([value], { timestamp: startMs }), { leaderEpoch: 0, origin: 'client' });
    await log.flush();
    log.updateHighWatermark(6);
    return [folder, log] as const;
  });
  const before = cut.operations;
  cut.strikeAt(before + cutAt);
  const life = await simulation.act(() => act(folder, log, promised, cut.world));
  await simulation.run(() => (cut.hasStruck ? !node.isAlive : life.outcome.state !== 'waiting'));
  if (life.outcome.state === 'failed' && !cut.hasStruck) throw life.outcome.error;
  if (cutAt === Infinity) return cut.operations - before;

  if (node.isAlive) node.kill();
  node.restart();
  await simulation.runUntilResolved(async () => {
    const again = await open(node.world, rules);
    const found = again.log(payments);
    if (promised.isRemoved) assert.equal(found, undefined, 'a removed partition came back');
    if (found === undefined) assert.ok(mayRemove, 'a partition is gone');
    else await agree(found, promised, deletesAtMost);
  });
  return cut.operations - before;
}

async function agree(log: Log, { flushedBelow, deletedBelow, sent }: Promised, deletesAtMost: number): Promise<void> {
  assert.ok(log.logStartOffset >= deletedBelow, `records below ${deletedBelow} came back`);
  assert.ok(log.logStartOffset <= deletesAtMost, `the log begins at ${log.logStartOffset}`);
  assert.ok(log.logEndOffset >= flushedBelow, `it ends at ${log.logEndOffset}, ${flushedBelow} were flushed`);
  assert.deepEqual(await readAll(log), sent.slice(log.logStartOffset, log.logEndOffset));
  const end = log.logEndOffset;
  assert.equal(
    log.append(batchOf(['again'], { timestamp: startMs }), { leaderEpoch: 1, origin: 'client' }).outcome,
    'appended',
  );
  await log.flush();
  assert.deepEqual(await readAll(log), [...sent.slice(log.logStartOffset, end), 'again']);
}

async function everywhere(scenario: Scenario, rules = storageRules): Promise<number> {
  let cuts = 0;
  for (const [unflushed, seeds] of [
    ['nothing', [1]],
    ['all', [1]],
    ['chance', [1, 2, 3, 4]],
  ] as const) {
    for (const seed of seeds) {
      const operations = await live(scenario, Infinity, unflushed, seed);
      assert.ok(operations > 0);
      for (let cutAt = 1; cutAt <= operations; cutAt++) await live(scenario, cutAt, unflushed, seed, rules);
      cuts += operations;
    }
  }
  return cuts;
}

for (const scenario of scenarios) {
  test(`cut short before every write and every flush: ${scenario.name}`, async (context) => {
    context.diagnostic(`${await everywhere(scenario)} places`);
  });
}

test('cut short before every write and every flush: a rule that is wrong is noticed', async () => {
  const [roll] = scenarios as [Scenario];
  const believing = { ...storageRules, validPrefix: (file: Uint8Array) => file.length };
  await assert.rejects(everywhere(roll, believing));
  const onlyLast = { ...storageRules, segmentsToRecover: <Each>(segments: readonly Each[]) => segments.slice(-1) };
  await assert.rejects(everywhere(scenarios[1]!, onlyLast));
});
