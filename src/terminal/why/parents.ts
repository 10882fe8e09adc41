import { type EventName, type Evidence, hostOf, labelOf, type Of } from './evidence.ts';
import {
  answerTo,
  armedFor,
  askedBecause,
  atWork,
  bySettings,
  damage,
  eventOf,
  hasSegments,
  lastEnd,
  life,
  ordered,
  outage,
  outcome,
  readAfterAppend,
  reasonToAsk,
  request,
  silence,
  turnedAway,
  wanted,
  wasForSoLong,
  workFor,
  type Parent,
} from './leading.ts';

/** The beginning of the round that it belongs to. */
function compactionOf(
  { node, partition }: { readonly node: string; readonly partition: string },
  index: number,
  evidence: Evidence,
): Parent {
  const isSame = (event: { readonly node: string; readonly partition: string }) =>
    event.node === node && event.partition === partition;
  return eventOf(evidence.before(index, 'compaction began', isSame)) ?? life(index, evidence);
}

type ParentOf<Name extends EventName> = (event: Of<Name>, index: number, evidence: Evidence) => Parent;

/** One for each event; one that is missing does not compile. */
export type Parents = { readonly [Name in EventName]: ParentOf<Name> };

const storage = {
  'log opened': (event, index, evidence) =>
    request(index, evidence, ['CreateTopics', 'CreatePartitions', 'Metadata'], event.node) ?? life(index, evidence),
  recovered: (event, index, evidence) => lastEnd(index, event.node, evidence) ?? life(index, evidence),
  appended: (event, index, evidence) => atWork(index, event.node, evidence),
  'duplicate recognised': (event, index, evidence) => atWork(index, event.node, evidence),
  'append refused': (event, index, evidence) => atWork(index, event.node, evidence),
  'segment rolled': (event, index, evidence) =>
    evidence.call(['rollReason'], index, { matches: ({ result }) => result === event.because }) === undefined
      ? bySettings(event.partition, index, evidence)
      : atWork(index, event.node, evidence),
  flushed: (event, index, evidence) =>
    eventOf(
      evidence.before(index, 'appended', ({ node, partition }) => node === event.node && partition === event.partition),
    ) ?? life(index, evidence),
  truncated: (event, index, evidence) =>
    damage(event.partition, index, event.node, evidence) ??
    lastEnd(index, event.node, evidence) ??
    life(index, evidence),
  'records deleted': (event, index, evidence) =>
    (evidence.call(['deletableSegments'], index, { matches: hasSegments }) === undefined
      ? request(index, evidence, ['DeleteRecords'], event.node)
      : undefined) ?? bySettings(event.partition, index, evidence),
  'segment deleted': (event, index, evidence) =>
    (event.because === 'log start offset' ? request(index, evidence, ['DeleteRecords'], event.node) : undefined) ??
    bySettings(event.partition, index, evidence),
  'recovery advanced': (event, index, evidence) => lastEnd(index, event.node, evidence) ?? life(index, evidence),
  'log offline': (event, index, evidence) =>
    damage(event.partition, index, event.node, evidence) ??
    lastEnd(index, event.node, evidence) ??
    life(index, evidence),
  'log folder failed': (event, index, evidence) =>
    eventOf(evidence.before(index, 'disk damaged', ({ node }) => node === event.node)) ?? life(index, evidence),
  'compaction began': (event, index, evidence) => bySettings(event.partition, index, evidence),
  'segments compacted': (event, index, evidence) => compactionOf(event, index, evidence),
  'compaction ended': (event, index, evidence) => compactionOf(event, index, evidence),
  'compaction abandoned': (event, index, evidence) => compactionOf(event, index, evidence),
  'file mended': (event, index, evidence) => lastEnd(index, event.node, evidence) ?? life(index, evidence),
  'log removed': (event, index, evidence) =>
    request(index, evidence, ['DeleteTopics'], event.node) ?? life(index, evidence),
} satisfies Partial<Parents>;

const metadata = {
  'controller elected': (_, index, evidence) => life(index, evidence),
  'broker registered': (_, index, evidence) => life(index, evidence),
  'topic created': (event, index, evidence) => request(index, evidence, ['CreateTopics', 'Metadata'], event.node),
  'partitions added': (event, index, evidence) => request(index, evidence, ['CreatePartitions'], event.node),
  'topic deleted': (event, index, evidence) => request(index, evidence, ['DeleteTopics'], event.node),
  'configuration changed': (event, index, evidence) =>
    request(index, evidence, ['IncrementalAlterConfigs', 'AlterConfigs', 'CreateTopics'], event.node) ??
    life(index, evidence),
  'producer ids allocated': (event, index, evidence) => request(index, evidence, ['InitProducerId'], event.node),
} satisfies Partial<Parents>;

const brokers = {
  'broker started': (_, index, evidence) => life(index, evidence),
  'broker stopped': (_, index, evidence) => ordered(index, evidence),
  'request received': (event, index, evidence) =>
    askedBecause(hostOf(event.from), event.correlationId, index, evidence),
  'response sent': (event, index, evidence) => {
    const received = evidence.before(
      index,
      'request received',
      ({ node, from, correlationId }) =>
        node === event.node && from === event.to && correlationId === event.correlationId,
    );
    return eventOf(workFor(received, index, evidence) ?? received);
  },
  'connection refused': (event, index, evidence) =>
    eventOf(evidence.lastOf(index, hostOf(event.from), ['request sent', 'node started'])) ?? ordered(index, evidence),
} satisfies Partial<Parents>;

const delivery = {
  'record accepted': (_, index, evidence) => ordered(index, evidence, ['produce']),
  'batch sent': (event, index, evidence) =>
    eventOf(
      event.attempt > 1
        ? evidence.before(
            index,
            'batch will be retried',
            ({ node, partition }) => node === event.node && partition === event.partition,
          )
        : evidence.before(
            index,
            'record accepted',
            ({ node, topic, partition }) => node === event.node && `${topic}-${partition}` === event.partition,
          ),
    ) ?? ordered(index, evidence),
  'record sent': (event, index, evidence) =>
    eventOf(
      evidence.before(
        index,
        'batch sent',
        ({ node, partition }) => node === event.node && partition === event.partition,
      ),
    ),
  'record acknowledged': (event, index, evidence) => outcome(index, event.node, evidence),
  'record failed': (event, index, evidence) => outcome(index, event.node, evidence),
  'batch will be retried': (event, index, evidence) => outcome(index, event.node, evidence),
  'producer id received': (_, index, evidence) => eventOf(evidence.before(index, 'producer ids allocated')),
  'producer epoch raised': (event, index, evidence) =>
    eventOf(evidence.lastOf(index, event.node, ['record failed', 'batch will be retried', 'response received'])),
  'records polled': (event, index, evidence) =>
    readAfterAppend(event, index, evidence) ?? answerTo('Fetch', index, event.node, evidence),
  'position reset': (event, index, evidence) =>
    event.because.startsWith('auto.offset.reset')
      ? ordered(index, evidence, ['create consumer', 'start', 'set'])
      : ordered(index, evidence, ['seek', 'consume']),
  processed: (event, index, evidence) =>
    eventOf(
      evidence.before(
        index,
        'records polled',
        ({ node, partition, position }) =>
          node === event.node && partition === event.partition && position > event.offset,
      ),
    ),
} satisfies Partial<Parents>;

const wire = {
  connected: (event, index, evidence) => wanted(event.node, index, evidence),
  'connection failed': (event, index, evidence) =>
    turnedAway(event.node, index, evidence) ??
    outage(hostOf(event.to), event.node, index, evidence) ??
    ordered(index, evidence),
  'connection lost': (event, index, evidence) => {
    const timeout = evidence.before(index, 'request timed out', ({ node }) => node === event.node);
    if (timeout !== undefined && evidence.told[timeout]!.atUs === event.atUs) return { event: timeout };
    return (
      turnedAway(event.node, index, evidence) ??
      outage(hostOf(event.to), event.node, index, evidence) ??
      ordered(index, evidence)
    );
  },
  'request sent': (event, index, evidence) => askedBecause(event.node, event.correlationId, index + 1, evidence),
  'response received': (event, index, evidence) =>
    eventOf(
      evidence.before(
        index,
        'response sent',
        ({ to, correlationId }) => hostOf(to) === event.node && correlationId === event.correlationId,
      ),
    ) ?? eventOf(evidence.before(index, 'fault struck')),
  'request timed out': (event, index, evidence) =>
    silence(event.node, event.correlationId, index, evidence) ??
    outage(hostOf(event.to), event.node, index, evidence) ??
    eventOf(
      evidence.before(
        index,
        'request sent',
        (sent) => sent.node === event.node && sent.correlationId === event.correlationId,
      ),
    ),
} satisfies Partial<Parents>;

const network = {
  'message left': (event, index, evidence) => {
    const label = labelOf(event);
    if (label === undefined) return life(index, evidence);
    // The request itself is told behind its message.
    if (label.kind === 'request') return reasonToAsk(label.api, event.from, index, evidence);
    return eventOf(
      evidence.before(
        index,
        'response sent',
        ({ node, to, correlationId }) =>
          node === event.from && hostOf(to) === event.to && correlationId === label.correlationId,
      ),
    );
  },
  'message arrived': (event, index, evidence) =>
    eventOf(evidence.before(index, 'message left', ({ message }) => message === event.message)),
  'message lost': (event, index, evidence) => {
    const struck = evidence.before(index, 'fault struck', ({ message }) => message === event.message);
    if (struck !== undefined) return armedFor(struck, evidence);
    const departure = evidence.departure(event.message);
    if (departure === undefined) return ordered(index, evidence);
    const { from, to, connection } = evidence.at(departure, 'message left');
    const earlier = evidence.before(index, 'message lost', (other) => {
      const left = evidence.departure(other.message);
      return left !== undefined && evidence.at(left, 'message left').connection === connection;
    });
    return outage(to, from, index, evidence) ?? outage(from, to, index, evidence) ?? eventOf(earlier ?? departure);
  },
} satisfies Partial<Parents>;

const nodes = {
  'node started': (_, index, evidence) => ordered(index, evidence),
  'node failed': (event, index, evidence) =>
    eventOf(evidence.lastOf(index, event.node, ['disk damaged'])) ?? ordered(index, evidence),
  'node stopped': (_, index, evidence) => ordered(index, evidence),
  'node killed': (_, index, evidence) => ordered(index, evidence),
  'node unplugged': (_, index, evidence) => ordered(index, evidence),
  'node paused': (_, index, evidence) => ordered(index, evidence),
  'node resumed': (event, index, evidence) => {
    const pause = evidence.before(index, 'node paused', ({ node }) => node === event.node);
    return wasForSoLong(event, pause, evidence) ? eventOf(pause) : ordered(index, evidence);
  },
  'link cut': (_, index, evidence) => ordered(index, evidence),
  'link slowed': (_, index, evidence) => ordered(index, evidence),
  'link made lossy': (_, index, evidence) => ordered(index, evidence),
  healed: (_, index, evidence) => ordered(index, evidence),
  'fault armed': (_, index, evidence) => ordered(index, evidence),
  'fault struck': (_, index, evidence) => armedFor(index, evidence),
  'messages released': (_, index, evidence) => ordered(index, evidence),
  'disk damaged': (_, index, evidence) => ordered(index, evidence),
  'clock skewed': (_, index, evidence) => ordered(index, evidence),
} satisfies Partial<Parents>;

export const parents: Parents = { ...storage, ...metadata, ...brokers, ...delivery, ...wire, ...network, ...nodes };
