import type { RuleCall } from '../../cluster/rule-calls.ts';
import { hostedBy } from '../look.ts';
import { readPartition } from '../grammar/names.ts';
import type { Evidence, Of } from './evidence.ts';
import { byRule, type Explained, type Explanations } from './explained.ts';
import { field, fieldInWords, inWords, resultField } from './values.ts';

/** Why a log did what it did. */
export const logs = {
  'log opened'(event, index, evidence) {
    const words = evidence.words.logs;
    const call = evidence.call(['segmentsToRecover'], index, { earlier: true });
    const isNew = event.logEndOffset === 0 && wasMadeNow(event.partition, index, evidence);
    return { says: (isNew ? words.openedNew : words.openedAgain)(event.node, event.partition), call };
  },

  recovered(event, index, evidence) {
    const words = evidence.words.logs;
    const call = evidence.call(['segmentsToRecover'], index, { earlier: true });
    return byRule('segmentsToRecover', call, (found) => {
      const recoveryPoint = inWords('recoveryPoint', found.inputs[1] ?? null, evidence.words);
      const hasLived =
        evidence.lastOf(index, event.node, ['broker started', 'node killed', 'node unplugged']) !== undefined;
      return hasLived
        ? words.recovered(event.node, event.partition, recoveryPoint)
        : words.firstStart(event.node, event.partition);
    });
  },

  appended(event, index, evidence) {
    const words = evidence.words.logs;
    if (event.partition.startsWith('__'))
      return { says: words.ownRecords(event.node, event.partition, event.baseOffset) };
    if (event.producerId < 0) {
      const call = evidence.call(['validateBatch'], index);
      return byRule('validateBatch', call, () => words.unnumbered(event.node, event.baseOffset));
    }
    const call = evidence.call(['judgeSequence'], index, {
      matches: (each) => field(each, 'firstSequence', 1) === event.baseSequence,
    });
    return byRule('judgeSequence', call, (found) => newBatch(event, found, evidence));
  },

  'duplicate recognised'(event, index, evidence) {
    const call = evidence.call(['judgeSequence'], index, {
      matches: (each) => resultField(each, 'verdict') === 'duplicate',
    });
    return byRule('judgeSequence', call, () =>
      evidence.words.logs.duplicate(event.node, event.producerId, event.baseSequence, event.baseOffset),
    );
  },

  'append refused'(event, index, evidence) {
    const words = evidence.words.logs;
    if (event.error === 'KAFKA_STORAGE_ERROR') return { says: words.diskRefused(event.node, event.because) };
    const call = evidence.call(['judgeSequence', 'validateBatch'], index, {
      matches: (each) => resultField(each, 'error') === event.error,
    });
    if (call !== undefined) {
      const says = call.rule === 'judgeSequence' ? words.sequenceRefused : words.batchRefused;
      return { says: says(event.node, event.because), call };
    }
    const passed = evidence.call(['validateBatch'], index);
    return { says: words.otherRefused(event.node, event.because), call: passed };
  },

  'segment rolled'(event, index, evidence) {
    const call = evidence.call(['rollReason'], index, { matches: ({ result }) => result === event.because });
    if (call !== undefined) return { says: rolling(event.because, call, evidence), call };
    const retention = evidence.call(['deletableSegments'], index, { matches: ({ result }) => !isEmpty(result) });
    return byRule('rollReason', retention, () => evidence.words.logs.rolledForRetention);
  },

  flushed: (event, index, evidence) => flushing(event, index, evidence),

  truncated(event, index, evidence) {
    const words = evidence.words.logs;
    const hole = evidence.call(['isHole'], index, { earlier: true, matches: ({ result }) => result === true });
    const torn = evidence.call(['validPrefix'], index, {
      earlier: true,
      matches: ({ inputs, result }) => `${String(result)} bytes` !== inputs[0],
    });
    if (torn !== undefined && (hole === undefined || torn.atUs >= hole.atUs)) {
      const validBytes = inWords('sizeBytes', torn.result, evidence.words);
      return { says: words.torn(event.node, validBytes, String(torn.inputs[0]), event.offset), call: torn };
    }
    if (hole !== undefined) return { says: words.hole(Number(hole.inputs[0]), Number(hole.inputs[1])), call: hole };
    return { says: words.truncatedOtherwise(event.offset) };
  },

  'records deleted'(event, index, evidence) {
    const call = evidence.call(['deletableSegments'], index, { matches: ({ result }) => !isEmpty(result) });
    if (call === undefined) return { says: evidence.words.logs.deletedByRequest(event.logStartOffset) };
    return { says: goneBy(firstReason(call), call, evidence), call };
  },

  'segment deleted'(event, index, evidence) {
    const call = deleting(index, evidence);
    return byRule('deletableSegments', call, (found) => goneBy(event.because, found, evidence));
  },

  'recovery advanced': (event, _, evidence) => ({
    says: evidence.words.logs.advanced(event.node, event.partition),
  }),

  'log offline': (event, _, evidence) => ({ says: evidence.words.logs.offline(event.node, event.because) }),

  'log folder failed': (event, _, evidence) => ({ says: evidence.words.logs.folderFailed(event.node, event.because) }),

  'file mended': (event, _, evidence) => ({ says: evidence.words.logs.mended(event.node, event.because) }),

  'log removed': (event, _, evidence) => ({ says: evidence.words.logs.removed(event.partition) }),
} satisfies Partial<Explanations>;

function wasMadeNow(partition: string, index: number, evidence: Evidence): boolean {
  const { node } = evidence.told[index]!;
  return (
    evidence.before(index, 'log opened', (event) => event.node === node && event.partition === partition) === undefined
  );
}

function newBatch(event: Of<'appended'>, call: RuleCall, { words }: Evidence): string {
  const { node, producerId, baseSequence, baseOffset } = event;
  if (call.isReplaced) return words.logs.byOldRule(node, baseOffset);
  if (call.inputs[0] === null) return words.logs.firstOfProducer(node, producerId, baseOffset);
  return words.logs.nextOfProducer(node, producerId, baseSequence, baseOffset);
}

function rolling(because: string, call: RuleCall, { words }: Evidence): string {
  const { logs: says } = words;
  const arriving = field(call, 'arriving') as { readonly sizeBytes?: number; readonly maxTimestampMs?: number } | null;
  switch (because) {
    case 'size':
      return says.rolledBySize(
        fieldInWords(call, 'sizeBytes', words),
        inWords('sizeBytes', arriving?.sizeBytes ?? null, words),
        fieldInWords(call, 'segmentBytes', words),
      );
    case 'age': {
      const ageMs = (arriving?.maxTimestampMs ?? 0) - Number(field(call, 'firstTimestampMs'));
      return says.rolledByAge(inWords('ageMs', ageMs, words), fieldInWords(call, 'segmentMs', words));
    }
    case 'full index':
      return says.rolledByIndex;
    default:
      return says.rolledByDistance;
  }
}

/** Told of one partition on one node. */
interface Placed {
  readonly node: string;
  readonly partition: string;
}

/** What made a log bring its records to the disk, since it did so last. */
function flushing(event: Of<'flushed'>, index: number, evidence: Evidence): Explained {
  const { words } = evidence;
  if (event.partition.startsWith('__')) return { says: words.logs.flushedMetadata(event.node) };
  const isSame = (other: Placed) => other.node === event.node && other.partition === event.partition;
  const last = evidence.before(index, 'flushed', isSame) ?? -1;
  const appended = evidence.before(index, 'appended', isSame);
  const call =
    appended === undefined
      ? undefined
      : evidence.latest({
          rules: ['flushBeforeAcknowledge'],
          node: event.node,
          from: Math.max(last, appended) + 1,
          upTo: index,
          matches: ({ result }) => result === true,
        });
  if (call !== undefined) {
    const [unflushed, most] = call.inputs;
    const says = words.logs.flushedForAcknowledgement(Number(unflushed), inWords('flushMessages', most ?? null, words));
    return { says, call };
  }
  if (isForRoll(index, last, evidence, isSame)) return { says: words.logs.flushedForRoll };
  const partition = readPartition(event.partition);
  const broker = evidence.run.cluster.brokers.find(({ name }) => name === event.node);
  const flushMs =
    partition === undefined || broker === undefined ? Infinity : hostedBy(broker, partition)?.log.settings.flushMs;
  const stops = evidence.command(index, (does) => does === 'stop');
  if (stops !== undefined && stops === evidence.command(index)) return { says: words.logs.flushedForStop(event.node) };
  if (flushMs !== undefined && flushMs < Infinity)
    return { says: words.logs.flushedInTime(inWords('flushMs', flushMs, words)) };
  return { says: words.logs.flushedForDelete(event.partition) };
}

/** A segment was begun since the flush before, or while that one was under way: then it lies behind what that one brought. */
function isForRoll(index: number, last: number, evidence: Evidence, isSame: (event: Placed) => boolean): boolean {
  const rolled = evidence.before(index, 'segment rolled', isSame);
  if (rolled === undefined) return false;
  const before = evidence.told[last] as Of<'flushed'> | undefined;
  const { baseOffset } = evidence.told[rolled] as Of<'segment rolled'>;
  return rolled > last || (before !== undefined && baseOffset > before.offset);
}

function deleting(index: number, evidence: Evidence): RuleCall | undefined {
  return evidence.call(['deletableSegments'], index, { earlier: true, matches: ({ result }) => !isEmpty(result) });
}

function isEmpty(result: RuleCall['result']): boolean {
  return Array.isArray(result) && result.length === 0;
}

function firstReason({ result }: RuleCall): string {
  const [first] = result as readonly { readonly because: string }[];
  return first?.because ?? '';
}

function goneBy(because: string, call: RuleCall, { words }: Evidence): string {
  switch (because) {
    case 'age':
      return words.logs.deletedByAge(fieldInWords(call, 'retentionMs', words, 1));
    case 'size':
      return words.logs.deletedBySize(fieldInWords(call, 'retentionBytes', words, 1));
    default:
      return words.logs.deletedBelowStart(Number(field(call, 'logStartOffset', 1)));
  }
}
