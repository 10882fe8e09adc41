import { dataFolder } from '../../cluster/simulated-broker.ts';
import type { BrokerBehind, MemberBehind } from '../cluster-behind.ts';
import { OffsetIndex } from '../../storage/offset-index.ts';
import { parseSegmentFile } from '../../storage/file-names.ts';
import { TimeIndex } from '../../storage/time-index.ts';
import { nameBytes, printNamedBytes } from '../bytes-view.ts';
import { brokerFor } from '../conditions.ts';
import { type PartitionName, type RecordName, writePartition, writeRecord } from '../grammar/names.ts';
import {
  type BatchSeen,
  batchesOf,
  hostedBy,
  logFilesOf,
  partitionsNamed,
  partitionsOf,
  recordsOf,
  topicsOf,
} from '../look.ts';
import { printTimeline } from '../timeline.ts';
import type { Run } from '../run.ts';
import { type Actions, type Answer, answered, Refusal } from './action.ts';
import { shownSettings } from './shown-settings.ts';
import { showFaults } from './shown-faults.ts';

const mostLines = 200;

/** What there is to see. Looking changes nothing and takes no time. */
export const look: Actions<
  | 'show cluster'
  | 'show topics'
  | 'show topic'
  | 'show log'
  | 'show bytes'
  | 'show timestamps'
  | 'show index'
  | 'show reads'
  | 'show files'
  | 'show settings'
  | 'show ledger'
  | 'show timeline'
  | 'show faults'
  | 'show rules'
> = {
  'show cluster': (_, run) => answered(...run.cluster.members.map((member) => memberLine(member, run))),

  'show topics'(_, run) {
    const { answers } = run.language;
    const topics = topicsOf(run);
    if (topics.length === 0) return answered(answers.noTopics);
    const partitions = partitionsOf(run);
    return answered(
      ...topics.map((topic) => {
        const own = partitions.filter((each) => each.topic === topic);
        const records = own.reduce(
          (sum, each) => sum + recordsOf(brokerFor(each, undefined, run), writePartition(each)).length,
          0,
        );
        return answers.topicLine(topic, own.length, records);
      }),
    );
  },

  'show topic'({ topic }, run) {
    const partitions = named(topic, run);
    const settings = shownSettings(topic, run).filter((line) => line.includes('('));
    return answered(...partitions.map((partition) => partitionLine(partition, run)), ...settings);
  },

  'show log'({ place, broker }, run) {
    const partitions = named(place, run);
    return answered(
      ...partitions.flatMap((partition) =>
        logLines(partition, brokerFor(partition, broker, run), partitions.length > 1, run),
      ),
    );
  },

  'show bytes'({ record, broker }, run) {
    const found = batchWith(record, brokerFor(record, broker, run));
    if (found === undefined) throw new Refusal(`There is no record ${writeRecord(record)}.`);
    return answered(
      `${found.file}, byte ${found.position}`,
      ...nameBytes(found.batch, record.offset).map(printNamedBytes),
    );
  },

  'show timestamps'({ place, broker }, run) {
    const { answers } = run.language;
    return answered(
      ...named(place, run).flatMap((partition) => {
        const records = recordsOf(brokerFor(partition, broker, run), writePartition(partition));
        if (records.length === 0) return [answers.emptyLog(writePartition(partition))];
        return bounded(
          records.map(({ offset, timestampMs, value }) => answers.stampedRecord(offset, timestampMs, value)),
          run,
        );
      }),
    );
  },

  'show reads'({ place, broker }, run) {
    const { answers } = run.language;
    return answered(
      ...named(place, run).flatMap((partition) => {
        const name = writePartition(partition);
        return logFilesOf(brokerFor(partition, broker, run), name).map(({ file, sizeBytes, reads }) =>
          answers.readsLine(`${name}/${file}`, sizeBytes, reads),
        );
      }),
    );
  },

  'show index'({ place, broker }, run) {
    return answered(
      ...named(place, run).flatMap((partition) => indexLines(partition, brokerFor(partition, broker, run), run)),
    );
  },

  'show files'({ broker: name }, run) {
    const broker = run.cluster.brokers.find((each) => each.name === name);
    if (broker === undefined) throw new Refusal(`There is no broker ${name}.`);
    return answered(...fileLines(broker, dataFolder, run).toSorted((one, other) => rank(one) - rank(other)));
  },

  'show settings': ({ name }, run) => answered(...shownSettings(name, run)),

  'show ledger'(_, run) {
    const { answers } = run.language;
    const lines = new Map<string, string[]>();
    for (const { entry, by } of run.ledger.entries) lines.set(entry, [...(lines.get(entry) ?? []), by]);
    if (lines.size === 0) return answered(answers.ledgerEmpty);
    return answered(
      ...bounded(
        [...lines].map(([entry, by]) => answers.ledgerLine(entry, by.length, [...new Set(by)])),
        run,
      ),
    );
  },

  'show timeline'(_, run) {
    const lines = printTimeline(run);
    return answered(...(lines.length === 0 ? [run.language.answers.nothingTold] : lines));
  },

  'show faults': (_, run) => answered(...showFaults(run)),

  'show rules'(_, run) {
    const { answers } = run.language;
    return answered(...(run.oldRules.length === 0 ? [answers.noRules] : run.oldRules.map((rule) => `${rule}: old`)));
  },
};

/** Throws `Refusal` where there is no such thing. */
function named(place: string, run: Run): readonly PartitionName[] {
  const partitions = partitionsNamed(run, place);
  if (partitions.length === 0) throw new Refusal(run.language.answers.noSuchTopic(place));
  return partitions;
}

function memberLine(member: MemberBehind, run: Run): string {
  const { answers } = run.language;
  const kind = 'kind' in member ? member.kind : 'broker';
  const state = member.node.isPaused ? answers.states.paused : answers.states[member.state];
  return answers.member(member.name, answers.kinds[kind], state, moreOf(member, run));
}

function moreOf(member: MemberBehind, run: Run): string {
  const { answers } = run.language;
  if (!('kind' in member))
    return member.state === 'serving' ? answers.servesAt(`${member.address.host}:${member.address.port}`) : '';
  const positions = run.cast.applicationOf(member.name)?.positions ?? new Map<string, number>();
  return positions.size === 0
    ? ''
    : answers.reads([...positions].map(([partition, offset]) => `${partition}@${offset}`).join(', '));
}

function partitionLine(partition: PartitionName, run: Run): string {
  const broker = brokerFor(partition, undefined, run);
  const name = writePartition(partition);
  const log = hostedBy(broker, partition)?.log;
  if (log !== undefined)
    return run.language.answers.partitionLine(name, log.logStartOffset, log.logEndOffset, log.highWatermark);
  const batches = batchesOf(broker, name);
  return run.language.answers.partitionLine(
    name,
    batches[0]?.batch.baseOffset ?? 0,
    batches.at(-1)?.batch.nextOffset ?? 0,
    undefined,
  );
}

function logLines(partition: PartitionName, broker: BrokerBehind, many: boolean, run: Run): readonly string[] {
  const { answers } = run.language;
  const name = writePartition(partition);
  const start = hostedBy(broker, partition)?.log.logStartOffset ?? 0;
  const lines = batchesOf(broker, name).flatMap(({ batch, records, flaw }) => {
    if (flaw !== undefined) return [answers.flawed(`${batch.baseOffset} to ${batch.lastOffset}`, flaw)];
    return records
      .filter(({ offset }) => offset >= start)
      .map(({ offset, key, value }) => answers.record(offset, key, value));
  });
  if (lines.length === 0) return [answers.emptyLog(name)];
  return bounded(many ? lines.map((line) => answers.recordOf(name, line)) : lines, run);
}

function bounded(lines: readonly string[], run: Run): readonly string[] {
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines), run.language.answers.nothingBut(lines.length - mostLines)];
}

/** The batch that holds a record. */
export function batchWith({ offset, ...partition }: RecordName, broker: BrokerBehind): BatchSeen | undefined {
  return batchesOf(broker, writePartition(partition)).find(
    ({ batch }) => batch.baseOffset <= offset && offset <= batch.lastOffset,
  );
}

function indexLines(partition: PartitionName, broker: BrokerBehind, run: Run): readonly string[] {
  const { answers } = run.language;
  const { node } = broker;
  const name = writePartition(partition);
  const folder = `${dataFolder}/${name}`;
  const lines: string[] = [];
  for (const file of node.platter.list(folder)) {
    const segmentFile = parseSegmentFile(file);
    const bytes = segmentFile?.kind.endsWith('index') ? node.platter.read(`${folder}/${file}`) : undefined;
    if (segmentFile === undefined || bytes === undefined || segmentFile.kind === 'txnindex') continue;
    const entries =
      segmentFile.kind === 'index'
        ? offsetLines(segmentFile.offset, bytes, run)
        : timeLines(segmentFile.offset, bytes, run);
    if (entries.length > 0) lines.push(file, ...entries.map((line) => `  ${line}`));
  }
  if (lines.length > 0) return bounded(lines, run);
  return [answers.emptyIndex(name, hostedBy(broker, partition)?.log.settings.indexIntervalBytes)];
}

function offsetLines(baseOffset: number, bytes: Uint8Array, run: Run): readonly string[] {
  const index = new OffsetIndex(baseOffset, bytes);
  index.trimZeros();
  return Array.from({ length: index.entryCount }, (_, entry) =>
    run.language.answers.indexLine(index.offset(entry), index.position(entry)),
  );
}

function timeLines(baseOffset: number, bytes: Uint8Array, run: Run): readonly string[] {
  const index = new TimeIndex(baseOffset, bytes);
  index.trimZeros();
  return Array.from({ length: index.entryCount }, (_, entry) =>
    run.language.answers.timeIndexLine(index.timestampMs(entry), index.offset(entry)),
  );
}

/** First what belongs to topics, then Kafka's own logs, then what the broker keeps of itself. */
function rank(fileLine: string): number {
  if (!fileLine.includes('/')) return 2;
  return fileLine.startsWith('__') ? 1 : 0;
}

function fileLines({ node }: BrokerBehind, folder: string, run: Run): readonly string[] {
  return node.platter.list(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (name.endsWith('/')) return fileLines({ node } as BrokerBehind, path.slice(0, -1), run);
    const { sizeBytes, unflushedBytes, isEndFlushed } = node.platter.tree.file(path);
    const { fileLine } = run.language.answers;
    return [fileLine(path.slice(dataFolder.length + 1), { sizeBytes, unflushedBytes, isEndFlushed })];
  });
}

export type { Answer };
