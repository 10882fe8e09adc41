import type { RuleCall } from '../../cluster/rule-calls.ts';
import { type EventName, type Evidence, hostOf, labelOf, type Of } from './evidence.ts';

/** What led to an event directly: another event, or a command; undefined where the beginning of the cluster did. */
export type Parent = { readonly event: number } | { readonly command: number } | undefined;

/** Who ordered a fault that has struck. */
export function armedFor(struck: number, evidence: Evidence): Parent {
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

export function eventOf(index: number | undefined): Parent {
  return index === undefined ? undefined : { event: index };
}

/** The command that was under way; of these kinds, where that is known. */
export function ordered(index: number, evidence: Evidence, does?: readonly string[]): Parent {
  const command =
    (does === undefined ? undefined : evidence.command(index, (each) => does.includes(each))) ??
    evidence.command(index);
  return command === undefined ? undefined : { command };
}

/** The start of the node's present life. */
export function life(index: number, evidence: Evidence): Parent {
  return eventOf(evidence.lastOf(index, evidence.told[index]!.node, ['node started']));
}

/** How the node's last life ended. */
export function lastEnd(index: number, node: string, evidence: Evidence): Parent {
  return eventOf(evidence.lastOf(index, node, ['node killed', 'node unplugged']));
}

/** A byte of the partition that somebody damaged since its log was opened last. */
export function damage(partition: string, index: number, node: string, evidence: Evidence): Parent {
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
export function request(index: number, evidence: Evidence, apis: readonly string[], node: string): Parent {
  const found = evidence.before(index, 'request received', (event) => event.node === node && apis.includes(event.api));
  const born = evidence.lastOf(index, node, ['node started']) ?? -1;
  return found !== undefined && found > born ? { event: found } : undefined;
}

/** What a broker was doing: the request that it took last at this instant, or its start. */
export function atWork(index: number, node: string, evidence: Evidence): Parent {
  const found = evidence.lastOf(index, node, ['request received', 'node started']);
  return eventOf(found);
}

/** Whether a call says that something may go. */
export function hasSegments({ result }: RuleCall): boolean {
  return Array.isArray(result) && result.length > 0;
}

/** What a setting of the topic made happen, when its time came. */
export function bySettings(partition: string, index: number, evidence: Evidence): Parent {
  const topic = partition.replace(/-\d+$/, '');
  return (
    eventOf(
      evidence.before(
        index,
        'configuration changed',
        ({ resource, key }) =>
          resource === `topic ${topic}` && /^(?:retention|cleanup|segment)\.|compaction|dirty/.test(key),
      ),
    ) ??
    eventOf(evidence.before(index, 'topic created', (event) => event.topic === topic)) ??
    ordered(index, evidence)
  );
}

/** Why a client asked something. */
export function askedBecause(client: string, correlationId: number, index: number, evidence: Evidence): Parent {
  const sent = evidence.before(
    index,
    'request sent',
    (event) => event.node === client && event.correlationId === correlationId,
  );
  const api = sent === undefined ? '' : evidence.at(sent, 'request sent').api;
  return reasonToAsk(api, client, sent ?? index, evidence);
}

export function reasonToAsk(api: string, client: string, index: number, evidence: Evidence): Parent {
  if (api === 'Fetch') return reasonToRead(client, index, evidence);
  const names = ({ Produce: ['batch sent'], InitProducerId: ['record accepted'] } as const)[api];
  const reason = names === undefined ? undefined : evidence.lastOf(index, client, names);
  return eventOf(reason) ?? wanted(client, index, evidence);
}

/** Why a consumer asks for records: it was told to, or it has had a place to read from since then. */
function reasonToRead(client: string, index: number, evidence: Evidence): Parent {
  const placed = evidence.lastOf(index, client, ['position reset', 'node resumed', 'node started']);
  const told = evidence.command(index, (does) => does === 'poll' || does === 'consume');
  const { eventsBefore = -1 } = told === undefined ? {} : evidence.run.commands[told - 1]!;
  if (told !== undefined && (placed === undefined || eventsBefore >= placed)) return { command: told };
  return eventOf(placed) ?? wanted(client, index, evidence);
}

/**
 * What a broker did between a question and its answer: it appended a batch, knew it again, or refused it; for who asks for
 * records, somebody's batch came.
 */
export function workFor(received: number | undefined, answered: number, evidence: Evidence): number | undefined {
  if (received === undefined) return undefined;
  const { node, api } = evidence.at(received, 'request received');
  let work: number | undefined;
  for (let at = received + 1; at < answered; at++) {
    const event = evidence.told[at]!;
    if (event.node !== node) continue;
    // What a broker does for a batch it does at once: what is behind the next request is for that one.
    if (event.name === 'request received' && api === 'Produce') break;
    const isOfLog =
      event.name === 'appended' || event.name === 'duplicate recognised' || event.name === 'append refused';
    if (!isOfLog || event.partition.startsWith('__')) continue;
    if (api === 'Produce' || (api === 'Fetch' && event.name === 'appended')) work = at;
  }
  return work;
}

/** The batch that a consumer has read, where it came when the consumer stood ready: without it there was nothing to read. */
export function readAfterAppend(event: Of<'records polled'>, index: number, evidence: Evidence): Parent {
  const appended = evidence.before(
    index,
    'appended',
    ({ partition, baseOffset, lastOffset }) =>
      partition === event.partition && baseOffset < event.position && event.position - 1 <= lastOffset,
  );
  const ready = evidence.lastOf(index, event.node, ['position reset', 'node resumed', 'node started']) ?? -1;
  const earlier = evidence.before(
    index,
    'records polled',
    ({ node, partition, position }) =>
      node === event.node && partition === event.partition && position >= event.position,
  );
  // It had been there, and went back: the record was there all the time.
  if (earlier !== undefined && earlier > ready) return undefined;
  return appended !== undefined && appended > ready ? { event: appended } : undefined;
}

/** What a client was made to do last, or how it came to be. */
export function wanted(client: string, index: number, evidence: Evidence): Parent {
  return ordered(index, evidence) ?? eventOf(evidence.lastOf(index, client, ['node started']));
}

/** How a producer learnt what became of its batch. */
export function outcome(index: number, node: string, evidence: Evidence): Parent {
  const { atUs } = evidence.told[index]!;
  const timeout = evidence.lastOf(index, node, ['request timed out']);
  if (timeout !== undefined && evidence.told[timeout]!.atUs === atUs) return { event: timeout };
  const found = evidence.lastOf(index, node, ['response received', 'connection lost']);
  if (found !== undefined && evidence.told[found]!.atUs === atUs) return { event: found };
  return eventOf(evidence.lastOf(index, node, ['batch sent', 'record accepted'])) ?? ordered(index, evidence);
}

export function answerTo(api: string, index: number, node: string, evidence: Evidence): Parent {
  return eventOf(evidence.before(index, 'response received', (event) => event.node === node && event.api === api));
}

/** What keeps two from hearing each other at that instant: a node that ended or stands still, a link that is cut. */
export function outage(node: string, other: string, index: number, evidence: Evidence): Parent {
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
export function inForce(
  event: number | undefined,
  name: EventName,
  evidence: Evidence,
  is = false,
): number | undefined {
  return event !== undefined && (evidence.told[event]!.name === name) === is ? event : undefined;
}

/** A broker that closed the client's connection, just now. */
export function turnedAway(client: string, index: number, evidence: Evidence): Parent {
  const refused = evidence.before(index, 'connection refused', ({ from }) => hostOf(from) === client);
  const asked = evidence.lastOf(index, client, ['connected', 'connection failed', 'connection lost']) ?? -1;
  return refused !== undefined && refused > asked ? { event: refused } : undefined;
}

/** Why no answer came to a request: what became of it, or of its answer. */
export function silence(client: string, correlationId: number, index: number, evidence: Evidence): Parent {
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
