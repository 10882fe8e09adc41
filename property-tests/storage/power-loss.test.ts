import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LogFolder } from '../../src/storage/log-folder.ts';
import type { Log } from '../../src/storage/log.ts';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import { defaultLogSettings, type LogSettings } from '../../src/storage/settings.ts';
import { PowerCut, type Unflushed } from '../../src/storage/testing/power-cut.ts';
import { batchOf, dataFolder, payments, readAll, topicId } from '../../src/storage/testing/simulated-folder.ts';
import type { World } from '../../src/world/world.ts';
import { type Action, createSimulation, type Simulation } from '../../src/world/simulated/simulation.ts';
import { law } from '../law.ts';

/** What a broker does before its power goes away. */
type Step =
  | { readonly do: 'append'; readonly records: number }
  | { readonly do: 'delete records'; readonly count: number }
  | { readonly do: 'save checkpoints' }
  | { readonly do: 'stop and start' };

interface Plan {
  readonly seed: number;
  readonly unflushed: Unflushed;
  readonly steps: readonly Step[];
  readonly settings: Partial<LogSettings>;
  /** Before which change of the disk the power goes away a second time, while the log is being checked. */
  readonly secondCut: number;
}

/** What the application was told. */
interface Told {
  readonly sent: string[];
  /** Where the batches of what was sent begin. */
  readonly batchStarts: number[];
  acknowledged: number;
  deletedBelow: number;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  unflushed: fc.constantFrom<Unflushed>('nothing', 'chance', 'all'),
  steps: fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('append' as const), records: fc.integer({ min: 1, max: 3 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('delete records' as const), count: fc.integer({ min: 1, max: 4 }) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('save checkpoints' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('stop and start' as const) }) },
    ),
    { minLength: 1, maxLength: 5 },
  ),
  settings: fc.record({ segmentBytes: fc.constantFrom(200, 100_000), indexIntervalBytes: fc.constantFrom(0, 100) }),
  secondCut: fc.integer({ min: 1, max: 12 }),
});

/** One life of a broker's disk, from nothing to what is found after the power came back. */
class Life {
  readonly told: Told = { sent: [], batchStarts: [], acknowledged: 0, deletedBelow: 0 };
  readonly #simulation: Simulation;
  readonly #plan: Plan;
  readonly #rules: StorageRules;

  constructor(plan: Plan, rules: StorageRules) {
    this.#simulation = createSimulation({ seed: plan.seed });
    this.#plan = plan;
    this.#rules = rules;
  }

  get #node() {
    return this.#simulation.node('broker-1');
  }

  /** Returns how many changes and flushes the disk saw. */
  async live(cutAt: number): Promise<number> {
    const cut = new PowerCut(this.#node, cutAt, this.#plan.unflushed);
    const life = await this.#simulation.act(() => this.#takeSteps(cut.world));
    await this.#untilDone(life, cut);
    if (life.outcome.state === 'failed' && !cut.hasStruck) throw life.outcome.error;
    assert.equal(cut.hasStruck, cutAt < Infinity);
    return cut.operations;
  }

  /** Starts again, and once more if the power goes away on the way; then all must be there. */
  async findAgain(): Promise<void> {
    this.#restart();
    const cut = new PowerCut(this.#node, this.#plan.secondCut, this.#plan.unflushed);
    const opening = await this.#simulation.act(() => this.#open(cut.world));
    await this.#untilDone(opening, cut);
    if (opening.outcome.state === 'failed' && !cut.hasStruck) throw opening.outcome.error;
    if (this.#node.isAlive) this.#node.kill();
    this.#restart();
    await this.#simulation.runUntilResolved(async () => {
      const [, log] = await this.#open(this.#node.world);
      await this.#agree(log);
    });
  }

  async #untilDone(action: Action<unknown>, cut: PowerCut): Promise<void> {
    await this.#simulation.run(() => (cut.hasStruck ? !this.#node.isAlive : action.outcome.state !== 'waiting'));
  }

  #restart(): void {
    this.#node.restart();
  }

  async #takeSteps(world: World): Promise<void> {
    let [folder, log] = await this.#open(world);
    for (const step of this.#plan.steps) {
      switch (step.do) {
        case 'append':
          await this.#append(log, step.records);
          break;
        case 'delete records':
          log.updateHighWatermark(log.logEndOffset);
          this.told.deletedBelow = await log.deleteRecordsTo(
            Math.min(log.logEndOffset, log.logStartOffset + step.count),
          );
          break;
        case 'save checkpoints':
          await folder.saveCheckpoints();
          break;
        case 'stop and start':
          await folder.close();
          [folder, log] = await this.#open(world);
      }
    }
  }

  async #append(log: Log, records: number): Promise<void> {
    const { sent, batchStarts } = this.told;
    const values = Array.from({ length: records }, (_, position) => `value ${sent.length + position}`);
    const timestamp = timeZeroMs + sent.length;
    batchStarts.push(sent.length);
    sent.push(...values);
    const result = log.append(batchOf(values, { timestamp }), { leaderEpoch: 0, origin: 'client' });
    assert.equal(result.outcome, 'appended');
    if ('flushDue' in result && result.flushDue) await log.flush();
    this.told.acknowledged = log.logEndOffset;
  }

  async #open(world: World): Promise<[LogFolder, Log]> {
    const settings = { ...defaultLogSettings, flushMessages: 1, ...this.#plan.settings };
    const folder = await LogFolder.open(world, dataFolder, { settingsOf: () => settings, rules: this.#rules });
    return [folder, await folder.create(payments, topicId, settings)];
  }

  async #agree(log: Log): Promise<void> {
    const { sent, batchStarts, acknowledged, deletedBelow } = this.told;
    assert.ok(log.logStartOffset >= deletedBelow, `records below ${deletedBelow} came back`);
    assert.ok(
      log.logEndOffset >= acknowledged,
      `the log ends at ${log.logEndOffset}, ${acknowledged} were acknowledged`,
    );
    assert.deepEqual(await readAll(log), sent.slice(log.logStartOffset, log.logEndOffset));
    for (const offset of batchStarts.filter((start) => start >= log.logStartOffset && start < log.logEndOffset)) {
      assert.equal((await log.firstSince(timeZeroMs + offset))?.offset, offset, 'it is not found by its time');
    }
    await this.#append(log, 1);
    assert.equal((await readAll(log)).length, log.logEndOffset - log.logStartOffset);
  }
}

const timeZeroMs = 1_767_225_600_000;

async function loseNothing(plan: Plan, rules: StorageRules): Promise<void> {
  const operations = await new Life(plan, rules).live(Infinity);
  for (let cutAt = 1; cutAt <= operations; cutAt++) {
    const life = new Life(plan, rules);
    await life.live(cutAt);
    await life.findAgain();
  }
}

law(
  'with flush.messages=1, what was acknowledged survives a loss of power before every write and every flush',
  storageRules,
  plans,
  loseNothing,
  { runs: 6 },
).kills({
  'acknowledge before flush': { flushBeforeAcknowledge: () => false },
  'wait only for every second record': {
    flushBeforeAcknowledge: (unflushedRecords) => unflushedRecords >= 2,
  },
  'believe every byte': { validPrefix: (file) => file.length },
});

test('with the default, acknowledged records are lost with the power', async () => {
  const plan: Plan = {
    seed: 1,
    unflushed: 'nothing',
    steps: [
      { do: 'append', records: 1 },
      { do: 'append', records: 1 },
    ],
    settings: { flushMessages: Infinity },
    secondCut: 100,
  };
  await assert.rejects(loseNothing(plan, storageRules), /the log ends at 0, \d were acknowledged/);
});
