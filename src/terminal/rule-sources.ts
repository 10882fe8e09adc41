import type { Rules } from '../broker/rules.ts';
import type { DeliveryRules } from '../delivery/rules.ts';

/** Where a rule stands, and how to read a call of it. */
export interface RuleSource {
  /** From the top of the project. The function is exported there under the rule's name. */
  readonly file: string;
  /** The question that it answers. */
  readonly asks: string;
  /** How its inputs are called, in their order; a test compares them with the source. */
  readonly inputs: readonly string[];
}

function source(file: string, asks: string, ...inputs: readonly string[]): RuleSource {
  return { file: `src/${file}.ts`, asks, inputs };
}

type RuleName = keyof Rules | keyof DeliveryRules;

/** Every rule of brokers and clients, so that whoever asks why can read it; one that is missing does not compile. */
export const ruleSources: { readonly [Name in RuleName]: RuleSource } = {
  validateBatch: source(
    'records/validate-batch',
    'May the broker append what a producer sent?',
    'bytes',
    'expectations',
  ),
  judgeSequence: source(
    'storage/rules/sequence',
    'Is the batch new, a duplicate, or out of order?',
    'known',
    'arriving',
  ),
  rememberBatch: source('storage/rules/sequence', "What of a producer's batches is remembered?", 'batches', 'batch'),
  rollReason: source('storage/rules/roll', 'Does a new segment begin for the batch that arrives?', 'segment'),
  indexEntryDue: source(
    'storage/rules/index-entries',
    'Does the batch get an index entry?',
    'bytesSinceLastEntry',
    'indexIntervalBytes',
  ),
  positionBefore: source('storage/rules/index-entries', 'From which byte is read for an offset?', 'index', 'offset'),
  offsetBefore: source(
    'storage/rules/index-entries',
    'From which offset is searched for a timestamp?',
    'index',
    'timestampMs',
    'baseOffset',
  ),
  flushBeforeAcknowledge: source(
    'storage/rules/flush',
    'Must the append wait for the disk before it is acknowledged?',
    'unflushedRecords',
    'flushMessages',
  ),
  segmentsToRecover: source(
    'storage/rules/recovery',
    'Which segments are checked before the log is used?',
    'segments',
    'recoveryPoint',
    'wasCleanStop',
  ),
  isHole: source(
    'storage/rules/recovery',
    'Are records missing between two segments?',
    'endOffset',
    'baseOffset',
    'isCompacted',
  ),
  validPrefix: source(
    'storage/rules/valid-prefix',
    'How many bytes at the start are whole batches?',
    'file',
    'nextOffset',
    'checksum',
  ),
  logFolderChoice: source('storage/rules/log-folder-choice', 'In which data folder is a new log made?', 'logCounts'),
  isDirectoryOnline: source(
    'metadata/rules/directories',
    "Can a replica's data folder be used?",
    'directoryId',
    'onlineIds',
  ),
  takesFolderOffline: source(
    'storage/rules/offline-folder',
    'Is a data folder given up after this?',
    'operation',
    'refusedWith',
  ),
  deletableSegments: source('storage/rules/retention', 'Which segments may go?', 'segments', 'inputs'),
  cleanableRange: source('storage/rules/cleanable', 'Which part of the log is compacted next?', 'inputs'),
  logToClean: source('storage/rules/cleanable', 'Which log is compacted next?', 'logs', 'nowMs'),
  segmentGroups: source('storage/rules/segment-groups', 'Which segments become one?', 'segments', 'limits'),
  survivesCompaction: source('storage/rules/survival', 'Does the record survive compaction?', 'record'),
  batchRetention: source('storage/rules/survival', 'What becomes of the batch in compaction?', 'batch'),
  deleteHorizon: source(
    'storage/rules/delete-horizon',
    'From when on may tombstones and markers of the batch go?',
    'batch',
    'nowMs',
    'deleteRetentionMs',
  ),
  isPastDeleteHorizon: source(
    'storage/rules/delete-horizon',
    'May tombstones and markers of the batch go now?',
    'deleteHorizonMs',
    'nowMs',
  ),
  endOfSwap: source(
    'storage/rules/unfinished-swap',
    'What becomes of the files of a compaction that was interrupted?',
    'files',
  ),
  endOffsetOfEpoch: source(
    'storage/rules/epochs',
    "Where does a leader's epoch end in this log?",
    'starts',
    'epoch',
    'logEndOffset',
  ),
  lastStableOffset: source(
    'storage/rules/last-stable-offset',
    'Up to where are all transactions decided?',
    'highWatermark',
    'firstUnstableOffset',
  ),
  problemOfTopicName: source('metadata/rules/topic-names', 'Can a topic have this name?', 'name'),
  nameInMetrics: source('metadata/rules/topic-names', 'What is the name within the names of metrics?', 'topic'),
  placeReplicas: source(
    'metadata/rules/replica-placement',
    'Which brokers get the replicas of new partitions?',
    'partitions',
    'replicationFactor',
    'candidates',
    'start',
  ),
  nextProducerIdBlock: source(
    'metadata/rules/producer-ids',
    'Which producer ids may the broker hand out next?',
    'nextProducerId',
  ),
  firstLeader: source('metadata/rules/first-leaders', 'Who leads a new partition?', 'replicas', 'fenced'),
  createsMissingTopic: source(
    'metadata/rules/topic-creation',
    'Is a topic made that somebody asks about?',
    'isEnabled',
    'isAllowedByClient',
  ),
  leadershipAfter: source(
    'metadata/rules/leader-epochs',
    'Who leads after the change, and in which epoch?',
    'before',
    'leader',
  ),
  judgeLeaderEpoch: source(
    'metadata/rules/leader-epochs',
    'Does the client know the present leader epoch?',
    'present',
    'known',
  ),
  highWatermark: source('replication/rules/high-watermark', 'Up to where may consumers read?', 'present', 'endOffsets'),
  readableUpTo: source(
    'replication/rules/fetching',
    "Up to where is this consumer's fetch answered?",
    'readsCommittedOnly',
    'ends',
  ),
  fetchIsAnswered: source('replication/rules/fetching', 'Is the fetch answered now, or does it wait?', 'fetch'),
  snapshotIsDue: source('replication/rules/snapshots', 'Is a snapshot of the metadata due?', 'since'),
  oldestSnapshotGoes: source('replication/rules/snapshots', 'May the oldest snapshot of the metadata go?', 'kept'),
  partitionOfKey: source(
    'delivery/rules/partitioning',
    "Which partition do the key's bytes lead to?",
    'key',
    'partitionCount',
  ),
  leavesPartition: source(
    'delivery/rules/partitioning',
    'Do records without a key go on to another partition?',
    'sticky',
  ),
  fitsIntoBatch: source(
    'delivery/rules/batching',
    'Does one more record go into the open batch?',
    'batchBytes',
    'recordBytes',
    'batchSizeBytes',
  ),
  lingersForMs: source('delivery/rules/batching', 'How much longer does the batch wait for more records?', 'batch'),
  isOverdue: source(
    'delivery/rules/retrying',
    'Is the batch given up because of its age?',
    'ageMs',
    'deliveryTimeoutMs',
  ),
  isSentAgain: source('delivery/rules/retrying', 'Is the batch sent again?', 'attempt'),
  judgeAnswer: source('delivery/rules/answers', "What does the broker's answer mean for the batch?", 'answer'),
  nextSequence: source(
    'delivery/rules/sequences',
    'Which sequence does the next batch get?',
    'baseSequence',
    'recordCount',
  ),
  conflictsWithIdempotence: source('delivery/rules/sequences', 'Which settings stand against idempotence?', 'inputs'),
  idempotence: source('delivery/rules/sequences', 'Is the producer idempotent?', 'inputs'),
  mayLeave: source('delivery/rules/sequences', 'May the oldest batch that waits leave now?', 'batch'),
  judgeGap: source('delivery/rules/sequences', 'What is done about a batch that was given up?', 'gap'),
  resetPosition: source(
    'delivery/rules/consuming',
    'Where does a consumer go on without a valid position?',
    'policy',
    'nowMs',
  ),
  isWanted: source('delivery/rules/consuming', 'Is the fetched record for the application?', 'offset', 'position'),
  isAborted: source(
    'delivery/rules/consuming',
    'Does a reader of committed records pass over the batch?',
    'batch',
    'abortedProducers',
  ),
};

/** Undefined for what is no rule of today's Kafka. */
export function ruleSource(rule: string): RuleSource | undefined {
  return Object.hasOwn(ruleSources, rule) ? ruleSources[rule as RuleName] : undefined;
}
