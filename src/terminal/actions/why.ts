import type { RuleCall, Shown } from '../../cluster/rule-calls.ts';
import type { StoryEvent } from '../../narration/index.ts';
import type { Told } from '../../world/world.ts';
import { leaderOf } from '../conditions.ts';
import { writePartition, writeRecord } from '../grammar/names.ts';
import { ruleSource } from '../rule-sources.ts';
import type { Run } from '../run.ts';
import { type Actions, type Answer, answered, Refusal } from './action.ts';

/** The rule that decided something: what it was asked, what it said, and where it stands. */
export const why: Actions<'why' | 'why leader'> = {
  why({ record }, run) {
    const { answers } = run.language;
    if (record === undefined) {
      const last = run.story.findLast(({ name, level }) => level !== 'detail' && Object.hasOwn(decidedBy, name));
      if (last === undefined) return answered(answers.nothingTold);
      return answered(answers.because(last.text), ...explained(last.event, run));
    }
    const event = run.told.findLastIndex(
      (told) =>
        told.name === 'appended' &&
        told.partition === writePartition(record) &&
        told.baseOffset <= record.offset &&
        record.offset <= told.lastOffset,
    );
    if (event < 0) throw new Refusal(`There is no record ${writeRecord(record)}.`);
    return answered(answers.wroteRecord(writeRecord(record)), ...explained(event, run));
  },

  'why leader'({ partition }, run): Answer {
    const leader = leaderOf(partition, run);
    if (leader === undefined) return answered(run.language.answers.nobodyLeads);
    return answered(run.language.answers.oneBrokerLeads(writePartition(partition), leader.name));
  },
};

/** Which rules an event follows from, the most telling first; of one that is not here, the last rule that was asked. */
const decidedBy: Partial<Record<StoryEvent['name'], readonly string[]>> = {
  appended: ['judgeSequence', 'validateBatch'],
  'duplicate recognised': ['judgeSequence'],
  'append refused': ['judgeSequence', 'validateBatch'],
  'segment rolled': ['rollReason'],
  'segment deleted': ['deletableSegments'],
  flushed: ['flushBeforeAcknowledge'],
  recovered: ['validPrefix', 'segmentsToRecover'],
  'topic created': ['placeReplicas', 'problemOfTopicName'],
  'producer ids allocated': ['nextProducerIdBlock'],
  'record accepted': ['partitionOfKey', 'leavesPartition'],
  'batch sent': ['lingersForMs', 'mayLeave', 'nextSequence'],
  'batch will be retried': ['isSentAgain'],
  'record failed': ['isSentAgain', 'isOverdue'],
  'position reset': ['resetPosition'],
  'records polled': ['isWanted'],
};

function explained(index: number, run: Run): readonly string[] {
  const { answers } = run.language;
  const event: Told<StoryEvent> = run.told[index]!;
  const calls = run.cluster.ruleCalls?.before(event, index) ?? [];
  const telling = decidedBy[event.name] ?? [];
  const call = chosen(calls, telling) ?? earlier(event.node, index, telling, run);
  if (call === undefined) {
    const oldest = run.cluster.ruleCalls?.all()[0];
    return [oldest !== undefined && oldest.atUs > event.atUs ? answers.tooLongAgo : answers.noRule];
  }
  const source = ruleSource(call.rule);
  return [
    answers.ruleWas(call.rule, call.node),
    ...call.inputs.map((input) => answers.input(shortened(inWords(input)))),
    answers.result(shortened(inWords(call.result))),
    ...(source === undefined ? [] : [answers.source(source)]),
  ];
}

function chosen(calls: readonly RuleCall[], telling: readonly string[]): RuleCall | undefined {
  for (const rule of telling) {
    const found = calls.findLast((call) => call.rule === rule);
    if (found !== undefined) return found;
  }
  return telling.length === 0 ? calls.at(-1) : undefined;
}

/** What was decided some time before it was done, such as where to look for a position. */
function earlier(node: string, index: number, telling: readonly string[], run: Run): RuleCall | undefined {
  const calls = run.cluster.ruleCalls?.all() ?? [];
  return chosen(
    calls.filter((call) => call.node === node && call.eventsBefore <= index),
    telling.slice(0, 1),
  );
}

const longestInput = 320;

function shortened(text: string): string {
  return text.length > longestInput ? `${text.slice(0, longestInput)} …` : text;
}

/** Plain data as people read it: `{ producerEpoch: 0, firstSequence: 3 }`. */
function inWords(value: Shown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'nothing' : JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `[${value.map(inWords).join(', ')}]`;
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${inWords(field)}`);
  return `{ ${fields.join(', ')} }`;
}
