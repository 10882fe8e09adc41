import { AddOffsetsToTxn } from './apis/add-offsets-to-txn.ts';
import { AddPartitionsToTxn } from './apis/add-partitions-to-txn.ts';
import { AllocateProducerIds } from './apis/allocate-producer-ids.ts';
import { AlterConfigs } from './apis/alter-configs.ts';
import { AlterPartitionReassignments } from './apis/alter-partition-reassignments.ts';
import { AlterPartition } from './apis/alter-partition.ts';
import { AlterReplicaLogDirs } from './apis/alter-replica-log-dirs.ts';
import { ApiVersions } from './apis/api-versions.ts';
import { AssignReplicasToDirs } from './apis/assign-replicas-to-dirs.ts';
import { BeginQuorumEpoch } from './apis/begin-quorum-epoch.ts';
import { BrokerHeartbeat } from './apis/broker-heartbeat.ts';
import { BrokerRegistration } from './apis/broker-registration.ts';
import { ConsumerGroupDescribe } from './apis/consumer-group-describe.ts';
import { ConsumerGroupHeartbeat } from './apis/consumer-group-heartbeat.ts';
import { ControllerRegistration } from './apis/controller-registration.ts';
import { CreatePartitions } from './apis/create-partitions.ts';
import { CreateTopics } from './apis/create-topics.ts';
import { DeleteGroups } from './apis/delete-groups.ts';
import { DeleteRecords } from './apis/delete-records.ts';
import { DeleteTopics } from './apis/delete-topics.ts';
import { DescribeCluster } from './apis/describe-cluster.ts';
import { DescribeConfigs } from './apis/describe-configs.ts';
import { DescribeGroups } from './apis/describe-groups.ts';
import { DescribeLogDirs } from './apis/describe-log-dirs.ts';
import { DescribeProducers } from './apis/describe-producers.ts';
import { DescribeQuorum } from './apis/describe-quorum.ts';
import { DescribeTopicPartitions } from './apis/describe-topic-partitions.ts';
import { DescribeTransactions } from './apis/describe-transactions.ts';
import { ElectLeaders } from './apis/elect-leaders.ts';
import { EndQuorumEpoch } from './apis/end-quorum-epoch.ts';
import { EndTxn } from './apis/end-txn.ts';
import { Envelope } from './apis/envelope.ts';
import { FetchSnapshot } from './apis/fetch-snapshot.ts';
import { Fetch } from './apis/fetch.ts';
import { FindCoordinator } from './apis/find-coordinator.ts';
import { Heartbeat } from './apis/heartbeat.ts';
import { IncrementalAlterConfigs } from './apis/incremental-alter-configs.ts';
import { InitProducerId } from './apis/init-producer-id.ts';
import { JoinGroup } from './apis/join-group.ts';
import { LeaveGroup } from './apis/leave-group.ts';
import { ListConfigResources } from './apis/list-config-resources.ts';
import { ListGroups } from './apis/list-groups.ts';
import { ListOffsets } from './apis/list-offsets.ts';
import { ListPartitionReassignments } from './apis/list-partition-reassignments.ts';
import { ListTransactions } from './apis/list-transactions.ts';
import { Metadata } from './apis/metadata.ts';
import { OffsetCommit } from './apis/offset-commit.ts';
import { OffsetDelete } from './apis/offset-delete.ts';
import { OffsetFetch } from './apis/offset-fetch.ts';
import { OffsetForLeaderEpoch } from './apis/offset-for-leader-epoch.ts';
import { Produce } from './apis/produce.ts';
import { SaslAuthenticate } from './apis/sasl-authenticate.ts';
import { SaslHandshake } from './apis/sasl-handshake.ts';
import { SyncGroup } from './apis/sync-group.ts';
import { TxnOffsetCommit } from './apis/txn-offset-commit.ts';
import { UnregisterBroker } from './apis/unregister-broker.ts';
import { UpdateFeatures } from './apis/update-features.ts';
import { Vote } from './apis/vote.ts';
import { WriteTxnMarkers } from './apis/write-txn-markers.ts';
import type { Api } from './definition.ts';

/**
 * Every API that has a definition here, by number. What Apache Kafka 4.3 has besides is for access control, delegation
 * tokens, quotas, credentials, telemetry, share groups, streams groups, and voters that come and go.
 */
export const apis: readonly Api[] = [
  Produce,
  Fetch,
  ListOffsets,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  FindCoordinator,
  JoinGroup,
  Heartbeat,
  LeaveGroup,
  SyncGroup,
  DescribeGroups,
  ListGroups,
  SaslHandshake,
  ApiVersions,
  CreateTopics,
  DeleteTopics,
  DeleteRecords,
  InitProducerId,
  OffsetForLeaderEpoch,
  AddPartitionsToTxn,
  AddOffsetsToTxn,
  EndTxn,
  WriteTxnMarkers,
  TxnOffsetCommit,
  DescribeConfigs,
  AlterConfigs,
  AlterReplicaLogDirs,
  DescribeLogDirs,
  SaslAuthenticate,
  CreatePartitions,
  DeleteGroups,
  ElectLeaders,
  IncrementalAlterConfigs,
  AlterPartitionReassignments,
  ListPartitionReassignments,
  OffsetDelete,
  Vote,
  BeginQuorumEpoch,
  EndQuorumEpoch,
  DescribeQuorum,
  AlterPartition,
  UpdateFeatures,
  Envelope,
  FetchSnapshot,
  DescribeCluster,
  DescribeProducers,
  BrokerRegistration,
  BrokerHeartbeat,
  UnregisterBroker,
  DescribeTransactions,
  ListTransactions,
  AllocateProducerIds,
  ConsumerGroupHeartbeat,
  ConsumerGroupDescribe,
  ControllerRegistration,
  AssignReplicasToDirs,
  ListConfigResources,
  DescribeTopicPartitions,
];

const byKey = new Map(apis.map((api) => [api.key, api]));

/** The API with this number; undefined where there is none, or none that is defined here. */
export function findApi(key: number): Api | undefined {
  return byKey.get(key);
}
