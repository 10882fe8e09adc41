import { validateBatch } from '../records/validate-batch.ts';
import { cleanableRange, logToClean } from './rules/cleanable.ts';
import { deleteHorizon, isPastDeleteHorizon } from './rules/delete-horizon.ts';
import { endOffsetOfEpoch } from './rules/epochs.ts';
import { flushBeforeAcknowledge } from './rules/flush.ts';
import { indexEntryDue, offsetBefore, positionBefore } from './rules/index-entries.ts';
import { lastStableOffset } from './rules/last-stable-offset.ts';
import { logFolderChoice } from './rules/log-folder-choice.ts';
import { takesFolderOffline } from './rules/offline-folder.ts';
import { isHole, segmentsToRecover } from './rules/recovery.ts';
import { deletableSegments } from './rules/retention.ts';
import { rollReason } from './rules/roll.ts';
import { segmentGroups } from './rules/segment-groups.ts';
import { judgeSequence, rememberBatch } from './rules/sequence.ts';
import { batchRetention, survivesCompaction } from './rules/survival.ts';
import { endOfSwap } from './rules/unfinished-swap.ts';
import { validPrefix } from './rules/valid-prefix.ts';

/** The decisions of a log. A log is given them, so that others may be put in their place: older ones, wrong ones, yours. */
export const storageRules = {
  /** What a producer may have written into a log. */
  validateBatch,
  /** Is a batch new, a duplicate, or out of order? */
  judgeSequence,
  /** What of a producer's batches is remembered? */
  rememberBatch,
  /** When does a new segment begin? */
  rollReason,
  /** When does a batch get an index entry? */
  indexEntryDue,
  /** Which index entry leads to an offset? */
  positionBefore,
  /** Which time index entry leads to a timestamp? */
  offsetBefore,
  /** Must an append wait for the disk? */
  flushBeforeAcknowledge,
  /** Which segments are checked after a crash? */
  segmentsToRecover,
  /** Are records missing between two segments? */
  isHole,
  /** What of a file is believed after a crash? */
  validPrefix,
  /** In which data folder is a new log made? */
  logFolderChoice,
  /** Is a data folder given up after this? */
  takesFolderOffline,
  /** Which segments may go? */
  deletableSegments,
  /** Which part of a log is compacted next? */
  cleanableRange,
  /** Which log is compacted first? */
  logToClean,
  /** Which segments become one? */
  segmentGroups,
  /** Which records survive compaction? */
  survivesCompaction,
  /** What becomes of a batch in compaction? */
  batchRetention,
  /** From when on may a tombstone or a marker go? */
  deleteHorizon,
  /** May it go now? */
  isPastDeleteHorizon,
  /** What becomes of a compaction that was interrupted? */
  endOfSwap,
  /** Where does a leader's epoch end? */
  endOffsetOfEpoch,
  /** Up to where are all transactions decided? */
  lastStableOffset,
};

export type StorageRules = typeof storageRules;
