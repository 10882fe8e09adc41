import type { World } from '../world/world.ts';
import { ListOffsets } from '../wire/apis/list-offsets.ts';
import type { BrokerNode, ClusterClient } from '../wire/cluster-client.ts';
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

/** Asks the leaders where in their logs something is; each partition that was not answered again, until the time is over. */
export async function lookUpOffsets(
  world: World,
  cluster: ClusterClient,
  settings: LookupSettings,
  questions: readonly OffsetQuestion[],
  { timeoutMs, readCommitted = false }: { readonly timeoutMs: number; readonly readCommitted?: boolean },
): Promise<readonly OffsetAnswer[]> {
  const answers = new Map<string, OffsetAnswer>();
  const open = () => questions.filter((question) => !answers.has(partitionName(question)));
  const what = `offsets of ${questions.map(partitionName).join(', ')}`;
  await patiently(world, settings, what, timeoutMs, async (leftMs) => {
    await learn(cluster, [...new Set(open().map(({ topic }) => topic))], leftMs);
    for (const [broker, asked] of byLeader(cluster, open())) {
      const connection = await cluster.connect(broker);
      const response = await connection.request(
        ListOffsets,
        { replicaId: -1, isolationLevel: readCommitted ? 1 : 0, topics: inTopics(asked), timeoutMs: leftMs },
        { timeoutMs: Math.min(leftMs, settings['request.timeout.ms']) },
      );
      for (const { name: topic, partitions } of response.topics) {
        for (const {
          partitionIndex: partition,
          errorCode,
          offset,
          timestamp: timestampMs,
          leaderEpoch,
        } of partitions) {
          throwIfFailed(cluster, errorCode);
          answers.set(partitionName({ topic, partition }), { topic, partition, offset, timestampMs, leaderEpoch });
        }
      }
    }
    if (open().length > 0) throw KafkaException.answered(codeOf('NETWORK_EXCEPTION'), 'an answer is not complete');
  });
  return questions.map((question) => answers.get(partitionName(question))!);
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
