import { NetworkError } from '../world/world.ts';
import { ConnectionError, type ConnectionErrorCode } from '../wire/connection-error.ts';
import { type ErrorName, errorOf, type KafkaErrorDescription } from '../wire/errors.ts';

/** Errors that a client makes itself, under the names that Kafka's own client has for them. */
export type ClientExceptionName =
  | 'BufferExhaustedException'
  | 'IllegalArgumentException'
  | 'IllegalStateException'
  | 'KafkaException'
  | 'NetworkException'
  | 'NoOffsetForPartitionException'
  | 'OffsetOutOfRangeException'
  | 'RecordDeserializationException'
  | 'RecordTooLargeException'
  | 'SerializationException'
  | 'TimeoutException'
  | 'UnsupportedVersionException';

/** What went wrong with something that a client was asked to do. */
export class KafkaException extends Error {
  override readonly name = 'KafkaException';
  /** The class that Kafka's Java client throws: `TimeoutException`, `NotLeaderOrFollowerException`. */
  readonly kafkaName: string;
  /** Whether the same may succeed later. */
  readonly isRetriable: boolean;
  /** The error of the protocol that a broker answered with, where it was one. */
  readonly error: KafkaErrorDescription | undefined;

  private constructor(kafkaName: string, message: string, isRetriable: boolean, error?: KafkaErrorDescription) {
    super(message);
    this.kafkaName = kafkaName;
    this.isRetriable = isRetriable;
    this.error = error;
  }

  static of(kafkaName: ClientExceptionName, message: string): KafkaException {
    return new KafkaException(kafkaName, message, retriable.has(kafkaName));
  }

  /** What a broker answered. @param message what it said about it; else the error's own sentence */
  static answered(code: number, message?: string | null): KafkaException {
    const error = errorOf(code);
    return new KafkaException(exceptionNameOf(error.name), message ?? error.meaning, error.retriable, error);
  }

  /** What the wire has thrown, under Kafka's name for it; what it did not throw is thrown again. */
  static from(error: unknown): KafkaException {
    if (error instanceof KafkaException) return error;
    if (error instanceof ConnectionError) return KafkaException.unanswered(error);
    if (error instanceof NetworkError) return KafkaException.of('NetworkException', error.message);
    throw error;
  }

  /** Why there is no answer. */
  static unanswered(because: ConnectionError): KafkaException {
    return KafkaException.of(unansweredNames[because.code], because.message);
  }
}

const retriable = new Set<ClientExceptionName>(['NetworkException', 'TimeoutException']);

const unansweredNames: Readonly<Record<ConnectionErrorCode, ClientExceptionName>> = {
  'timed out': 'TimeoutException',
  lost: 'NetworkException',
  closed: 'KafkaException',
  'unsupported version': 'UnsupportedVersionException',
  'not understood': 'NetworkException',
  busy: 'NetworkException',
};

/** Where Kafka's exception is not called like its error. */
const irregularNames: Partial<Record<ErrorName, string>> = {
  CORRUPT_MESSAGE: 'CorruptRecordException',
  DUPLICATE_SEQUENCE_NUMBER: 'DuplicateSequenceException',
  INVALID_CONFIG: 'InvalidConfigurationException',
  INVALID_PRODUCER_ID_MAPPING: 'InvalidPidMappingException',
  INVALID_TOPIC_EXCEPTION: 'InvalidTopicException',
  INVALID_TRANSACTION_TIMEOUT: 'InvalidTxnTimeoutException',
  KAFKA_STORAGE_ERROR: 'KafkaStorageException',
  MESSAGE_TOO_LARGE: 'RecordTooLargeException',
  NETWORK_EXCEPTION: 'NetworkException',
  NON_EMPTY_GROUP: 'GroupNotEmptyException',
  OFFSET_METADATA_TOO_LARGE: 'OffsetMetadataTooLarge',
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'OutOfOrderSequenceException',
  RECORD_LIST_TOO_LARGE: 'RecordBatchTooLargeException',
  REQUEST_TIMED_OUT: 'TimeoutException',
  SASL_AUTHENTICATION_FAILED: 'SaslAuthenticationException',
  STALE_CONTROLLER_EPOCH: 'ControllerMovedException',
  TOPIC_ALREADY_EXISTS: 'TopicExistsException',
  UNKNOWN_SERVER_ERROR: 'UnknownServerException',
};

/** NOT_LEADER_OR_FOLLOWER is `NotLeaderOrFollowerException`. */
export function exceptionNameOf(error: ErrorName): string {
  const words = error.split('_').map((word) => word[0] + word.slice(1).toLowerCase());
  return irregularNames[error] ?? `${words.join('')}Exception`;
}
