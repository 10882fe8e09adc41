import type { DescribeLogDirs } from '../../wire/apis/describe-log-dirs.ts';
import type { Handler } from '../handler.ts';
import type { HostedPartition } from '../hosted-partition.ts';

/** Tells what lies in this broker's data folder: there is one. How much fits in is not known here. */
export const onDescribeLogDirs: Handler<typeof DescribeLogDirs> = (request, { partitions, dataFolder }) => {
  const byTopic = new Map<string, HostedPartition[]>();
  const asked = request.topics && new Map(request.topics.map(({ topic, partitions }) => [topic, new Set(partitions)]));
  for (const partition of partitions.all()) {
    const isAsked = asked === null || (asked.get(partition.topic)?.has(partition.index) ?? false);
    if (!partition.hasLog || !isAsked) continue;
    byTopic.set(partition.topic, [...(byTopic.get(partition.topic) ?? []), partition]);
  }
  const topics = [...byTopic].map(([name, hosted]) => ({
    name,
    partitions: hosted
      .sort((one, other) => one.index - other.index)
      .map(({ index, log }) => ({
        partitionIndex: index,
        partitionSize: log.sizeBytes,
        offsetLag: Math.max(0, log.highWatermark - log.logEndOffset),
        isFutureKey: false,
      })),
  }));
  return { results: [{ errorCode: 0, logDir: dataFolder, topics }] };
};
