import type { BrokerBehind } from './cluster-behind.ts';
import { conditions } from './grammar/conditions.ts';
import { type Condition, notYet } from './grammar/index.ts';
import { type PartitionName, writePartition } from './grammar/names.ts';
import type { Comparison } from './grammar/slots.ts';
import { hostedBy, logFilesOf, partitionsNamed, partitionsOf, recordsOf } from './look.ts';
import type { Run } from './run.ts';

/** Whether a condition holds now, and what was found. */
export interface Found {
  readonly holds: boolean;
  /** What is the case, in a few words. */
  readonly found: string;
}

/** Looks from outside; nothing happens by it. */
export function isSo(condition: Condition, run: Run): Found {
  const { answers } = run.language;
  switch (condition.is) {
    case 'log holds':
      return logHolds(condition, run);
    case 'ledger holds': {
      const times = run.ledger.entries.filter(({ entry }) => entry === (condition.value ?? '')).length;
      return { holds: isSoOften(times, condition.times), found: answers.timesIsDone(times) };
    }
    case 'end of':
      return compareOffset(condition, run, (log) => log.logEndOffset);
    case 'start of':
      return compareOffset(condition, run, (log) => log.logStartOffset);
    case 'high watermark':
      return compareOffset(condition, run, (log) => log.highWatermark);
    case 'last stable offset':
      return compareOffset(condition, run, (log) => log.lastStableOffset);
    case 'writes of':
      return compareCount(condition, run, 'appended');
    case 'flushes of':
      return compareCount(condition, run, 'flushed');
    case 'segments of':
      return compareOnDisk(condition, condition.times, run, (broker, name) => logFilesOf(broker, name).length);
    case 'bytes read of':
      return compareOnDisk(condition, condition.bytes, run, bytesRead);
    case 'leader': {
      const leader = leaderOf(condition.partition, run)?.name;
      return {
        holds: leader === condition.broker,
        found: leader === undefined ? answers.nobodyLeads : answers.is(leader),
      };
    }
    case 'position': {
      const name = writePartition(condition.partition);
      const position = run.cast.applicationOf(condition.consumer)?.positions.get(name);
      if (position === undefined) return { holds: false, found: answers.isDown(condition.consumer) };
      return compared(position, condition.comparison, condition.offset, answers.is(position));
    }
    case 'got': {
      const outcomes = run.outcomesOf(condition.client);
      return { holds: outcomes.includes(condition.outcome), found: answers.gotOnly(outcomes) };
    }
    case 'quiet':
      return { holds: run.isQuiet, found: answers.notQuiet };
    case 'isr':
    case 'lag':
    case 'group state':
    case 'verdict':
      return { holds: false, found: notYet(conditions[condition.is].since) };
  }
}

function logHolds({ place, broker, value, times }: Extract<Condition, { is: 'log holds' }>, run: Run): Found {
  const { answers } = run.language;
  const partitions = partitionsNamed(run, place);
  if (partitions.length === 0) return { holds: false, found: answers.noSuchPartition(place) };
  const found = partitions
    .flatMap((partition) => recordsIn(partition, broker, run))
    .filter((record) => record.value === value).length;
  return { holds: isSoOften(found, times), found: answers.times(found) };
}

/** On the broker that is named, else on the leader, else where it lies. */
export function brokerFor(partition: PartitionName, name: string | undefined, run: Run): BrokerBehind {
  if (name !== undefined) return run.cluster.brokers.find((broker) => broker.name === name) ?? run.cluster.brokers[0]!;
  return leaderOf(partition, run) ?? run.cluster.brokers[0]!;
}

function recordsIn(partition: PartitionName, broker: string | undefined, run: Run) {
  const records = recordsOf(brokerFor(partition, broker, run), writePartition(partition));
  const start = hostedBy(brokerFor(partition, broker, run), partition)?.log.logStartOffset ?? 0;
  return records.filter(({ offset }) => offset >= start);
}

/** The broker that leads a partition, as far as any broker that runs knows. */
export function leaderOf({ topic, partition }: PartitionName, run: Run): BrokerBehind | undefined {
  for (const { running } of run.cluster.brokers) {
    const leader = running?.broker.controller.image.topics.get(topic)?.partitions[partition]?.leader;
    const found = run.cluster.brokers.find(({ nodeId, state }) => nodeId === leader && state === 'serving');
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Offsets {
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
}

function compareOffset(
  {
    partition,
    broker,
    comparison,
    offset,
  }: Extract<Condition, { is: 'end of' | 'start of' | 'high watermark' | 'last stable offset' }>,
  run: Run,
  of: (log: Offsets) => number,
): Found {
  const { answers } = run.language;
  const name = writePartition(partition);
  if (!partitionsOf(run).some((each) => writePartition(each) === name))
    return { holds: false, found: answers.noSuchPartition(name) };
  const where = brokerFor(partition, broker, run);
  const hosted = hostedBy(where, partition);
  if (hosted === undefined) return { holds: false, found: answers.isDown(where.name) };
  const found = of(hosted.log);
  return compared(found, comparison, offset, answers.is(found));
}

/** How often a log has told something since the run began. */
function compareCount(
  { partition, broker, comparison, times }: Extract<Condition, { is: 'writes of' | 'flushes of' }>,
  run: Run,
  name: 'appended' | 'flushed',
): Found {
  const { answers } = run.language;
  const place = writePartition(partition);
  if (!partitionsOf(run).some((each) => writePartition(each) === place))
    return { holds: false, found: answers.noSuchPartition(place) };
  const node = brokerFor(partition, broker, run).name;
  const found = run.told.filter((event) => event.name === name && event.partition === place && event.node === node);
  return compared(found.length, comparison, times, answers.is(found.length));
}

/** What is counted of a log's files, whether its broker runs or not. */
function compareOnDisk(
  { partition, broker, comparison }: Extract<Condition, { is: 'segments of' | 'bytes read of' }>,
  wanted: number,
  run: Run,
  count: (broker: BrokerBehind, partition: string) => number,
): Found {
  const { answers } = run.language;
  const name = writePartition(partition);
  if (!partitionsOf(run).some((each) => writePartition(each) === name))
    return { holds: false, found: answers.noSuchPartition(name) };
  const found = count(brokerFor(partition, broker, run), name);
  return compared(found, comparison, wanted, answers.is(found));
}

/** Not a number where nobody counts: then no comparison holds. */
function bytesRead(broker: BrokerBehind, partition: string): number {
  return logFilesOf(broker, partition).reduce((sum, { reads }) => sum + (reads?.bytes ?? NaN), 0);
}

function compared(one: number, comparison: Comparison, other: number, found: string): Found {
  return { holds: compare(one, comparison, other), found };
}

function compare(one: number, comparison: Comparison, other: number): boolean {
  switch (comparison) {
    case 'is':
      return one === other;
    case 'is-not':
      return one !== other;
    case '>=':
      return one >= other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '<':
      return one < other;
  }
}

/** Without a number, at least once. */
function isSoOften(found: number, wanted: number | undefined): boolean {
  return wanted === undefined ? found > 0 : found === wanted;
}
