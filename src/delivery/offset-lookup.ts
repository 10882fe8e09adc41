import type { World } from '../world/world.ts';
import { ListOffsets } from '../wire/apis/list-offsets.ts';
import type { BrokerNode, ClusterClient } from '../wire/cluster-client.ts';
import type { ResponseFrom } from '../wire/definition.ts';
import { codeOf, errorOf } from '../wire/errors.ts';
import { KafkaException } from './kafka-exception.ts';
import { partitionName, type TopicPartition } from './partitions.ts';
import { learn, patiently, type PatienceSettings } from './patience.ts';

/** A place in a log: its first record, its end, its record with the largest timestamp, or the first one at least that young. */
export type OffsetSpec = 'earliest' | 'latest' | 'max-timestamp' | { readonly timestampMs: number };

export interface OffsetQuestion extends TopicPartition {
  readonly at: OffsetSpec;
}

export interface OffsetAnswer extends TopicPartition {
  /** −1 where no record is so young. */
  readonly offset: number;
  /** Of the record found; −1 where a place was asked for. */
  readonly timestampMs: number;
  readonly leaderEpoch: number;
}

export interface LookupSettings extends PatienceSettings {
  readonly 'request.timeout.ms': number;
}

const placeNumbers = { latest: -1, earliest: -2, 'max-timestamp': -3 } as const;

export interface LookupOptions {
  readonly timeoutMs: number;
  readonly readCommitted?: boolean;
  readonly triesAgain?: (exception: KafkaException) => boolean;
}

/**
 * Asks the leaders where in their logs something is; what was not answered again, until the time is over. Answers stand in
 * the order of the questions, of which a partition may have several.
 */
export async function lookUpOffsets(
  world: World,
  cluster: ClusterClient,
  settings: LookupSettings,
  questions: readonly OffsetQuestion[],
  { timeoutMs, readCommitted = false, triesAgain }: LookupOptions,
): Promise<readonly OffsetAnswer[]> {
  const answers = new Map<OffsetQuestion, OffsetAnswer>();
  const open = () => questions.filter((question) => !answers.has(question));
  const what = `offsets of ${[...new Set(questions.map(partitionName))].join(', ')}`;
  const attempt = async (leftMs: number): Promise<void> => {
    await learn(cluster, [...new Set(open().map(({ topic }) => topic))], leftMs);
    while (open().length > 0) {
      const openBefore = open().length;
      for (const [broker, asked] of byLeader(cluster, firstOfEachPartition(open()))) {
        const connection = await cluster.connect(broker);
        const response = await connection.request(
          ListOffsets,
          { replicaId: -1, isolationLevel: readCommitted ? 1 : 0, topics: inTopics(asked), timeoutMs: leftMs },
          { timeoutMs: Math.min(leftMs, settings['request.timeout.ms']) },
        );
        for (const answer of answersIn(cluster, response)) {
          const question = asked.find((one) => partitionName(one) === partitionName(answer));
          if (question !== undefined) answers.set(question, answer);
        }
      }
      if (open().length === openBefore) throw KafkaException.answered(codeOf('NETWORK_EXCEPTION'), 'an empty answer');
    }
  };
  await patiently(world, settings, { what, timeoutMs, ...(triesAgain ? { triesAgain } : {}) }, attempt);
  return questions.map((question) => answers.get(question)!);
}

function* answersIn(cluster: ClusterClient, { topics }: ResponseFrom<typeof ListOffsets>): Generator<OffsetAnswer> {
  for (const { name: topic, partitions } of topics) {
    for (const { partitionIndex: partition, errorCode, offset, timestamp: timestampMs, leaderEpoch } of partitions) {
      throwIfFailed(cluster, errorCode);
      yield { topic, partition, offset, timestampMs, leaderEpoch };
    }
  }
}

/** One request may name a partition once. */
function firstOfEachPartition(questions: readonly OffsetQuestion[]): readonly OffsetQuestion[] {
  const first = new Map<string, OffsetQuestion>();
  for (const question of questions) {
    const name = partitionName(question);
    if (!first.has(name)) first.set(name, question);
  }
  return [...first.values()];
}

function byLeader(
  cluster: ClusterClient,
  questions: readonly OffsetQuestion[],
): ReadonlyMap<BrokerNode, readonly OffsetQuestion[]> {
  const byLeader = new Map<BrokerNode, OffsetQuestion[]>();
  for (const question of questions) {
    const { topic, partition } = question;
    throwIfFailed(cluster, cluster.topic(topic)!.errorCode);
    const leader = cluster.leaderOf(topic, partition);
    if (leader === undefined) throwIfFailed(cluster, codeOf('LEADER_NOT_AVAILABLE'));
    else byLeader.set(leader, [...(byLeader.get(leader) ?? []), question]);
  }
  return byLeader;
}

function inTopics(questions: readonly OffsetQuestion[]) {
  const topics = new Map<string, { partitionIndex: number; timestamp: number }[]>();
  for (const { topic, partition: partitionIndex, at } of questions) {
    const timestamp = typeof at === 'string' ? placeNumbers[at] : at.timestampMs;
    topics.set(topic, [...(topics.get(topic) ?? []), { partitionIndex, timestamp }]);
  }
  return [...topics].map(([name, partitions]) => ({ name, partitions }));
}

function throwIfFailed(cluster: ClusterClient, errorCode: number): void {
  const error = errorOf(errorCode);
  if (error.name === 'NONE') return;
  if (error.metadataIsStale) cluster.renew();
  throw KafkaException.answered(errorCode);
}
