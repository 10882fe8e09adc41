import type { RuleCall } from '../../cluster/rule-calls.ts';
import { type EventName, type Evidence, hostOf, labelOf, type Of } from './evidence.ts';

/** What led to an event directly: another event, or a command; undefined where the beginning of the cluster did. */
export type Parent = { readonly event: number } | { readonly command: number } | undefined;

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
  'response sent': (event, index, evidence) =>
    eventOf(
      evidence.before(
        index,
        'request received',
        ({ node, from, correlationId }) =>
          node === event.node && from === event.to && correlationId === event.correlationId,
      ),
    ),
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
  'record acknowledged': (event, index, evidence) => outcome(index, event.node, evidence),
  'record failed': (event, index, evidence) => outcome(index, event.node, evidence),
  'batch will be retried': (event, index, evidence) => outcome(index, event.node, evidence),
  'producer id received': (_, index, evidence) => eventOf(evidence.before(index, 'producer ids allocated')),
  'producer epoch raised': (event, index, evidence) =>
    eventOf(evidence.lastOf(index, event.node, ['record failed', 'batch will be retried', 'response received'])),
  'records polled': (event, index, evidence) => answerTo('Fetch', index, event.node, evidence),
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

/** Who ordered a fault that has struck. */
function armedFor(struck: number, evidence: Evidence): Parent {
  const { fault } = evidence.at(struck, 'fault struck');
  const armed = evidence.before(struck, 'fault armed', (event) => event.fault === fault);
  return eventOf(armed);
}

/** Whether a pause ended by itself. */
export function wasForSoLong(event: Of<'node resumed'>, pause: number | undefined, evidence: Evidence): boolean {
  if (pause === undefined) return false;
  const { forMs, atUs } = evidence.at(pause, 'node paused');
  return forMs !== undefined && event.atUs === atUs + Math.ceil(forMs * 1000);
}

function eventOf(index: number | undefined): Parent {
  return index === undefined ? undefined : { event: index };
}

/** The command that was under way; of these kinds, where that is known. */
function ordered(index: number, evidence: Evidence, does?: readonly string[]): Parent {
  const command =
    (does === undefined ? undefined : evidence.command(index, (each) => does.includes(each))) ??
    evidence.command(index);
  return command === undefined ? undefined : { command };
}

/** The start of the node's present life. */
function life(index: number, evidence: Evidence): Parent {
  return eventOf(evidence.lastOf(index, evidence.told[index]!.node, ['node started']));
}

/** How the node's last life ended. */
function lastEnd(index: number, node: string, evidence: Evidence): Parent {
  return eventOf(evidence.lastOf(index, node, ['node killed', 'node unplugged']));
}

/** A byte of the partition that somebody damaged since its log was opened last. */
function damage(partition: string, index: number, node: string, evidence: Evidence): Parent {
  const isOwn = (event: { readonly node: string; readonly partition: string }) =>
    event.node === node && event.partition === partition;
  const damaged = evidence.before(
    index,
    'disk damaged',
    (event) => event.node === node && event.how.includes(`${partition}@`),
  );
  const opened = evidence.before(index, 'log opened', isOwn) ?? -1;
  return damaged !== undefined && damaged > opened ? { event: damaged } : undefined;
}

/** The last request of these kinds that a broker was asked; none before its present life. */
function request(index: number, evidence: Evidence, apis: readonly string[], node: string): Parent {
  const found = evidence.before(index, 'request received', (event) => event.node === node && apis.includes(event.api));
  const born = evidence.lastOf(index, node, ['node started']) ?? -1;
  return found !== undefined && found > born ? { event: found } : undefined;
}

/** What a broker was doing: the request that it took last at this instant, or its start. */
function atWork(index: number, node: string, evidence: Evidence): Parent {
  const found = evidence.lastOf(index, node, ['request received', 'node started']);
  return eventOf(found);
}

/** Whether a call says that something may go. */
function hasSegments({ result }: RuleCall): boolean {
  return Array.isArray(result) && result.length > 0;
}

/** What a setting of the topic made happen, when its time came. */
function bySettings(partition: string, index: number, evidence: Evidence): Parent {
  const topic = partition.replace(/-\d+$/, '');
  return (
    eventOf(
      evidence.before(
        index,
        'configuration changed',
        ({ resource, key }) => resource === `topic ${topic}` && /^(?:retention|cleanup|segment)\./.test(key),
      ),
    ) ??
    eventOf(evidence.before(index, 'topic created', (event) => event.topic === topic)) ??
    ordered(index, evidence)
  );
}

/** Why a client asked something. */
function askedBecause(client: string, correlationId: number, index: number, evidence: Evidence): Parent {
  const sent = evidence.before(
    index,
    'request sent',
    (event) => event.node === client && event.correlationId === correlationId,
  );
  const api = sent === undefined ? '' : evidence.at(sent, 'request sent').api;
  return reasonToAsk(api, client, sent ?? index, evidence);
}

function reasonToAsk(api: string, client: string, index: number, evidence: Evidence): Parent {
  const names = ({ Produce: ['batch sent'], InitProducerId: ['record accepted'] } as const)[api];
  const reason = names === undefined ? undefined : evidence.lastOf(index, client, names);
  return eventOf(reason) ?? wanted(client, index, evidence);
}

/** What a client was made to do last, or how it came to be. */
function wanted(client: string, index: number, evidence: Evidence): Parent {
  return ordered(index, evidence) ?? eventOf(evidence.lastOf(index, client, ['node started']));
}

/** How a producer learnt what became of its batch. */
function outcome(index: number, node: string, evidence: Evidence): Parent {
  const { atUs } = evidence.told[index]!;
  const timeout = evidence.lastOf(index, node, ['request timed out']);
  if (timeout !== undefined && evidence.told[timeout]!.atUs === atUs) return { event: timeout };
  const found = evidence.lastOf(index, node, ['response received', 'connection lost']);
  if (found !== undefined && evidence.told[found]!.atUs === atUs) return { event: found };
  return eventOf(evidence.lastOf(index, node, ['batch sent', 'record accepted'])) ?? ordered(index, evidence);
}

function answerTo(api: string, index: number, node: string, evidence: Evidence): Parent {
  return eventOf(evidence.before(index, 'response received', (event) => event.node === node && event.api === api));
}

/** What keeps two from hearing each other at that instant: a node that ended or stands still, a link that is cut. */
function outage(node: string, other: string, index: number, evidence: Evidence): Parent {
  const ends = ['node killed', 'node unplugged', 'node stopped', 'node failed', 'node started'] as const;
  const end = inForce(evidence.lastOf(index, node, ends), 'node started', evidence);
  const pause = inForce(
    evidence.lastOf(index, node, ['node paused', 'node resumed', 'node started']),
    'node paused',
    evidence,
    true,
  );
  const healed = evidence.before(index, 'healed') ?? -1;
  const cut = evidence.before(
    index,
    'link cut',
    ({ from, to }) => (from === node && to === other) || (from === other && to === node),
  );
  const latest = Math.max(end ?? -1, pause ?? -1, cut !== undefined && cut > healed ? cut : -1);
  return latest < 0 ? undefined : { event: latest };
}

/** The event, where it is (or is not) of the name. */
function inForce(event: number | undefined, name: EventName, evidence: Evidence, is = false): number | undefined {
  return event !== undefined && (evidence.told[event]!.name === name) === is ? event : undefined;
}

/** A broker that closed the client's connection, just now. */
function turnedAway(client: string, index: number, evidence: Evidence): Parent {
  const refused = evidence.before(index, 'connection refused', ({ from }) => hostOf(from) === client);
  const asked = evidence.lastOf(index, client, ['connected', 'connection failed', 'connection lost']) ?? -1;
  return refused !== undefined && refused > asked ? { event: refused } : undefined;
}

/** Why no answer came to a request: what became of it, or of its answer. */
function silence(client: string, correlationId: number, index: number, evidence: Evidence): Parent {
  for (const kind of ['response', 'request'] as const) {
    const left = evidence.before(index, 'message left', (event) => {
      const label = labelOf(event);
      const other = kind === 'request' ? event.from : event.to;
      return label?.kind === kind && label.correlationId === correlationId && other === client;
    });
    if (left === undefined) continue;
    const { message } = evidence.at(left, 'message left');
    const lost = evidence.before(index, 'message lost', (event) => event.message === message);
    const struck = evidence.before(index, 'fault struck', (event) => event.message === message);
    if (lost !== undefined || struck !== undefined) return eventOf(lost ?? struck);
  }
  return undefined;
}
