import { Refusal } from '../actions/action.ts';
import { type PartitionName, writePartition } from '../grammar/names.ts';
import type { Evidence } from './evidence.ts';
import { clients } from './clients.ts';
import type { ExplainedValue } from './nouns.ts';

/** Why a consumer reads on where it does: the last thing that moved its position. */
export function explainPosition(
  consumer: string,
  partition: PartitionName | undefined,
  evidence: Evidence,
): ExplainedValue {
  const { run, words } = evidence;
  const positions = run.cast.applicationOf(consumer)?.positions;
  if (positions === undefined) throw new Refusal(words.refusals.isDown(consumer));
  const name = partition === undefined ? lastMoved(consumer, evidence) : writePartition(partition);
  if (name === undefined) throw new Refusal(words.refusals.noPosition(consumer));
  const offset = positions.get(name);
  if (offset === undefined) throw new Refusal(words.nouns.positionNever(consumer, name));
  const question = `why position of ${consumer} in ${name}`;
  const at = evidence.told.findLastIndex(
    (event) =>
      event.node === consumer &&
      (event.name === 'position reset' || (event.name === 'records polled' && event.count > 0)) &&
      event.partition === name,
  );
  const says = words.nouns.position(consumer, name, offset);
  const event = evidence.told[at];
  const explained =
    event?.name === 'position reset'
      ? clients['position reset'](event, at, evidence)
      : event?.name === 'records polled'
        ? clients['records polled'](event, at, evidence)
        : { says: '' };
  return {
    question,
    explained: { ...explained, says: `${says} ${explained.says}`.trim() },
    from: at < 0 ? undefined : { event: at },
  };
}

/** The partition in which the consumer moved last. */
function lastMoved(consumer: string, evidence: Evidence): string | undefined {
  const event = evidence.told.findLast(
    ({ node, name }) => node === consumer && (name === 'position reset' || name === 'records polled'),
  );
  return event !== undefined && 'partition' in event ? String(event.partition) : undefined;
}

/** Why a producer has the number that it has. */
export function explainProducerId(producer: string, evidence: Evidence): ExplainedValue {
  const { words } = evidence;
  const question = `why producer-id of ${producer}`;
  const at = evidence.lastOf(evidence.told.length, producer, ['producer id received', 'producer epoch raised']);
  const started = evidence.lastOf(evidence.told.length, producer, ['node started']);
  if (at === undefined || (started !== undefined && at < started)) {
    const call = evidence.latest({ rules: ['idempotence'], node: producer });
    const explained = { says: words.nouns.noProducerId(producer), call };
    return { question, explained, from: started === undefined ? undefined : { event: started } };
  }
  const event = evidence.told[at]!;
  if (event.name === 'producer epoch raised') {
    const explained = clients['producer epoch raised'](event, at, evidence);
    const says = words.nouns.producerId(producer, event.producerId, event.producerEpoch);
    return { question, explained: { ...explained, says: `${says} ${explained.says}`.trim() }, from: { event: at } };
  }
  const received = evidence.at(at, 'producer id received');
  const explained = clients['producer id received'](received, at, evidence);
  const says = words.nouns.producerId(producer, received.producerId, received.producerEpoch);
  return { question, explained: { ...explained, says: `${says} ${explained.says}`.trim() }, from: { event: at } };
}
