import type { DescribeLogDirs } from '../../wire/apis/describe-log-dirs.ts';
import type { RequestOf } from '../../wire/definition.ts';
import type { Handler } from '../handler.ts';
import type { HostedPartition } from '../hosted-partition.ts';

type Request = RequestOf<typeof DescribeLogDirs>;

/** Tells what lies in this broker's data folder: there is one. How much fits in is not known here. */
export const onDescribeLogDirs: Handler<typeof DescribeLogDirs> = (request, { partitions, dataFolder }) => {
  const byTopic = new Map<string, HostedPartition[]>();
  for (const partition of partitions.all()) {
    if (!partition.hasLog || !isAsked(request, partition)) continue;
    byTopic.set(partition.topic, [...(byTopic.get(partition.topic) ?? []), partition]);
  }
  const topics = [...byTopic].map(([name, hosted]) => ({
    name,
    partitions: hosted.map(({ index, log }) => ({
      partitionIndex: index,
      partitionSize: log.sizeBytes,
      offsetLag: Math.max(0, log.highWatermark - log.logEndOffset),
      isFutureKey: false,
    })),
  }));
  return { results: [{ errorCode: 0, logDir: dataFolder, topics }] };
};

function isAsked({ topics }: Request, { topic, index }: HostedPartition): boolean {
  return topics === null || topics.some((asked) => asked.topic === topic && asked.partitions.includes(index));
}
