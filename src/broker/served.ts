import { AlterConfigs } from '../wire/apis/alter-configs.ts';
import { ApiVersions } from '../wire/apis/api-versions.ts';
import { CreatePartitions } from '../wire/apis/create-partitions.ts';
import { CreateTopics } from '../wire/apis/create-topics.ts';
import { DeleteRecords } from '../wire/apis/delete-records.ts';
import { DeleteTopics } from '../wire/apis/delete-topics.ts';
import { DescribeCluster } from '../wire/apis/describe-cluster.ts';
import { DescribeConfigs } from '../wire/apis/describe-configs.ts';
import { DescribeLogDirs } from '../wire/apis/describe-log-dirs.ts';
import { DescribeTopicPartitions } from '../wire/apis/describe-topic-partitions.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { IncrementalAlterConfigs } from '../wire/apis/incremental-alter-configs.ts';
import { InitProducerId } from '../wire/apis/init-producer-id.ts';
import { ListOffsets } from '../wire/apis/list-offsets.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { OffsetForLeaderEpoch } from '../wire/apis/offset-for-leader-epoch.ts';
import { Produce } from '../wire/apis/produce.ts';
import { onAlterConfigs } from './apis/alter-configs.ts';
import { onApiVersions } from './apis/api-versions.ts';
import { onCreatePartitions } from './apis/create-partitions.ts';
import { onCreateTopics } from './apis/create-topics.ts';
import { onDeleteRecords } from './apis/delete-records.ts';
import { onDeleteTopics } from './apis/delete-topics.ts';
import { onDescribeCluster } from './apis/describe-cluster.ts';
import { onDescribeConfigs } from './apis/describe-configs.ts';
import { onDescribeLogDirs } from './apis/describe-log-dirs.ts';
import { onDescribeTopicPartitions } from './apis/describe-topic-partitions.ts';
import { onFetch } from './apis/fetch.ts';
import { onIncrementalAlterConfigs } from './apis/incremental-alter-configs.ts';
import { onInitProducerId } from './apis/init-producer-id.ts';
import { onListOffsets } from './apis/list-offsets.ts';
import { onMetadata } from './apis/metadata.ts';
import { onOffsetForLeaderEpoch } from './apis/offset-for-leader-epoch.ts';
import { onProduce } from './apis/produce.ts';
import { type ServedApi, serve } from './handler.ts';

/** What this broker answers, in which versions. What is not here closes the connection, as in Kafka. */
export const servedApis: readonly ServedApi[] = [
  // Below version 3 it is refused, and told all the same: older librdkafka takes compression for unsupported otherwise.
  serve(Produce, [3, 12], onProduce, { advertisedFrom: 0 }),
  serve(Fetch, [4, 16], onFetch),
  serve(ListOffsets, [1, 7], onListOffsets),
  serve(Metadata, [0, 12], onMetadata),
  serve(ApiVersions, [0, 4], onApiVersions),
  serve(CreateTopics, [2, 7], onCreateTopics),
  serve(DeleteTopics, [1, 6], onDeleteTopics),
  serve(DeleteRecords, [0, 2], onDeleteRecords),
  serve(InitProducerId, [0, 5], onInitProducerId),
  serve(OffsetForLeaderEpoch, [2, 4], onOffsetForLeaderEpoch),
  serve(DescribeConfigs, [1, 4], onDescribeConfigs),
  serve(AlterConfigs, [0, 2], onAlterConfigs),
  serve(DescribeLogDirs, [1, 5], onDescribeLogDirs),
  serve(CreatePartitions, [0, 3], onCreatePartitions),
  serve(IncrementalAlterConfigs, [0, 1], onIncrementalAlterConfigs),
  serve(DescribeCluster, [0, 2], onDescribeCluster),
  serve(DescribeTopicPartitions, [0, 0], onDescribeTopicPartitions),
];

const byKey = new Map(servedApis.map((served) => [served.api.key, served]));

/** Undefined where this broker does not answer it. */
export function servedApi(key: number, version: number): ServedApi | undefined {
  const served = byKey.get(key);
  return served !== undefined && version >= served.versions[0] && version <= served.versions[1] ? served : undefined;
}
