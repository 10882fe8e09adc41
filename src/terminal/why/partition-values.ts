import { Refusal } from '../actions/action.ts';
import { brokerFor, leaderOf } from '../conditions.ts';
import { type PartitionName, writePartition } from '../grammar/names.ts';
import { hostedBy, partitionsOf, recordsOf } from '../look.ts';
import type { Evidence } from './evidence.ts';
import type { ExplainedValue } from './nouns.ts';
import type { Parent } from './leading.ts';
import { inWords } from './values.ts';

/** The log of a partition in the memory of its broker; throws `Refusal` where it cannot be looked at. */
function logOf(partition: PartitionName, { run, words }: Evidence) {
  const name = writePartition(partition);
  if (!partitionsOf(run).some((each) => writePartition(each) === name))
    throw new Refusal(words.refusals.noPartition(name));
  const broker = brokerFor(partition, undefined, run);
  const hosted = hostedBy(broker, partition);
  if (hosted === undefined) throw new Refusal(words.refusals.isDown(broker.name));
  return { name, broker, log: hosted.log };
}

/** The last event of this name that tells of the partition. */
function lastOf(
  name: 'appended' | 'log opened' | 'recovered' | 'truncated' | 'flushed' | 'records deleted' | 'segment rolled',
  partition: string,
  evidence: Evidence,
): number | undefined {
  return evidence.before(evidence.told.length, name, (event) => event.partition === partition);
}

export function from(...events: readonly (number | undefined)[]): Parent {
  const event = events.find((each) => each !== undefined);
  return event === undefined ? undefined : { event };
}

export function highWatermark(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { name, broker, log: found } = logOf(partition, evidence);
  const { highWatermark: offset, logEndOffset } = found;
  const appended = lastOf('appended', name, evidence);
  const opened = lastOf('log opened', name, evidence);
  const since = evidence.before(
    evidence.told.length,
    'appended',
    (event) => event.partition === name && event.lastOffset + 1 === offset,
  );
  const call =
    evidence.first({
      rules: ['highWatermark'],
      node: broker.name,
      from: Math.max(since ?? -1, opened ?? -1) + 1,
      matches: ({ result }) => result === offset,
    }) ?? evidence.latest({ rules: ['highWatermark'], node: broker.name, matches: ({ result }) => result === offset });
  const words = evidence.words.nouns;
  const says =
    offset < logEndOffset
      ? words.highWatermarkBehind(name, offset, logEndOffset)
      : words.highWatermark(name, offset, broker.name);
  const explained = call === undefined ? { says: '', forgotten: 'highWatermark' } : { says, call };
  return { question: `why high-watermark of ${name}`, explained, from: from(since, appended, opened) };
}

export function lastStableOffset(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { name, broker, log: found } = logOf(partition, evidence);
  // To look is to ask the rule.
  const { lastStableOffset: offset, highWatermark: mark } = found;
  const call = evidence.latest({
    rules: ['lastStableOffset'],
    node: broker.name,
    matches: ({ inputs, result }) => inputs[0] === mark && result === offset,
  });
  const words = evidence.words.nouns;
  const says = offset < mark ? words.lastStableBehind(name, offset, mark) : words.lastStable(name, offset);
  const explained = call === undefined ? { says: '', forgotten: 'lastStableOffset' } : { says, call };
  const events = [lastOf('appended', name, evidence), lastOf('log opened', name, evidence)];
  return { question: `why last-stable-offset of ${name}`, explained, from: from(...events) };
}

export function logEnd(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { name, log: found } = logOf(partition, evidence);
  const offset = found.logEndOffset;
  const words = evidence.words.nouns;
  const appended = lastOf('appended', name, evidence);
  const recovered = lastOf('recovered', name, evidence);
  if (recovered !== undefined && recovered > (appended ?? -1)) return foundEnd(name, offset, recovered, evidence);
  const call = appended === undefined ? undefined : evidence.call(['judgeSequence', 'validateBatch'], appended);
  const says = offset === 0 ? words.logEndEmpty(name) : words.logEnd(name, offset);
  return {
    question: `why end of ${name}`,
    explained: { says, call },
    from: from(appended, lastOf('log opened', name, evidence)),
  };
}

/** The log was opened after a crash, and nothing was appended since: what its files hold decides. */
function foundEnd(name: string, offset: number, recovered: number, evidence: Evidence): ExplainedValue {
  const words = evidence.words.nouns;
  const cut = lastOf('truncated', name, evidence);
  const isCut = cut !== undefined && evidence.told[cut]!.atUs === evidence.told[recovered]!.atUs;
  return {
    question: `why end of ${name}`,
    explained: {
      says: isCut ? words.logEndCut(name, offset) : words.logEndFound(name, offset),
      call: isCut ? evidence.call(['validPrefix'], recovered, { earlier: true }) : undefined,
    },
    from: { event: recovered },
  };
}

export function logStart(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { name, log: found } = logOf(partition, evidence);
  const offset = found.logStartOffset;
  const words = evidence.words.nouns;
  const deleted = lastOf('records deleted', name, evidence);
  const call =
    deleted === undefined
      ? undefined
      : evidence.call(['deletableSegments'], deleted, {
          matches: ({ result }) => Array.isArray(result) && result.length > 0,
        });
  const says = offset === 0 ? words.logStartZero(name) : words.logStart(name, offset);
  return {
    question: `why start of ${name}`,
    explained: { says, call },
    from: from(deleted, lastOf('log opened', name, evidence)),
  };
}

export function leader(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const name = writePartition(partition);
  const question = `why leader of ${name}`;
  const found = leaderOf(partition, run);
  const made = evidence.before(run.told.length, 'topic created', (event) => event.topic === partition.topic);
  if (found === undefined) {
    const broker = brokerFor(partition, undefined, run);
    const end = evidence.lastOf(run.told.length, broker.name, [
      'node killed',
      'node unplugged',
      'node stopped',
      'node failed',
    ]);
    return { question, explained: { says: words.nouns.nobodyLeads(name, broker.name) }, from: from(end, made) };
  }
  const epoch = hostedBy(found, partition)?.leaderEpoch ?? 0;
  const started = evidence.lastOf(run.told.length, found.name, ['broker started']);
  const again = evidence.latest({
    rules: ['leadershipAfter'],
    node: found.name,
    matches: ({ result }) => (result as { readonly leaderEpoch?: number } | null)?.leaderEpoch === epoch,
  });
  if (epoch > 0 && again !== undefined) {
    const explained = { says: words.nouns.leaderAgain(name, found.name, epoch), call: again };
    return { question, explained, from: from(started, made) };
  }
  return {
    question,
    explained: { says: words.nouns.leader(name, found.name, epoch), call: firstLeader(found.name, made, evidence) },
    from: from(made, started),
  };
}

/** The rule was asked when the topic was made. */
function firstLeader(broker: string, made: number | undefined, evidence: Evidence) {
  return evidence.latest({ rules: ['firstLeader'], node: broker, ...(made === undefined ? {} : { upTo: made }) });
}

export function inSync(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { name, broker } = logOf(partition, evidence);
  const image = broker.running?.broker.controller.image.topics.get(partition.topic)?.partitions[partition.partition];
  const brokers = (image?.inSyncReplicas ?? []).map((id) => `broker-${id}`).join(', ');
  const made = evidence.before(evidence.told.length, 'topic created', (event) => event.topic === partition.topic);
  return {
    question: `why isr of ${name}`,
    explained: {
      says: evidence.words.nouns.inSync(name, brokers),
      call: firstLeader(broker.name, made, evidence),
    },
    from: from(made),
  };
}

export function log(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const end = logEnd(partition, evidence);
  const name = writePartition(partition);
  const count = recordsOf(brokerFor(partition, undefined, run), name).length;
  return {
    ...end,
    question: `why log of ${name}`,
    explained: { ...end.explained, says: words.nouns.log(name, count) },
  };
}

export function index(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { name, broker, log: found } = logOf(partition, evidence);
  const appended = lastOf('appended', name, evidence);
  const call =
    appended === undefined
      ? undefined
      : evidence.latest({ rules: ['indexEntryDue'], node: broker.name, upTo: appended });
  const interval = inWords('indexIntervalBytes', found.settings.indexIntervalBytes, evidence.words);
  return {
    question: `why index of ${name}`,
    explained: { says: evidence.words.nouns.index(name, interval), call },
    from: from(appended, lastOf('log opened', name, evidence)),
  };
}

/** Each batch is one write, so what made a batch leave its producer made it a write. */
export function writes(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { name } = logOf(partition, evidence);
  const count = evidence.told.filter((event) => event.name === 'appended' && event.partition === name).length;
  const appended = lastOf('appended', name, evidence);
  const sent =
    appended === undefined ? undefined : evidence.before(appended, 'batch sent', (event) => event.partition === name);
  const call = sent === undefined ? undefined : evidence.call(['lingersForMs'], sent, { earlier: true });
  return {
    question: `why writes of ${name}`,
    explained: { says: evidence.words.nouns.writes(name, count), call },
    from: from(appended, lastOf('log opened', name, evidence)),
  };
}

export function flushes(partition: PartitionName, evidence: Evidence): ExplainedValue {
  const { words } = evidence;
  const { name, broker, log: found } = logOf(partition, evidence);
  const { recoveryPoint, logEndOffset, settings } = found;
  const flushed = lastOf('flushed', name, evidence);
  const appended = lastOf('appended', name, evidence);
  const call =
    appended === undefined
      ? undefined
      : evidence.first({ rules: ['flushBeforeAcknowledge'], node: broker.name, from: appended + 1 });
  const says = words.nouns.flush(name, recoveryPoint, logEndOffset);
  const most = inWords('flushMessages', settings.flushMessages, words);
  const isBehind = recoveryPoint < logEndOffset;
  return {
    question: `why flushes of ${name}`,
    explained: {
      says: isBehind ? `${says} ${words.nouns.notFlushed(logEndOffset - recoveryPoint, most)}` : says,
      call,
    },
    from: from(isBehind ? appended : flushed, appended, lastOf('log opened', name, evidence)),
  };
}
