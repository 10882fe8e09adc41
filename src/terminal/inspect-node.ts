import type { MessageLabel } from '../cluster/message-labels.ts';
import { sheetWords } from '../narration/sheet-words.ts';
import type { Producer } from '../delivery/producer/producer.ts';
import type { BrokerBehind, ClientBehind, MemberBehind } from './cluster-behind.ts';
import { partitionsOf, hostedBy } from './look.ts';
import { writePartition } from './grammar/names.ts';
import { settingsSeen } from './actions/shown-settings.ts';
import { showFaults } from './actions/shown-faults.ts';
import { bareSheet, type Fact, type Section, type Sheet } from './inspect-sheet.ts';
import type { Run } from './run.ts';
import { whyOf } from './inspect-why.ts';
import type { WhyAnswer } from './why-answer.ts';

/** What a node knows: how it is, where it stands, and the settings by which it acts. */
export function nodeSheet(name: string, run: Run): Sheet {
  const { answers } = run.language;
  const sheets = sheetWords(run.language);
  const member = run.cluster.members.find((each) => each.name === name);
  if (member === undefined) return bareSheet(name, sheets.noNode(name));
  const kind = 'kind' in member ? member.kind : 'broker';
  const state = member.node.isPaused ? answers.states.paused : answers.states[member.state];
  const sections = 'kind' in member ? clientSections(member, run) : brokerSections(member, run);
  return {
    title: name,
    says: sheets.node(sheets.kindOf[kind], state),
    sections: [...sections, ...messagesSection(name, run), ...settingsSection(member, run)],
    bytes: undefined,
    why: whySo(name, run),
    futures: [],
  };
}

function brokerSections(broker: BrokerBehind, run: Run): readonly Section[] {
  const sheets = sheetWords(run.language);
  const { host, port } = broker.address;
  const logs = partitionsOf(run).flatMap((partition) => {
    const log = hostedBy(broker, partition)?.log;
    if (log === undefined) return [];
    const value = sheets.log(log.logStartOffset, log.logEndOffset, log.highWatermark);
    return [{ name: writePartition(partition), value }];
  });
  const problem = broker.problem === undefined ? [] : [{ name: 'problem', value: broker.problem }];
  const waiting = run.cluster.interceptions.armed.length === 0 ? [] : showFaults(run);
  return [
    {
      title: sheets.itKnows,
      facts: [
        { name: sheets.nodeId, value: String(broker.nodeId) },
        { name: sheets.address, value: `${host}:${port}` },
        ...problem,
        ...waiting.map((value) => ({ name: sheets.armed, value })),
      ],
    },
    { title: sheets.logs, facts: logs.length === 0 ? [{ name: sheets.noLogs, value: '' }] : logs },
  ];
}

function clientSections(client: ClientBehind, run: Run): readonly Section[] {
  const facts = client.kind === 'consumer' ? consumerFacts(client.name, run) : producerFacts(client, run);
  return facts.length === 0 ? [] : [{ title: sheetWords(run.language).itKnows, facts }];
}

/** As far as it told. */
function producerFacts({ name, application }: ClientBehind, run: Run): readonly Fact[] {
  const sheets = sheetWords(run.language);
  const isIdempotent = (application as Partial<Producer> | undefined)?.isIdempotent ?? false;
  const sequences = new Map<string, number>();
  let id: string | undefined;
  for (const told of run.told) {
    if (told.node !== name) continue;
    if (told.name === 'producer id received') id = sheets.producerIs(told.producerId, told.producerEpoch);
    if (told.name === 'batch sent' && told.baseSequence >= 0)
      sequences.set(told.partition, told.baseSequence + told.records);
  }
  const outcomes = run.outcomesOf(name);
  return [
    { name: sheets.producer, value: id ?? (isIdempotent ? sheets.noIdYet : sheets.notIdempotent) },
    ...[...sequences].map(([partition, next]) => ({ name: sheets.nextSequence(partition), value: String(next) })),
    ...(outcomes.length === 0 ? [] : [{ name: sheets.got, value: outcomes.join(', ') }]),
  ];
}

function consumerFacts(name: string, run: Run): readonly Fact[] {
  const sheets = sheetWords(run.language);
  const application = run.cast.applicationOf(name);
  if (application === undefined) return [];
  return [
    ...[...application.positions].map(([partition, offset]) => ({
      name: sheets.reads(partition),
      value: String(offset),
    })),
    { name: sheets.unprocessed, value: String(application.polled.length) },
  ];
}

const mostMessages = 8;

/** The latest that it sent or was sent, the last one first. */
function messagesSection(name: string, run: Run): readonly Section[] {
  const sheets = sheetWords(run.language);
  const facts: Fact[] = [];
  for (let index = run.told.length - 1; index >= 0 && facts.length < mostMessages; index--) {
    const told = run.told[index]!;
    if (told.name !== 'message left' || (told.from !== name && told.to !== name)) continue;
    const label = told.label as MessageLabel | undefined;
    const what = label === undefined ? sheets.unnamedMessage : sheets.message(label.kind, label.api);
    const value = told.from === name ? sheets.messageTo(what, told.to) : sheets.messageFrom(what, told.from);
    facts.push({ name: sheets.instant(told.atUs), value, opens: { is: 'message', message: told.message } });
  }
  return facts.length === 0 ? [] : [{ title: sheets.latestMessages, facts }];
}

/** Those that decide what a promise is worth; what somebody changed is always shown. */
const telling: Readonly<Record<'broker' | 'producer' | 'consumer' | 'admin', readonly string[]>> = {
  producer: [
    ...['acks', 'enable.idempotence', 'retries', 'max.in.flight.requests.per.connection', 'linger.ms', 'batch.size'],
    ...['request.timeout.ms', 'delivery.timeout.ms', 'retry.backoff.ms', 'compression.type', 'transactional.id'],
  ],
  consumer: [
    ...[
      'group.id',
      'auto.offset.reset',
      'isolation.level',
      'enable.auto.commit',
      'max.poll.records',
      'fetch.min.bytes',
    ],
    ...['fetch.max.wait.ms', 'max.poll.interval.ms', 'session.timeout.ms'],
  ],
  broker: [
    ...['log.flush.interval.messages', 'log.segment.bytes', 'log.retention.ms', 'log.retention.bytes'],
    ...['min.insync.replicas', 'unclean.leader.election.enable', 'auto.create.topics.enable', 'message.max.bytes'],
  ],
  admin: [],
};

/** Those of a broker are in its memory: of one that is down nobody knows them. */
function settingsSection(member: MemberBehind, run: Run): readonly Section[] {
  const sheets = sheetWords(run.language);
  const kind = 'kind' in member ? member.kind : 'broker';
  if (kind === 'admin' || (kind === 'broker' && member.state !== 'serving')) return [];
  const facts = settingsSeen(member.name, run)
    .filter(({ key, isDefault }) => !isDefault || telling[kind].includes(key))
    .map(({ key, text, isDefault }) => ({
      name: key,
      value: text === '' ? sheets.none : text,
      ...(isDefault ? {} : { note: sheets.isNotDefault }),
    }));
  return facts.length === 0 ? [] : [{ title: sheets.settings, facts }];
}

const changesOfState: ReadonlySet<string> = new Set([
  ...['node started', 'node failed', 'node stopped', 'node killed', 'node unplugged', 'node paused', 'node resumed'],
  'broker started',
]);

/** Why it is in this state. */
function whySo(name: string, run: Run): WhyAnswer | undefined {
  const event = run.told.findLastIndex((told) => told.node === name && changesOfState.has(told.name));
  return event < 0 ? undefined : whyOf({ about: 'event', event }, run);
}
