import { unended } from '../../narration/english-words.ts';
import type { Shown } from '../../cluster/rule-calls.ts';
import { kafkaErrors } from '../../wire/errors.ts';
import { asking } from './clients.ts';
import { type Evidence, hostOf, labelOf, type Of } from './evidence.ts';
import { byRule, type Explained, type Explanations } from './explained.ts';
import { wasForSoLong } from './leading.ts';
import { field, fieldInWords, inWords } from './values.ts';

/** Why something happened to a node, at a broker's door, to the cluster's metadata, on the way of a message. */
export const nodes = {
  'controller elected': (_, __, evidence) => ({ says: evidence.words.nodes.controllerElected }),
  'broker registered': (event, _, evidence) => ({ says: evidence.words.nodes.registered(event.brokerId) }),

  'topic created'(event, index, evidence) {
    const { words } = evidence;
    const creates = evidence.call(['createsMissingTopic'], index, {
      earlier: true,
      matches: ({ result }) => result === true,
    });
    const call = evidence.call(['placeReplicas'], index, {
      earlier: true,
      matches: ({ inputs }) => inputs[0] === event.partitions,
    });
    const asked = evidence.before(index, 'request received', ({ api }) => api === 'CreateTopics' || api === 'Metadata');
    const isByAsking = asked !== undefined && evidence.at(asked, 'request received').api === 'Metadata';
    if (isByAsking && creates !== undefined) return { says: words.nodes.autoCreated(event.topic), call: creates };
    if (call === undefined) return { says: words.nodes.topicGiven(event.topic) };
    return { says: words.nodes.placed(event.topic, placement(call.result)), call };
  },

  'partitions added'(event, index, evidence) {
    const { words } = evidence;
    const call = evidence.call(['placeReplicas'], index, { earlier: true });
    return byRule('placeReplicas', call, (found) => words.nodes.partitionsAdded(event.topic, placement(found.result)));
  },

  'topic deleted': (event, _, evidence) => ({ says: evidence.words.nodes.topicDeleted(event.topic) }),

  'configuration changed'(event, index, evidence) {
    const words = evidence.words.nodes;
    const isAsked = evidence.before(index, 'broker started') !== undefined;
    return { says: isAsked ? words.configured(event.key, event.resource) : words.configuredAtStart(event.key) };
  },

  'producer ids allocated'(event, index, evidence) {
    const call = evidence.call(['nextProducerIdBlock'], index, { earlier: true });
    return byRule('nextProducerIdBlock', call, () =>
      evidence.words.nodes.idsAllocated(event.first, event.first + event.count - 1),
    );
  },

  'broker started': (event, _, evidence) => ({ says: evidence.words.nodes.brokerStarted(event.node) }),
  'broker stopped': (event, _, evidence) => ({ says: evidence.words.nodes.brokerStopped(event.node) }),
  'request received': (event, _, evidence) => ({
    says: evidence.words.nodes.requestReceived(event.api, hostOf(event.from)),
  }),
  'response sent': (event, index, evidence) => answering(event, index, evidence),
  'connection refused': (event, _, evidence) => ({ says: evidence.words.nodes.refusedFrom(unended(event.because)) }),

  'message left'(event, index, evidence) {
    const label = labelOf(event);
    if (label === undefined) return { says: evidence.words.nodes.messageUnknown };
    if (label.kind === 'request') return asking(label.api, event.from, index, evidence);
    const sent = evidence.before(
      index,
      'response sent',
      ({ node, to, correlationId }) =>
        node === event.from && hostOf(to) === event.to && correlationId === label.correlationId,
    );
    if (sent === undefined) return { says: evidence.words.nodes.answeredAtOnce(label.api) };
    return answering(evidence.at(sent, 'response sent'), sent, evidence);
  },

  'message arrived'(event, index, evidence) {
    const left = evidence.before(index, 'message left', ({ message }) => message === event.message);
    const tookMs = left === undefined ? null : (event.atUs - evidence.told[left]!.atUs) / 1000;
    return { says: evidence.words.nodes.arrived(inWords('tookMs', tookMs, evidence.words)) };
  },

  'message lost'(event, index, evidence) {
    const words = evidence.words.nodes;
    const struck = evidence.before(index, 'fault struck', ({ message }) => message === event.message);
    if (struck !== undefined) return { says: words.lostByFault(evidence.at(struck, 'fault struck').fault) };
    return { says: words.lost(unended(event.because)) };
  },

  'node started'(event, index, evidence) {
    const words = evidence.words.nodes;
    const command = evidence.command(index);
    if (command === undefined || index === 0) return { says: words.clusterBegins(event.node) };
    const { does } = evidence.run.commands[command - 1]!.parsed.command;
    const isOrdered = ['start', 'create producer', 'create consumer', 'set'].includes(does);
    return isOrdered ? ordered(event, index, evidence) : { says: words.firstNeeded(event.node) };
  },

  'node failed': (event, _, evidence) => ({ says: evidence.words.nodes.failed(event.because) }),
  'node stopped': ordered,
  'node killed': ordered,
  'node unplugged': ordered,
  'node paused': ordered,

  'node resumed'(event, index, evidence) {
    const pause = evidence.before(index, 'node paused', ({ node }) => node === event.node);
    if (!wasForSoLong(event, pause, evidence)) return ordered(event, index, evidence);
    const forMs = evidence.at(pause!, 'node paused').forMs!;
    return { says: evidence.words.nodes.resumedInTime(inWords('forMs', forMs, evidence.words)) };
  },

  'link cut': ordered,
  'link slowed': ordered,
  'link made lossy': ordered,
  healed: ordered,
  'fault armed': (_, __, evidence) => ({ says: evidence.words.nodes.armed }),
  'fault struck': (event, _, evidence) => ({ says: evidence.words.nodes.struck(event.fault) }),
  'messages released': ordered,
  'disk damaged': ordered,
  'clock skewed': ordered,
} satisfies Partial<Explanations>;

/** Brokers by partition; once, where all partitions have the same. */
function placement(result: Shown): string {
  const lists = (result as readonly (readonly number[])[]).map((brokers) => brokers.join(', '));
  const different = [...new Set(lists)];
  return different.length === 1 ? different[0]! : different.join('; ');
}

function ordered(_event: unknown, index: number, evidence: Evidence): Explained {
  const number = evidence.command(index);
  return { says: evidence.words.nodes.command(number === undefined ? '' : evidence.commandLine(number)) };
}

/** Why an answer left when it did: a fetch may wait for records, all else is answered when it is done. */
function answering(event: Of<'response sent'>, index: number, evidence: Evidence): Explained {
  const { words } = evidence;
  const says = words.nodes;
  if (event.api !== 'Fetch') {
    const errors = event.errors.filter((error) => error !== 'NONE');
    if (errors.length === 0) return acknowledging(event, index, evidence) ?? { says: says.answeredAtOnce(event.api) };
    return refusing(event.api, errors, index, evidence);
  }
  const call = evidence.call(['fetchIsAnswered'], index, { matches: ({ result }) => result === true });
  return byRule('fetchIsAnswered', call, (found) => {
    if (field(found, 'hasError') === true) return says.answeredError;
    if (field(found, 'isClosed') === true) return says.answeredGone;
    const sizeBytes = fieldInWords(found, 'sizeBytes', words);
    const minBytes = fieldInWords(found, 'minBytes', words);
    if (Number(field(found, 'leftMs')) <= 0) return says.answeredLate(sizeBytes, minBytes);
    const waitedMs = waitedBefore(event, index, evidence);
    return waitedMs > 1
      ? says.answeredMore(sizeBytes, inWords('waitedMs', waitedMs, words))
      : says.answeredEnough(sizeBytes, minBytes);
  });
}

/** Whether a batch's acknowledgement had to wait for the disk. */
function acknowledging(event: Of<'response sent'>, index: number, evidence: Evidence): Explained | undefined {
  if (event.api !== 'Produce') return undefined;
  const from = requestOf(event, index, evidence);
  const call = evidence.latest({
    rules: ['flushBeforeAcknowledge'],
    node: event.node,
    upTo: index,
    ...(from === undefined ? {} : { from }),
  });
  if (call === undefined) return undefined;
  const { words } = evidence;
  const [unflushed, flushMessages] = call.inputs.map((input) => inWords('', input, words));
  const says = call.result === true ? words.nodes.answeredAfterFlush : words.nodes.answeredUnflushed;
  return { says: says(unflushed!, flushMessages!), call };
}

function requestOf(event: Of<'response sent'>, index: number, evidence: Evidence): number | undefined {
  return evidence.before(
    index,
    'request received',
    ({ from, correlationId }) => from === event.to && correlationId === event.correlationId,
  );
}

function waitedBefore(event: Of<'response sent'>, index: number, evidence: Evidence): number {
  const received = requestOf(event, index, evidence);
  return received === undefined ? 0 : (event.atUs - evidence.told[received]!.atUs) / 1000;
}

/** Which rule stood against what was asked. */
function refusing(api: string, errors: readonly string[], index: number, evidence: Evidence): Explained {
  const meant = errors.map((name) => kafkaErrors.find((error) => error.name === name)?.meaning ?? name);
  const says = evidence.words.nodes.refusedWith(api, errors.join(', '), meant.join('; '));
  const rules = {
    Produce: ['judgeSequence', 'validateBatch'],
    CreateTopics: ['problemOfTopicName'],
    Metadata: ['problemOfTopicName', 'createsMissingTopic'],
    ListOffsets: ['judgeLeaderEpoch'],
  }[api];
  const refusal = rules === undefined ? undefined : evidence.call(rules, index, { matches: refuses });
  const isNameTaken = api === 'CreateTopics' && errors.includes('INVALID_TOPIC_EXCEPTION');
  const call = refusal ?? (isNameTaken ? evidence.call(['nameInMetrics'], index) : undefined);
  return { says, call };
}

function refuses({ rule, result }: { readonly rule: string; readonly result: unknown }): boolean {
  if (rule === 'problemOfTopicName') return result !== null;
  if (rule === 'judgeLeaderEpoch') return result !== 'current';
  if (rule === 'createsMissingTopic') return result === false;
  return typeof result === 'object' && result !== null && 'error' in result && result.error !== null;
}
