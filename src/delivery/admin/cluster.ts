import { DeleteRecords } from '../../wire/apis/delete-records.ts';
import { DescribeCluster } from '../../wire/apis/describe-cluster.ts';
import { DescribeLogDirs } from '../../wire/apis/describe-log-dirs.ts';
import type { BrokerNode } from '../../wire/cluster-client.ts';
import { codeOf, errorNamed, errorOf } from '../../wire/errors.ts';
import { KafkaException } from '../kafka-exception.ts';
import { partitionName, type TopicPartition } from '../partitions.ts';
import { learn } from '../patience.ts';
import { type AdminSession, throwIfFailed } from './session.ts';

export interface ClusterDescription {
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: readonly BrokerNode[];
}

export interface LogDirDescription {
  readonly broker: number;
  readonly path: string;
  /** −1 where the broker does not tell. */
  readonly totalBytes: number;
  readonly usableBytes: number;
  readonly partitions: readonly (TopicPartition & { readonly sizeBytes: number; readonly offsetLag: number })[];
}

/** Everything before the offset is deleted; at the high watermark, everything. */
export interface RecordsToDelete extends TopicPartition {
  readonly before: number | 'high watermark';
}

export interface DeletedRecords extends TopicPartition {
  /** Where the log begins now. */
  readonly lowWatermark: number;
}

export async function describeCluster(session: AdminSession): Promise<ClusterDescription> {
  const { clusterId, controllerId, brokers } = await session.ask({
    what: 'describe the cluster',
    api: DescribeCluster,
    body: () => ({ includeClusterAuthorizedOperations: false }),
    check: ({ errorCode, errorMessage }) => throwIfFailed('the cluster', errorCode, errorMessage),
  });
  return {
    clusterId,
    controllerId,
    brokers: brokers.map(({ brokerId: id, host, port, rack }) => ({ id, host, port, rack })),
  };
}

/** @param brokers ids; all brokers where undefined */
export async function describeLogDirs(
  session: AdminSession,
  brokers: readonly number[] | undefined,
): Promise<readonly LogDirDescription[]> {
  const cluster = await describeCluster(session);
  const asked = cluster.brokers.filter(({ id }) => brokers?.includes(id) ?? true);
  const described = await Promise.all(asked.map((broker) => logDirsOf(session, broker)));
  return described.flat();
}

async function logDirsOf(session: AdminSession, broker: BrokerNode): Promise<readonly LogDirDescription[]> {
  const { results } = await session.ask({
    what: `describe the log folders of broker ${broker.id}`,
    api: DescribeLogDirs,
    broker: async () => broker,
    body: () => ({ topics: null }),
    check: (response) => {
      throwIfFailed(`broker ${broker.id}`, response.errorCode);
      for (const { logDir, errorCode } of response.results) throwIfFailed(logDir, errorCode);
    },
  });
  return results.map(({ logDir: path, topics, totalBytes, usableBytes }) => ({
    broker: broker.id,
    path,
    totalBytes,
    usableBytes,
    partitions: topics.flatMap(({ name: topic, partitions }) =>
      partitions.map(({ partitionIndex: partition, partitionSize: sizeBytes, offsetLag }) => ({
        topic,
        partition,
        sizeBytes,
        offsetLag,
      })),
    ),
  }));
}

export async function deleteRecords(
  session: AdminSession,
  deletions: readonly RecordsToDelete[],
): Promise<readonly DeletedRecords[]> {
  return Promise.all(deletions.map((deletion) => deleteRecordsOf(session, deletion)));
}

async function deleteRecordsOf(
  session: AdminSession,
  { topic, partition, before }: RecordsToDelete,
): Promise<DeletedRecords> {
  const name = partitionName({ topic, partition });
  const offset = before === 'high watermark' ? -1 : before;
  const { topics } = await session.ask({
    what: `delete records of ${name}`,
    api: DeleteRecords,
    broker: (leftMs) => leaderOf(session, { topic, partition }, leftMs),
    body: (_, timeoutMs) => ({
      topics: [{ name: topic, partitions: [{ partitionIndex: partition, offset }] }],
      timeoutMs,
    }),
    check: (response) => {
      for (const { partitions } of response.topics) {
        for (const { errorCode } of partitions) {
          if (errorOf(errorCode).metadataIsStale) session.cluster.renew();
          throwIfFailed(name, errorCode);
        }
      }
    },
  });
  return { topic, partition, lowWatermark: topics[0]?.partitions[0]?.lowWatermark ?? -1 };
}

async function leaderOf(
  { cluster }: AdminSession,
  { topic, partition }: TopicPartition,
  leftMs: number,
): Promise<BrokerNode> {
  await learn(cluster, [topic], leftMs);
  const leader = cluster.leaderOf(topic, partition);
  if (leader !== undefined) return leader;
  cluster.renew();
  const { errorCode, partitions } = cluster.topic(topic)!;
  throwIfFailed(topic, errorCode);
  const error = partitions[partition] === undefined ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'LEADER_NOT_AVAILABLE';
  throw KafkaException.answered(codeOf(error), `${partitionName({ topic, partition })}: ${errorNamed(error).meaning}`);
}
