import { isDirectoryOnline } from './rules/directories.ts';
import { firstLeader } from './rules/first-leaders.ts';
import { judgeLeaderEpoch, leadershipAfter } from './rules/leader-epochs.ts';
import { nextProducerIdBlock } from './rules/producer-ids.ts';
import { placeReplicas } from './rules/replica-placement.ts';
import { createsMissingTopic } from './rules/topic-creation.ts';
import { nameInMetrics, problemOfTopicName } from './rules/topic-names.ts';

/** The decisions of the cluster's metadata. A controller is given them, so that others may be put in their place. */
export const metadataRules = {
  /** Can a topic have this name? */
  problemOfTopicName,
  /** Which names are the same to metrics, and so exclude each other? */
  nameInMetrics,
  /** Which brokers get the replicas of new partitions? */
  placeReplicas,
  /** Which producer ids may a broker hand out next? */
  nextProducerIdBlock,
  /** Who leads a new partition, and who is in sync? */
  firstLeader,
  /** Can a replica's data folder be used? */
  isDirectoryOnline,
  /** Is a topic made that somebody asks about? */
  createsMissingTopic,
  /** Who leads a partition after a change, and in which epoch? */
  leadershipAfter,
  /** Does a client know the present leader epoch? */
  judgeLeaderEpoch,
};

export type MetadataRules = typeof metadataRules;
