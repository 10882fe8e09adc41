/** What a broker said of a batch. */
export interface AnsweredBatch {
  /** Kafka's name: `NONE`, `NOT_LEADER_OR_FOLLOWER`. */
  readonly error: string;
  /** Kafka says of each error whether the same request may succeed later. */
  readonly isRetriable: boolean;
  /** The batch has a producer id and a sequence. */
  readonly isIdempotent: boolean;
}

export type AnswerVerdict =
  | 'acknowledged'
  /** It failed, and may be sent again as it is. */
  | 'retriable'
  /** The broker refused its sequence, or who sent it: it may be sent again once the producer has mended that. */
  | 'sequence refused'
  | 'identity refused'
  /** No repetition would help. */
  | 'fatal';

const refusals: Readonly<Record<string, AnswerVerdict>> = {
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'sequence refused',
  INVALID_PRODUCER_EPOCH: 'identity refused',
  UNKNOWN_PRODUCER_ID: 'identity refused',
};

/**
 * What a broker's answer means for a batch. A batch that was written before (`DUPLICATE_SEQUENCE_NUMBER`) is acknowledged: it
 * is in the log, once. With idempotence three errors are not the end: the broker says for certain that it did not take the
 * batch, and the producer may count anew (KIP-360). Of all other errors Kafka itself says whether trying again can help.
 */
export function judgeAnswer({ error, isRetriable, isIdempotent }: AnsweredBatch): AnswerVerdict {
  if (error === 'NONE' || error === 'DUPLICATE_SEQUENCE_NUMBER') return 'acknowledged';
  const refusal = isIdempotent && Object.hasOwn(refusals, error) ? refusals[error] : undefined;
  return refusal ?? (isRetriable ? 'retriable' : 'fatal');
}
