import { judgeAnswer } from './rules/answers.ts';
import { fitsIntoBatch, lingersForMs } from './rules/batching.ts';
import { isAborted, isWanted, resetPosition } from './rules/consuming.ts';
import { leavesPartition, partitionOfKey } from './rules/partitioning.ts';
import { isOverdue, isSentAgain } from './rules/retrying.ts';
import { conflictsWithIdempotence, idempotence, judgeGap, mayLeave, nextSequence } from './rules/sequences.ts';

/**
 * The decisions that make a producer and a consumer what they are. They are given to both as this one value, so that a
 * lesson can show them, an exercise can replace one, and a law can prove that a wrong one is noticed.
 */
export const deliveryRules = {
  partitionOfKey,
  leavesPartition,
  fitsIntoBatch,
  lingersForMs,
  isOverdue,
  isSentAgain,
  judgeAnswer,
  nextSequence,
  conflictsWithIdempotence,
  idempotence,
  mayLeave,
  judgeGap,
  resetPosition,
  isWanted,
  isAborted,
};

export type DeliveryRules = typeof deliveryRules;
