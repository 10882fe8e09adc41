import { type MetadataRules, metadataRules } from '../metadata/rules.ts';
import { type ReplicationRules, replicationRules } from '../replication/rules.ts';
import { type StorageRules, storageRules } from '../storage/rules.ts';

/**
 * Every decision that makes Kafka Kafka, in one object that a broker is given. To run a cluster with another rule, an old one,
 * a broken one or a learner's, is to give it another object: `{ ...rules, isDuplicate: mine }`.
 */
export type Rules = StorageRules & MetadataRules & ReplicationRules;

export const rules: Rules = { ...storageRules, ...metadataRules, ...replicationRules };
