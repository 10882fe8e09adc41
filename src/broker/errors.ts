import { LogError } from '../storage/errors.ts';
import { KafkaError } from '../wire/errors.ts';
import { DiskError } from '../world/world.ts';

/** The error of Kafka's that says it to a client; what is nobody's answer but our mistake is thrown on. */
export function asKafkaError(error: unknown): KafkaError {
  if (error instanceof KafkaError) return error;
  if (error instanceof LogError) return new KafkaError(error.error, error.message);
  if (error instanceof DiskError) return new KafkaError('KAFKA_STORAGE_ERROR', error.message);
  throw error;
}

export interface Outcome {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const noError: Outcome = { errorCode: 0, errorMessage: null };

/** What an answer says of an error. */
export function outcomeOf(error: unknown): Outcome {
  const { code, message } = asKafkaError(error);
  return { errorCode: code, errorMessage: message };
}
