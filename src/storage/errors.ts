/** The errors of Kafka's protocol that a log can answer with; `broker/` finds their numbers by these names. */
export type LogErrorName =
  | 'CORRUPT_MESSAGE'
  | 'INVALID_PRODUCER_EPOCH'
  | 'INVALID_RECORD'
  | 'INVALID_TIMESTAMP'
  | 'INVALID_TXN_STATE'
  | 'KAFKA_STORAGE_ERROR'
  | 'MESSAGE_TOO_LARGE'
  | 'OFFSET_OUT_OF_RANGE'
  | 'OUT_OF_ORDER_SEQUENCE_NUMBER'
  | 'RECORD_LIST_TOO_LARGE'
  | 'TRANSACTION_COORDINATOR_FENCED'
  | 'UNSUPPORTED_COMPRESSION_TYPE'
  | 'UNSUPPORTED_FOR_MESSAGE_FORMAT';

/** A log cannot do what it was asked to do. */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly error: LogErrorName;

  constructor(error: LogErrorName, message: string) {
    super(message);
    this.error = error;
  }
}

/** A file of the log is not what it must be, and cannot be mended: says which file, and where in it. */
export class LogFileError extends Error {
  override readonly name = 'LogFileError';
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}
