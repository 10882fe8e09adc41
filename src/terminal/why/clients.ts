import type { RuleCall } from '../../cluster/rule-calls.ts';
import { unended } from '../../narration/english-words.ts';
import type { Evidence, Of } from './evidence.ts';
import { byRule, type Explained, type Explanations } from './explained.ts';
import { field, fieldInWords, inWords } from './values.ts';

/** Why a producer, a consumer or the application around them did what they did. */
export const clients = {
  'record accepted': (event, index, evidence) => placing(event, index, evidence),

  'batch sent'(event, index, evidence) {
    if (event.attempt > 1) return sendingAgain(event, index, evidence);
    const call = evidence.call(['lingersForMs'], index, { matches: ({ result }) => result === 0 });
    return byRule('lingersForMs', call, (found) => leaving(found, evidence));
  },

  'record sent': (event, _, evidence) => ({ says: evidence.words.clients.acknowledgedUnasked(event.node) }),

  'record acknowledged'(event, index, evidence) {
    const words = evidence.words.clients;
    const call = evidence.call(['judgeAnswer'], index, { matches: ({ result }) => result === 'acknowledged' });
    return byRule('judgeAnswer', call, (found) => words.acknowledged(event.node, String(field(found, 'error'))));
  },

  'record failed': (event, index, evidence) => failing(event, index, evidence),

  'batch will be retried'(_, index, evidence) {
    const { words } = evidence;
    const call = evidence.call(['isSentAgain'], index, { matches: ({ result }) => result === true });
    return byRule('isSentAgain', call, (found) =>
      words.clients.retriable(
        Number(field(found, 'attempts')),
        fieldInWords(found, 'retries', words),
        fieldInWords(found, 'ageMs', words),
        fieldInWords(found, 'deliveryTimeoutMs', words),
      ),
    );
  },

  'producer id received'(event, index, evidence) {
    const allocated = evidence.before(
      index,
      'producer ids allocated',
      ({ first, count }) => event.producerId >= first && event.producerId < first + count,
    );
    if (allocated === undefined) return { says: '', forgotten: 'nextProducerIdBlock' };
    const { first, count } = evidence.at(allocated, 'producer ids allocated');
    const call = evidence.call(['nextProducerIdBlock'], allocated, { earlier: true });
    return byRule('nextProducerIdBlock', call, () =>
      evidence.words.clients.producerId(event.producerId, first, first + count - 1),
    );
  },

  'producer epoch raised'(event, index, evidence) {
    const call = evidence.call(['judgeGap'], index, { matches: ({ result }) => result === 'begin anew' });
    return byRule('judgeGap', call, () => evidence.words.clients.raised(event.because));
  },

  'records polled'(event, index, evidence) {
    if (event.count === 0) return { says: evidence.words.clients.polledNothing };
    const call = evidence.call(['isWanted'], index, { earlier: true, matches: ({ result }) => result === true });
    return byRule('isWanted', call, () => evidence.words.clients.polled(event.count, event.position));
  },

  'position reset'(event, index, evidence) {
    const words = evidence.words.clients;
    if (!event.because.startsWith('auto.offset.reset')) return { says: words.sought(event.position) };
    const call = evidence.call(['resetPosition'], index, { earlier: true });
    const policy = event.because.replace(/^auto\.offset\.reset[:=]?\s*/, '');
    return byRule('resetPosition', call, () => words.reset(policy, event.position));
  },

  processed(event, index, evidence) {
    const words = evidence.words.clients;
    const earlier = evidence.before(
      index,
      'processed',
      ({ node, partition, offset }) => node === event.node && partition === event.partition && offset === event.offset,
    );
    const says = words.processed(event.entry);
    if (earlier !== undefined) return { says: `${says} ${words.polledTwice}` };
    const copy = evidence.before(index, 'processed', ({ entry }) => entry === event.entry);
    if (copy === undefined) return { says };
    const { partition, offset } = evidence.at(copy, 'processed');
    return { says: `${says} ${words.copied(`${partition}@${offset}`, `${event.partition}@${event.offset}`)}` };
  },

  connected: (event, _, evidence) => ({ says: evidence.words.clients.connected(event.node) }),

  'connection failed': (event, _, evidence) => ({
    says: evidence.words.clients.connectionFailed(unended(event.because)),
  }),

  'connection lost'(event, index, evidence) {
    const words = evidence.words.clients;
    const timeout = evidence.before(index, 'request timed out', ({ node }) => node === event.node);
    const isOwn = timeout !== undefined && evidence.told[timeout]!.atUs === event.atUs;
    return { says: isOwn ? words.closedAfterTimeout : words.connectionLost(unended(event.because)) };
  },

  'request sent': (event, index, evidence) => asking(event.api, event.node, index, evidence),

  'response received': (event, _, evidence) => ({ says: evidence.words.clients.responseReceived(event.api) }),

  'request timed out': (event, _, evidence) => ({ says: evidence.words.clients.timedOut(event.timeoutMs) }),
} satisfies Partial<Explanations>;

function placing(event: Of<'record accepted'>, index: number, evidence: Evidence): Explained {
  const words = evidence.words.clients;
  const { key, partition } = event;
  if (key !== null) {
    const call = evidence.call(['partitionOfKey'], index, { matches: ({ result }) => result === partition });
    if (call !== undefined) return { says: words.byKey(key, partition, Number(call.inputs[1])), call };
  } else {
    // What was decided about the record before it says whether the producer stays where it is.
    const call = evidence.call(['leavesPartition'], index, { earlier: true });
    if (call !== undefined && !wasNamed(index, evidence)) {
      return { says: (call.result === true ? words.drawn : words.sticky)(partition), call };
    }
  }
  return { says: wasNamed(index, evidence) ? words.byWish(partition) : words.drawn(partition) };
}

/** Whether the command that sent the record said the partition too. */
function wasNamed(index: number, evidence: Evidence): boolean {
  const number = evidence.command(index, (does) => does === 'produce');
  const command = number === undefined ? undefined : evidence.run.commands[number - 1]!.parsed.command;
  if (command?.does !== 'produce') return false;
  const event = evidence.at(index, 'record accepted');
  return command.partition !== undefined || command.place === `${event.topic}-${event.partition}`;
}

function leaving(call: RuleCall, { words }: Evidence): string {
  const lingerMs = fieldInWords(call, 'lingerMs', words);
  if (field(call, 'isFull') === true) return words.clients.full(lingerMs);
  if (field(call, 'isUrgent') === true) return words.clients.urgent;
  return words.clients.lingered(fieldInWords(call, 'ageMs', words), lingerMs);
}

function sendingAgain(event: Of<'batch sent'>, index: number, evidence: Evidence): Explained {
  const retried = evidence.before(
    index,
    'batch will be retried',
    ({ node, partition }) => node === event.node && partition === event.partition,
  );
  const call = retried === undefined ? undefined : evidence.call(['isSentAgain'], retried, { earlier: true });
  return byRule('isSentAgain', call, () => {
    const { backoffMs } = evidence.at(retried!, 'batch will be retried');
    return evidence.words.clients.sentAgain(event.attempt, inWords('backoffMs', backoffMs, evidence.words));
  });
}

function failing(event: Of<'record failed'>, index: number, evidence: Evidence): Explained {
  const { words } = evidence;
  const overdue = evidence.call(['isOverdue'], index, { matches: ({ result }) => result === true });
  const again = evidence.call(['isSentAgain'], index, { matches: ({ result }) => result === false });
  if (again !== undefined) {
    if (field(again, 'isRetriable') !== true) {
      const judged = evidence.call(['judgeAnswer'], index, { matches: ({ result }) => result === 'fatal' });
      return { says: words.clients.fatal(event.error), call: judged ?? again };
    }
    const isTired = Number(field(again, 'attempts')) > Number(field(again, 'retries'));
    const says = isTired
      ? words.clients.noRetries(fieldInWords(again, 'retries', words))
      : words.clients.noTimeLeft(fieldInWords(again, 'deliveryTimeoutMs', words));
    return { says, call: again };
  }
  if (overdue !== undefined) {
    const [ageMs, timeoutMs] = overdue.inputs;
    const says = words.clients.overdue(
      inWords('ageMs', ageMs ?? null, words),
      inWords('timeoutMs', timeoutMs ?? null, words),
    );
    return { says, call: overdue };
  }
  return { says: words.clients.neverGathered(unended(event.because)) };
}

/** What a client's question is good for. */
export function asking(api: string, node: string, index: number, evidence: Evidence): Explained {
  const { asks } = evidence.words.clients;
  if (api === 'Produce') {
    const sent = evidence.lastOf(index, node, ['batch sent']);
    if (sent !== undefined) return clients['batch sent'](evidence.at(sent, 'batch sent'), sent, evidence);
  }
  if (api === 'other' || !Object.hasOwn(asks, api)) return { says: asks.other(api) };
  return { says: asks[api as Exclude<keyof typeof asks, 'other'>] };
}
