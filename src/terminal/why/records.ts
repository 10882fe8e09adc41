import { Refusal } from '../actions/action.ts';
import { brokerFor } from '../conditions.ts';
import { type RecordName, writePartition, writeRecord } from '../grammar/names.ts';
import { hostedBy, recordsOf } from '../look.ts';
import type { Evidence } from './evidence.ts';

/** The event that a record came into the log with, and what must be said besides. */
export function recordAt(
  record: RecordName,
  evidence: Evidence,
): { readonly index: number; readonly says: (sentence: string) => string } {
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
  const start = hostedBy(broker, record)?.log.logStartOffset ?? 0;
  if (record.offset < start) return { index, says: (sentence) => `${words.nouns.recordGone(name, start)} ${sentence}` };
  const isThere = recordsOf(broker, partition).some(({ offset }) => offset === record.offset);
  if (!isThere) return { index, says: (sentence) => `${words.nouns.recordLost(name)} ${sentence}` };
  return { index, says: (sentence) => words.nouns.record(name, sentence) };
}
