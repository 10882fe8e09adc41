import { Refusal } from '../actions/action.ts';
import { batchWith } from '../actions/look.ts';
import { brokerFor } from '../conditions.ts';
import { type PartitionName, type RecordName, writePartition, writeRecord } from '../grammar/names.ts';
import { partitionsOf, topicsOf } from '../look.ts';
import type { Evidence } from './evidence.ts';
import type { Explained } from './explained.ts';
import type { Parent } from './leading.ts';
import { explainPosition, explainProducerId } from './client-values.ts';
import { explainSetting } from './settings.ts';
import { explainLedger, explainNode, explainOutcome, explainQuiet, explainTold } from './run-values.ts';
import {
  flushes,
  from,
  highWatermark,
  index,
  inSync,
  lastStableOffset,
  leader,
  log,
  logEnd,
  logStart,
  writes,
} from './partition-values.ts';

/** Values of the cluster, of clients, and of the run; the names are those of `show` and of conditions. */
export type ValueQuestion =
  | {
      readonly about:
        | 'high watermark'
        | 'last stable offset'
        | 'end'
        | 'start'
        | 'leader'
        | 'isr'
        | 'log'
        | 'index'
        | 'writes'
        | 'flushes';
      readonly partition: PartitionName;
    }
  | { readonly about: 'bytes'; readonly record: RecordName }
  | { readonly about: 'files' | 'node'; readonly name: string }
  | { readonly about: 'topic'; readonly topic: string }
  | { readonly about: 'position'; readonly consumer: string; readonly partition?: PartitionName | undefined }
  | { readonly about: 'producer id'; readonly producer: string }
  | { readonly about: 'setting'; readonly key: string; readonly name: string }
  | { readonly about: 'ledger'; readonly value?: string | null | undefined }
  | { readonly about: 'got'; readonly client: string; readonly outcome: string }
  | { readonly about: 'quiet' | 'topics' | 'rules' | 'faults' | 'cluster' };

/** What is said of a value, and the event or the command that it came from. */
export interface ExplainedValue {
  readonly question: string;
  readonly explained: Explained;
  readonly from: Parent;
  /** Where it came about in several steps, each with its own way to it: their events. */
  readonly together?: readonly number[];
}

export function explainValue(question: ValueQuestion, evidence: Evidence): ExplainedValue {
  switch (question.about) {
    case 'high watermark':
      return highWatermark(question.partition, evidence);
    case 'last stable offset':
      return lastStableOffset(question.partition, evidence);
    case 'end':
      return logEnd(question.partition, evidence);
    case 'start':
      return logStart(question.partition, evidence);
    case 'leader':
      return leader(question.partition, evidence);
    case 'isr':
      return inSync(question.partition, evidence);
    case 'log':
      return log(question.partition, evidence);
    case 'index':
      return index(question.partition, evidence);
    case 'writes':
      return writes(question.partition, evidence);
    case 'flushes':
      return flushes(question.partition, evidence);
    case 'bytes':
      return bytes(question.record, evidence);
    case 'files':
      return files(question.name, evidence);
    case 'topic':
      return topic(question.topic, evidence);
    case 'topics':
      return topics(evidence);
    case 'position':
      return explainPosition(question.consumer, question.partition, evidence);
    case 'producer id':
      return explainProducerId(question.producer, evidence);
    case 'setting':
      return explainSetting(question.key, question.name, evidence);
    case 'node':
      return explainNode(question.name, evidence);
    case 'cluster':
      return explainNode('broker-1', evidence, 'why cluster');
    case 'ledger':
      return explainLedger(question.value, evidence);
    case 'got':
      return explainOutcome(question.client, question.outcome, evidence);
    case 'quiet':
      return explainQuiet(evidence);
    case 'rules':
    case 'faults':
      return explainTold(question.about, evidence);
  }
}

function bytes(record: RecordName, evidence: Evidence): ExplainedValue {
  const name = writeRecord(record);
  const partition = writePartition(record);
  const appended = evidence.before(
    evidence.told.length,
    'appended',
    (event) => event.partition === partition && event.baseOffset <= record.offset && record.offset <= event.lastOffset,
  );
  if (appended === undefined) throw new Refusal(evidence.words.refusals.noRecord(name));
  const { nouns } = evidence.words;
  const batch = batchWith(record, brokerFor(record, undefined, evidence.run))?.batch;
  const isAsItCame = batch === undefined || batch.checkCrc();
  return {
    question: `why bytes of ${name}`,
    explained: {
      says: isAsItCame ? nouns.bytes(name) : nouns.bytesChanged(name),
      call: evidence.call(['validateBatch'], appended),
    },
    from: from(appended),
  };
}

function files(broker: string, evidence: Evidence): ExplainedValue {
  const rolled = evidence.lastOf(evidence.told.length, broker, ['segment rolled']);
  const opened = evidence.lastOf(evidence.told.length, broker, ['log opened']);
  const call = evidence.latest({ rules: ['rollReason'], node: broker });
  return {
    question: `why files of ${broker}`,
    explained: { says: evidence.words.nouns.files(broker), call },
    from: from(rolled, opened),
  };
}

function topic(name: string, evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const count = partitionsOf(run).filter((each) => each.topic === name).length;
  if (count === 0) throw new Refusal(words.refusals.noTopic(name));
  const made = evidence.before(run.told.length, 'topic created', (event) => event.topic === name);
  const call = made === undefined ? undefined : evidence.call(['placeReplicas'], made, { earlier: true });
  return {
    question: `why topic ${name}`,
    explained: { says: words.nouns.topic(name, count), call },
    from: from(made),
  };
}

function topics(evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const made = evidence.before(run.told.length, 'topic created');
  const call = made === undefined ? undefined : evidence.call(['problemOfTopicName'], made, { earlier: true });
  return { question: 'why topics', explained: { says: words.nouns.topics(topicsOf(run)), call }, from: from(made) };
}
