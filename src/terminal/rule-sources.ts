/** Where each rule stands, so that whoever asks why can read it. */
const sources: Readonly<Record<string, readonly string[]>> = {
  'src/storage/rules/sequence.ts': ['judgeSequence', 'rememberBatch'],
  'src/storage/rules/roll.ts': ['rollReason'],
  'src/storage/rules/index-entries.ts': ['indexEntryDue', 'positionBefore', 'offsetBefore'],
  'src/storage/rules/flush.ts': ['flushBeforeAcknowledge'],
  'src/storage/rules/recovery.ts': ['segmentsToRecover', 'isHole'],
  'src/storage/rules/valid-prefix.ts': ['validPrefix'],
  'src/storage/rules/retention.ts': ['deletableSegments'],
  'src/storage/rules/epochs.ts': ['endOffsetOfEpoch'],
  'src/records/validate-batch.ts': ['validateBatch'],
  'src/metadata/rules/topic-names.ts': ['problemOfTopicName', 'nameInMetrics'],
  'src/metadata/rules/replica-placement.ts': ['placeReplicas'],
  'src/metadata/rules/producer-ids.ts': ['nextProducerIdBlock'],
  'src/metadata/rules/leader-epochs.ts': ['leadershipAfter', 'judgeLeaderEpoch'],
  'src/delivery/rules/batching.ts': ['fitsIntoBatch', 'lingersForMs'],
  'src/delivery/rules/consuming.ts': ['isAborted', 'isWanted', 'resetPosition'],
  'src/delivery/rules/partitioning.ts': ['leavesPartition', 'partitionOfKey'],
  'src/delivery/rules/retrying.ts': ['isOverdue', 'isSentAgain'],
  'src/delivery/rules/sequences.ts': [
    'conflictsWithIdempotence',
    'idempotence',
    'judgeGap',
    'mayLeave',
    'nextSequence',
  ],
};

/** Undefined for a rule that nobody has written down here: a test sees to it that there is none. */
export function ruleSource(rule: string): string | undefined {
  return Object.keys(sources).find((path) => sources[path]!.includes(rule));
}
