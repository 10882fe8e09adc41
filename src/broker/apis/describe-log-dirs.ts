import { parentOf } from '../../storage/safe-file.ts';
import type { DescribeLogDirs } from '../../wire/apis/describe-log-dirs.ts';
import { KafkaError } from '../../wire/errors.ts';
import type { Handler } from '../handler.ts';
import type { HostedPartition } from '../hosted-partition.ts';

/** Tells what lies in each of this broker's data folders, and which cannot be used. How much fits in is not known here. */
export const onDescribeLogDirs: Handler<typeof DescribeLogDirs> = (request, { partitions, folders }) => {
  const asked = request.topics && new Map(request.topics.map(({ topic, partitions }) => [topic, new Set(partitions)]));
  const isAsked = ({ topic, index }: HostedPartition) => asked === null || (asked.get(topic)?.has(index) ?? false);
  const wanted = [...partitions.all()].filter((partition) => partition.hasLog && isAsked(partition));
  const { code: failed } = new KafkaError('KAFKA_STORAGE_ERROR', 'the disk failed');
  const used = folders.used.map(({ folder: { path, failure } }) => ({
    errorCode: failure === undefined ? 0 : failed,
    logDir: path,
    topics: byTopic(failure === undefined ? wanted.filter(({ log }) => parentOf(log.folder) === path) : []),
  }));
  return {
    results: [...used, ...folders.offline.map(({ path }) => ({ errorCode: failed, logDir: path, topics: [] }))],
  };
};

function byTopic(partitions: readonly HostedPartition[]) {
  const hosted = new Map<string, HostedPartition[]>();
  for (const partition of partitions) {
    hosted.set(partition.topic, [...(hosted.get(partition.topic) ?? []), partition]);
  }
  return [...hosted].map(([name, ofTopic]) => ({
    name,
    partitions: ofTopic
      .sort((one, other) => one.index - other.index)
      .map(({ index, log }) => ({
        partitionIndex: index,
        partitionSize: log.sizeBytes,
        offsetLag: Math.max(0, log.highWatermark - log.logEndOffset),
        isFutureKey: false,
      })),
  }));
}
