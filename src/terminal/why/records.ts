import { Refusal } from '../actions/action.ts';
import { brokerFor } from '../conditions.ts';
import { type RecordName, writePartition, writeRecord } from '../grammar/names.ts';
import { hostedBy, recordsOf } from '../look.ts';
import type { Evidence } from './evidence.ts';
import type { Explained } from './explained.ts';
import type { Parent } from './leading.ts';
import { inWords } from './values.ts';

/** What became of a record: the event that tells it, what must be said besides, and where it is lost, how. */
export interface RecordFate {
  readonly index: number;
  says(sentence: string): string;
  /** No event of the log tells of it: it was never safe, and the power went. */
  readonly lost?: { readonly explained: Explained; readonly from: Parent };
}

export function recordAt(record: RecordName, evidence: Evidence): RecordFate {
  const { run, words } = evidence;
  const name = writeRecord(record);
  const partition = writePartition(record);
  const index = evidence.before(
    run.told.length,
    'appended',
    (event) => event.partition === partition && event.baseOffset <= record.offset && record.offset <= event.lastOffset,
  );
  if (index === undefined) throw new Refusal(words.refusals.noRecord(name));
  const broker = brokerFor(record, undefined, run);
  const log = hostedBy(broker, record)?.log;
  const start = log?.logStartOffset ?? 0;
  if (record.offset < start) return { index, says: (sentence) => `${words.nouns.recordGone(name, start)} ${sentence}` };
  const isThere = recordsOf(broker, partition).some(({ offset }) => offset === record.offset);
  if (!isThere) return fateOf(name, partition, index, evidence);
  const readable = log === undefined ? '' : ` ${words.nouns.readable(record.offset, log.highWatermark)}`;
  return { index, says: (sentence) => `${words.nouns.record(name, sentence)}${readable}` };
}

/** How a record was lost that was appended. */
function fateOf(name: string, partition: string, appended: number, evidence: Evidence): RecordFate {
  const { told, words } = evidence;
  const { node } = told[appended]!;
  const end = told.findLastIndex(
    (event, index) =>
      index > appended &&
      event.node === node &&
      (event.name === 'node unplugged' ||
        ((event.name === 'truncated' || event.name === 'log removed') && event.partition === partition)),
  );
  const says = (sentence: string) => `${words.nouns.recordLost(name)} ${sentence}`;
  if (end < 0) return { index: appended, says };
  if (told[end]!.name !== 'node unplugged') return { index: end, says };
  const call = evidence.first({ rules: ['flushBeforeAcknowledge'], node, from: appended + 1 });
  const most = inWords('flushMessages', call?.inputs[1] ?? null, words);
  const explained = { says: words.nouns.recordUnflushed(name, node, most), call };
  return { index: end, says, lost: { explained, from: { event: end } } };
}
